r"""The rate of one step, searched for: by trying rates until one is good enough, or by the lowest point of a parabola.

==========  =========  ==============================================
symbol      shape      meaning
==========  =========  ==============================================
``f``                  a loss: takes a row of parameters, gives a number
``at``      (k,)       the parameters from which to step
``way``     (k,)       the direction of the step, such as the gradient turned round
``lr``                 the rate :math:`\eta`: how many times ``way`` one goes
``h, r``    (k, k)     a bowl, :math:`L(p) = p^T H p / 2 - r^T p`; ``r`` has the shape (k,)
==========  =========  ==============================================

A try costs a loss, and a new direction costs a gradient, so both are counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.checks import Array


@dataclass(frozen=True, eq=False)
class Walk:
    """Where a method has been, and what it has asked for.

    Attributes
    ----------
    places : ndarray, shape (steps + 1, k)
        The start, and the parameters after each step.
    rates : ndarray, shape (steps,)
        The rate of each step.
    n_losses : int
        How often the loss was computed.
    n_gradients : int
        How often the gradient was, or a product with the Hessian, which costs the same.
    n_hessians : int
        How often the Hessian was.
    arrived : bool
        Whether no slope was larger than the tolerance at the end.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> walk = exact_search([[2.0, 0.0], [0.0, 8.0]], r=[0.0, 0.0], at=[1.0, 0.0])
    >>> print(walk.places.tolist(), walk.rates.tolist(), walk.n_gradients, walk.arrived)
    [[1.0, 0.0], [0.0, 0.0]] [0.5] 2 True
    """

    places: Array
    rates: Array
    n_losses: int
    n_gradients: int
    n_hessians: int
    arrived: bool


def backtrack(
    f: Callable[[Array], Any],
    at: ArrayLike,
    before: float,
    way: ArrayLike,
    slope: float,
    lr: float = 1.0,
    share: float = 0.5,
) -> tuple[float, float, int]:
    r"""Halve a rate until the step lowers the loss by a share of what its slope promises.

    .. math:: L(p + \eta \, d) \leq L(p) + c \, \eta \, g^T d

    Parameters
    ----------
    f : callable
        Takes parameters, shape (k,), and returns one number.
    at : array, shape (k,)
        The parameters p.
    before : float
        The loss there.
    way : array, shape (k,)
        The direction d.
    slope : float
        The slope along it, :math:`g^T d`, below 0.
    lr : float
        The first rate to try, above 0.
    share : float
        The share c, above 0 and below 1.

    Returns
    -------
    lr : float
        The first rate that will do, or 0 if the steps become too short to move anything.
    after : float
        The loss after the step.
    n_losses : int
        How many rates were tried.

    Raises
    ------
    ValueError
        If `f` is no function, `at` and `way` are not two finite rows of one length, or a number breaks its rule.

    Notes
    -----
    L. Armijo (1966), doi:10.2140/pjm.1966.16.1, has a share of one half, and the gradient turned round for `way`.
    A loss that is infinite or NaN is no lower than any other.
    Beyond the source.

    Examples
    --------
    On p², from 3, where the slope is 6, a rate of one half leads straight to the lowest point:

    >>> print(backtrack(lambda p: p[0] ** 2, at=[3.0], before=9.0, way=[-6.0], slope=-36.0))
    (0.5, 0.0, 2)
    """
    checks.function("f", f)
    at = checks.sized("at", checks.row("at", at))
    way = checks.entries("way", way, len(at))
    before, slope = checks.number("before", before), checks.number("slope", slope)
    if slope >= 0:
        raise ValueError(f"slope must be below 0 (the way leads downhill), got {slope!r}")
    lr, share = _rate(lr), checks.share(share)
    n_losses = 0
    while True:
        with np.errstate(over="ignore", invalid="ignore"):
            place = at + lr * way
        if (place == at).all():
            return 0.0, before, n_losses
        after = float(np.asarray(f(place)).item()) if np.isfinite(place).all() else np.inf
        n_losses += 1
        if after <= before + share * lr * slope:
            return lr, after, n_losses
        lr = lr / 2


def backtracking(
    f: Callable[[Array], Any],
    gradient: Callable[[Array], Any],
    at: ArrayLike,
    lr: float = 1.0,
    share: float = 0.5,
    tolerance: float = 1e-6,
    n_updates: int = 1000,
) -> Walk:
    r"""Descend with a rate that chooses itself: each step first tries twice the last rate.

    .. math:: p \leftarrow p - \eta \, g, \qquad L(p - \eta \, g) \leq L(p) - c \, \eta \, \lVert g \rVert^2

    Parameters
    ----------
    f, gradient : callable
        Take parameters, shape (k,), and return the loss, and its slopes.
    at : array, shape (k,)
        The start.
    lr : float
        The first rate of all to try, above 0.
    share : float
        The share c of :func:`backtrack`, above 0 and below 1.
    tolerance : float
        The size of the largest slope at which to stop, above 0.
    n_updates : int
        How many steps to take at most.

    Returns
    -------
    walk : Walk
        The places, the rates and the counts.

    Raises
    ------
    ValueError
        If `f` or `gradient` is no function or does not fit `at`, or a number breaks its rule.

    Notes
    -----
    After T steps, the last at :math:`\eta_T`, it has computed :math:`2T - \log_2 (\eta_T / \eta_1)` losses,
    where :math:`\eta_1` is the first rate tried: each doubling is paid back by a halving.
    Beyond the source.

    Examples
    --------
    >>> walk = backtracking(lambda p: (p**2).sum(), lambda p: 2 * p, at=[3.0, 4.0])
    >>> print(walk.places.tolist(), walk.n_losses, walk.n_gradients)
    [[3.0, 4.0], [0.0, 0.0]] 3 2
    """
    place = checks.sized("at", checks.row("at", at))
    lr, share = _rate(lr), checks.share(share)
    tolerance, n_updates = checks.until(tolerance, n_updates, len(place))
    loss = checks.number("what f gives at `at`", checks.function("f", f)(place))
    checks.function("gradient", gradient)
    g = checks.entries("what gradient gives", np.ravel(gradient(place)), len(place))
    places, n_losses, n_gradients = [place], 1, 1
    rates: list[float] = []
    while np.abs(g).max() > tolerance and len(rates) < n_updates:
        downhill = max(-float(g @ g), -checks.LARGEST)
        lr, loss, tries = backtrack(f, place, loss, -g, downhill, lr, share)
        n_losses += tries
        if not lr:
            break
        place = place - lr * g
        g = checks.entries("what gradient gives", np.ravel(gradient(place)), len(place))
        places.append(place)
        rates.append(lr)
        n_gradients += 1
        lr = min(2 * lr, checks.LARGEST)
    arrived = bool(np.abs(g).max() <= tolerance)
    return Walk(np.array(places), np.array(rates), n_losses, n_gradients, 0, arrived)


def exact_rate(h: ArrayLike, way: ArrayLike, slopes: ArrayLike) -> float:
    r"""Find the rate that leads to the lowest point along a direction on a bowl.

    .. math:: \eta = -\frac{g^T d}{d^T H d}, \qquad \text{for } d = -g \text{ it is } \frac{g^T g}{g^T H g}

    Parameters
    ----------
    h : array, shape (k, k)
        The Hessian, which bends upwards in every direction.
    way : array, shape (k,)
        The direction d, which is not 0.
    slopes : array, shape (k,)
        The gradient g.

    Returns
    -------
    lr : float
        Below 0 where the way leads uphill.

    Raises
    ------
    ValueError
        If `h` is no bowl, or `way` or `slopes` is not a finite row of its size.

    Notes
    -----
    Along the way the loss is a parabola with the slope :math:`g^T d` and the curvature :math:`d^T H d`.
    Beyond the source.

    Examples
    --------
    >>> print(exact_rate([[2.0, 0.0], [0.0, 8.0]], way=[-1.0, -1.0], slopes=[1.0, 1.0]))
    0.2
    """
    h = checks.bowl("h", h)
    way, slopes = checks.entries("way", way, len(h)), checks.entries("slopes", slopes, len(h))
    if not way.any():
        raise ValueError(f"way must not be 0 in every entry, got {checks.shown(way)}")
    size, steepness = np.abs(way).max(), np.abs(slopes).max() or 1.0
    unit = way / size  # so that no square is too large for floats
    rate = -float(slopes / steepness @ unit) / float(unit @ h @ unit)
    with np.errstate(over="ignore"):
        return checks.number("the rate, from slopes over way,", rate * (steepness / size))


def exact_search(
    h: ArrayLike, r: ArrayLike, at: ArrayLike, tolerance: float = 1e-6, n_updates: int = 1000
) -> Walk:
    r"""Descend on a bowl, each time to the lowest point along the gradient.

    .. math:: p \leftarrow p - \frac{g^T g}{g^T H g} \, g, \qquad g = H p - r

    Parameters
    ----------
    h, r : array, shapes (k, k) and (k,)
        The bowl: its Hessian, and the gradient at 0 turned round.
    at : array, shape (k,)
        The start.
    tolerance : float
        The size of the largest slope at which to stop, above 0.
    n_updates : int
        How many steps to take at most.

    Returns
    -------
    walk : Walk
        The places, the rates and the counts: one gradient, and one product with the Hessian for each step.

    Raises
    ------
    ValueError
        If `h` is no bowl, `r` or `at` is not a finite row of its size, or a number breaks its rule.

    Notes
    -----
    With the condition number :math:`\kappa`, a step leaves at most :math:`(\kappa - 1)^2 / (\kappa + 1)^2` of the excess.
    Beyond the source.

    Examples
    --------
    From the worst start, where the slopes along both directions are of one size, every rate is the same:

    >>> walk = exact_search([[2.0, 0.0], [0.0, 8.0]], [0.0, 0.0], at=[4.0, 1.0], n_updates=3)
    >>> print(walk.rates.round(4), walk.arrived)
    [0.2 0.2 0.2] False
    """
    return on_a_bowl(h, r, at, tolerance, n_updates, lambda g, last, way: -g)  # noqa: ARG005 - it forgets


def on_a_bowl(
    h: ArrayLike,
    r: ArrayLike,
    at: ArrayLike,
    tolerance: float,
    n_updates: int,
    turn: Callable[[Array, Array, Array], Array],
) -> Walk:
    r"""Go to the lowest point along one direction after another.

    .. math:: p \leftarrow p + \eta \, d, \qquad g \leftarrow g + \eta \, H d, \qquad \eta = -\frac{g^T d}{d^T H d}

    Parameters
    ----------
    h, r : array, shapes (k, k) and (k,)
        The bowl: its Hessian, and the gradient at 0 turned round.
    at : array, shape (k,)
        The start.
    tolerance : float
        The size of the largest slope at which to stop, above 0.
    n_updates : int
        How many steps to take at most.
    turn : callable
        Takes the gradient, the one before and the last direction, and returns the next direction.

    Returns
    -------
    walk : Walk
        The places, the rates and the counts.

    Raises
    ------
    ValueError
        If `h` is no bowl, `r` or `at` is not a finite row of its size, `turn` is no function, or a number breaks its rule.

    Notes
    -----
    The first direction is the gradient turned round.
    The gradient is carried along by the same product that gives the rate, so that a step costs one product.
    It ends where numbers become too large or too small for floats, too.
    Beyond the source.

    Examples
    --------
    >>> walk = on_a_bowl([[4.0]], [8.0], [0.0], 1e-6, 10, lambda g, last, way: -g)
    >>> print(walk.places.tolist())
    [[0.0], [2.0]]
    """
    h = checks.bowl("h", h)
    r, place = checks.entries("r", r, len(h)), checks.entries("at", at, len(h))
    tolerance, n_updates = checks.until(tolerance, n_updates, len(place))
    checks.function("turn", turn)
    places = [place]
    rates: list[float] = []
    with np.errstate(all="ignore"):  # at the end of what floats can hold
        g = checks.sized("the gradient at `at`", h @ place - r)
        way = -g
        while np.abs(g).max() > tolerance and len(rates) < n_updates:
            product = h @ way
            rate = -(g @ way) / (way @ product)
            place, last, g = place + rate * way, g, g + rate * product
            if not (rate > 0 and np.isfinite(place).all() and np.isfinite(g).all()):
                g = last
                break
            places.append(place)
            rates.append(float(rate))
            way = turn(g, last, way)
    arrived = bool(np.abs(g).max() <= tolerance)
    return Walk(np.array(places), np.array(rates), 0, 1 + len(rates), 0, arrived)


def _rate(lr: float) -> float:
    return checks.number("lr", checks.positive("lr", lr))
