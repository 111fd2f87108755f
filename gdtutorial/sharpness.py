r"""The sharpness of a minimum, on the smallest loss that has sharp minima and flat ones.

The loss is that of two weights in a row whose product should be 1:

.. math:: L(u, v) = (u v - 1)^2

Every :math:`v = 1 / u` is a minimum, with no loss at all.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.problems import Problem


def product_problem() -> Problem:
    r"""Pose the problem of two weights whose product should be 1.

    .. math::

        L(u, v) = (u v - 1)^2
        \qquad
        \frac{\partial L}{\partial u} = 2 v \, (u v - 1)
        \qquad
        \frac{\partial L}{\partial v} = 2 u \, (u v - 1)

    Returns
    -------
    problem : Problem
        Its `b` and `w` are the weights u and v; its `minimum` is the flattest, where both are 1.

    Notes
    -----
    It is :func:`gdtutorial.problems.two_weights_problem` for a feature and a label of 1.
    Beyond the source.

    Examples
    --------
    >>> problem = product_problem()
    >>> for u, v in (3.0, 0.1), (2.0, 0.5), (1.0, 1.0):
    ...     print(u, v, round(problem.loss(u, v), 4))
    3.0 0.1 0.49
    2.0 0.5 0.0
    1.0 1.0 0.0
    """
    return Problem(_loss, _gradient, (1.0, 1.0), 1)


def sharpness(u: ArrayLike, v: ArrayLike) -> Any:
    r"""How much the loss of :func:`product_problem` is bent where it is bent most: the largest eigenvalue of its Hessian.

    .. math::

        H = \begin{pmatrix} 2 v^2 & 4 u v - 2 \\ 4 u v - 2 & 2 u^2 \end{pmatrix}
        \qquad
        \lambda_\text{max} = u^2 + v^2 + \sqrt{(u^2 - v^2)^2 + (4 u v - 2)^2}

    Parameters
    ----------
    u, v : float or array
        The weights, of shapes that broadcast together; a path that diverged may hold infinities.

    Returns
    -------
    sharpness : float or array
        Of the shape that `u` and `v` have together.

    Raises
    ------
    ValueError
        If `u` or `v` does not hold numbers, or they do not broadcast.

    Notes
    -----
    At a minimum, where u v = 1, it is :math:`2 (u^2 + v^2)`: 4 at the flattest, and more the more the weights differ.
    The other eigenvalue is 0 there, as the minima form a curve.
    An update near a minimum multiplies the distance across that curve by 1 minus the rate times the sharpness,
    so a minimum whose sharpness is above 2 over the rate cannot be approached.
    J. M. Cohen, S. Kaur, Y. Li, J. Z. Kolter and A. Talwalkar (2021),
    "Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability", ICLR.
    Beyond the source.

    Examples
    --------
    A sharp start, a minimum near it, and the flattest minimum:

    >>> print(round(sharpness(3.0, 0.1), 4))
    18.0355
    >>> print(sharpness([3.0, 1.0], [1 / 3, 1.0]).round(4))
    [18.2222  4.    ]

    What a descent finds depends on its rate:

    >>> from gdtutorial.descent import minimise
    >>> path = minimise(product_problem(), 3.0, 0.1, [0.05, 0.2], n_updates=1000)
    >>> print(sharpness(path.b[-1], path.w[-1]).round(4))
    [18.3328  6.5354]
    """
    u, v = checks.parameters(u, v, ("u", "v"))
    with np.errstate(over="ignore", invalid="ignore"):
        apart = u * u - v * v
        mixed = 4 * u * v - 2
        found = u * u + v * v + np.sqrt(apart * apart + mixed * mixed)
    return found if np.ndim(found) else float(found)


def _loss(u: Any, v: Any) -> Any:
    error = np.multiply(u, v) - 1
    return error * error


def _gradient(u: Any, v: Any) -> tuple[Any, Any]:
    error = u * v - 1
    return 2 * v * error, 2 * u * error
