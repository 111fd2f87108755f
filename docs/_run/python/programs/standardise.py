"""A feature on a common scale, without a leak."""

import numpy as np

from programs._inputs import column

TASK = """
Standardise the feature without a leak, as in [scaling the data](tutorial/scaling.md#standardise).
Subtract the mean and divide by the standard deviation, both of the *training* points, from either column.
The standard deviation divides by $N$.
"""
HINT = """
`x_train.mean()` and `x_train.std()` are all that you may know: validation points are not there yet when you train.
"""


def standardise(x_train, x_val):
    """Return both columns, standardised.

    x_train: a column, shape (N, 1)
    x_val: a column, shape (M, 1)
    returns: two columns
    """
    mean, deviation = x_train.mean(), x_train.std()
    scaled_x_train = (x_train - mean) / deviation
    scaled_x_val = (x_val - mean) / deviation
    return scaled_x_train, scaled_x_val


def draw(rng):
    """Draw a feature, and validation points that lie elsewhere."""
    x = column(rng, 9)
    n = rng.randint(4, 7)
    return {"x_train": x[:n], "x_val": (x[n:] + 1).round(2)}


def leak(x_train, x_val):
    """Your validation points leak into training: you take mean and deviation of all points together."""
    x = np.concatenate([x_train, x_val])
    return (x_train - x.mean()) / x.std(), (x_val - x.mean()) / x.std()


def each_its_own(x_train, x_val):
    """You scale the validation points by themselves: use the mean and the deviation of training."""
    return (x_train - x_train.mean()) / x_train.std(), (x_val - x_val.mean()) / x_val.std()


def one_less(x_train, x_val):
    """Your deviation divides by N - 1: here it divides by N, as NumPy does if you do not ask otherwise."""
    mean, deviation = x_train.mean(), x_train.std(ddof=1)
    return (x_train - mean) / deviation, (x_val - mean) / deviation


def variance(x_train, x_val):
    """You divide by the variance: divide by its root, the standard deviation."""
    mean, square = x_train.mean(), x_train.var()
    return (x_train - mean) / square, (x_val - mean) / square


def not_centred(x_train, x_val):
    """You divide and do not subtract the mean first: the scaled training points must have mean 0."""
    return x_train / x_train.std(), x_val / x_train.std()


def no_brackets(x_train, x_val):
    """You divide the mean alone: put x - mean into brackets, and divide that."""
    shift = x_train.mean() / x_train.std()
    return x_train - shift, x_val - shift


def to_the_range(x_train, x_val):
    """You bring the feature between 0 and 1: standardised it has mean 0 and deviation 1."""
    low, high = x_train.min(), x_train.max()
    return (x_train - low) / (high - low), (x_val - low) / (high - low)
