r"""Learning rates that change from update to update: schedules, each a function of the update.

A schedule takes the number of updates so far and the learning rate, and returns the rate of the next update:

==========  =======================================================
symbol      meaning
==========  =======================================================
``t``       how many updates came before: 0 for the first one
``lr``      learning rate :math:`\eta`, the one that the schedule changes
==========  =======================================================

:func:`scheduled` lets any rule follow one:

>>> from functools import partial
>>> from gdtutorial.data import tutorial_data
>>> from gdtutorial.descent import gradient_descent
>>> x, y, x_val, y_val = tutorial_data()
>>> falling = scheduled(partial(cosine, n_updates=100))
>>> path = gradient_descent(x, y, b=0, w=0, lr=0.4, rule=falling, n_epochs=100)
>>> print(path.b[-1].round(2), path.w[-1].round(2))
[1.05] [1.92]
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.rules import Rule, plain

Schedule = Callable[[Any, Any], Any]


def step(t: ArrayLike, lr: ArrayLike, every: int, factor: float = 0.1) -> Any:
    r"""Keep the rate for some updates, then multiply it by a factor, again and again.

    .. math:: \eta_t = \eta \, \gamma^{\lfloor t / s \rfloor}

    Parameters
    ----------
    t : int or array
        How many updates came before.
    lr : float or array
        Learning rate of the first update, above 0.
    every : int
        After how many updates s the rate falls.
    factor : float
        By what it is multiplied, :math:`\gamma`, above 0 and at most 1.

    Returns
    -------
    rate : float or ndarray
        Learning rate of the next update, of the shape of `t` and `lr` together.

    Raises
    ------
    ValueError
        If `t` is below 0, `lr` or `factor` is not above 0, `factor` is above 1,
        or `every` is not a whole number of at least 1.

    Notes
    -----
    In PyTorch: ``StepLR``.
    Beyond the source.

    Examples
    --------
    >>> print(step([0, 29, 30, 59, 60], lr=0.4, every=30, factor=0.5))
    [0.4 0.4 0.2 0.2 0.1]
    """
    time, rate = _time_and_rate(t, lr)
    factor = checks.factor("factor", factor)
    if factor > 1:
        raise ValueError(f"factor must be at most 1, got {factor!r}")
    return _plain(rate * factor ** (time // checks.integer("every", every, 1, checks.COUNTABLE)))


def exponential(t: ArrayLike, lr: ArrayLike, factor: float) -> Any:
    r"""Multiply the rate by the same factor after each update.

    .. math:: \eta_t = \eta \, \gamma^t

    Parameters
    ----------
    t : int or array
        How many updates came before.
    lr : float or array
        Learning rate of the first update, above 0.
    factor : float
        What each update multiplies it by, :math:`\gamma`, above 0: below 1 it falls, above 1 it rises.

    Returns
    -------
    rate : float or ndarray
        Learning rate of the next update, of the shape of `t` and `lr` together.

    Raises
    ------
    ValueError
        If `t` is below 0, or `lr` or `factor` is not above 0.

    Notes
    -----
    A *range test* is a short descent on which the rate rises in this way until the loss explodes:
    L. N. Smith (2017), "Cyclical Learning Rates for Training Neural Networks", doi:10.48550/arXiv.1506.01186.
    In PyTorch: ``ExponentialLR``.
    Beyond the source.

    Examples
    --------
    From a rate of 0.001, tenfold in a hundred updates:

    >>> print(exponential([0, 50, 100, 200], lr=0.001, factor=10 ** (1 / 100)).round(4))
    [0.001  0.0032 0.01   0.1   ]
    """
    time, rate = _time_and_rate(t, lr)
    with np.errstate(over="ignore"):  # a rate that has risen for too long
        return _plain(rate * checks.factor("factor", factor) ** time)


def cosine(t: ArrayLike, lr: ArrayLike, n_updates: int, least: float = 0.0) -> Any:
    r"""Let the rate fall along half a wave of the cosine: slowly at first, fast in the middle, slowly at the end.

    .. math:: \eta_t = \eta_\text{least} + (\eta - \eta_\text{least}) \, \frac{1 + \cos(\pi \, t / T)}{2}

    Parameters
    ----------
    t : int or array
        How many updates came before; after the last one the rate stays at its least.
    lr : float or array
        Learning rate of the first update, above 0.
    n_updates : int
        After how many updates T the rate is least.
    least : float
        The least rate, at least 0.

    Returns
    -------
    rate : float or ndarray
        Learning rate of the next update, of the shape of `t` and `lr` together.

    Raises
    ------
    ValueError
        If `t` or `least` is below 0, `lr` is not above 0, or `n_updates` is not a whole number of at least 1.

    Notes
    -----
    Due to I. Loshchilov, F. Hutter (2017), "SGDR: Stochastic Gradient Descent with Warm Restarts", doi:10.48550/arXiv.1608.03983.
    In PyTorch: ``CosineAnnealingLR``, up to the update T, after which that one rises again.
    Beyond the source.

    Examples
    --------
    >>> print(cosine([0, 25, 50, 75, 100], lr=0.4, n_updates=100).round(4))
    [0.4    0.3414 0.2    0.0586 0.    ]
    """
    time, rate = _time_and_rate(t, lr)
    n_updates = checks.integer("n_updates", n_updates, 1, checks.COUNTABLE)
    return _plain(_wave(rate, _at_least("least", least, 0), np.minimum(time / n_updates, 1)))


def warm_up(t: ArrayLike, lr: ArrayLike, n_updates: int, start: float = 0.1) -> Any:
    r"""Begin with a share of the rate, and rise evenly to all of it.

    .. math:: \eta_t = \eta \left( \alpha + (1 - \alpha) \, \frac{\min(t, T)}{T} \right)

    Parameters
    ----------
    t : int or array
        How many updates came before.
    lr : float or array
        Learning rate after the warm-up, above 0.
    n_updates : int
        How many updates T the warm-up takes.
    start : float
        The share :math:`\alpha` with which it begins, at least 0.

    Returns
    -------
    rate : float or ndarray
        Learning rate of the next update, of the shape of `t` and `lr` together.

    Raises
    ------
    ValueError
        If `t` or `start` is below 0, `lr` is not above 0, or `n_updates` is not a whole number of at least 1.

    Notes
    -----
    P. Goyal and others (2017), "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", doi:10.48550/arXiv.1706.02677.
    In PyTorch: ``LinearLR``.
    Beyond the source.

    Examples
    --------
    >>> print(warm_up([0, 5, 10, 20], lr=0.4, n_updates=10).round(4))
    [0.04 0.22 0.4  0.4 ]
    """
    time, rate = _time_and_rate(t, lr)
    n_updates = checks.integer("n_updates", n_updates, 1, checks.COUNTABLE)
    start = _at_least("start", start, 0)
    return _plain(rate * (start + (1 - start) * np.minimum(time / n_updates, 1)))


def one_cycle(
    t: ArrayLike,
    lr: ArrayLike,
    n_updates: int,
    rise: float = 0.3,
    start: float = 25.0,
    end: float = 1e4,
) -> Any:
    r"""Rise from a low rate to the highest, then fall far below the first: one cycle for the whole descent.

    .. math::

        \frac{\eta}{c} \; \nearrow \; \eta \; \searrow \; \frac{\eta}{c \, d},
        \qquad \text{each along half a wave of the cosine}

    Parameters
    ----------
    t : int or array
        How many updates came before; after the last one the rate stays at its least.
    lr : float or array
        The highest learning rate, above 0.
    n_updates : int
        How many updates T the whole cycle takes, at least 2.
    rise : float
        The share of them in which the rate rises, from 0 to below 1.
        The highest rate is that of the update number ``rise * n_updates``.
    start : float
        By what number c the highest rate is divided for the first one, at least 1.
    end : float
        By what number d the first rate is divided for the last one, at least 1.

    Returns
    -------
    rate : float or ndarray
        Learning rate of the next update, of the shape of `t` and `lr` together.

    Raises
    ------
    ValueError
        If `t` is below 0, `lr` is not above 0, `start` or `end` is below 1, `rise` is not at least 0 and below 1,
        the rise takes less than one update, or `n_updates` is not a whole number of at least 2.

    Notes
    -----
    L. N. Smith, N. Topin (2018), "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates",
    doi:10.48550/arXiv.1708.07120.
    In PyTorch: ``OneCycleLR``, which moves the momentum against the rate as well, unless ``cycle_momentum=False``.
    Beyond the source.

    Examples
    --------
    >>> print(one_cycle([0, 15, 29, 65, 99], lr=0.4, n_updates=100).round(4))
    [0.016  0.2184 0.4    0.191  0.    ]
    """
    time, rate = _time_and_rate(t, lr)
    n_updates = checks.integer("n_updates", n_updates, 2, checks.COUNTABLE)
    top = float(checks.fraction("rise", checks.number("rise", rise))) * n_updates - 1
    if top <= 0:
        raise ValueError(
            f"rise must be above {1 / n_updates:g}, one of {n_updates} updates, got {rise!r}"
        )
    first = rate / _at_least("start", start, 1)
    last = first / _at_least("end", end, 1)
    with np.errstate(over="ignore"):  # long after the end
        up = _wave(first, rate, np.minimum(time / top, 1))
        down = _wave(rate, last, np.clip((time - top) / (n_updates - 1 - top), 0, 1))
    return _plain(np.where(time <= top, up, down))


def scheduled(schedule: Schedule, rule: Rule = plain) -> Rule:
    r"""Make a rule whose learning rate follows a schedule.

    .. math:: \theta \leftarrow \text{rule}(\theta, g, \text{memory}; \eta_t), \qquad t \leftarrow t + 1

    Parameters
    ----------
    schedule : callable
        Takes the number of updates so far and the learning rate, and returns the rate of the next update.
        A schedule of this module becomes one by ``functools.partial``, which fixes its other arguments.
    rule : callable
        One of :mod:`gdtutorial.rules`; its own settings stay its own.

    Returns
    -------
    followed : callable
        A rule that :func:`gdtutorial.descent.gradient_descent` and others take; its memory counts the updates, too.

    Raises
    ------
    ValueError
        If `schedule` or `rule` is no function.

    Notes
    -----
    In PyTorch a scheduler changes the rate of an optimiser when its ``step`` is called, after that of the optimiser.
    Beyond the source.

    Examples
    --------
    A gradient of 1 at each of four updates, and a rate that is halved after two of them:

    >>> from functools import partial
    >>> halved = scheduled(partial(step, every=2, factor=0.5))
    >>> p, memory = 0.0, None
    >>> for _ in range(4):
    ...     p, memory = halved(p, 1.0, memory, lr=0.5)
    ...     print(p)
    -0.5
    -1.0
    -1.25
    -1.5
    """
    checks.function("schedule", schedule, " of the update and the rate")
    checks.function("rule", rule, ", such as those of gdtutorial.rules")

    @functools.wraps(rule)
    def followed(p: Any, g: Any, memory: Any = None, *, lr: Any, **own: Any) -> tuple[Any, Any]:
        t, kept = (0, None) if memory is None else memory
        p, kept = rule(p, g, kept, lr=schedule(t, lr), **own)
        return p, (t + 1, kept)

    return followed


def _time_and_rate(t: ArrayLike, lr: ArrayLike) -> tuple[Any, Any]:
    """Return how many updates came before, and the rate, as arrays that broadcast together."""
    time, rate = checks.finite("t", t), checks.positive("lr", checks.sized("lr", lr))
    if (time < 0).any():
        raise ValueError(f"t must be at least 0, got {time[time < 0].flat[0].item()!r}")
    try:
        np.broadcast_shapes(time.shape, rate.shape)
    except ValueError:
        raise ValueError(
            f"t and lr must have shapes that broadcast together, got {time.shape} and {rate.shape}"
        ) from None
    return time, rate


def _at_least(name: str, value: float, low: float) -> float:
    number = checks.number(name, value)
    if number < low:
        raise ValueError(f"{name} must be at least {low:g}, got {number!r}")
    return number


def _wave(first: Any, last: Any, share: Any) -> Any:
    """Go from the first value to the last along half a wave of the cosine, of which a share is done."""
    return last + (first - last) * (1 + np.cos(np.pi * share)) / 2


def _plain(rate: Any) -> Any:
    """Return an array, or a Python number for a single one."""
    return rate if np.ndim(rate) else float(rate)
