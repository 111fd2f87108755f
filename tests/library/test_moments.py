"""Six numbers stand for any set of points, and add up over parts."""

from functools import reduce
from itertools import pairwise
from operator import add
from statistics import pvariance

import numpy as np
import pytest
from helpers import columns
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import errors, gradient, mse, predict
from gdtutorial.moments import Moments, moments
from gdtutorial.surface import loss_surface, minimum

FIELDS = ("n", "x_mean", "y_mean", "x_variance", "slope", "least")


def cut(x, y, places):
    """Cut points at some rows, any of them, into parts that all hold a point."""
    rows = sorted({0, len(x), *(place % len(x) for place in places)})
    return [(x[i:j], y[i:j]) for i, j in pairwise(rows)]


def close(ours, theirs, scale=1.0):
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12 * scale)


def same(ours, theirs, scale=1.0):
    for field in FIELDS:
        close(getattr(ours, field), getattr(theirs, field), scale)


@given(columns(), st.lists(st.integers(0, 29), max_size=6), st.randoms())
def test_parts_add_up_to_the_whole_in_any_order(xy, places, random):
    parts = [moments(*part) for part in cut(*xy, places)]
    random.shuffle(parts)
    same(reduce(add, parts), moments(*xy), scale=1e2)


@given(columns(), st.lists(st.integers(0, 29), min_size=2, max_size=2))
def test_brackets_do_not_matter(xy, places):
    parts = [moments(*part) for part in cut(*xy, places)]
    left = reduce(add, parts)
    right = reduce(lambda whole, part: part + whole, reversed(parts))
    same(left, right, scale=1e2)


@given(columns())
def test_one_point_at_a_time(xy):
    singles = [moments(x[None], y[None]) for x, y in zip(*xy, strict=True)]
    assert all((one.x_variance, one.slope, one.least) == (0, 0, 0) for one in singles)
    same(reduce(add, singles), moments(*xy), scale=1e2)


@given(columns())
def test_moments_are_what_their_names_say(xy):
    x, y = xy
    whole = moments(x, y)
    b, w = minimum(x, y)
    assert (whole.n, whole.slope) == (len(x), w)
    close(whole.x_variance, pvariance(x.ravel().tolist()))
    close(whole.least, mse(errors(predict(b, w, x), y)).item(), scale=1e2)


@given(columns(), st.floats(-5, 5), st.floats(-5, 5))
def test_four_points_have_the_same_loss_and_gradient_everywhere(xy, b, w):
    four = moments(*xy).points()
    assert four[0].shape == four[1].shape == (4, 1)
    close(loss_surface(*four, b, w), loss_surface(*xy, b, w), scale=1e2)
    for ours, theirs in zip(
        *(gradient(errors(predict(b, w, x), y), x) for x, y in (four, xy)), strict=True
    ):
        close(ours, theirs, scale=1e2)


def test_four_points_give_the_same_descent():
    x, y, _, _ = tutorial_data()
    parts = [moments(*part) for part in cut(x, y, [7, 8, 50])]
    four = reduce(add, parts).points()
    ours, theirs = (gradient_descent(*data, b=0.5, w=-0.1, lr=0.1) for data in (four, (x, y)))
    for name in ("b", "w", "loss"):
        np.testing.assert_allclose(getattr(ours, name), getattr(theirs, name), rtol=0, atol=1e-12)


def test_far_from_0_no_digits_cancel():
    x, y, _, _ = tutorial_data()
    far = x + 1e8
    whole = reduce(add, [moments(*part) for part in cut(far, y, [13, 40, 41])])
    exact = pvariance(far.ravel().tolist())
    assert abs(whole.x_variance / exact - 1) < 1e-6
    plain = (far**2).mean() - far.mean() ** 2
    assert abs(plain / exact - 1) >= 1, "the plain formula would have no digit right"


def test_a_part_may_have_a_constant_feature():
    x, y = np.array([[1.0], [1.0], [3.0]]), np.array([[0.0], [2.0], [5.0]])
    part = moments(x[:2], y[:2])
    assert part == Moments(2, 1.0, 1.0, 0.0, 0.0, 1.0)
    same(part + moments(x[2:], y[2:]), moments(x, y))


def test_distances_whose_square_is_lost_count_as_none():
    tiny = moments([[0.0], [1e-160]], [[0.0], [1.0]])
    assert tiny.slope == 0
    assert np.isfinite((tiny + tiny).least)


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        ([], [], r"x must be a column of shape \(N, 1\), got shape \(0,\)"),
        (np.empty((0, 1)), np.empty((0, 1)), "x must hold at least 1 point, got 0"),
        ([[1.0], [2.0]], [[1.0]], "x and y must have the same length, got 2 and 1"),
        ([[np.nan]], [[1.0]], "x must be finite"),
    ],
)
def test_what_is_no_part_is_refused(x, y, said):
    with pytest.raises(ValueError, match=said):
        moments(x, y)


def test_moments_add_to_moments_only():
    with pytest.raises(TypeError):
        moments([[1.0]], [[1.0]]) + 0
