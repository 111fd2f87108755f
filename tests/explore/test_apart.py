"""One update taken apart: the library's arithmetic, to the last bit, and buttons that take it and go back."""

import re

import numpy as np
import pytest
from helpers import numbers
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reading import begin, settle, trouble
from test_program import run

from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, gradient, initialise, mse, predict, update
from gdtutorial.settings import LR

pytestmark = pytest.mark.browser
PAGE = "tutorial/update.html"
x, y, _, _ = tutorial_data()
ONE = """([x, y, places]) => {
  const all = core.newBatch(x, y, Uint32Array.from(x, (_, i) => i), x.length);
  return places.map(([b, w, lr]) => {
    const next = core.oneUpdate(all, {b, w}, lr, 0, {});
    return [next.bGrad, next.wGrad, next.b, next.w];
  });
}"""


def library(b, w, lr):
    """The gradient, where the update lands, and the loss before and after, as native numbers."""
    b, w = np.array([b]), np.array([w])
    error = errors(predict(b, w, x), y)
    grads = gradient(error, x)
    there = update(b, w, *grads, lr)
    losses = mse(error), mse(errors(predict(*there, x), y))
    return [float(np.squeeze(value)) for value in (*grads, *there, *losses)]


def test_each_update_is_the_library_s_to_the_last_bit(core):
    places = []

    @settings(
        max_examples=300,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.tuples(numbers(-2, 4), numbers(-1, 5), numbers(-3, 1)))
    def collect(one):
        b, w, power = one
        places.append([b, w, 10**power])

    collect()
    seen = core.evaluate(ONE, [x.ravel().tolist(), y.ravel().tolist(), places])
    assert seen == [library(*place)[:4] for place in places]


def start(reader, query=""):
    return begin(reader, f"en/{PAGE}{query}")


def plain(text):
    return text.replace("\u2212", "-").replace("(", "").replace(")", "")


def written(page):
    """The right-hand sides of the arithmetic."""
    lines = page.locator(".x-apart .x-part:not(.x-both)").all_inner_texts()
    *sums, losses = [plain(line) for line in lines]
    return [line.rpartition("= ")[2] for line in sums] + losses.removeprefix("MSE: ").split(" → ")


@pytest.mark.parametrize(
    "place",
    [None, (1.5, 0.25, 0.3), (4, 5, 0.01), (-2, 4.5, 1.25)],
)
def test_its_arithmetic_has_the_library_s_numbers_and_so_has_its_program(tab, tmp_path, place):
    reader = tab()
    b, w, lr = place or (*(one.item() for one in initialise()), LR)
    page = start(reader, f"?b={b}&w={w}&lr={lr}#explore-update" if place else "")
    b_grad, w_grad, b_next, w_next, before, after = library(b, w, lr)
    moves = [b_next - b, w_next - w]
    expected = [b_grad, w_grad, *moves, b_next, w_next, before, after]
    assert written(page) == [f"{value:.4f}" for value in expected]
    (printed,) = run([page.locator(".x-table code").text_content()], tmp_path)
    assert [*printed.values()] == [
        f"{value:.4f}" for value in (b_grad, w_grad, b_next, w_next, before, after)
    ]
    caption = plain(page.locator(".x-caption").inner_text())
    assert ("falls from" in caption) == (after < before)
    assert trouble(reader) == []


def test_the_first_state_is_the_update_of_the_text(tab):
    page = start(tab())
    moves, losses = (
        page.locator("article p", has_text="The bias moved by").inner_text(),
        page.locator("article p", has_text="The loss went from").inner_text(),
    )
    caption = plain(page.locator(".x-caption").inner_text())
    by_b, by_w, before, after = (
        float(number)
        for number in re.search(
            r"moves b by (\S+) and w by (\S+)\. The loss falls from (\S+) to (\S+)\.$", caption
        ).groups()
    )
    assert f"by {by_b:.2f} and the weight by {by_w:.2f}" in moves
    assert f"from {before:.2f} to {after:.2f}" in losses


def test_the_buttons_take_it_and_go_back_by_keys(tab):
    reader = tab()
    page = start(reader)
    take, back = (page.get_by_role("button", name=name) for name in ("Take it", "Back"))
    first = written(page)
    assert back.get_attribute("aria-disabled") == "true"
    take.focus()
    for _ in range(3):
        page.keyboard.press("Enter")
    settle(page)
    b, w = initialise()
    for _ in range(3):
        b, w = update(b, w, *gradient(errors(predict(b, w, x), y), x), LR)
    assert written(page) == [
        f"{value:.4f}"
        for value in (
            *library(b.item(), w.item(), LR)[:2],
            *np.subtract(library(b.item(), w.item(), LR)[2:4], (b.item(), w.item())),
            *library(b.item(), w.item(), LR)[2:],
        )
    ]
    page.wait_for_function(
        "document.querySelector('.x-heard').textContent.startsWith('At a rate')"
    )
    back.focus()
    for _ in range(4):  # one more than there are
        page.keyboard.press("Enter")
    settle(page)
    assert written(page) == first
    assert trouble(reader) == []


def test_what_lands_outside_is_said_and_not_taken(tab):
    page = start(tab(), "?b=-2&w=-1&lr=5#explore-update")
    take = page.get_by_role("button", name="Take it")
    assert take.get_attribute("aria-disabled") == "true"
    assert page.locator(".x-caption").inner_text().endswith("you cannot take it here.")
    before = written(page)
    take.click(force=True)
    settle(page)
    assert written(page) == before


def test_the_arrows_point_uphill_and_the_step_down(tab):
    """In the plot, b grows to the right and w upwards: from the start the loss falls up there."""
    page = start(tab())
    ends = page.evaluate(
        """() => [".x-slope.x-over-b", ".x-slope.x-over-w", ".x-slope:not(.x-over-b, .x-over-w)", ".x-next"]
          .map(name => document.querySelector(name).getAttribute("d").match(/-?[\\d.]+/g).slice(0, 4).map(Number))
          .map(([x0, y0, x1, y1]) => [x1 - x0, y0 - y1])"""
    )
    (b_right, b_up), (w_right, w_up), both, step = ends
    assert b_right < 0 == b_up
    assert w_up < 0 == w_right
    assert both == pytest.approx([b_right, w_up], abs=0.2)
    ratio = -LR / 0.25
    assert step == pytest.approx([ratio * b_right, ratio * w_up], abs=0.3)
