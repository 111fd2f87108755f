r"""How far from the minimum stochastic gradient descent comes to rest: its noise floor, predicted.

Each update sees a few points only, and the points disagree about where the best line lies.
At a constant learning rate the parameters go on moving around the minimum for ever.
For a line the mean of what they do can be computed without a single step.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.checks import Array
from gdtutorial.model import errors, predict
from gdtutorial.surface import minimum


def noise_floor(x: ArrayLike, y: ArrayLike, lr: float, batch_size: int = 1) -> float:
    r"""Predict by how much the loss stays above its least, on average, when SGD has come to rest.

    With :math:`a_i = (1, x_i)` and the error :math:`r_i` of point i at the minimum, an update with one point
    takes the distance d from the minimum to :math:`(I - 2 \eta a_i a_i^T) \, d - 2 \eta r_i a_i`.
    The covariance C of d is at rest where its mean over the points no longer changes:

    .. math::

        A C + C A - 2 \eta \, \overline{a a^T C \, a a^T} = 2 \eta \, \overline{r^2 a a^T},
        \qquad A = \overline{a a^T},
        \qquad \text{floor} = \overline{a^T C \, a}

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.
    lr : float
        Learning rate, above 0 and below :func:`noise_limit`.
    batch_size : int
        Points in a batch, drawn *with replacement* for each update.

    Returns
    -------
    floor : float
        In the squared unit of `y`.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, `x` is constant,
        `batch_size` is below 1, or `lr` is not above 0 and below the limit.

    Notes
    -----
    Four linear equations, and nothing is neglected: it holds for every rate up to the limit.
    For small rates the floor is in proportion to the rate.
    Epochs that reshuffle the points have a lower floor, which these equations do not give.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> for lr in 0.001, 0.01, 0.1:
    ...     print(f"{noise_floor(x_train, y_train, lr):.1e}")
    1.0e-05
    1.0e-04
    1.2e-03
    """
    x, y = checks.data(x, y)
    eta = checks.number("lr", checks.positive("lr", lr))
    size = checks.integer("batch_size", batch_size, 1, checks.COUNTABLE)
    limit = noise_limit(x, size)
    if eta >= limit:
        raise ValueError(f"lr must be below {limit:.6g}, where the spread has no end, got {eta!r}")
    a, pull, push = _pull_and_push(x, size)
    residual = errors(predict(*minimum(x, y), x), y)
    noise = a.T @ (residual**2 * a) / len(x) / size
    covariance = np.linalg.solve(pull - 2 * eta * push, 2 * eta * noise.ravel()).reshape(2, 2)
    return float((a @ covariance * a).sum(axis=1).mean())


def noise_limit(x: ArrayLike, batch_size: int = 1) -> float:
    r"""Learning rate from which on the spread of SGD's parameters has no end.

    .. math::

        \eta_\text{noise} = \frac{1}{2 \mu}, \qquad \mu \text{ the largest number with }
        \overline{a a^T C \, a a^T} = \mu \, (A C + C A) \text{ for some } C \neq 0

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.
    batch_size : int
        Points in a batch, drawn with replacement for each update.

    Returns
    -------
    limit : float
        Below the :func:`gdtutorial.curvature.joint_limit`, and the nearer to it, the larger the batch.

    Raises
    ------
    ValueError
        If `x` is constant or not a finite column of at least 2 points, or `batch_size` is below 1.

    Notes
    -----
    There the covariance of :func:`noise_floor` would be infinite: single points push as hard as the mean of all pulls back.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.curvature import joint_limit
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> for batch_size in 1, 16, 10_000:
    ...     print(round(noise_limit(x_train, batch_size), 4))
    0.7112
    0.8021
    0.8055
    >>> print(round(joint_limit(x_train), 4))
    0.8055
    """
    x = checks.varied("x", x)
    _, pull, push = _pull_and_push(
        x, checks.integer("batch_size", batch_size, 1, checks.COUNTABLE)
    )
    return float(1 / (2 * np.linalg.eigvals(np.linalg.solve(pull, push)).real.max()))


def _pull_and_push(x: Array, size: int) -> tuple[Array, Array, Array]:
    """Return the points a, and what they do to a covariance, as 4 by 4 matrices: A C + C A, and the mean of G C G.

    G is the mean of a a' over a batch: for a batch of one this is a a' itself, for a large one A.
    The feature and its weight are in a unit in which the feature is about 1, so that its fourth power is a float.
    """
    unit = 2.0 ** math.frexp(float((x**2).mean()) ** 0.5)[1]  # a power of 2: no digit changes
    a = np.hstack([np.ones_like(x), x / unit])
    mean, one = a.T @ a / len(x), np.diag([1, unit**-2])
    pairs = (a[:, :, np.newaxis] * a[:, np.newaxis, :]).reshape(len(x), 4)  # a a', row by row
    alone = pairs.T @ pairs / len(x)  # every product of four entries of a, in any order
    push = alone / size + (1 - 1 / size) * np.kron(mean, mean)
    return a, np.kron(mean, one) + np.kron(one, mean), push
