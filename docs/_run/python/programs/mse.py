"""The mean squared error."""

import numpy as np

TASK = """
The column `error` holds one error for each point.
Return their mean squared error, one number, as in [the loss](tutorial/loss.md).
"""
HINT = """
`error**2` squares each entry of an array, and an array has a method `mean`.
The order matters: which of the two comes first?
"""


def mse(error):
    """Return the mean squared error.

    error: a column, shape (N, 1)
    returns: one number
    """
    return (error**2).mean()


def draw(rng):
    """Draw a few errors of either sign."""
    return {"error": rng.uniform(-3, 3, size=(rng.randint(3, 7), 1)).round(2)}


def no_mean(error):
    """You add the squares up: divide by how many there are, or take their mean."""
    return (error**2).sum()


def no_square(error):
    """You average the errors without their signs: square them instead."""
    return np.abs(error).mean()


def square_of_the_mean(error):
    """You square the mean, in which errors of either sign cancel: square each error first."""
    return error.mean() ** 2


def root(error):
    """You take the root of the mean squared error: leave the root out."""
    return np.sqrt((error**2).mean())


def half(error):
    """You halve the loss: some books do, and this tutorial does not."""
    return (error**2).mean() / 2
