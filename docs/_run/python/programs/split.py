"""Training and validation points."""

import numpy as np

from programs._inputs import points

TASK = """
Split the points without tearing them apart, as in [the model and its data](tutorial/data.md).
`order` holds each row number once, shuffled.
The first `n_train` of these rows are for training and the others for validation.
"""
HINT = """
An array of row numbers picks rows: `x[order]` is `x` in that order, and `x[order[:3]]` its first three.
"""


def split(x, y, order, n_train):
    """Return x_train, y_train, x_val, y_val.

    x, y: columns, shape (N, 1)
    order: each row number once, shuffled
    n_train: how many are for training
    returns: four columns
    """
    train, val = order[:n_train], order[n_train:]
    x_train, y_train = x[train], y[train]
    x_val, y_val = x[val], y[val]
    return x_train, y_train, x_val, y_val


def draw(rng):
    """Draw points and an order of theirs that is none of the simple ones."""
    n = rng.randint(6, 9)
    drawn = points(rng, n)
    order = np.array([n - 1, *rng.permutation(n - 2), n - 2])
    return {"x": drawn["x"], "y": drawn["y"], "order": order, "n_train": rng.randint(4, n - 1)}


def torn(x, y, order, n_train):
    """Your points are torn apart: x is in the new order and y in the old one."""
    x_train, _, x_val, _ = split(x, y, order, n_train)
    return x_train, y[:n_train], x_val, y[n_train:]


def not_shuffled(x, y, order, n_train):
    """You cut the points in their old order: take the rows that `order` names."""
    return x[:n_train], y[:n_train], x[n_train:], y[n_train:]


def parts_exchanged(x, y, order, n_train):
    """You take the validation points from the front: the first `n_train` rows are for training."""
    n_val = len(x) - n_train
    val, train = order[:n_val], order[n_val:]
    return x[train], y[train], x[val], y[val]


def all_for_validation(x, y, order, n_train):
    """You validate with all points, those of training among them: leave those out."""
    x_train, y_train, _, _ = split(x, y, order, n_train)
    return x_train, y_train, x[order], y[order]


def other_order(x, y, order, n_train):
    """You return the four columns in another order: x_train, y_train, x_val, y_val is right."""
    x_train, y_train, x_val, y_val = split(x, y, order, n_train)
    return x_train, x_val, y_train, y_val
