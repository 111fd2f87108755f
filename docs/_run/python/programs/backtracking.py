"""A descent whose rate chooses itself: backtracking."""

from programs._inputs import points

TASK = """
Make `n_updates` updates with all points, and let each of them look for its own rate, as in [the rate that chooses itself](beyond/line-search.md).
The first update tries `lr` first, and each later one twice the rate of the update before.
Halve the rate until the step lowers the loss by at least half of what the slope promises, which is the rate times the sum of the squares of both slopes.
"""
HINT = """
Compute the loss and both slopes once for each update, and the loss after the step in the condition of a `while`.
What must hold is `after <= loss - lr * square / 2`.
"""


def backtracking(x, y, b, w, lr, n_updates):
    """Return b and w after n_updates updates.

    x, y: columns, shape (N, 1)
    b, w: numbers, the start
    lr: the first rate to try
    returns: two numbers
    """
    for _ in range(n_updates):
        error = b + w * x - y
        loss = (error**2).mean()
        b_grad, w_grad = 2 * error.mean(), 2 * (x * error).mean()
        square = b_grad**2 + w_grad**2
        while ((b - lr * b_grad + (w - lr * w_grad) * x - y) ** 2).mean() > loss - lr * square / 2:
            lr = lr / 2
        b, w = b - lr * b_grad, w - lr * w_grad
        lr = 2 * lr
    return b, w


def draw(rng):
    """Draw points around a line, a start away from it, and a first rate that is too high."""
    return points(rng, rng.randint(4, 7)) | {
        "lr": round(rng.uniform(0.8, 1.6), 2),
        "n_updates": rng.randint(4, 7),
    }


def _descend(x, y, b, w, lr, n_updates, share=0.5, power=2, longer=2.0, after=1.0):
    """Descend by backtracking, with what may be mistaken as settings."""
    for _ in range(n_updates):
        error = b + w * x - y
        loss = (error**2).mean()
        b_grad, w_grad = 2 * error.mean(), 2 * (x * error).mean()
        promise = share * (b_grad**2 + w_grad**2) ** (power / 2)
        while ((b - lr * b_grad + (w - lr * w_grad) * x - y) ** 2).mean() > loss - lr * promise:
            lr = lr / 2
        lr = after * lr
        b, w = b - lr * b_grad, w - lr * w_grad
        lr = longer * lr
    return b, w


def any_lower(x, y, b, w, lr, n_updates):
    """You take any rate that does not raise the loss: it must fall by half of what the slope promises."""
    return _descend(x, y, b, w, lr, n_updates, share=0.0)


def no_square(x, y, b, w, lr, n_updates):
    """You promise the length of the gradient: with a step of `lr` times the gradient the loss falls by `lr` times its square."""
    return _descend(x, y, b, w, lr, n_updates, power=1)


def never_longer(x, y, b, w, lr, n_updates):
    """Your rate only ever falls: begin each update with twice the rate of the one before."""
    return _descend(x, y, b, w, lr, n_updates, longer=1.0)


def from_the_top(x, y, b, w, lr, n_updates):
    """Each of your updates begins with `lr` again: begin with twice the rate of the one before."""
    for _ in range(n_updates):
        b, w = _descend(x, y, b, w, lr, 1)
    return b, w


def once_more(x, y, b, w, lr, n_updates):
    """You halve the rate once more after it has passed: take the first one that does."""
    return _descend(x, y, b, w, lr, n_updates, after=0.5)


def no_search(x, y, b, w, lr, n_updates):
    """You take `lr` as it is, though the loss rises: try it, and halve it until it passes."""
    for _ in range(n_updates):
        error = b + w * x - y
        b, w = b - lr * 2 * error.mean(), w - lr * 2 * (x * error).mean()
    return b, w
