"""When to stop: what was solved is what is counted, and what bounds the excess does."""

import numpy as np
import pytest
from helpers import numbers
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial.curvature import best_rate, convergence_factors, directions, joint_limit
from gdtutorial.data import spoil, tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import errors, gradient, initialise, predict
from gdtutorial.problems import line_problem
from gdtutorial.stopping import excess_bounds, patience, small_change, updates_until
from gdtutorial.surface import minimum

X, Y, X_VAL, Y_VAL = tutorial_data()


@given(numbers(-3, 3), numbers(-3, 3), numbers(0.05, 0.95), numbers(0.001, 0.9))
def test_as_many_updates_as_were_solved_for_are_counted(b, w, part, share):
    problem, lr = line_problem(X, Y), part * joint_limit(X)
    n = updates_until(X, Y, b, w, lr, share)
    path = gradient_descent(X, Y, b, w, lr, n_epochs=n)
    excess = problem.loss(path.b, path.w)[:, 0] - problem.loss(*problem.minimum)
    left = excess / excess[0]
    assert left[n] <= share * (1 + 1e-9)
    assert n == 0 or left[n - 1] > share * (1 - 1e-9)


def test_one_per_cent_by_the_logarithm_where_only_one_direction_is_left():
    """From a start along one direction the sum is a single power, which a logarithm undoes."""
    for x in X, spoil(X)[0]:
        for way, factor in zip(
            directions(x), convergence_factors(x, best_rate(x) / 2), strict=True
        ):
            start = np.add(minimum(x, Y), way)
            t = np.log(0.01) / (2 * np.log(abs(factor)))
            assert updates_until(x, Y, *start, best_rate(x) / 2) == np.ceil(t)


def test_at_the_minimum_none_is_needed_and_beyond_the_limit_none_is_enough():
    x, y = np.array([[-1.0], [1.0]]), np.array([[-1.0], [3.0]])
    assert updates_until(x, y, 1.0, 2.0, 0.1) == 0
    with pytest.raises(ValueError, match="joint limit"):
        updates_until(X, Y, 0.0, 0.0, joint_limit(X))
    with pytest.raises(ValueError, match="counted"):
        updates_until(X, Y, 0.0, 0.0, 1e-40)


@given(numbers(-3, 3), numbers(-3, 3), st.sampled_from([1.0, 10.0]))
def test_the_gradient_bounds_the_excess(b, w, factor):
    x = factor * X
    problem = line_problem(x, Y)
    low, high = excess_bounds(x, *gradient(errors(predict(b, w, x), Y), x))
    excess = (problem.loss(b, w) - problem.loss(*problem.minimum)).item()
    assert low * (1 - 1e-9) <= excess <= high * (1 + 1e-9)


def test_a_bound_is_reached_along_its_own_direction():
    problem = line_problem(X, Y)
    for way, which in zip(directions(X), (1, 0), strict=True):
        b, w = np.add(minimum(X, Y), way)
        bounds = excess_bounds(X, *gradient(errors(predict(b, w, X), Y), X))
        excess = problem.loss(b, w) - problem.loss(*problem.minimum)
        assert bounds[which] == pytest.approx(excess.item())


def test_a_small_change_is_fooled_by_a_small_rate():
    """A rate of a thousandth moves the loss by little at each update, and has hardly left the start."""
    slow, sound = gradient_descent(X, Y, *initialise(), [1e-5, 0.1], n_epochs=500).loss.T
    assert small_change(slow, 1e-4) == 1
    assert small_change(sound, 1e-4) > 100
    assert slow[1] > 0.99 * slow[0]


@given(st.lists(numbers(0, 10), min_size=1, max_size=40), st.integers(1, 10))
def test_patience_is_what_its_words_say(losses, n):
    stop, best = patience(losses, n)
    assert losses[best] == min(losses[: stop + 1])
    assert best == losses.index(losses[best])
    assert stop - best == n or (stop == len(losses) - 1 and stop - best < n)
    for look in range(stop):  # at none before was it over
        assert look - losses.index(min(losses[: look + 1])) < n
