"""Where room is scarce, and where there is much of it."""

import io

import numpy as np
import pytest
from PIL import Image

MEASURE = "[...document.querySelectorAll('article section > p')].map(p => p.clientWidth / rem)"
REM = "const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);"


@pytest.mark.parametrize("width", [1440, 1920])
def test_text_keeps_its_measure_and_what_is_no_text_may_be_wider(tab, width):
    page = tab("light", width).open("en/tutorial/learning-rate.html")
    widths = page.evaluate(f"() => {{ {REM} return {MEASURE}; }}")
    explorable = page.evaluate(
        f"() => {{ {REM} return document.querySelector('.explorable').clientWidth / rem; }}"
    )
    assert max(widths) <= 44
    assert explorable > 50


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_formula_that_goes_on_beyond_the_edge_has_a_shadow_there(tab, theme):
    page = tab(theme, 360).open("en/tutorial/loss.html")
    box = page.locator(".math-block").filter(has_text="MSE").first
    box.scroll_into_view_if_needed()

    def edge():
        """How far the box's last columns differ from the paper, where no sign stands."""
        pixels = np.asarray(Image.open(io.BytesIO(box.screenshot())).convert("L"), float)
        return abs(pixels[1, -4:-1] - pixels[1, pixels.shape[1] // 2]).max()

    assert edge() > 20
    box.evaluate("box => { box.scrollLeft = box.scrollWidth; }")
    assert edge() < 8


def test_headings_are_in_proportion_to_the_text_of_a_phone(tab):
    page = tab("light", 360).open("en/tutorial/loss.html")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    text = page.locator("article p").first.evaluate(size)
    assert page.locator("h1").evaluate(size) < 2 * text
    assert page.locator("h2").first.evaluate(size) < 1.6 * text


def test_the_page_that_is_read_shows_in_a_long_list_of_pages(tab):
    page = tab("light", 1280).open("en/teachers.html")
    link, box = page.locator(".sidebar-tree .current-page > a"), page.locator(".sidebar-scroll")
    inner, outer = link.bounding_box(), box.bounding_box()
    assert outer["y"] <= inner["y"]
    assert inner["y"] + inner["height"] <= outer["y"] + outer["height"]
