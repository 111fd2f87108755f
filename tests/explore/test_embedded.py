"""An explorable in a page of another origin: alone, in the state that its line says, and without a trace outside."""

import http.server
import re
import threading

import pytest
from helpers import violations
from lxml import html
from playwright.sync_api import expect
from reading import settle, trouble

pytestmark = pytest.mark.browser
HERE = "http://127.0.0.1"
LEARNING_RATE = "tutorial/learning-rate.html"
STATES = {
    "tutorial/loss.html": "?b=1.5&w=0.25",
    "tutorial/gradient.html": "?step=0.2&over=b",
    LEARNING_RATE: "?lr=0.4&n=20",
    "tutorial/scaling.html": "?factor=10&standard=no",
    "tutorial/repeat.html": "?size=7&shuffle=yes&unit=updates",
    "beyond/edge-of-stability.html": "?u=3&v=0.1&lr=0.3&n=3",
    "playground.html": "#lr=0.4&n=20",
    "race.html": "#n=20",
}
BESIDE = """() => [...document.body.querySelectorAll("*")].filter(node =>
  node.checkVisibility() && node.getClientRects().length && !node.closest(".explorable")).map(node => node.outerHTML.slice(0, 80))"""
"""What is seen of a page that is no part of an explorable."""


@pytest.fixture(scope="module")
def outside():
    """A server of another origin: its address, and the page that it hands out."""
    said = {"page": ""}

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(said["page"].encode())

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"{HERE}:{server.server_port}/", said
        server.shutdown()
        thread.join()


@pytest.fixture
def course(new_tab, outside):
    """Open a page of another origin that holds some HTML; the site's own policy holds in the frame."""
    place, said = outside

    def open_it(line, **options):
        said["page"] = (
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>A course</title>'
            '<link rel="icon" href="data:,"><input aria-label="Name" autofocus>'
            f'<p>{line}</p><a href="#end">After it</a></html>'
        )
        reader = new_tab(bypass_csp=False, **options)
        reader.home = HERE
        reader.page.goto(place, wait_until="load")
        frame = reader.page.frame_locator("iframe")
        expect(frame.locator(".x-started")).to_be_visible()
        return reader, frame

    return open_it


def inside(reader):
    """The frame itself, which evaluates."""
    return reader.page.frames[1]


def line_of(reader, name, state="", language="en"):
    """Press Embed, and return what is copied."""
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open(f"{language}/index.html")  # so that the next address loads anew
    page = reader.open(f"{language}/{name}{state}")
    page.wait_for_selector(".x-started")
    settle(page)
    page.locator(".x-share button").click()
    page.wait_for_selector(".x-share .x-done:not(:empty)")
    return page.evaluate("navigator.clipboard.readText()"), page.locator(".x-caption").inner_text()


@pytest.mark.gate
@pytest.mark.parametrize("width", [1280, 390, 360])
@pytest.mark.parametrize("name", STATES)
def test_the_line_shows_that_state_alone_on_a_page_of_another_origin(tab, course, name, width):
    line, seen = line_of(tab(), name, STATES[name])
    reader, frame = course(line, width=width)
    expect(frame.locator(".x-caption")).to_have_text(seen)
    assert inside(reader).evaluate(BESIDE) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert inside(reader).evaluate(overflow) <= 0
    assert trouble(reader) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_moved_inside_changes_the_inside_alone(tab, course, width):
    line, _ = line_of(tab(), LEARNING_RATE, STATES[LEARNING_RATE])
    reader, frame = course(line, width=width)
    page = reader.page
    before = page.url, page.evaluate("history.length")
    expect(frame.locator(".x-caption")).to_contain_text(re.compile("^Converges"))
    assert inside(reader).evaluate(BESIDE) == []
    slider = frame.get_by_role("slider", name="Learning rate")
    box = slider.bounding_box()
    slider.click(position={"x": box["width"] - 30, "y": box["height"] / 2})
    expect(frame.locator(".x-caption")).to_contain_text(re.compile("^Diverges"))
    assert (page.url, page.evaluate("history.length")) == before
    assert trouble(reader) == []


def test_the_playground_leaves_no_trace_outside(tab, course):
    line, _ = line_of(tab(), "playground.html", "#lr=0.4&n=20")
    reader, frame = course(line)
    page = reader.page
    before = page.url, page.evaluate("history.length"), inside(reader).url
    frame.get_by_role("button", name="diverge", exact=True).click()
    expect(frame.locator(".x-badge")).to_have_text("Diverges")
    settle(page)
    frame.get_by_role("button", name="crawl", exact=True).click()
    expect(frame.locator(".x-badge")).to_have_text("Crawls")
    assert (page.url, page.evaluate("history.length"), inside(reader).url) == before
    assert trouble(reader) == []


