"""The gradient of the mean squared error."""

from programs._inputs import points

TASK = """
Return both gradients of the mean squared error, first that of `b`, then that of `w`, as in [step 3](tutorial/gradient.md).
`x` and `y` are the columns of the points.
"""
HINT = """
Compute the errors first, prediction minus label.
Then the gradient of `b` is twice their mean, and that of `w` twice the mean of each error times its `x`.
"""


def gradient(b, w, x, y):
    """Return the gradient of b and of w.

    b, w: numbers
    x, y: columns, shape (N, 1)
    returns: two numbers
    """
    error = b + w * x - y
    b_grad = 2 * error.mean()
    w_grad = 2 * (x * error).mean()
    return b_grad, w_grad


def draw(rng):
    """Draw points, and parameters that do not fit them."""
    drawn = points(rng, rng.randint(3, 6))
    return {name: drawn[name] for name in "bwxy"}


def no_two(b, w, x, y):
    """Your gradients are half as large as they should be: the square brings a factor 2."""
    error = b + w * x - y
    return error.mean(), (x * error).mean()


def total(b, w, x, y):
    """You add up over the points: the loss is a mean, and so is each gradient."""
    error = b + w * x - y
    return 2 * error.sum(), 2 * (x * error).sum()


def label_first(b, w, x, y):
    """Both of your gradients have the wrong sign: an error is the prediction minus the label."""
    error = y - (b + w * x)
    return 2 * error.mean(), 2 * (x * error).mean()


def no_feature(b, w, x, y):
    """Your gradient of w is that of b: each error counts times its x."""
    error = b + w * x - y
    return 2 * error.mean(), 2 * error.mean()


def other_order(b, w, x, y):
    """You return the gradient of w first: the one of b comes first."""
    error = b + w * x - y
    return 2 * (x * error).mean(), 2 * error.mean()
