"""Situations: regions of the rate, presets that show which is on, Back, and links that land well."""

import re

import numpy as np
import pytest
from reading import begin, settle, trouble

from gdtutorial.curvature import joint_limit, verdict
from gdtutorial.data import spoil, standardise, tutorial_data

pytestmark = pytest.mark.browser

x_train, _, x_val, _ = tutorial_data()
FEATURES = {"1": x_train, "10": spoil(x_train)[0], "std": standardise(x_train, x_val)[0]}


def start(reader, state=""):
    return begin(reader, f"en/playground.html{state}")


@pytest.mark.parametrize("momentum", [0, 0.5, 0.9])
@pytest.mark.parametrize("feature", FEATURES)
def test_the_regions_of_the_rate_are_those_of_the_library(core, feature, momentum):
    x = FEATURES[feature]
    regions = core.evaluate(
        "([x, momentum]) => core.rateRegions(x, momentum, [0.001, 10])",
        [x.ravel().tolist(), momentum],
    )
    assert regions[0]["from"] == 0.001
    assert regions[-1]["to"] == 10
    assert [one["to"] for one in regions[:-1]] == [one["from"] for one in regions[1:]]
    for one in regions:
        for part in (0.001, 0.3, 0.999):
            rate = one["from"] * (one["to"] / one["from"]) ** part
            assert verdict(x, rate, momentum) == one["word"]
    limit = joint_limit(x) * (1 + momentum)
    if limit < 10:
        assert regions[-1]["word"] == "diverges"
        assert regions[-1]["from"] == pytest.approx(limit, rel=1e-6)


def test_the_regions_lie_on_the_track_and_the_present_one_is_named(tab):
    page = start(tab())
    spans = page.locator(".x-region").evaluate_all(
        "all => all.map(i => [Number(i.style.getPropertyValue('--at')), Number(i.style.getPropertyValue('--to'))])"
    )
    assert spans[0][0] == pytest.approx(0)
    assert spans[-1][1] == pytest.approx(1)
    for rate, name in (
        ("0.01", "Crawls"),
        ("0.4", "Converges"),
        ("0.8", "Oscillates"),
        ("2", "Diverges"),
    ):
        box = page.get_by_role("spinbutton", name="Learning rate")
        box.fill(rate)
        box.press("Enter")
        settle(page)
        assert page.locator(".x-name-of.x-here").inner_text() == name
        thumb = (np.log10(float(rate)) + 3) / 4
        here = page.locator(f".x-region.x-is-{name.lower()}").evaluate_all(
            "all => all.map(i => [Number(i.style.getPropertyValue('--at')), Number(i.style.getPropertyValue('--to'))])"
        )
        assert any(low <= thumb <= high for low, high in here)


def pressed(page):
    return page.locator(".x-presets [aria-pressed=true]").all_inner_texts()


@pytest.mark.gate
def test_the_situation_that_is_on_is_pressed_and_no_other(tab):
    reader = tab()
    page = start(reader)
    assert pressed(page) == ["a good rate"]
    for name in page.locator(".x-presets button").all_inner_texts():
        page.locator(".x-presets").get_by_role("button", name=name, exact=True).click()
        settle(page)
        assert pressed(page) == [name]
    page.get_by_role("slider", name="Momentum").press("ArrowRight")
    settle(page)
    assert pressed(page) == []
    for state, name in (
        ("#lr=0.8&n=3", "zigzag"),
        ("#n=1000", "1000 epochs"),
        ("#lr=0.9&n=5", "diverge"),
    ):
        assert pressed(start(reader, state)) == [name]
    assert trouble(reader) == []


def rate(page):
    return page.get_by_role("spinbutton", name="Learning rate").input_value()


def test_back_undoes_a_situation_and_forward_does_it_again(tab):
    reader = tab()
    page = start(reader, "#lr=0.2&n=7")
    for name in ("zigzag", "momentum"):
        page.locator(".x-presets").get_by_role("button", name=name, exact=True).click()
        settle(page)
    assert "momentum=0.8" in page.evaluate("location.hash")
    seen = []
    for step in ("back", "back", "forward"):
        page.evaluate(f"history.{step}()")
        page.wait_for_timeout(150)
        settle(page)
        seen.append((rate(page), page.evaluate("location.hash")))
    assert seen == [("0.8", "#lr=0.8"), ("0.2", "#lr=0.2&n=7"), ("0.8", "#lr=0.8")]
    assert page.url.endswith("playground.html#lr=0.8")
    assert trouble(reader) == []