@pytest.mark.parametrize("name", [LEARNING_RATE, "playground.html"])
def test_it_takes_no_focus_and_keys_reach_it_and_leave_it(tab, course, name):
    line, _ = line_of(tab(), name, STATES[name])
    reader, frame = course(line)
    page = reader.page
    inside(reader).evaluate("new Promise(done => setTimeout(done))")  # whoever waits for the load
    name_has_it = "document.activeElement === document.querySelector('input')"
    assert page.evaluate(name_has_it)
    slider = frame.get_by_role("slider", name="Learning rate")
    seen = frame.locator(".x-caption").inner_text()
    for _ in range(40):
        page.keyboard.press("Tab")
        if slider.evaluate("node => node === document.activeElement && document.hasFocus()"):
            break
    page.keyboard.press("End")
    expect(frame.locator(".x-caption")).not_to_have_text(seen)
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "After it":
            break
    assert page.evaluate("document.activeElement.textContent") == "After it"
    assert trouble(reader) == []


def test_a_finger_moves_it(tab, course):
    line, _ = line_of(tab(), "tutorial/loss.html")
    _, frame = course(line, width=390, has_touch=True)
    seen = frame.locator(".x-caption").inner_text()
    frame.get_by_role("button", name="Best line").tap()
    expect(frame.locator(".x-caption")).not_to_have_text(seen)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("name", [LEARNING_RATE, "playground.html"])
def test_a_link_leads_to_the_whole_page_in_the_same_state(tab, course, name, language):
    line, _ = line_of(tab(), name, STATES[name], language)
    reader, frame = course(line)
    expect(frame.locator(".x-caption")).not_to_be_empty()
    whole = frame.locator(".x-share a").first
    assert whole.get_attribute("rel") == "noopener"
    with reader.context.expect_page() as opened:
        whole.click()
    page = opened.value
    expect(page.locator(".x-started")).to_be_visible()
    assert "embed" not in page.url
    assert f"/{language}/{name}" in page.url
    assert page.evaluate("opener") is None
    expect(page.locator(".x-caption")).to_have_text(frame.locator(".x-caption").inner_text())
    expect(page.locator("h1")).to_be_visible()


def test_nothing_else_is_seen_before_the_script_comes(new_tab):
    reader, held = new_tab(width=390), []
    page = reader.page
    page.route("**/_static/explore.js*", lambda route: held.append(route))
    page.goto(f"{reader.home}/en/{LEARNING_RATE}?embed#lr=0.9&n=20", wait_until="commit")
    page.wait_for_selector("footer", state="attached")  # all of the page is there
    assert page.evaluate(BESIDE) == []
    for route in held:
        route.continue_()
    page.wait_for_selector(".x-started")
    page.wait_for_function(
        "document.querySelector('.x-caption').textContent.startsWith('Diverges')"
    )
    assert page.evaluate(BESIDE) == []


@pytest.mark.parametrize(
    "asked",
    [
        "embed=%3Cscript%3Ethrow%201%3C/script%3E",
        "embed=__proto__&embed=constructor",
        "embed=%zz&&&=",
        "lr=nan&embed=]%22)&n=1e999",
        "embed#lr=99&n=__proto__",
        "embed#explore-learning-rate",
        "embed#%zz",
        "embed=" + "a" * 5000,
    ],
)
def test_whatever_an_address_asks_for_the_explorable_is_seen_as_at_first(tab, asked):
    reader = tab("light", 1280)
    page = reader.open(f"en/{LEARNING_RATE}")
    page.wait_for_selector(".x-started")
    first = page.locator(".x-caption").inner_text()
    page = reader.open(f"en/{LEARNING_RATE}?{asked}")
    page.wait_for_selector(".x-started")
    assert page.locator(".x-caption").inner_text() == first
    assert page.evaluate(BESIDE) == []
    assert trouble(reader) == []


def test_what_only_looks_like_it_shows_the_whole_page(tab):
    for asked in ("?embedded", "#embed", "?n=embed"):
        page = tab().open(f"en/{LEARNING_RATE}{asked}")
        page.wait_for_selector(".x-started")
        assert page.locator("h1").is_visible()


