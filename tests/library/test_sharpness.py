"""The sharpness of two weights whose product should be 1, against SymPy, differences and whole descents."""

import numpy as np
import pytest
import sympy
from helpers import numbers
from hypothesis import assume, given

from gdtutorial.descent import minimise
from gdtutorial.problems import two_weights_problem
from gdtutorial.settings import EDGE_LR, EDGE_START
from gdtutorial.sharpness import product_problem, sharpness

PROBLEM = product_problem()
WEIGHT = numbers(-4, 4)


def test_the_gradient_and_the_sharpness_are_sympy_s():
    u, v = sympy.symbols("u v", real=True)
    loss = (u * v - 1) ** 2
    slopes = [sympy.diff(loss, weight) for weight in (u, v)]
    largest = max(
        sympy.hessian(loss, (u, v)).eigenvals(), key=lambda e: e.subs({u: 3, v: 0.1}).evalf()
    )
    for place in ((3, 0.1), (-1.5, 2), (0, 0), (1, 1), (0.3, -0.2), (2, 0.5)):
        exact = dict(zip((u, v), map(sympy.Rational, map(str, place)), strict=True))
        ours = [*PROBLEM.gradient(*place), PROBLEM.loss(*place), sharpness(*place)]
        theirs = [float(each.subs(exact)) for each in (*slopes, loss, largest)]
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12)


@given(WEIGHT, WEIGHT)
def test_the_sharpness_is_the_largest_eigenvalue_of_a_measured_hessian(u, v):
    h = 1e-4

    def slopes(u, v):
        return np.array(PROBLEM.gradient(u, v))

    columns = [
        (slopes(u + h, v) - slopes(u - h, v)) / (2 * h),
        (slopes(u, v + h) - slopes(u, v - h)) / (2 * h),
    ]
    measured = np.linalg.eigvalsh(np.mean([columns, np.transpose(columns)], axis=0))[-1]
    assert sharpness(u, v) == pytest.approx(measured, rel=1e-6, abs=1e-6)


@given(numbers(0.1, 8))
def test_at_a_minimum_it_is_twice_the_sum_of_the_squares(u):
    assert sharpness(u, 1 / u) == pytest.approx(2 * (u**2 + 1 / u**2), rel=1e-12)
    assert sharpness(u, 1 / u) >= sharpness(1.0, 1.0) == 4


@given(WEIGHT, WEIGHT)
def test_it_is_the_problem_of_two_weights_for_a_feature_and_a_label_of_1(u, v):
    x = np.array([[1.0], [-1.0]])
    other = two_weights_problem(x, x)
    np.testing.assert_allclose(PROBLEM.loss(u, v), other.loss(u, v), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(
        PROBLEM.gradient(u, v), np.ravel(other.gradient(u, v)), rtol=1e-12, atol=1e-12
    )
    assert PROBLEM.minimum == pytest.approx(other.minimum)


@given(numbers(0.3, 3), numbers(0.01, 0.4))
def test_a_minimum_above_the_limit_is_left_and_one_below_is_kept(u, lr):
    ratio = lr * sharpness(u, 1 / u) / 2
    assume(abs(ratio - 1) > 0.05)
    start = u * (1 + 1e-7)
    path = minimise(PROBLEM, start, 1 / u, lr, n_updates=8)
    first, last = path.loss[[0, -1], 0]
    assert (last > first) == (ratio > 1)


def test_the_story_of_the_edge():
    path = minimise(PROBLEM, *EDGE_START, [EDGE_LR, 0.3], n_updates=1000)
    assert sharpness(*EDGE_START) == pytest.approx(18.0355, abs=1e-4)
    assert path.loss[:, 0].max() == path.loss[2, 0] == pytest.approx(16.2022, abs=1e-4)
    assert path.loss[-1, 0] < 1e-25
    assert sharpness(path.b[-1], path.w[-1])[0] == pytest.approx(6.5354, abs=1e-4)
    assert (path.overflow >= 0).tolist() == [False, True]


def test_every_descent_rests_below_its_limit_or_does_not_rest():
    rates = np.round(np.arange(0.01, 0.3, 0.0025), 4)
    path = minimise(PROBLEM, *EDGE_START, rates, n_updates=2000)
    lost = path.overflow >= 0
    rest = sharpness(path.b[-1], path.w[-1])
    assert (path.loss[-1, ~lost] < 1e-20).all()
    assert (rest[~lost] < 2 / rates[~lost]).all()
    assert not lost[rates <= 0.21].any()
    assert lost[rates >= 0.215].all()


def test_shapes_broadcast_and_what_diverged_passes():
    assert type(sharpness(1, 1)) is float
    assert sharpness([1.0, 2.0], [[1.0], [2.0], [3.0]]).shape == (3, 2)
    assert sharpness(np.inf, 1.0) == np.inf
    with pytest.raises(
        ValueError,
        match=r"u and v must have shapes that broadcast together, got \(2,\) and \(3,\)",
    ):
        sharpness([1, 2], [1, 2, 3])


@given(WEIGHT, WEIGHT, numbers(0.01, 0.4))
def test_an_update_multiplies_the_difference_of_the_squares_by_what_the_page_says(u, v, lr):
    path = minimise(PROBLEM, u, v, lr, n_updates=1)
    before, after = path.b[:, 0] ** 2 - path.w[:, 0] ** 2
    factor = 1 - 4 * lr**2 * path.loss[0, 0]
    size = (path.b[-1, 0] ** 2 + path.w[-1, 0] ** 2).item()
    assert after == pytest.approx(factor * before, rel=1e-9, abs=1e-9 * (1 + size))
