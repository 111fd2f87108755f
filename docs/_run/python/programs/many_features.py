"""A whole descent with many features."""

from programs._inputs import column, number

TASK = """
Descend with several features: `x` is a table, one row a point and one column a feature, and `w` is a column with a weight for each feature.
Make `n_updates` updates with all points, and return where you arrive, as in [many features](beyond/many-features.md).
"""
HINT = """
`x @ w` makes a column of products, one for each point, and `x.T @ error` one sum for each feature.
The gradient of `b` is the one that you know.
"""


def many_features(x, y, b, w, lr, n_updates):
    """Return b and w after n_updates updates.

    x: table, shape (N, d)
    y: column, shape (N, 1)
    b: number, the start
    w: column, shape (d, 1), the start
    lr: the learning rate
    returns: a number, and a column of shape (d, 1)
    """
    for _ in range(n_updates):
        error = b + x @ w - y
        b_grad = 2 * error.mean()
        w_grad = 2 * (x.T @ error) / len(x)
        b = b - lr * b_grad
        w = w - lr * w_grad
    return b, w


def draw(rng):
    """Draw points with two or three features, a start, and a descent too short to arrive."""
    n, d = rng.randint(4, 7), rng.randint(2, 4)
    x = column(rng, n * d).reshape(n, d)
    y = (number(rng, 0.5, 2) + x.sum(axis=1, keepdims=True) + 0.3 * rng.randn(n, 1)).round(2)
    w = column(rng, d) - 2
    lr = round(rng.uniform(0.01, 0.03), 3)
    return {
        "x": x,
        "y": y,
        "b": number(rng, 0.5, 2),
        "w": w,
        "lr": lr,
        "n_updates": rng.randint(3, 7),
    }


def one_for_all(x, y, b, w, lr, n_updates):
    """You move all weights by the same number: the gradient has an entry of its own for each feature, in `x.T @ error`."""
    for _ in range(n_updates):
        error = b + x @ w - y
        b, w = b - lr * 2 * error.mean(), w - lr * 2 * (x * error).mean()
    return b, w


def sums(x, y, b, w, lr, n_updates):
    """Your gradient of w is a sum over the points: divide `x.T @ error` by their number."""
    for _ in range(n_updates):
        error = b + x @ w - y
        b, w = b - lr * 2 * error.mean(), w - lr * 2 * (x.T @ error)
    return b, w


def by_features(x, y, b, w, lr, n_updates):
    """You divide the gradient of w by the number of features: it is a mean over the points."""
    for _ in range(n_updates):
        error = b + x @ w - y
        b, w = b - lr * 2 * error.mean(), w - lr * 2 * (x.T @ error) / x.shape[1]
    return b, w


def still_bias(x, y, b, w, lr, n_updates):
    """Your bias stays where it started: it is a parameter, and has a gradient, too."""
    for _ in range(n_updates):
        w = w - lr * 2 * (x.T @ (b + x @ w - y)) / len(x)
    return b, w


def bias_first(x, y, b, w, lr, n_updates):
    """Your weights use the new b in each round: compute the errors once, and from them both gradients."""
    for _ in range(n_updates):
        b = b - lr * 2 * (b + x @ w - y).mean()
        w = w - lr * 2 * (x.T @ (b + x @ w - y)) / len(x)
    return b, w


def halves(x, y, b, w, lr, n_updates):
    """Your steps are half as long as they should be: each gradient has a factor 2."""
    return many_features(x, y, b, w, lr / 2, n_updates)