def test_of_several_on_a_page_the_address_names_one(new_tab, english):
    """No page has two today: the explorable of another page is put below the first."""
    reader = new_tab()
    text = (english / LEARNING_RATE).read_text("utf-8")
    (other,) = html.parse(english / "tutorial/loss.html").xpath("//div[@data-name]")
    both = text.replace("</article>", html.tostring(other, encoding="unicode") + "</article>")
    reader.page.route(
        f"**/{LEARNING_RATE}*", lambda route: route.fulfill(body=both, content_type="text/html")
    )
    for asked, name in (("embed=line-and-loss#b=2", "line-and-loss"), ("embed", "learning-rate")):
        page = reader.open(f"en/{LEARNING_RATE}?{asked}")
        page.wait_for_selector(".x-started")
        assert [each.get_attribute("data-name") for each in page.locator(".explorable").all()] == [
            name
        ]
    page = reader.open(f"en/{LEARNING_RATE}")
    page.wait_for_selector("[data-name=line-and-loss] .x-started")
    box = page.locator("[data-name=line-and-loss]")
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject())")
    box.locator(".x-share button").click()
    assert "?embed=line-and-loss#b=" in box.locator(".x-html").inner_text()


def test_where_the_clipboard_is_refused_the_line_is_shown_and_selected(tab):
    page = tab().open(f"en/{LEARNING_RATE}?lr=0.4&n=20")
    page.wait_for_selector(".x-started")
    settle(page)
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject())")
    page.get_by_role("button", name="Embed").click()
    line = page.locator(".x-html")
    line.wait_for()
    assert page.evaluate("String(getSelection())") == line.inner_text()
    frame = html.fragment_fromstring(line.inner_text())
    assert frame.tag == "iframe"
    assert frame.get("src") == f"{tab().home}/en/{LEARNING_RATE}?embed#lr=0.4&n=20"
    assert frame.get("title") == "Try a learning rate"
    assert frame.get("loading") == "lazy"
    room = page.locator(".explorable").bounding_box()
    assert abs(int(frame.get("height")) - room["height"]) < 200  # the line itself is shown by now


def test_a_copy_opened_as_a_file_offers_no_line_and_is_seen_alone_too(new_tab, english):
    page = new_tab().page
    page.goto((english / LEARNING_RATE).as_uri())
    page.wait_for_selector(".x-started")
    assert page.locator(".x-share a").count() == 2
    assert page.locator(".x-share button").count() == 0
    page.goto((english / LEARNING_RATE).as_uri() + "?embed#lr=0.9")
    page.wait_for_selector(".x-started")
    assert page.evaluate(BESIDE) == []


def test_it_fits_into_its_frame_where_it_was_copied(tab, course):
    for name in (LEARNING_RATE, "tutorial/gradient.html"):
        reader = tab()
        line, _ = line_of(reader, name)
        width = reader.page.locator(".explorable").bounding_box()["width"]
        fitted = line.replace('width="100%"', f'width="{width:.0f}"')
        outer, _ = course(fitted)
        lacking = "document.documentElement.scrollHeight - innerHeight"
        assert inside(outer).evaluate(lacking) <= 0


def test_a_frame_without_storage_shows_it_too(tab, course):
    line, seen = line_of(tab(), LEARNING_RATE)
    _, frame = course(line.replace("<iframe", '<iframe sandbox="allow-scripts"'))
    expect(frame.locator(".x-caption")).to_have_text(seen)


def test_it_is_dark_where_its_reader_likes_it_dark(tab, course):
    line, _ = line_of(tab(), LEARNING_RATE)
    grounds = {}
    for theme in ("light", "dark"):
        _, frame = course(line, theme=theme)
        grounds[theme] = frame.locator("body").evaluate(
            "body => getComputedStyle(body).backgroundColor"
        )
    assert grounds["light"] != grounds["dark"]


@pytest.mark.gate
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_keeps_nobody_out(tab, theme):
    addresses = [f"en/{name}?embed" for name in [*STATES, "index.html"]]
    heading = {"page-has-heading-one": {"enabled": False}}  # that is the page around it
    assert violations(tab(theme, 800), addresses, {"rules": heading}) == {}


def test_without_a_script_the_page_is_just_the_page(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/{LEARNING_RATE}?embed#lr=0.4&n=20")
    assert page.locator("h1").is_visible()
    assert page.locator(".explore-missed").is_visible()
    context.close()
