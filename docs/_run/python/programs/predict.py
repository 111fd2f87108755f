"""The prediction of a line."""

from programs._inputs import column, number

TASK = """
Return the prediction of the line for each entry of the column `x`, as in [step 1](tutorial/start.md#step-1-the-forward-pass).
The bias `b` and the weight `w` are two numbers.
"""
HINT = """
NumPy multiplies and adds whole columns, so the formula $b + w x$ is nearly the line of code.
"""


def predict(b, w, x):
    """Return the predictions of the line.

    b, w: numbers
    x: a column, shape (N, 1)
    returns: a column, shape (N, 1)
    """
    return b + w * x


def draw(rng):
    """Draw a line and a few places."""
    return {
        "b": number(rng, 0.5, 3),
        "w": number(rng, 0.5, 3),
        "x": column(rng, rng.randint(3, 6)),
    }


def exchanged(b, w, x):
    """You have exchanged the two parameters: the weight w is what multiplies x."""
    return w + b * x


def no_bias(b, w, x):
    """You leave the bias out: add b to each prediction."""
    return w * x


def bracket(b, w, x):
    """You multiply b by x as well: only the weight belongs to x."""
    return (b + w) * x


def minus(b, w, x):
    """You subtract one from the other: the two parts are added."""
    return b - w * x
