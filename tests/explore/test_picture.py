"""What the playground's plots show beside the path: edges, zoom, values, the next step, runs before."""

import re

import pytest
from reading import begin, settle, trouble

pytestmark = pytest.mark.browser


def start(reader, state=""):
    return begin(reader, f"en/playground.html{state}")


MARKS = """() => Object.fromEntries([[".x-main", "path"], [".x-side .x-frame:nth-child(1)", "loss"],
    [".x-side .x-frame:nth-child(2)", "line"]].map(([place, name]) => {
  const frame = document.querySelector(place + " .x-plot").getBoundingClientRect();
  return [name, [...document.querySelectorAll(place + " .x-beyond")]
    .filter(mark => mark.checkVisibility({visibilityProperty: true}))
    .map(mark => { const r = mark.getBoundingClientRect();
      return r.left > frame.left && r.right < frame.right && r.top > frame.top && r.bottom < frame.bottom; })];
}))"""


def test_what_leaves_the_picture_leaves_a_mark_at_its_edge(tab):
    reader = tab()
    none = {"path": [], "loss": [], "line": []}
    for state in ("", "#lr=0.1&n=50", "#batch=1&n=8000"):
        assert start(reader, state).evaluate(MARKS) == none
    assert start(reader, "#lr=0.9&n=9").evaluate(MARKS) == {
        "path": [True],
        "loss": [True],
        "line": [True, True],
    }
    page = start(reader, "#lr=5&n=1000&bug=sign,sum")
    seen = page.evaluate(MARKS)
    assert seen["path"] == seen["loss"] == [True], (
        "even beyond all numbers, its last place is told"
    )
    assert trouble(reader) == []


def test_the_mark_points_to_where_the_path_went(tab):
    page = start(tab(), "#lr=0.9&n=9")  # to the upper right
    angle = page.evaluate(
        "document.querySelector('.x-main .x-beyond').getAttribute('transform').match(/rotate[(]([-0-9]+)/)[1]"
    )
    assert 0 < float(angle) < 90


STARS = """(() => {
  window.filled = [];
  const fill = CanvasRenderingContext2D.prototype.fill;
  CanvasRenderingContext2D.prototype.fill = function (...all) {
    if (all[0] instanceof Path2D) filled.push(this.fillStyle);
    return fill.apply(this, all);
  };
})()"""


def test_the_minimum_looks_the_same_from_above_and_on_the_surface(new_tab):
    reader = new_tab()
    reader.page.add_init_script(STARS)
    page = start(reader, "#n=20")
    above = page.evaluate(
        """() => { const c = document.createElement("canvas").getContext("2d");
          const rgb = getComputedStyle(document.querySelector(".x-main path.x-sign")).fill;
          c.fillStyle = rgb; return c.fillStyle; }"""
    )
    page.get_by_role("radio", name="as a surface").check()
    page.wait_for_function("filled.length > 0")
    assert set(page.evaluate("filled")) == {above}
    assert trouble(reader) == []


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_it_zooms_to_the_minimum_and_the_key_follows(tab):
    page = start(tab(), "#batch=1&n=8000")
    closer, farther = (page.get_by_role("button", name=name) for name in ("Zoom in", "Zoom out"))
    assert farther.is_disabled()
    before = page.locator(".x-key").get_attribute("aria-label")
    for _ in range(3):
        closer.click()
    settle(page)
    assert page.locator(".x-zoomed").inner_text() == "× 64"
    x, y = middle(page.locator(".x-main path.x-sign"))
    floor = page.locator(".x-main .x-plot rect[fill]").bounding_box()
    assert x == pytest.approx(floor["x"] + floor["width"] / 2, abs=1)
    assert y == pytest.approx(floor["y"] + floor["height"] / 2, abs=1.5)
    assert page.locator(".x-key").get_attribute("aria-label") != before
    page.wait_for_function("location.hash.includes('zoom=64')")
    closer.click()
    settle(page)
    assert closer.is_disabled()
    for _ in range(4):
        farther.click()
    settle(page)
    assert page.locator(".x-key").get_attribute("aria-label") == before


