"""The front page opens with a descent to play."""

import re

import pytest
from reading import begin, settle, trouble

pytestmark = pytest.mark.browser


def start(reader):
    return begin(reader, "en/index.html")


def caption(page):
    return page.locator(".x-caption").inner_text()


def test_it_steps_and_plays_to_the_minimum(tab):
    """With reduced motion, Play goes to the end at once."""
    reader = tab()
    page = start(reader)
    first = caption(page)
    for name in ("Step", "Step"):
        page.get_by_role("button", name=name).click()
        settle(page)
    assert caption(page).startswith("After 2 updates b = ")
    page.get_by_role("button", name="Play").click()
    settle(page)
    assert "and the loss is 0.0" in caption(page)
    page.get_by_role("button", name="Reset").click()
    settle(page)
    assert caption(page) == first
    assert trouble(reader) == []


def test_it_plays_update_by_update_and_stops(browser, address):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/en/index.html")
    page.wait_for_selector(".x-started")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(
        "document.querySelector('.x-caption').textContent.startsWith('After 5 updates')"
    )
    page.get_by_role("button", name="Pause").click()
    settle(page)
    n = int(re.match(r"After (\d+)", caption(page))[1])
    page.wait_for_timeout(400)
    assert caption(page).startswith(f"After {n} updates")
    assert n < 40
    context.close()


def test_a_press_puts_the_start_elsewhere(tab):
    page = start(tab())
    box = page.locator(".x-plot").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.2)
    settle(page)
    page.get_by_role("button", name="Step").click()
    settle(page)
    b = float(re.search(r"b = (\S+),", caption(page))[1].replace("\u2212", "-"))
    assert b > 1.5


def test_it_reserves_its_room_and_fits(tab):
    for width in (320, 768, 1280):
        page = tab("light", width).open("en/index.html")
        page.wait_for_selector(".x-started")
        settle(page)
        room = page.evaluate(
            """() => { const room = document.querySelector(".explore-room");
              return [room.getBoundingClientRect().height, parseFloat(getComputedStyle(room).minHeight),
                document.documentElement.scrollWidth - innerWidth]; }"""
        )
        assert room[0] <= room[1] + 1
        assert room[2] <= 0
