"""What can go wrong with a descent: each fault as a run that really has it, and as one in which it is mended.

A sound descent here has half the rate that its own feature tolerates, and two hundred updates with all the points.
Each fault changes one thing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np

from gdtutorial import checks
from gdtutorial.checks import Array
from gdtutorial.curvature import joint_limit
from gdtutorial.data import spoil, standardise, tutorial_data
from gdtutorial.descent import descend, gradient_descent, minimise
from gdtutorial.model import errors, gradient, initialise, mse, predict
from gdtutorial.problems import line_problem, two_weights_problem
from gdtutorial.rules import Rule, adam, decayed, plain
from gdtutorial.schedules import cosine, scheduled
from gdtutorial.settings import LR, N_POINTS, SEED, TRAIN

N_UPDATES = 200
"""How many updates most of the runs have."""

N_SINGLE = 400
"""How many updates the runs with single points have: five epochs."""

N_FEW = 8
"""How many points the run has that overfits."""

ADAM = {"lr": 1.1, "beta1": 0.6}
"""Settings with which Adam's loss returns, on the spoilt feature."""


@dataclass(frozen=True, eq=False)
class Run:
    """What one sees of a descent: its loss, and where it was looked at, its validation loss.

    Attributes
    ----------
    loss : ndarray, shape (rows,)
        The loss on all the points that the descent learns from, at the start and after each update.
    val : ndarray, shape (rows,), or None
        The loss on the points for validation.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> print(Run(np.array([2.0, np.inf, np.nan])).lost)
    1
    """

    loss: Array
    val: Array | None = None

    @property
    def lost(self) -> int:
        """The first update whose loss is no finite number, or −1."""
        lost = ~np.isfinite(self.loss)
        return int(lost.argmax()) if lost.any() else -1


def run(fault: str, *, mended: bool = False) -> Run:
    """Descend with a fault, or with the same fault mended.

    Parameters
    ----------
    fault : str
        One of :data:`FAULTS`.
    mended : bool
        Whether the fault is mended.

    Returns
    -------
    seen : Run
        The loss at the start and after each update.

    Raises
    ------
    ValueError
        If there is no such fault, or `mended` is neither true nor false.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    The loss after ten updates and after a hundred:

    >>> for fault in "nothing wrong", "rate too low", "wrong sign":
    ...     print(f"{fault:13}", *(f"{loss:.2g}" for loss in run(fault).loss[[10, 100]]))
    nothing wrong 0.066 0.008
    rate too low  2.3 0.53
    wrong sign    2.7e+06 4.1e+60
    >>> print(*(f"{loss:.2g}" for loss in run("wrong sign", mended=True).loss[[10, 100]]))
    0.066 0.008
    """
    checks.choice("fault", fault, tuple(FAULTS))
    return FAULTS[fault](checks.choice("mended", mended, (False, True)))


def _line(
    x: Array,
    y: Array,
    rate: float = 0.5,
    times: float = 1.0,
    val: tuple[Array, Array] | None = None,
) -> Run:
    """Descend with all the points, at a share of the limit, and refuse nothing: that is how faults come in."""

    def slopes(b: Any, w: Any) -> tuple[Any, Any]:
        b_grad, w_grad = gradient(errors(predict(b, w, x), y), x)
        return times * b_grad, times * w_grad

    with np.errstate(over="ignore", invalid="ignore"):
        walk = descend(repeat(slopes, N_UPDATES), *initialise(), rate * joint_limit(x))
        b, w = np.hstack(list(walk))
        losses = [mse(errors(predict(b, w, x), y)) for x, y in ((x, y), val or (x, y))]
    return Run(losses[0], losses[1] if val else None)


def _rate(share: float, mended: bool) -> Run:
    x, y, x_val, y_val = tutorial_data()
    return _line(x, y, 0.5 if mended else share, val=(x_val, y_val))


def _spoilt(mended: bool) -> Run:
    x, y, x_val, _ = tutorial_data()
    bad_x, bad_x_val = spoil(x)[0], spoil(x_val)[0]
    return _line(standardise(bad_x, bad_x_val)[0] if mended else bad_x, y)


def _times(factor: float, mended: bool) -> Run:
    x, y, _, _ = tutorial_data()
    return _line(x, y, times=1.0 if mended else factor)


def _nan_in_the_data(mended: bool) -> Run:
    x, y, _, _ = tutorial_data()
    y[len(y) // 2] = np.nan
    there = np.isfinite(y[:, 0])
    return _line(x[there], y[there]) if mended else _line(x, y)


def _plateau(mended: bool) -> Run:
    x, y, _, _ = tutorial_data()
    start = 1.0 if mended else 0.001
    return Run(
        minimise(two_weights_problem(x, y), start, start, 0.1, n_updates=N_UPDATES).loss[:, 0]
    )


def _noise_floor(mended: bool) -> Run:
    x, y, _, _ = tutorial_data()
    rule: Rule = functools.partial(decayed, tau=20.0) if mended else plain
    path = gradient_descent(
        x,
        y,
        *initialise(),
        lr=0.6 * joint_limit(x),
        rule=rule,
        n_epochs=N_SINGLE // len(x),
        batch_size=1,
        replacement=True,
    )
    return Run(path.loss[:, 0])


def _frozen_order(mended: bool) -> Run:
    x, y, _, _ = tutorial_data()
    order = np.argsort(y[:, 0])
    path = gradient_descent(
        x[order],
        y[order],
        *initialise(),
        lr=LR,
        n_epochs=N_SINGLE // len(x),
        batch_size=1,
        shuffle=mended,
    )
    return Run(path.loss[:, 0])


def _adams_return(mended: bool) -> Run:
    x, y, _, _ = tutorial_data()
    falling = scheduled(functools.partial(cosine, n_updates=N_UPDATES), adam)
    rule = falling if mended else adam
    problem = line_problem(spoil(x)[0], y)
    return Run(minimise(problem, *initialise(), rule=rule, n_updates=N_UPDATES, **ADAM).loss[:, 0])


def _overfitting(mended: bool) -> Run:
    x, y, x_val, y_val = tutorial_data()
    n = len(x) if mended else N_FEW
    return _line(x[:n], y[:n], val=(x_val, y_val))


FAULTS: dict[str, Callable[[bool], Run]] = {
    "nothing wrong": functools.partial(_rate, 0.5),
    "rate too high": functools.partial(_rate, 1.02),
    "rate too low": functools.partial(_rate, 0.005),
    "rate at the limit": functools.partial(_rate, 0.9999),
    "overflow": functools.partial(_rate, 4.0),
    "spoilt feature": _spoilt,
    "wrong sign": functools.partial(_times, -1.0),
    "sum for mean": functools.partial(_times, float(N_POINTS * TRAIN)),
    "NaN in the data": _nan_in_the_data,
    "plateau": _plateau,
    "noise floor": _noise_floor,
    "frozen order": _frozen_order,
    "Adam's return": _adams_return,
    "overfitting": _overfitting,
}
"""Every fault by its name, as a function that makes the run, mended or not; the first is a sound descent."""

WALL: tuple[str, ...] = tuple(np.random.RandomState(SEED).permutation(list(FAULTS)).tolist())
"""The faults in the order in which the tutorial hangs their curves up: number 1 comes first."""
