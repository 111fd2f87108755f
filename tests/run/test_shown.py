"""Cells under the reader's hands, as they are seen in high contrast, enlarged, and without motion."""

import pytest
from running_page import Page

pytestmark = [pytest.mark.gate, pytest.mark.browser]

START = "en/tutorial/start.html"
ERROR = "print('so far')\nprint(unknown)"


def edges(node):
    """Return the style and the width of what surrounds an element, in high contrast."""
    return node.evaluate(
        """node => {
          const { outlineStyle, outlineWidth, borderTopStyle, borderTopWidth } = getComputedStyle(node);
          return [outlineStyle, parseFloat(outlineWidth), borderTopStyle, parseFloat(borderTopWidth)];
        }"""
    )


def test_in_high_contrast_buttons_and_editors_have_edges_and_the_focus_is_seen(new_tab):
    page = Page(new_tab(forced_colors="active", bypass_csp=False), START)
    page.write(1, ERROR)
    page.run(1, "Error in line 2")
    _, _, style, width = edges(page.button(1, "Run"))
    assert style != "none"
    assert width > 0
    page.editor(1).focus()
    style, width, _, _ = edges(page.editor(1))
    assert style != "none"
    assert width > 0
    assert page.output(1).locator(".run-error").is_visible()


@pytest.mark.parametrize("width", [320, 390])
def test_enlarged_four_times_nothing_but_code_is_scrolled_sideways(new_tab, width):
    page = Page(new_tab(width=width, bypass_csp=False), START)  # 1280 at 400 % are 320
    page.write(1, ERROR + "\n" + "# long " * 40)
    page.run(1, "Error in line 2")
    root = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    assert page.reader.evaluate(root) <= 0
    for name in ("Run", "Reset"):
        box = page.button(1, name).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_nothing_moves_where_motion_is_not_wanted(new_tab):
    page = Page(new_tab(bypass_csp=False), START)  # every tab of the tests asks for that
    page.write(1, ERROR)
    page.run(1, "Error in line 2")
    moving = """[...document.querySelectorAll(".cell, .cell *")].filter(node =>
      node.getAnimations().some(each => each.playState === "running")).length"""
    assert page.reader.evaluate(moving) == 0


def test_a_screen_reader_hears_what_a_cell_says_and_which_cell_it_is(new_tab):
    page = Page(new_tab(bypass_csp=False), START)
    page.write(1, ERROR)
    page.run(1, "Error in line 2")
    tree = page.cells.nth(1).aria_snapshot()
    for part in ('textbox "Code of cell 2"', 'button "Run"', 'button "Reset"', "status: "):
        assert part in tree, tree
    described = page.button(1, "Run").get_attribute("aria-description")
    assert described == "Cell 2"
