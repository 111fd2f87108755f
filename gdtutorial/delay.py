r"""Gradients that come late: a descent whose gradients were computed some updates ago.

==========  ==========================================================================
symbol      meaning
==========  ==========================================================================
``tau``     delay :math:`\tau`: how many updates old a gradient is when it is applied
``bend``    curvature :math:`\lambda` along a direction: an eigenvalue of the Hessian
``lr``      learning rate :math:`\eta`
==========  ==========================================================================
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.descent import Trajectory, minimise
from gdtutorial.problems import Problem
from gdtutorial.rules import Rule, plain
from gdtutorial.settings import N_EPOCHS


def delayed_limit(tau: int, bend: float) -> float:
    r"""Learning rate below which a descent with late gradients converges.

    .. math:: \eta_\tau = \frac{2}{\lambda} \sin \frac{\pi}{4 \tau + 2}

    Parameters
    ----------
    tau : int
        Delay: how many updates old each gradient is, 0 for none.
    bend : float
        Curvature, above 0; of several directions, that of the most curved one.

    Returns
    -------
    limit : float
        Without delay it is :math:`2 / \lambda`.

    Raises
    ------
    ValueError
        If `tau` is not a whole number of at least 0, or `bend` not one number above 0.

    Notes
    -----
    There a root of :func:`delayed_roots` reaches the circle of radius 1, at the angle :math:`\pi / (2 \tau + 1)`,
    so that a swing takes :math:`4 \tau + 2` updates.
    The result is in S. A. Levin and R. M. May (1976), "A note on difference-delay equations",
    Theoretical Population Biology 9, which writes the sine as a cosine.
    Beyond the source.

    Examples
    --------
    >>> for tau in range(5):
    ...     print(tau, round(delayed_limit(tau, bend=1.0), 4))
    0 2.0
    1 1.0
    2 0.618
    3 0.445
    4 0.3473
    """
    tau = checks.integer("tau", tau, 0, checks.COUNTABLE)
    bend = checks.factor("bend", bend)
    return 2 * math.sin(math.pi / (4 * tau + 2)) / bend


def delayed_roots(tau: int, bend: float, lr: float) -> np.ndarray[Any, Any]:
    r"""Solve the equation for the factors by which the distance may shrink from update to update.

    .. math:: z^{\tau + 1} - z^\tau + \eta \lambda = 0

    Parameters
    ----------
    tau : int
        Delay: how many updates old each gradient is, from 0 to 100.
    bend : float
        Curvature of the direction, above 0.
    lr : float
        Learning rate, above 0.

    Returns
    -------
    roots : ndarray of complex, shape (tau + 1,)
        The largest first: in the long run its size is the factor by which an update shrinks the distance.

    Raises
    ------
    ValueError
        If `tau` is not a whole number from 0 to 100, or `bend` or `lr` is not one number above 0.

    Notes
    -----
    They are the eigenvalues of one update, as a matrix on the last :math:`\tau + 1` distances.
    Beyond the source.

    Examples
    --------
    Half the limit of a delay of one update, and twice that limit:

    >>> for lr in 0.5, 2.0:
    ...     print(np.abs(delayed_roots(tau=1, bend=1.0, lr=lr)).round(4))
    [0.7071 0.7071]
    [1.4142 1.4142]
    """
    tau = checks.integer("tau", tau, 0, 100)
    bend, eta = checks.factor("bend", bend), checks.number("lr", checks.positive("lr", lr))
    update = np.eye(tau + 1, k=-1)
    update[0, 0] = 1
    update[0, -1] -= eta * bend
    roots = np.linalg.eigvals(update).astype(complex)
    return roots[np.argsort(-np.abs(roots), kind="stable")]


def delayed_descent(
    problem: Problem,
    b: ArrayLike,
    w: ArrayLike,
    lr: ArrayLike,
    tau: int,
    rule: Rule = plain,
    *,
    n_updates: int = N_EPOCHS,
    **settings: ArrayLike,
) -> Trajectory:
    r"""Descend by gradients that come late, and keep the path.

    .. math:: \theta_{t+1} = \theta_t - \eta \, \nabla L(\theta_{t - \tau})

    Parameters
    ----------
    problem : Problem
        What to minimise.
    b, w : float or array, shape (k,)
        The start, or k of them; the first updates, which have no older parameters, take the gradient there.
    lr : float or array, shape (k,)
        Learning rate, or k of them, above 0.
    tau : int
        Delay: how many updates old each gradient is, 0 for none.
    rule : callable
        One of :mod:`gdtutorial.rules`, or another that takes and returns what they do.
    n_updates : int
        How many updates; 0 gives the start alone.
    **settings : float or array, shape (k,)
        The rule's own.

    Returns
    -------
    path : Trajectory
        The start and each update, for all k settings.

    Raises
    ------
    ValueError
        If a number breaks its rule, or a setting is not one of the rule's.

    Notes
    -----
    Without delay this is :func:`gdtutorial.descent.minimise`, to the last digit.
    Beyond the source.

    Examples
    --------
    A rate that a delay of one update tolerates, and a delay of two does not:

    >>> bowl = Problem(lambda b, w: b**2 + w**2, lambda b, w: (2 * b, 2 * w), (0.0, 0.0))
    >>> for tau in 0, 1, 2:
    ...     path = delayed_descent(bowl, b=1, w=0, lr=0.45, tau=tau, n_updates=60)
    ...     print(tau, f"{path.loss[-1].item():.0e}")
    0 1e-120
    1 4e-05
    2 8e+04
    """
    checks.instance("problem", problem, Problem)
    tau = checks.integer("tau", tau, 0, checks.COUNTABLE)
    past: deque[Any] = deque(maxlen=tau + 1)

    def late(b: Any, w: Any) -> tuple[Any, Any]:
        past.append((b, w))
        return problem.gradient(*past[0])  # the oldest that is kept: the start, at first

    on_time = replace(problem, gradient=late)
    return minimise(on_time, b, w, lr, rule, n_updates=n_updates, **settings)
