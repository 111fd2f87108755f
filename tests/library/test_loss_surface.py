"""The loss surface is the source's recipe, with fewer operations and no lost digits."""

import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
from helpers import columns, numbers
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial.surface import loss_surface, minimum, parameter_grid


def recipe(x, y, bs, ws):
    """Compute the loss as the source does: a grid of predictions for each point."""
    predictions = np.apply_along_axis(lambda x: bs + ws * x, axis=1, arr=x)
    all_errors = predictions - y.reshape(-1, 1, 1)
    return (all_errors**2).mean(axis=0)


def lost_digits(x, y, bs, ws, losses):
    r"""Bound what rounding alone takes from the recipe.

    Each error carries a rounding delta of a few eps times the largest number that goes into it;
    squared, (e + delta)^2 moves by 2 |e| delta + delta^2.
    """
    delta = 4 * np.finfo(float).eps * (np.abs(bs) + np.abs(ws) * np.abs(x).max() + np.abs(y).max())
    return 2 * np.sqrt(losses) * delta + delta**2


@given(columns(), numbers(-3, 3), numbers(-3, 3), numbers(0.1, 10), st.integers(2, 25))
def test_surface_is_the_recipe(data, b, w, reach, n):
    x, y = data
    bs, ws = parameter_grid(b, w, reach, n)
    expected = recipe(x, y, bs, ws)
    tolerance = 1e-12 * expected + lost_digits(x, y, bs, ws, expected)
    assert (np.abs(loss_surface(x, y, bs, ws) - expected) <= tolerance).all()


@pytest.mark.parametrize("seed", range(20))
def test_surface_is_the_recipe_to_twelve_digits(seed):
    """Noise keeps the loss away from 0, so that a relative 1e-12 is fair at every grid point."""
    rng = np.random.RandomState(seed)
    x = rng.uniform(-2, 2, (rng.randint(5, 100), 1))
    y = rng.uniform(-3, 3) + rng.uniform(-3, 3) * x + 0.5 * rng.randn(len(x), 1)
    bs, ws = parameter_grid(*minimum(x, y), reach=3, n=41)
    np.testing.assert_allclose(loss_surface(x, y, bs, ws), recipe(x, y, bs, ws), rtol=1e-12)


@pytest.mark.parametrize("offset", [0, 1e3, -1e5, 1e7])
def test_far_from_the_origin_the_surface_stays_near_the_exact_one(offset):
    """Near the minimum of such data, large numbers leave a small loss.

    No algorithm in floats gives it a relative 1e-12: a prediction of 1e7 is rounded at 1e-9 already.
    The honest tolerance is that rounding, carried through the square; the oracle is exact fractions.
    """
    rng = np.random.RandomState(0)
    x = offset + rng.uniform(-1, 1, (20, 1))
    y = 1 + 2 * (x - offset) + 0.1 * rng.randn(20, 1)
    b_min, w_min = minimum(x, y)
    for w in (w_min, w_min + 0.01, w_min - 3):
        b = b_min - (w - w_min) * x.mean()
        exact = sum(
            (Fraction(b) + Fraction(w) * Fraction(xi) - Fraction(yi)) ** 2
            for xi, yi in zip(x.ravel().tolist(), y.ravel().tolist(), strict=True)
        ) / len(x)
        loss = loss_surface(x, y, b, w).item()
        assert abs(loss - float(exact)) <= 1e-12 * exact + lost_digits(x, y, b, w, float(exact))


def test_labels_far_from_zero_cost_no_digits():
    """The expanded square, mean(y^2) - ..., would lose them all."""
    x = np.array([[0.0], [1.0], [2.0], [3.0]])
    y = 2.0**40 + np.array([[0.0], [1.0], [1.0], [0.0]])
    assert loss_surface(x, y, 2.0**40 + 0.5, 0.0).item() == 0.25


@given(columns(), numbers(-5, 5), numbers(-5, 5))
def test_minimum_is_where_the_loss_is_least(data, db, dw):
    x, y = data
    b, w = minimum(x, y)
    least, there = loss_surface(x, y, [b, b + db], [w, w + dw])
    assert least <= there


def test_any_shapes_that_broadcast():
    x, y = np.array([[0.0], [1.0], [2.0]]), np.array([[1.0], [2.0], [4.0]])
    assert loss_surface(x, y, 1.0, 2.0).shape == ()
    assert loss_surface(x, y, np.zeros(5), 1.0).shape == (5,)
    assert loss_surface(x, y, np.zeros((4, 1)), np.zeros(3)).shape == (4, 3)


def test_memory_is_that_of_the_points_and_the_grid_not_of_their_product():
    rng = np.random.RandomState(0)
    x, y = rng.rand(20_000, 1), rng.rand(20_000, 1)
    bs, ws = parameter_grid(n=101)
    loss_surface(x, y, bs, ws)
    tracemalloc.start()
    loss_surface(x, y, bs, ws)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * 8 * (len(x) + bs.size)  # ten floats for each; the product is 2e8 floats
