"""The gradient is the slope of the loss."""

import numpy as np
import sympy
from helpers import columns, numbers
from hypothesis import given

from gdtutorial.model import errors, gradient, mse, predict
from gdtutorial.surface import geometric_gradient


def loss(b, w, x, y):
    return mse(errors(predict(b, w, x), y)).item()


@given(columns(), numbers(-10, 10), numbers(-10, 10))
def test_gradient_is_the_central_difference(data, b, w):
    """For a quadratic the central difference is exact at any step: half a unit leaves only rounding."""
    x, y = data
    b_slope = loss(b + 0.5, w, x, y) - loss(b - 0.5, w, x, y)
    w_slope = loss(b, w + 0.5, x, y) - loss(b, w - 0.5, x, y)
    grads = gradient(errors(predict(b, w, x), y), x)
    tolerance = 1e-13 * (1 + 20 + 200) ** 2  # the largest loss that can be subtracted here
    np.testing.assert_allclose(np.ravel(grads), [b_slope, w_slope], rtol=0, atol=tolerance)


def test_gradient_is_the_derivative_that_algebra_finds():
    b, w, *points = sympy.symbols("b w x:3 y:3")
    xs, ys = points[:3], points[3:]
    losses = sum((b + w * x - y) ** 2 for x, y in zip(xs, ys, strict=True)) / sympy.Integer(3)
    x, y = np.array(xs).reshape(-1, 1), np.array(ys).reshape(-1, 1)
    error = errors(predict(np.array([b]), np.array([w]), x), y)
    assert sympy.expand(mse(error)[0] - losses) == 0
    for grad, symbol in zip(gradient(error, x), (b, w), strict=True):
        assert sympy.expand(grad[0] - sympy.diff(losses, symbol)) == 0


@given(columns(), numbers(-10, 10), numbers(-10, 10))
def test_geometric_gradient_is_off_by_half_the_curvature_times_the_step(data, b, w):
    x, y = data
    b_grad, w_grad = np.ravel(gradient(errors(predict(b, w, x), y), x))
    for step in (0.12, -0.12, 1.0):
        expected = [b_grad + step, w_grad + (x**2).mean() * step]
        got = geometric_gradient(x, y, b, w, step=step)
        np.testing.assert_allclose(got, expected, rtol=0, atol=1e-8)
