"""A whole descent with mini-batches."""

from programs._inputs import points

TASK = """
Descend with mini-batches in plain NumPy: twelve lines will do.
Take the points in the order of their rows, `batch_size` at a time, and make one update with each batch.
What is left at the end of an epoch is a smaller batch of its own, whose gradient is the mean over *its* points.
[Repeat](tutorial/repeat.md) tells what such a path looks like.
"""
HINT = """
Two loops, one inside the other: over epochs, and over where each batch begins, `range(0, len(x), batch_size)`.
A slice such as `x[i : i + batch_size]` may reach beyond the end: it then holds what there is.
"""


def mini_batches(x, y, b, w, lr, n_epochs, batch_size):
    """Return b and w after n_epochs epochs.

    x, y: columns, shape (N, 1)
    b, w: numbers, the start
    lr: the learning rate
    batch_size: rows in a batch, in order
    returns: two numbers
    """
    for _ in range(n_epochs):
        for i in range(0, len(x), batch_size):
            x_batch = x[i : i + batch_size]
            y_batch = y[i : i + batch_size]
            error = b + w * x_batch - y_batch
            b_grad = 2 * error.mean()
            w_grad = 2 * (x_batch * error).mean()
            b = b - lr * b_grad
            w = w - lr * w_grad
    return b, w


def draw(rng):
    """Draw points and batches that do not come out even."""
    drawn = points(rng, rng.choice([7, 11]))
    return drawn | {
        "lr": round(rng.uniform(0.03, 0.08), 2),
        "n_epochs": rng.randint(2, 5),
        "batch_size": rng.randint(2, 6),
    }


def last_one_dropped(x, y, b, w, lr, n_epochs, batch_size):
    """You leave out the points at the end that fill no whole batch: they are a smaller batch."""
    n = len(x) // batch_size * batch_size
    return mini_batches(x[:n], y[:n], b, w, lr, n_epochs, batch_size)


def last_one_too_weak(x, y, b, w, lr, n_epochs, batch_size):
    """You divide by `batch_size` in the last, smaller batch too: divide by how many points it has."""
    for _ in range(n_epochs):
        for i in range(0, len(x), batch_size):
            rows = slice(i, i + batch_size)
            error = b + w * x[rows] - y[rows]
            b_grad, w_grad = 2 * error.sum(), 2 * (x[rows] * error).sum()
            b, w = b - lr * b_grad / batch_size, w - lr * w_grad / batch_size
    return b, w


def mean_over_all(x, y, b, w, lr, n_epochs, batch_size):
    """You divide by the number of all points: the mean of a batch is over its own points."""
    for _ in range(n_epochs):
        for i in range(0, len(x), batch_size):
            rows = slice(i, i + batch_size)
            error = b + w * x[rows] - y[rows]
            b_grad, w_grad = 2 * error.sum(), 2 * (x[rows] * error).sum()
            b, w = b - lr * b_grad / len(x), w - lr * w_grad / len(x)
    return b, w


def full_batch(x, y, b, w, lr, n_epochs, batch_size):
    """You make one update an epoch, with all points: make one with each batch."""
    return mini_batches(x, y, b, w, lr, n_epochs, len(x))


def all_points_each_time(x, y, b, w, lr, n_epochs, batch_size):
    """You make the right number of updates, each with all points: cut both x and y into batches."""
    updates = n_epochs * -(-len(x) // batch_size)
    return mini_batches(x, y, b, w, lr, updates, len(x))


def first_batch_alone(x, y, b, w, lr, n_epochs, batch_size):
    """You use the first batch of each epoch and no other: go on to the next ones."""
    return mini_batches(x[:batch_size], y[:batch_size], b, w, lr, n_epochs, batch_size)


def single_points(x, y, b, w, lr, n_epochs, batch_size):
    """You make an update with each single point: take `batch_size` of them at a time."""
    return mini_batches(x, y, b, w, lr, n_epochs, 1)
