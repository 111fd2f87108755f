r"""Newton's method: each step goes to the lowest point of the bowl that fits the loss where one stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.checks import Array
from gdtutorial.line_search import Walk, backtrack


def newton(
    f: Callable[[Array], Any],
    gradient: Callable[[Array], Any],
    hessian: Callable[[Array], Any],
    at: ArrayLike,
    damped: bool = True,
    share: float = 1e-4,
    tolerance: float = 1e-6,
    n_updates: int = 100,
) -> Walk:
    r"""Descend by Newton's steps, each shortened until it lowers the loss, if they are to be damped.

    .. math:: p \leftarrow p - \eta \, H^{-1} g, \qquad \eta = 1, \frac{1}{2}, \frac{1}{4}, \dots

    Parameters
    ----------
    f, gradient, hessian : callable
        Take parameters, shape (k,), and return the loss, its slopes and its second derivatives, shape (k, k).
    at : array, shape (k,)
        The start.
    damped : bool
        Whether a step must pass :func:`gdtutorial.line_search.backtrack`; otherwise each has the rate 1, and no loss is computed.
    share : float
        The share c there, above 0 and below 1.
    tolerance : float
        The size of the largest slope at which to stop, above 0.
    n_updates : int
        How many steps to take at most.

    Returns
    -------
    walk : Walk
        The places, the rates and the counts; it ends, too, where the Hessian cannot be solved or a step gives no numbers,
        and, if damped, where none leads downhill.

    Raises
    ------
    ValueError
        If `f`, `gradient` or `hessian` is no function or does not fit `at`, or a number breaks its rule.

    Notes
    -----
    On a bowl a full step lowers the loss by just half of what its slope promises, so the share is well below one half here.
    Beyond the source.

    Examples
    --------
    >>> walk = newton(
    ...     lambda p: p[0] ** 4, lambda p: 4 * p**3, lambda p: [12 * p**2], at=[3.0], n_updates=2
    ... )
    >>> print(walk.places.ravel().round(4), walk.n_losses, walk.n_gradients, walk.n_hessians)
    [3.     2.     1.3333] 3 3 2
    """
    place = checks.sized("at", checks.row("at", at))
    checks.choice("damped", damped, (False, True))
    share = checks.share(share)
    tolerance, n_updates = checks.until(tolerance, n_updates, len(place))
    checks.function("hessian", hessian)
    loss = checks.number("what f gives at `at`", checks.function("f", f)(place)) if damped else 0.0
    checks.function("gradient", gradient)
    g = checks.entries("what gradient gives", np.ravel(gradient(place)), len(place))
    places, n_losses, n_gradients, n_hessians = [place], int(damped), 1, 0
    rates: list[float] = []
    while np.abs(g).max() > tolerance and len(rates) < n_updates:
        h = checks.finite("what hessian gives", hessian(place))
        if h.shape != (len(place), len(place)):
            raise ValueError(
                f"hessian must give a table with a row and a column for each parameter, got shape {h.shape}"
            )
        n_hessians += 1
        lr, way = 1.0, _to_the_bottom(h, g)
        with np.errstate(over="ignore", invalid="ignore"):
            slope = float(g @ way)
        if damped and -checks.LARGEST < slope < 0:
            lr, loss, tries = backtrack(f, place, loss, way, slope, lr, share)
            n_losses += tries
        elif damped:
            lr = 0.0
        ahead = place + lr * way
        if not lr or not (np.abs(ahead) < checks.LARGEST).all():
            break
        place = ahead
        g = checks.entries("what gradient gives", np.ravel(gradient(place)), len(place))
        places.append(place)
        rates.append(lr)
        n_gradients += 1
    arrived = bool(np.abs(g).max() <= tolerance)
    return Walk(np.array(places), np.array(rates), n_losses, n_gradients, n_hessians, arrived)


def _to_the_bottom(h: Array, g: Array) -> Array:
    """Return the step to the lowest point of the bowl that fits, or NaN where there is no such bowl."""
    try:
        return np.array(-np.linalg.solve(h, g), dtype=float)
    except np.linalg.LinAlgError:
        return np.full(g.shape, np.nan)