def test_what_was_moved_just_before_is_not_lost(tab):
    """Nobody waits until the address follows."""
    page = start(tab(), "#lr=0.2&n=7")
    page.get_by_role("slider", name="Momentum").press("ArrowRight")
    page.locator(".x-presets").get_by_role("button", name="zigzag", exact=True).click()
    settle(page)
    page.evaluate("history.back()")
    page.wait_for_timeout(150)
    settle(page)
    assert page.evaluate("location.hash") == "#lr=0.2&n=7&momentum=0.01"


SEEN = """() => {
  const inside = what => { const { top, bottom } = document.querySelector(what).getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight + 1; };
  return { parts: [".x-bar", ".x-of-rate", ".x-badge", ".x-main .x-plot"].filter(what => !inside(what)),
    caption: document.querySelector(".x-caption").getBoundingClientRect().top < innerHeight - 40,
    focus: document.activeElement.className };
}"""


@pytest.mark.gate
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (390, 844)])
@pytest.mark.parametrize(
    "address_of", ["?lr=0.82#explore-playground", "#lr=0.82", "?batch=1&n=8000#explore-playground"]
)
def test_a_link_to_a_state_shows_the_state(browser, address, width, height, address_of):
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(f"{address}/en/playground.html{address_of}")
    page.wait_for_selector(".x-started")
    page.wait_for_timeout(200)
    seen = page.evaluate(SEEN)
    assert seen["parts"] == []
    assert seen["caption"]
    assert "explore-room" in seen["focus"]
    context.close()


def test_a_sentence_of_the_page_sets_it_without_loading_it_anew(tab):
    reader = tab()
    page = start(reader)
    page.evaluate("window.same = true")
    link = page.locator("article a[href*='lr=1&momentum=0.5']")
    link.scroll_into_view_if_needed()
    link.click()
    settle(page)
    page.wait_for_function("location.hash === '#lr=1&momentum=0.5'")
    assert page.evaluate("window.same")
    page.wait_for_function("document.querySelector('.x-bar').getBoundingClientRect().top >= 0")
    seen = page.evaluate(SEEN)
    assert seen["parts"] == []
    assert "explore-room" in seen["focus"]
    page.evaluate("history.back()")
    page.wait_for_function("document.querySelector('.x-count .x-number').value === '0'")
    assert trouble(reader) == []


@pytest.mark.gate
def test_every_state_that_the_site_links_to_says_what_is_to_be_seen(tab, pages):
    """One word and one sentence: they are computed."""
    links = {
        re.search(r"\?(?:embed#)?([^#]*)", link)[1]
        for page in pages.values()
        for link in page.xpath("//article//a/@href")
        if "playground.html?" in link
    }
    assert len(links) > 10
    reader = tab()
    page = start(reader)
    for state in sorted(links):
        page.evaluate("state => { location.hash = state; }", state)
        page.wait_for_timeout(50)
        settle(page)
        assert page.locator(".x-ignored").inner_text() == "", state
        assert len(page.locator(".x-caption").inner_text()) > 40
        assert page.locator(".x-badge").inner_text() != "Ready" or "n=0" in state
    assert trouble(reader) == []


ANCHORS = ["a.skip-to-content", "a.back-to-top", "a.headerlink[href='#things-to-try']"]


@pytest.mark.parametrize(
    "state", ["playground.html#lr=0.9&n=12", "race.html#n=30&rules=plain&plain=1"]
)
def test_a_link_to_a_place_of_the_page_leaves_the_state_alone(tab, state):
    reader = tab()
    reader.open("en/404.html")
    page = begin(reader, f"en/{state}")
    page.wait_for_timeout(400)
    before = page.locator(".x-caption").inner_text()
    kept = page.evaluate("location.hash")
    for anchor in ANCHORS:
        page.evaluate("anchor => document.querySelector(anchor).click()", anchor)
        page.wait_for_timeout(400)
        settle(page)
        assert page.locator(".x-caption").inner_text() == before, anchor
        assert page.evaluate("location.hash") == kept, "the address still holds it"
    page.go_back()
    page.wait_for_timeout(400)
    assert page.locator(".x-caption").inner_text() == before
    assert trouble(reader) == []
