"""Each page's explorable has an address, a way to the playground, and a program."""

import re
import subprocess
import sys

import pytest
from reading import begin, settle, trouble

pytestmark = pytest.mark.browser
PAGES = {
    "tutorial/loss.html": ("b=1.5&w=0.25", "Bias b", 1.5),
    "tutorial/surface.html": ("b=1.5&w=0.25&turn=-70&tilt=60&over=w", "Turn the surface", -70),
    "tutorial/gradient.html": ("b=1.5&w=0.25&step=0.2&over=b", "Step size", 0.2),
    "tutorial/update.html": ("b=1.5&w=0.25&lr=0.3", "Learning rate", 0.3),
    "tutorial/learning-rate.html": ("lr=0.82&n=17", "Learning rate", 0.82),
    "tutorial/scaling.html": ("factor=10&standard=no", "Multiply x by", 10),
    "tutorial/repeat.html": ("size=7&shuffle=yes&unit=updates", "Batch size", 7),
    "beyond/edge-of-stability.html": ("u=2.5&v=-0.5&lr=0.15&n=12", "Start at u", 2.5),
    "beyond/optimisers.html": (
        "n=50&plain=0.01&momentum=0.04&nesterov=0.02&adam=0.5",
        "Rate η of Adam",
        0.5,
    ),
}
WITH_PROGRAM = {
    "tutorial/loss.html": {"loss"},
    "tutorial/gradient.html": {"ratio", "exact"},
    "tutorial/learning-rate.html": {"loss"},
    "tutorial/scaling.html": {"condition", "limit", "w"},
    "tutorial/repeat.html": {"loss"},
}
"""What the program of a page prints that the page says; those of other explorables are run in their own tests."""


def start(reader, address):
    return begin(reader, f"en/{address}")


def caption(page):
    return page.locator(".x-caption").inner_text()


@pytest.mark.gate
@pytest.mark.parametrize("name", PAGES)
def test_its_address_leads_back_to_its_state(tab, name):
    query, label, value = PAGES[name]
    reader = tab()
    first = caption(start(reader, name))
    page = start(reader, f"{name}?{query}")
    assert float(page.get_by_role("spinbutton", name=label).input_value()) == value
    seen = caption(page)
    assert seen != first
    link = page.get_by_role("link", name="Link to this state")
    link.focus()
    address = link.get_attribute("href")
    assert sorted(address.partition("#")[0].lstrip("?").split("&")) == sorted(query.split("&"))
    link.click()
    page.wait_for_selector(".x-started")
    settle(page)
    assert caption(page) == seen
    assert trouble(reader) == []


@pytest.mark.gate
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "query",
    [
        "lr=99&n=1.5&size=0.5",
        "b=nan&w=1e999",
        "over=__proto__&unit=constructor",
        "standard=true&%zz",
        "=&=1&b=",
    ],
)
def test_what_no_address_may_say_is_passed_over(tab, name, query):
    reader = tab()
    first = caption(start(reader, name))
    assert caption(start(reader, f"{name}?{query}")) == first
    assert trouble(reader) == []


@pytest.mark.gate
@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("tutorial")])
def test_the_playground_goes_on_where_the_page_stopped(tab, name):
    reader = tab()
    page = start(reader, f"{name}?{PAGES[name][0]}")
    seen = caption(page)
    page.get_by_role("link", name="Open in the playground").click()
    page.wait_for_selector(".x-started .x-badge")
    settle(page)
    assert page.locator(".x-ignored").inner_text() == ""
    there = caption(page)
    shared = {
        "tutorial/loss.html": r"the loss is (\S+)\.",
        "tutorial/surface.html": r"the loss is (\S+)\.",
        "tutorial/update.html": r"(?:falls from|the loss is) ([\d.]+)(?: to|\.)",
        "tutorial/learning-rate.html": r"the loss is (\S+)\.",
        "tutorial/repeat.html": r"loss (?:of|is) (\S+)\.",
        "tutorial/scaling.html": r"(?:a loss of|the loss is) ([\d.]+)[;.]",
    }.get(name)
    if shared:
        assert re.search(shared, seen)[1].rstrip(".") == re.search(shared, there)[1].rstrip(".")
    assert trouble(reader) == []


def test_the_programs_of_pages_print_what_the_pages_show(tab, tmp_path):
    for name, told in WITH_PROGRAM.items():
        page = start(tab(), f"{name}?{PAGES[name][0]}")
        code = page.locator(".x-table code").text_content()
        command = [sys.executable, "-W", "error", "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.returncode == 0, done.stderr
        printed = dict(line.split(" = ") for line in done.stdout.splitlines())
        said = page.locator(".explore-room").inner_text().replace("\u2212", "-")
        assert {printed[key] for key in told if printed[key] not in said} == set(), printed


def test_copying_is_answered_for_eyes_too(browser, address):
    context = browser.new_context(
        bypass_csp=True, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(f"{address}/en/tutorial/learning-rate.html")
    page.get_by_role("button", name="Copy as Python").click()
    page.wait_for_function(
        "[...document.querySelectorAll('.x-done')].at(-1).textContent === 'Copied.'"
    )
    assert "gradient_descent(" in page.evaluate("navigator.clipboard.readText()")
    context.close()
