"""One update of both parameters."""

from programs._inputs import points

TASK = """
Make one update with all points at the learning rate `lr`, and return the new `b` and the new `w`, as in [step 4](tutorial/update.md).
"""
HINT = """
Both gradients belong to the old parameters.
Compute both of them before you change either parameter.
"""


def update(b, w, x, y, lr):
    """Return b and w after one update.

    b, w: numbers
    x, y: columns, shape (N, 1)
    lr: the learning rate
    returns: two numbers
    """
    error = b + w * x - y
    b_grad = 2 * error.mean()
    w_grad = 2 * (x * error).mean()
    b = b - lr * b_grad
    w = w - lr * w_grad
    return b, w


def draw(rng):
    """Draw points, parameters that do not fit them, and a rate."""
    drawn = points(rng, rng.randint(3, 6))
    return {name: drawn[name] for name in "bwxy"} | {"lr": round(rng.uniform(0.05, 0.3), 2)}


def new_b(b, w, x, y, lr):
    """Your w uses the new b: compute both gradients before you change either parameter."""
    b = b - lr * 2 * (b + w * x - y).mean()
    w = w - lr * 2 * (x * (b + w * x - y)).mean()
    return b, w


def new_w(b, w, x, y, lr):
    """Your b uses the new w: compute both gradients before you change either parameter."""
    w = w - lr * 2 * (x * (b + w * x - y)).mean()
    b = b - lr * 2 * (b + w * x - y).mean()
    return b, w


def uphill(b, w, x, y, lr):
    """You walk uphill: the step goes against the gradient, so it is subtracted."""
    error = b + w * x - y
    return b + lr * 2 * error.mean(), w + lr * 2 * (x * error).mean()


def no_rate(b, w, x, y, lr):
    """You subtract the whole gradient: multiply it by the learning rate."""
    error = b + w * x - y
    return b - 2 * error.mean(), w - 2 * (x * error).mean()


def step_alone(b, w, x, y, lr):
    """You return the steps alone: add them to the parameters."""
    error = b + w * x - y
    return -lr * 2 * error.mean(), -lr * 2 * (x * error).mean()


def no_two(b, w, x, y, lr):
    """Your step is half as long as it should be: the gradient has a factor 2."""
    error = b + w * x - y
    return b - lr * error.mean(), w - lr * (x * error).mean()
