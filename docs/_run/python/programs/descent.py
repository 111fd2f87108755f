"""A whole descent with the full batch."""

from programs._inputs import points

TASK = """
Descend for `n_epochs` epochs with all points in each update, and return where you arrive, as in [repeat](tutorial/repeat.md).
Plain NumPy is all that you need.
"""
HINT = """
The update that you wrote before goes into a loop, and its result is where the next round starts.
`for epoch in range(n_epochs):` goes round just often enough.
"""


def descent(x, y, b, w, lr, n_epochs):
    """Return b and w after n_epochs updates.

    x, y: columns, shape (N, 1)
    b, w: numbers, the start
    lr: the learning rate
    returns: two numbers
    """
    for _ in range(n_epochs):
        error = b + w * x - y
        b_grad = 2 * error.mean()
        w_grad = 2 * (x * error).mean()
        b = b - lr * b_grad
        w = w - lr * w_grad
    return b, w


def draw(rng):
    """Draw points, a start, and a descent too short to arrive."""
    drawn = points(rng, rng.randint(4, 7))
    return drawn | {"lr": round(rng.uniform(0.05, 0.15), 2), "n_epochs": rng.randint(4, 9)}


def gradient_once(x, y, b, w, lr, n_epochs):
    """You compute the gradient once and for all: compute it anew in each round, where you stand then."""
    error = b + w * x - y
    b_grad, w_grad = 2 * error.mean(), 2 * (x * error).mean()
    return b - n_epochs * lr * b_grad, w - n_epochs * lr * w_grad


def one_round(x, y, b, w, lr, n_epochs):
    """You stop after the first round: is your `return` inside the loop?"""
    return descent(x, y, b, w, lr, 1)


def one_too_few(x, y, b, w, lr, n_epochs):
    """You make one update too few: `range(n)` goes round n times, `range(1, n)` does not."""
    return descent(x, y, b, w, lr, n_epochs - 1)


def one_too_many(x, y, b, w, lr, n_epochs):
    """You make one update too many: `range(n)` goes round n times already."""
    return descent(x, y, b, w, lr, n_epochs + 1)


def new_b(x, y, b, w, lr, n_epochs):
    """In each of your rounds w uses the new b: compute both gradients before you change either."""
    for _ in range(n_epochs):
        b = b - lr * 2 * (b + w * x - y).mean()
        w = w - lr * 2 * (x * (b + w * x - y)).mean()
    return b, w


def uphill(x, y, b, w, lr, n_epochs):
    """Your descent climbs: each step goes against the gradient, so it is subtracted."""
    return descent(x, y, b, w, -lr, n_epochs)
