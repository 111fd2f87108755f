"""Forward and back through two weights in a row, and one update."""

from programs._inputs import column, number

TASK = """
A model has two weights in a row: `h = u * x` goes into `y_hat = v * h`.
Go forward to its mean squared error, then back by the chain rule, make one update of both weights, and return the new `u`, then the new `v`; the page on [two weights in a row](beyond/two-weights.md) does it by hand.
"""
HINT = """
The gradient that comes back to `y_hat` is `2 * (y_hat - y) / len(x)`, one entry for each point.
The product `v * h` hands it on to `v` times `h`, and to `h` times `v`.
"""


def two_weights(x, y, u, v, lr):
    """Return u and v after one update.

    x, y: columns, shape (N, 1)
    u, v: numbers, the weights
    lr: the learning rate
    returns: two numbers
    """
    h = u * x
    back = 2 * (v * h - y) / len(x)
    v_grad = (back * h).sum()
    u_grad = (back * v * x).sum()
    u = u - lr * u_grad
    v = v - lr * v_grad
    return u, v


def draw(rng):
    """Draw points, and two weights that differ in size."""
    x = column(rng, rng.randint(3, 6))
    u, v = number(rng, 0.3, 0.8), number(rng, 1.2, 2)
    y = (number(rng, 2.5, 4) * x + 0.3 * rng.randn(*x.shape)).round(2)
    return {"x": x, "y": y, "u": u, "v": v, "lr": round(rng.uniform(0.02, 0.06), 3)}


def exchanged(x, y, u, v, lr):
    """You multiply each gradient by its own weight: the slope of a product along one factor is the other factor."""
    g = (2 * (u * v * x - y) * x).sum() / len(x)
    return u - lr * u * g, v - lr * v * g


def not_through_v(x, y, u, v, lr):
    """Your gradient for u has not come through the second product: on its way to h it is multiplied by v."""
    h = u * x
    back = 2 * (v * h - y) / len(x)
    return u - lr * (back * x).sum(), v - lr * (back * h).sum()


def not_by_h(x, y, u, v, lr):
    """Your gradient for v is multiplied by x: what goes into the second product is h."""
    back = 2 * (v * u * x - y) / len(x)
    return u - lr * (back * v * x).sum(), v - lr * (back * x).sum()


def v_first(x, y, u, v, lr):
    """You move v before the gradient goes back through it: compute both gradients first, then move both weights."""
    back = 2 * (v * u * x - y) / len(x)
    v = v - lr * (back * u * x).sum()
    return u - lr * (back * v * x).sum(), v


def sums_over_points(x, y, u, v, lr):
    """Your gradients are sums over the points: the loss is a mean, so divide by their number."""
    return two_weights(x, y, u, v, lr * len(x))


def half_steps(x, y, u, v, lr):
    """Both of your steps are half as long as they should be: the slope of a square is twice what is squared."""
    return two_weights(x, y, u, v, lr / 2)


def uphill(x, y, u, v, lr):
    """You walk uphill: subtract the gradients, times the rate."""
    return two_weights(x, y, u, v, -lr)
