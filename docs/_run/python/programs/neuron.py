"""Forward and back through one neuron."""

import numpy as np

from programs._inputs import points

TASK = """
A neuron bends its line: it predicts the hyperbolic tangent of `b + w * x`.
Go forward to its mean squared error, then back by the chain rule, and return the gradient for `b`, then the gradient for `w`; the page on [backpropagation](beyond/backpropagation.md) does it with a graph.
"""
HINT = """
Where `y_hat` is the tangent, its local slope is `1 - y_hat**2`.
On the way back the gradient is multiplied by it, once for each point.
"""


def neuron(x, y, b, w):
    """Return the gradients for b and for w.

    x, y: columns, shape (N, 1)
    b, w: numbers, the parameters
    returns: two numbers
    """
    y_hat = np.tanh(b + w * x)
    back = 2 * (y_hat - y) / len(x) * (1 - y_hat**2)
    b_grad = back.sum()
    w_grad = (x * back).sum()
    return b_grad, w_grad


def draw(rng):
    """Draw points, and parameters for which no tangent is flat."""
    drawn = points(rng, rng.randint(3, 6))
    return drawn | {"b": round(0.3 * drawn["b"], 2), "w": round(0.3 * drawn["w"], 2)}


def no_bend(x, y, b, w):
    """You go back past the tangent as if it were not there: multiply by its slope, 1 minus y_hat squared."""
    back = 2 * (np.tanh(b + w * x) - y) / len(x)
    return back.sum(), (x * back).sum()


def slope_of_the_line(x, y, b, w):
    """You take 1 minus the square of what goes into the tangent: take the square of what comes out of it."""
    z = b + w * x
    back = 2 * (np.tanh(z) - y) / len(x) * (1 - z**2)
    return back.sum(), (x * back).sum()


def no_tangent(x, y, b, w):
    """You compute the gradient of a line: bend the prediction with the hyperbolic tangent."""
    back = 2 * (b + w * x - y) / len(x)
    return back.sum(), (x * back).sum()


def slope_of_the_mean(x, y, b, w):
    """You multiply by the mean slope of the tangents: each point has its own slope, inside the sum."""
    y_hat = np.tanh(b + w * x)
    slope = (1 - y_hat**2).mean()
    back = 2 * (y_hat - y) / len(x) * slope
    return back.sum(), (x * back).sum()


def feature_left_out(x, y, b, w):
    """Your gradient for w lacks the feature: the line into the product has the slope x."""
    b_grad, _ = neuron(x, y, b, w)
    return b_grad, b_grad


def half(x, y, b, w):
    """Both of your gradients are half as large as they should be: the slope of a square is twice what is squared."""
    b_grad, w_grad = neuron(x, y, b, w)
    return b_grad / 2, w_grad / 2
