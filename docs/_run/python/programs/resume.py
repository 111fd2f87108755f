"""A stopped descent, taken up again from its checkpoint."""

import numpy as np

from programs._inputs import number, points

TASK = """
A descent with momentum and mini-batches was stopped in the middle of an epoch, after `n_done` of its updates.
Its checkpoint holds the parameters, the velocities, and `order`, in which the epoch takes the points.
Make the updates that are left of the epoch, and return the parameters and velocities, just as if nothing had happened.
[Stop, take up again](beyond/stragglers.md) tells what a checkpoint is for.
"""
HINT = """
`x[order]` and `y[order]` are the points as the epoch takes them, and of those, `n_done * batch_size` have been used.
Start with the velocities that you are given; the last batch may be smaller than the others.
"""


def resume(x, y, b, w, b_velocity, w_velocity, order, n_done, lr, mu, batch_size):
    """Return b and w, and their velocities, at the end of the epoch.

    x, y: columns, shape (N, 1)
    b, w: numbers, where the descent was stopped
    b_velocity, w_velocity: numbers, the velocities there
    order: the N rows, in the order of this epoch
    n_done: how many updates of this epoch are done
    lr: the learning rate
    mu: the momentum
    batch_size: points in a batch
    returns: four numbers
    """
    x, y = x[order], y[order]
    for i in range(n_done * batch_size, len(x), batch_size):
        x_batch = x[i : i + batch_size]
        error = b + w * x_batch - y[i : i + batch_size]
        b_velocity = mu * b_velocity + 2 * error.mean()
        w_velocity = mu * w_velocity + 2 * (x_batch * error).mean()
        b = b - lr * b_velocity
        w = w - lr * w_velocity
    return b, w, b_velocity, w_velocity


def draw(rng):
    """Draw a checkpoint in the middle of an epoch, whose last batch is smaller."""
    drawn = points(rng, 14)
    return drawn | {
        "b_velocity": number(rng, 0.5, 2),
        "w_velocity": number(rng, 0.5, 2),
        "order": rng.permutation(14),
        "n_done": 2,
        "lr": round(rng.uniform(0.03, 0.08), 2),
        "mu": round(rng.uniform(0.4, 0.9), 2),
        "batch_size": rng.randint(3, 5),
    }


def velocity_forgotten(x, y, b, w, b_velocity, w_velocity, order, n_done, lr, mu, batch_size):
    """Your velocities begin at 0 again: take up those that the checkpoint holds."""
    return resume(x, y, b, w, 0.0, 0.0, order, n_done, lr, mu, batch_size)


def order_forgotten(x, y, b, w, b_velocity, w_velocity, order, n_done, lr, mu, batch_size):
    """You take the points in the order of their rows: the epoch had an order of its own, and some points are now used twice."""
    rows = np.arange(len(x))
    return resume(x, y, b, w, b_velocity, w_velocity, rows, n_done, lr, mu, batch_size)


def labels_left(x, y, b, w, b_velocity, w_velocity, order, n_done, lr, mu, batch_size):
    """You put `x` into the order of the epoch and leave `y` as it is: each point needs its own label."""
    rows = np.arange(len(x))
    return resume(x[order], y, b, w, b_velocity, w_velocity, rows, n_done, lr, mu, batch_size)


def place_forgotten(x, y, b, w, b_velocity, w_velocity, order, n_done, lr, mu, batch_size):
    """You begin the epoch again: its first `n_done` updates are done already."""
    return resume(x, y, b, w, b_velocity, w_velocity, order, 0, lr, mu, batch_size)


def updates_for_points(x, y, b, w, b_velocity, w_velocity, order, n_done, lr, mu, batch_size):
    """You go on from point `n_done`: that many updates have used `n_done * batch_size` points."""
    order = order[n_done:]
    return resume(x, y, b, w, b_velocity, w_velocity, order, 0, lr, mu, batch_size)


def one_left_out(x, y, b, w, b_velocity, w_velocity, order, n_done, lr, mu, batch_size):
    """You leave one batch out: with `n_done` updates done, the next batch is number `n_done`, counted from 0."""
    return resume(x, y, b, w, b_velocity, w_velocity, order, n_done + 1, lr, mu, batch_size)


def one_made_twice(x, y, b, w, b_velocity, w_velocity, order, n_done, lr, mu, batch_size):
    """You make the last update before the stop once more: go on with the batch after it."""
    return resume(x, y, b, w, b_velocity, w_velocity, order, n_done - 1, lr, mu, batch_size)


def last_one_dropped(x, y, b, w, b_velocity, w_velocity, order, n_done, lr, mu, batch_size):
    """You drop the points at the end of the epoch that fill no whole batch."""
    order = order[: len(x) // batch_size * batch_size]
    return resume(x, y, b, w, b_velocity, w_velocity, order, n_done, lr, mu, batch_size)
