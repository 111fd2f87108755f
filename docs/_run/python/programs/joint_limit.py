"""The highest learning rate that converges."""

import numpy as np

from programs._inputs import column

TASK = """
Return the joint limit: the learning rate above which a descent with all points diverges from almost every start.
It is 2 divided by the greatest curvature of the loss surface, which is the greatest eigenvalue of

$$2 \\begin{pmatrix} 1 & \\overline{x} \\\\ \\overline{x} & \\overline{x^2} \\end{pmatrix}$$

with the means over all points; [the learning rate](tutorial/learning-rate.md#the-trap) tells why.
"""
HINT = """
Write the matrix as `np.array([[…, …], […, …]])`.
`np.linalg.eigvalsh` returns the eigenvalues of a symmetric matrix, the greatest one last.
"""


def joint_limit(x):
    """Return the highest rate that converges.

    x: a column, shape (N, 1)
    returns: one number
    """
    hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
    return 2 / np.linalg.eigvalsh(hessian)[-1]


def draw(rng):
    """Draw a feature whose mean is not 0."""
    return {"x": column(rng, rng.randint(3, 7))}


def sections_alone(x):
    """You take the lower limit of the two sections, which is the trap: it needs the eigenvalue, not the diagonal."""
    return min(1, 1 / (x**2).mean())


def no_two(x):
    """Your limit is twice too high: the matrix of curvatures has a factor 2."""
    return 2 * joint_limit(x)


def one_over(x):
    """Your limit is half as high as it should be: it is 2 divided by the curvature, not 1."""
    return joint_limit(x) / 2


def least_curvature(x):
    """You take the least curvature: the most curved direction diverges first, so take the greatest."""
    hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
    return 2 / np.linalg.eigvalsh(hessian)[0]


def total(x):
    """You add up over the points: the loss is a mean, and so are its curvatures."""
    return joint_limit(x) / len(x)


def square_of_the_mean(x):
    """You square the mean of x: the last entry is the mean of the squares."""
    return 1 / (1 + x.mean() ** 2)
