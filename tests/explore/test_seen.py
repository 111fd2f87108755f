"""What is drawn can be seen: on every colour that it crosses."""

import io
import json
import re

import numpy as np
import pytest
from PIL import Image
from reading import begin, settle

pytestmark = pytest.mark.browser


def luminance(colour):
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def rgb(text):
    if text.startswith("#"):
        return [int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", text).groups()
    return [int(red) / 255, int(green) / 255, int(blue) / 255]


STROKES = """name => [...document.querySelectorAll(`.x-plot .${name}`)].map(line => {
  const { stroke, strokeOpacity, strokeWidth } = getComputedStyle(line);
  return [stroke, Number(strokeOpacity), parseFloat(strokeWidth)];
})"""


def test_contrast_is_that_of_the_guidelines():
    assert contrast([0, 0, 0], [1, 1, 1]) == pytest.approx(21)
    assert contrast(rgb("#767676"), rgb("rgb(255, 255, 255)")) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["x-path", "x-ends"])
def test_the_path_or_its_case_stands_out_from_every_band(tab, pages, theme, name):
    page = tab(theme).open("en/playground.html")
    page.wait_for_selector(".x-started")
    (place,) = pages["playground.html"].xpath("//div[@data-name='playground']/script")
    bands = json.loads(place.text)["data"]["bands"]
    case, line = page.evaluate(STROKES, name)
    assert case[1] == line[1] == 1, "neither lets the surface through"
    assert case[2] >= line[2] + 2, "the case shows on both sides"
    assert contrast(rgb(case[0]), rgb(line[0])) >= 3
    for band in bands:
        best = max(contrast(rgb(one[0]), rgb(band)) for one in (case, line))
        assert best >= 3, (band, best)
    assert len(bands) > 5


PATCH = 9


@pytest.mark.parametrize("state", ["#batch=1&n=8000&zoom=64", "#batch=1&n=8000&lr=0.5&zoom=4"])
def test_a_path_that_crosses_itself_is_never_a_white_patch(tab, state):
    """Nowhere is there a square of the path alone, without its case or the surface between."""
    page = tab().open(f"en/playground.html{state}")
    page.wait_for_selector(".x-started")
    page.add_style_tag(content=".x-main .x-sign { visibility: hidden; }")
    settle(page)
    shot = page.locator(".x-main .x-plot").screenshot()
    left, top, size = 50, 34, 240  # within the axes
    pixels = np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"))[top:, left:][:size, :size]
    chalk = (pixels > 200).all(axis=2)  # no band has much of all three colours
    assert 0.01 < chalk.mean() < 0.7
    squares = np.lib.stride_tricks.sliding_window_view(chalk, (PATCH, PATCH))
    assert not squares.all(axis=(2, 3)).any()


CHILDREN = """async (slider) => {
  const settled = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const seen = [];
  const watch = new MutationObserver(found => seen.push(...found.map(one => one.target.className)));
  const range = document.querySelector(slider);
  const words = document.querySelector(".x-caption").textContent;
  watch.observe(document.body, { subtree: true, childList: true });
  for (let i = 1; i <= 5; i += 1) {
    range.value = Number(range.value) - 0.02;
    range.dispatchEvent(new Event("input"));
    await settled();
  }
  watch.disconnect();
  return [seen, document.querySelector(".x-caption").textContent !== words];
}"""


@pytest.mark.parametrize(
    ("state", "slider"),
    [
        ("playground.html#batch=1&n=800&order=shuffled", ".x-of-rate .x-range"),
        ("race.html#n=100&rules=plain,adam", ".x-of-rule .x-field:nth-last-child(3) .x-range"),
    ],
)
def test_while_a_slider_moves_words_and_shapes_change_but_no_element_comes_or_goes(
    tab, state, slider
):
    """A child that does makes the browser ask all of the page's `:has`, for longer than a frame."""
    seen, other_words = begin(tab(), f"en/{state}").evaluate(CHILDREN, slider)
    assert seen == []
    assert other_words
