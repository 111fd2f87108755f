"""Two weights in a row: one weight's gradient twice, a saddle, and a valley of minima."""

import numpy as np
from helpers import columns, numbers
from hypothesis import assume, given

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
