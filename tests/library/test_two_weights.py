"""Two weights in a row: one weight's gradient twice, a saddle, and a valley of minima."""

from fractions import Fraction

import numpy as np
import pytest
import sympy
from helpers import columns, numbers
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings

from gdtutorial.data import tutorial_data
from gdtutorial.descent import minimise
from gdtutorial.problems import two_weights_problem

WEIGHT = numbers(-3, 3)


@given(columns(), WEIGHT, WEIGHT)
def test_the_gradient_is_the_slope_of_the_loss(data, u, v):
    x, y = data
    step = 1e-5

    def loss(u, v):
        return ((u * v * x - y) ** 2).mean()

    u_slope = (loss(u + step, v) - loss(u - step, v)) / (2 * step)
    v_slope = (loss(u, v + step) - loss(u, v - step)) / (2 * step)
    problem = two_weights_problem(x, y)
    np.testing.assert_allclose(
        np.ravel(problem.gradient(u, v)), [u_slope, v_slope], rtol=1e-4, atol=1e-4
    )
    np.testing.assert_allclose(problem.loss(u, v), loss(u, v), rtol=1e-9, atol=1e-9)


@given(columns(), numbers(0.2, 5))
def test_all_with_the_best_product_are_minima(data, share):
    x, y = data
    problem = two_weights_problem(x, y)
    u, v = problem.minimum
    assume(abs(u * v) > 1e-3)
    scale = 1e-9 * (1 + (y**2).mean() + (x**2).mean())
    np.testing.assert_allclose(problem.loss(u * share, v / share), problem.loss(u, v), atol=scale)
    assert problem.loss(u * 1.1, v) > problem.loss(u, v)


def test_zero_is_a_saddle_from_which_nothing_moves():
    x, y, _, _ = tutorial_data()
    problem = two_weights_problem(x, y)
    assert problem.loss(0.1, 0.1) < problem.loss(0, 0) < problem.loss(0.1, -0.1)
    path = minimise(problem, 0, 0, 0.1, n_updates=5)
    assert (path.b == 0).all()
    assert (path.w == 0).all()


def test_the_minimum_has_the_sign_of_the_slope():
    x, y, _, _ = tutorial_data()
    u, v = two_weights_problem(x, y).minimum
    assert two_weights_problem(x, -y).minimum == (u, -v)


# What the page says of the simplest of these losses, (uv - 1)².

POINTS = np.array([[-1.0], [1.0]])
U, V, RATE = sympy.symbols("u v eta", real=True)
LOSS = (U * V - 1) ** 2
STEP = [each - RATE * sympy.diff(LOSS, each) for each in (U, V)]


@given(WEIGHT, WEIGHT)
def test_two_points_on_a_line_of_slope_one_make_the_simplest_loss(u, v):
    problem = two_weights_problem(POINTS, POINTS)
    np.testing.assert_allclose(problem.loss(u, v), (u * v - 1) ** 2, atol=1e-12)


def test_algebra_finds_a_saddle_in_the_middle_and_a_flat_direction_in_the_valley():
    hessian = sympy.hessian(LOSS, (U, V))
    written = sympy.Matrix([[2 * V**2, 4 * U * V - 2], [4 * U * V - 2, 2 * U**2]])
    assert sympy.simplify(hessian - written) == sympy.zeros(2)
    assert set(hessian.subs({U: 0, V: 0}).eigenvals()) == {-2, 2}
    valley = hessian.subs(V, 1 / U)
    assert sympy.simplify(valley.det()) == 0
    assert sympy.simplify(valley.trace() - 2 * (U**2 + 1 / U**2)) == 0


def test_an_update_multiplies_sum_difference_and_what_is_kept_by_exact_factors():
    u, v = STEP
    share = 2 * RATE * (1 - U * V)
    assert sympy.expand(u + v - (1 + share) * (U + V)) == 0
    assert sympy.expand(u - v - (1 - share) * (U - V)) == 0
    assert sympy.expand(u**2 - v**2 - (1 - share**2) * (U**2 - V**2)) == 0


def test_the_library_makes_the_update_of_algebra_in_exact_fractions():
    u, v, rate = Fraction(3, 10), Fraction(-11, 10), Fraction(1, 10)
    exact = [step.subs({U: u, V: v, RATE: rate}) for step in STEP]
    path = minimise(two_weights_problem(POINTS, POINTS), float(u), float(v), 0.1, n_updates=1)
    assert [path.b[1].item(), path.w[1].item()] == pytest.approx([float(e) for e in exact])


@given(numbers(0.05, 2), numbers(0.01, 0.1))
def test_equal_weights_stay_equal_and_opposite_ones_stay_opposite(size, rate):
    problem = two_weights_problem(POINTS, POINTS)
    path = minimise(problem, [size, size], [size, -size], rate, n_updates=300)
    assert (path.b[:, 0] == path.w[:, 0]).all()
    assert (path.b[:, 1] == -path.w[:, 1]).all()
    assert abs(path.b[-1, 1]) < abs(path.b[0, 1])


@given(numbers(-2, 2), numbers(-2, 2))
@hypothesis_settings(max_examples=10)
def test_tiny_steps_end_where_the_hyperbola_meets_the_valley(u, v):
    assume(abs(u + v) > 0.2)
    d = u**2 - v**2
    path = minimise(two_weights_problem(POINTS, POINTS), u, v, 0.002, n_updates=8000)
    end = np.sqrt((d + np.sqrt(d**2 + 4)) / 2)
    assert abs(path.b[-1].item()) == pytest.approx(end, abs=0.02)
