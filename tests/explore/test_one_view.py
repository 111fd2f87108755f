"""The playground on one screen: what is moved and what it moves, measured."""

import pytest
from helpers import LANGUAGES
from reading import settle, trouble

pytestmark = pytest.mark.browser

WIDE = {
    "run bar": ".x-bar",
    "verdict": ".x-badge",
    "why": ".x-caption",
    "presets": ".x-presets",
    "rate": ".x-of-rate",
    "limits": ".x-limits",
    "momentum": ".x-field:has([aria-label='{momentum}'])",
    "batch": ".x-field:has([aria-label='{size}'])",
    "order": ".x-tick:has-text('{reshuffle}')",
    "feature": ".x-left .x-choice >> nth=0",
    "start": ".x-left .x-pair",
    "contours": ".x-main .x-plot",
    "key": ".x-key",
    "reading": ".x-read",
    "loss": ".x-side .x-plot >> nth=0",
    "line": ".x-side .x-plot >> nth=1",
}
NARROW = {"run bar": ".x-bar", "rate": ".x-of-rate", "contours": ".x-main .x-plot"}


def open_playground(browser, address, width, height, language="en", state="", **options):
    context = browser.new_context(
        bypass_csp=True,
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        **options,
    )
    page = context.new_page()
    page.goto(f"{address}/{language}/playground.html{state}")
    page.wait_for_selector(".x-started")
    settle(page)
    return page


def words(page):
    return page.evaluate(
        "JSON.parse(document.querySelector('.explorable script').textContent).words"
    )


def outside(page, parts, top=0):
    """What does not lie whole on the screen, or lies below something else that stays."""
    said = words(page)
    size = page.viewport_size
    found = {}
    for name, selector in parts.items():
        box = page.locator(selector.format(**said) if "{" in selector else selector).bounding_box()
        right, bottom = box["x"] + box["width"], box["y"] + box["height"]
        inside = box["x"] >= 0 and box["y"] >= top and right <= size["width"]
        if not (inside and bottom <= size["height"] + 1) or box["height"] < 10:
            found[name] = box
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("width", "height"), [pytest.param(1440, 900, marks=pytest.mark.gate), (1280, 720)]
)
def test_on_a_wide_screen_all_that_moves_and_is_moved_is_seen_at_once(
    browser, address, width, height, language
):
    for state in ("", "#lr=0.8&n=30", "#batch=1&n=8000"):
        page = open_playground(browser, address, width, height, language, state)
        assert outside(page, WIDE) == {}, state
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        contours = page.locator(".x-main .x-plot").bounding_box()
        assert contours["width"] >= 320, "large enough to see a path on"
        assert contours["height"] >= 300
        page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_the_run_the_rate_and_the_contours_stay_while_the_rest_scrolls(
    browser, address, language
):
    page = open_playground(browser, address, 390, 844, language, has_touch=True, is_mobile=True)
    header = page.locator(".mobile-header").bounding_box()["height"]
    assert outside(page, NARROW, header) == {}
    for part in (
        ".x-caption",
        ".x-presets",
        ".x-left .x-pair",
        ".x-side .x-plot >> nth=1",
        ".x-hunt",
    ):
        page.locator(part).evaluate("e => e.scrollIntoView({block: 'end', behavior: 'instant'})")
        settle(page)
        assert outside(page, NARROW | {"part": part}, header - 1) == {} or part == ".x-hunt"
        stays = page.locator(".x-stay").bounding_box()
        shown = page.locator(part).bounding_box()
        assert shown["y"] + shown["height"] > stays["y"] + stays["height"] + 20, part
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    room = page.locator(".x-stay").bounding_box()
    assert room["height"] < 0.66 * 844, "there is room for what scrolls"
    page.context.close()


@pytest.mark.gate
def test_whatever_is_scrolled_to_shares_the_screen_with_the_plots(browser, address):
    """The arithmetic and the bug lie lower: the plots come with them."""
    page = open_playground(browser, address, 1280, 720)
    for part in (".x-sums", ".x-hunt"):
        page.locator(part).evaluate(
            "e => e.scrollIntoView({block: 'center', behavior: 'instant'})"
        )
        settle(page)
        parts = {
            "it": part,
            **{name: WIDE[name] for name in ("run bar", "contours", "loss", "line")},
        }
        assert outside(page, parts) == {}
    page.context.close()


@pytest.mark.gate
def test_a_low_screen_keeps_room_to_scroll(browser, address):
    page = open_playground(browser, address, 800, 360)
    page.locator(".x-hunt").evaluate(
        "e => e.scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    settle(page)
    bottom = page.evaluate("document.querySelector('.x-stay').getBoundingClientRect().bottom")
    assert bottom < 200
    page.context.close()


def test_no_static_figure_stands_above_it_and_no_contents_beside_it(browser, address):
    page = open_playground(browser, address, 1440, 900)
    assert page.locator("article figure:visible").count() == 0
    assert not page.locator(".toc-drawer a").count()
    top = page.locator(".explore-room").bounding_box()
    assert top["y"] < 80
    assert top["width"] > 0.9 * (1440 - page.locator(".sidebar-drawer").bounding_box()["width"])
    asked = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    assert not [name for name in asked if "f22_three_paths" in name], "nor is it loaded"
    page.context.close()


def test_without_a_script_and_on_paper_the_picture_stands_in_its_place(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/playground.html")
    assert page.locator(".explorable figure img.only-light").is_visible()
    context.close()
    page = open_playground(browser, address, 1000, 800)
    page.emulate_media(media="print")
    assert page.locator(".explorable figure img.only-light").is_visible()
    assert not page.locator(".explore-room").is_visible()
    page.context.close()


def test_every_control_is_large_enough_for_a_finger(browser, address):
    page = open_playground(browser, address, 390, 844, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="Hide a bug").click()
    settle(page)
    small = page.evaluate(
        """() => [...document.querySelectorAll(".explore-room :is(button, input, select, summary)")]
          .map(e => e.matches("[type=checkbox], [type=radio]") ? e.closest("label") : e)
          .filter(e => e.checkVisibility())
          .filter(e => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24; })
          .map(e => e.outerHTML.slice(0, 100))"""
    )
    assert small == []
    page.context.close()


def test_nothing_goes_wrong_on_the_way(tab):
    reader = tab()
    page = reader.open("en/playground.html")
    page.wait_for_selector(".x-started")
    assert trouble(reader) == []
