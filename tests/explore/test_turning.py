"""The surface that turns: one point on it and on its map, sections through it, and their lowest points."""

import re

import numpy as np
import pytest
from reading import begin, settle, trouble
from test_program import run

from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, gradient, mse, predict
from gdtutorial.surface import minimum
from pages.explore import common_data
from pages.fields import fields

pytestmark = pytest.mark.browser
PAGE = "tutorial/surface.html"
x, y, _, _ = tutorial_data()
NUMBER = r"(-?\d+\.\d+)"


def start(reader, query=""):
    return begin(reader, f"en/{PAGE}{query}")


def caption(page):
    return page.locator(".x-caption").inner_text().replace("\u2212", "-")


def value(page, label):
    return float(page.get_by_role("spinbutton", name=label).input_value())


def loss(b, w):
    return mse(errors(predict(b, w, x), y)).item()


def test_a_section_is_lowest_where_its_slope_vanishes(core):
    places = np.random.RandomState(0).uniform(-3, 5, (50, 2)).tolist()
    seen = core.evaluate(
        """([x, y, places]) => {
          const surface = core.quadratic(x, y);
          return places.map(([b, w]) => ["b", "w"].map(over => core.lowestAlong(surface, over, b, w)));
        }""",
        [x.ravel().tolist(), y.ravel().tolist(), places],
    )
    for (b, w), (best_b, best_w) in zip(places, seen, strict=True):
        assert gradient(errors(predict(best_b, w, x), y), x)[0].item() == pytest.approx(
            0, abs=1e-12
        )
        assert gradient(errors(predict(b, best_w, x), y), x)[1].item() == pytest.approx(
            0, abs=1e-12
        )


def test_the_page_and_the_playground_turn_and_tilt_as_far(core):
    ends = fields("surface", common_data())
    limits = core.evaluate("() => core.LIMITS")
    for name in ("turn", "tilt"):
        assert limits[name] == [ends[name].low, ends[name].high]


def test_the_first_state_is_the_start_of_the_text(tab):
    page = start(tab())
    found = re.search(rf"At b = {NUMBER} and w = {NUMBER} the loss is {NUMBER}\.", caption(page))
    b, w, here = (float(number) for number in found.groups())
    text = (
        page.locator("article p", has_text="At the random start")
        .inner_text()
        .replace("\u2212", "-")
    )
    assert f"is {b:.2f}" in text
    assert f"is {w:.2f}" in text
    assert f"the loss is {here:.2f}" in text
    assert value(page, "Turn the surface") == 42, "as the figure above it is seen"


def test_it_reads_the_loss_and_the_lowest_points(tab):
    reader = tab()
    page = start(reader, "?b=-0.25&w=3&over=w#explore-surface")
    found = re.search(
        rf"the loss is {NUMBER}\. The surface is lowest at b = {NUMBER} and w = {NUMBER}, where it is {NUMBER}\."
        rf" This section over w, with b = {NUMBER}, is lowest at w = {NUMBER}, with a loss of {NUMBER}\.$",
        caption(page),
    )
    here, b_min, w_min, least, b, best, low = (float(number) for number in found.groups())
    assert here == round(loss(-0.25, 3), 4)
    assert (b_min, w_min) == tuple(round(float(one), 4) for one in minimum(x, y))
    assert least == round(loss(*minimum(x, y)), 4)
    assert b == -0.25
    assert low == round(loss(-0.25, best), 4)
    assert low < min(loss(-0.25, best - 0.05), loss(-0.25, best + 0.05))
    page.get_by_role("button", name="Lowest point of the section").click()
    settle(page)
    assert f"the loss is {low:.4f}." in caption(page)
    page.get_by_role("button", name="Minimum", exact=True).click()
    settle(page)
    assert f"the loss is {least:.4f}." in caption(page)
    assert trouble(reader) == []


def test_a_section_that_is_lowest_outside_the_picture_says_so_and_leads_nowhere(tab):
    page = start(tab(), "?b=-1.25&w=3&over=w#explore-surface")
    assert caption(page).endswith("That is outside the picture.")
    assert not page.get_by_role("button", name="Lowest point of the section").is_visible()


def test_its_program_prints_the_loss_that_it_shows(tab, tmp_path):
    for query in ("", "?b=-1.25&w=3", "?b=1&w=2"):
        page = start(tab(), query)
        (printed,) = run([page.locator(".x-table code").text_content()], tmp_path)
        assert f"the loss is {printed['loss']}." in caption(page)


def picture(page):
    return page.locator("canvas.x-relief").evaluate("canvas => canvas.toDataURL()")


def test_it_turns_by_mouse_by_keys_and_by_its_sliders(tab):
    reader = tab()
    page = start(reader)
    seen = [picture(page)]
    canvas = page.locator("canvas.x-relief")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 100, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 115, steps=3)
    page.mouse.up()
    settle(page)
    assert value(page, "Turn the surface") == 42 + 20
    assert value(page, "Tilt the surface") == 32 + 5
    seen.append(picture(page))
    canvas.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):  # all within a frame, perhaps
        page.keyboard.press(key)
    settle(page)
    assert value(page, "Turn the surface") == 62 + 10
    assert value(page, "Tilt the surface") == 37 - 5
    seen.append(picture(page))
    page.get_by_role("slider", name="Tilt the surface").press("End")
    settle(page)
    assert value(page, "Tilt the surface") == 85
    seen.append(picture(page))
    assert len(set(seen)) == len(seen)
    canvas.focus()
    page.keyboard.press("ArrowDown")
    for _ in range(25):
        page.keyboard.press("ArrowRight")
    settle(page)
    assert value(page, "Tilt the surface") == 85, "not from right above"
    assert value(page, "Turn the surface") == 72 + 125 - 360, "and all the way round"
    assert trouble(reader) == []


def test_a_finger_turns_the_surface_and_a_tap_on_the_map_moves_the_point(browser, address):
    context = browser.new_context(
        bypass_csp=True, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(f"{address}/zh_CN/{PAGE}")
    page.wait_for_selector(".x-started")
    canvas = page.locator("canvas.x-relief")
    centre = "e => e.scrollIntoView({block: 'center', behavior: 'instant'})"
    canvas.evaluate(centre)
    settle(page)
    box = canvas.bounding_box()
    wire = context.new_cdp_session(page)
    x0, y0 = box["x"] + 80, box["y"] + 120
    for kind, dx in (("touchStart", 0), ("touchMove", 20), ("touchMove", 40), ("touchEnd", None)):
        points = [] if dx is None else [{"x": x0 + dx, "y": y0}]
        wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    settle(page)
    turn = page.locator(".x-number").first
    assert float(turn.input_value()) > 42 + 5
    before = caption(page)
    plot = page.locator(".x-plot:has([data-handle=start])")
    plot.evaluate(centre)
    settle(page)
    box = plot.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function(
        "before => document.querySelector('.x-caption').textContent !== before", arg=before
    )
    context.close()