def reading(page):
    text = page.locator(".x-read").inner_text().replace("\u2212", "-")
    return [
        float(part) for part in re.fullmatch(r"b = (\S+), w = (\S+): loss (\S+)", text).groups()
    ]


def test_the_loss_is_read_under_the_pointer(tab):
    page = start(tab())
    page.mouse.move(*middle(page.locator(".x-main path.x-sign")))
    settle(page)
    b, w, loss = reading(page)
    assert (b, w) == (pytest.approx(1.02, abs=0.05), pytest.approx(1.97, abs=0.05))
    assert 0.008 <= loss < 0.01


def test_the_loss_is_read_by_keys(tab):
    page = start(tab())
    plot = page.get_by_role("group", name="arrow keys, to read the loss")
    plot.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    b, w, loss = reading(page)
    assert (b, w) == (pytest.approx(1 + 3 * 6 / 40, abs=1e-3), pytest.approx(2 + 6 / 40, abs=1e-3))
    assert loss > 0.1
    cross = page.locator(".x-cross")
    settle(page)  # with less motion the site's transitions last no longer than to the next frame
    assert cross.is_visible()
    page.evaluate("""() => {
      const [svg, frame] = [document.querySelector(".x-main svg"), document.activeElement];
      svg.dispatchEvent(new PointerEvent("pointermove", { pointerType: "mouse", bubbles: true }));
      frame.dispatchEvent(new FocusEvent("blur"));  // of the window: the plot keeps the focus
    }""")
    assert cross.is_visible()
    assert reading(page) == [b, w, loss]
    page.keyboard.press("Tab")
    settle(page)
    assert not cross.is_visible()
    assert float(page.get_by_role("spinbutton", name="Start at b").input_value()) == 0.4967


def test_the_key_shows_every_colour_of_the_surface(tab):
    page = start(tab())
    swatches = page.locator(".x-strip i").evaluate_all(
        "all => all.map(i => getComputedStyle(i).backgroundColor)"
    )
    rings = page.evaluate(
        """[...document.querySelectorAll(".x-main .x-ring, .x-main .x-plot rect[fill]")]
          .map(ring => getComputedStyle(ring).fill)"""
    )
    assert set(swatches) == set(rings)
    assert len(swatches) > 5


@pytest.mark.gate
@pytest.mark.parametrize("state", ["", "#lr=0.4&n=1", "#momentum=0.8&n=5", "#batch=1&n=3&lr=0.3"])
def test_the_arrow_leads_where_the_next_step_ends(tab, state):
    page = start(tab(), state)
    path = page.locator(".x-main .x-next").last.get_attribute("d")
    tip = [float(part) for part in re.match(r"M\S+ \S+L(\S+) ([\d.]+)M", path).groups()]
    page.locator(".x-bar").get_by_role("button", name="Step", exact=True).click()
    settle(page)
    there = page.evaluate(
        "document.querySelector('.x-main .x-now').parentNode.getAttribute('transform').match(/[-\\d.]+/g).map(Number)"
    )
    assert there == pytest.approx(tip, abs=0.2)


GHOSTS = """() => [".x-main .x-ghost:not(.x-case)", ".x-side .x-past"].map(
  kind => [...document.querySelectorAll(kind)].filter(path => path.getAttribute("points")).length)"""


@pytest.mark.gate
def test_the_last_two_runs_stay_as_ghosts(tab):
    reader = tab()
    page = start(reader, "#n=30")
    rate = page.get_by_role("slider", name="Learning rate")
    seen = []
    for _ in range(3):
        page.wait_for_timeout(400)
        for _ in range(9):
            rate.press("ArrowRight")  # what is passed over leaves none
        page.wait_for_timeout(500)
        seen.append(page.evaluate(GHOSTS))
    assert seen == [[1, 1], [2, 2], [2, 2]]
    page.locator(".x-bar").get_by_role("button", name="Step", exact=True).click()
    page.wait_for_timeout(500)
    assert page.evaluate(GHOSTS) == [2, 2], "a step is no other run"
    page.get_by_role("radio", name="standardised").check()
    page.wait_for_timeout(500)
    assert page.evaluate(GHOSTS) == [0, 0], "on another surface they would mean nothing"
    assert trouble(reader) == []
