r"""A gradient, measured: finite differences, how far off they are, and the check of a gradient by them.

==========  =========  ==============================================
symbol      shape      meaning
==========  =========  ==============================================
``f``                  a loss: takes a row of parameters, gives a number
``at``      (k,)       the parameters at which to measure
``step``               the step, :math:`h`
==========  =========  ==============================================

A measured slope is wrong for two reasons, which pull in opposite directions: a long step meets the curve of the loss,
and a short one leaves few digits of the difference between two rounded losses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.checks import Array

EPS = float(np.finfo(float).eps)
"""The distance from 1 to the next float; rounding changes a number by up to half of it, in proportion."""

FORWARD_STEP = EPS ** (1 / 2)
"""A step for forward differences where value and derivatives of the loss are of one size."""

CENTRAL_STEP = EPS ** (1 / 3)
"""The same for central differences."""


def forward_difference(
    f: Callable[[Array], Any], at: ArrayLike, step: float = FORWARD_STEP
) -> Array:
    r"""Measure the slope along each parameter with a step forwards.

    .. math:: \frac{f(\theta + h) - f(\theta)}{h} = \frac{df}{d\theta} + \frac{h}{2} \frac{d^2 f}{d\theta^2} + \dots

    Parameters
    ----------
    f : callable
        Takes parameters, shape (k,), and returns one number.
    at : array, shape (k,)
        Where to measure.
    step : float
        The step, above 0.

    Returns
    -------
    slopes : ndarray, shape (k,)
        In the unit of `f` per unit of each parameter.

    Raises
    ------
    ValueError
        If `f` is no function or gives no number that can be squared, `at` is not a finite row,
        or `step` is not above 0, or so small that it does not move a parameter.

    Notes
    -----
    Each step is divided by what the computer makes of it, so that its rounding does no harm.
    Beyond the source.

    Examples
    --------
    >>> print(forward_difference(lambda p: p[0] ** 2 * p[1], [3.0, 2.0], step=0.01).round(6))
    [12.02  9.  ]
    """
    return _slopes(f, at, step, behind=0)


def central_difference(
    f: Callable[[Array], Any], at: ArrayLike, step: float = CENTRAL_STEP
) -> Array:
    r"""Measure the slope along each parameter with a step to both sides.

    .. math:: \frac{f(\theta + h) - f(\theta - h)}{2 h} = \frac{df}{d\theta} + \frac{h^2}{6} \frac{d^3 f}{d\theta^3} + \dots

    Parameters
    ----------
    f : callable
        Takes parameters, shape (k,), and returns one number.
    at : array, shape (k,)
        Where to measure.
    step : float
        The step to each side, above 0.

    Returns
    -------
    slopes : ndarray, shape (k,)
        In the unit of `f` per unit of each parameter.

    Raises
    ------
    ValueError
        If `f` is no function or gives no number that can be squared, `at` is not a finite row,
        or `step` is not above 0, or so small that it does not move a parameter.

    Notes
    -----
    A quadratic has no third derivative, and no error but rounding.
    Beyond the source.

    Examples
    --------
    >>> print(central_difference(lambda p: p[0] ** 2 * p[1], [3.0, 2.0], step=0.01).round(6))
    [12.  9.]
    """
    return _slopes(f, at, step, behind=1)


def _slopes(f: Callable[[Array], Any], at: ArrayLike, step: float, behind: int) -> Array:
    checks.function("f", f)
    at, step = checks.row("at", at), checks.number("step", checks.positive("step", step))
    slopes = np.empty(len(at))
    for i in range(len(at)):
        ahead, back = at.copy(), at.copy()
        ahead[i] += step
        back[i] -= behind * step
        if ahead[i] == at[i] or (behind and back[i] == at[i]):
            raise ValueError(
                f"step must move each parameter of at, got {step!r} at {at[i].item()!r}"
            )
        way = ahead[i] - back[i]
        there, here = (checks.number("what f gives", f(place)) for place in (ahead, back))
        slopes[i] = (there - here) / way
    return slopes


def forward_step(value: float, second: float) -> float:
    r"""Predict the step at which a forward difference is best.

    .. math:: h = 2 \sqrt{\frac{u \, |f|}{|c|}}, \qquad u = \frac{\varepsilon}{2}

    Parameters
    ----------
    value : float
        The value of the loss.
    second : float
        Its second derivative :math:`c` along the parameter, not 0.

    Returns
    -------
    step : float
        Where the errors from the curve and from rounding are equal.

    Raises
    ------
    ValueError
        If `value` is not a number, or `second` is too near to 0 to divide by it.

    Notes
    -----
    The curve makes an error of :math:`h |c| / 2`; rounding each loss in its last digit makes one of up to :math:`2 u |f| / h`.
    This is the lowest point of their sum.
    It is right in its order of magnitude, as rounding is seldom at its worst, and a loss of many terms is rounded more than once.
    W. H. Press, S. A. Teukolsky, W. T. Vetterling and B. P. Flannery (2007), "Numerical Recipes", third edition, section 5.7.
    Beyond the source.

    Examples
    --------
    >>> print(f"{forward_step(value=1.0, second=1.0):.1e}")
    2.1e-08
    """
    value, second = checks.number("value", value), checks.number("second", second)
    return float(2 * (EPS / 2 * abs(value) / checks.factor("second", abs(second))) ** (1 / 2))


def central_step(value: float, third: float) -> float:
    r"""Predict the step at which a central difference is best.

    .. math:: h = \sqrt[3]{\frac{3 u \, |f|}{|t|}}, \qquad u = \frac{\varepsilon}{2}

    Parameters
    ----------
    value : float
        The value of the loss.
    third : float
        Its third derivative :math:`t` along the parameter, not 0.

    Returns
    -------
    step : float
        Where the sum of the errors from the curve and from rounding is least.

    Raises
    ------
    ValueError
        If `value` is not a number, or `third` is too near to 0 to divide by it.

    Notes
    -----
    The curve makes an error of :math:`h^2 |t| / 6`; rounding makes one of up to :math:`u |f| / h`.
    As for :func:`forward_step`, this is an order of magnitude.
    Beyond the source.

    Examples
    --------
    >>> print(f"{central_step(value=1.0, third=1.0):.1e}")
    6.9e-06
    """
    value, third = checks.number("value", value), checks.number("third", third)
    return float((3 * EPS / 2 * abs(value) / checks.factor("third", abs(third))) ** (1 / 3))


def relative_error(one: ArrayLike, other: ArrayLike) -> Array:
    r"""Compare two gradients, each pair of entries by the larger of the two.

    .. math:: \frac{|g - \tilde{g}|}{\max(|g|, |\tilde{g}|)}

    Parameters
    ----------
    one, other : array, shape (k,)
        The gradients.

    Returns
    -------
    error : ndarray, shape (k,)
        Without unit, from 0 for equal entries to 2 for opposite ones.

    Raises
    ------
    ValueError
        If the two are not finite rows of one length.

    Notes
    -----
    Where both are 0 they are equal.
    Where the true gradient is 0, the error means nothing: what was measured is only rounding.
    Beyond the source.

    Examples
    --------
    >>> print(relative_error([1.0, 2.0, 0.0, 5.0], [1.0, 1.0, 0.0, -5.0]))
    [0.  0.5 0.  2. ]
    """
    one, other = checks.row("one", one), checks.row("other", other)
    if one.shape != other.shape:
        raise ValueError(
            f"one and other must have the same length, got {len(one)} and {len(other)}"
        )
    larger = np.maximum(np.abs(one), np.abs(other))
    larger[larger == 0] = 1
    return np.abs(one / larger - other / larger)


def check_gradient(
    f: Callable[[Array], Any],
    gradient: Callable[[Array], Any],
    at: ArrayLike,
    step: float = CENTRAL_STEP,
) -> Array:
    r"""Check a gradient that somebody has written against one that is measured.

    Parameters
    ----------
    f : callable
        The loss: takes parameters, shape (k,), and returns one number.
    gradient : callable
        What is to be checked: takes the same, and returns one slope for each parameter.
    at : array, shape (k,)
        Where to check: a place at which no slope is 0, such as a random one.
    step : float
        The step of the central differences, above 0.

    Returns
    -------
    error : ndarray, shape (k,)
        The :func:`relative_error` for each parameter: tiny if the gradient is right.

    Raises
    ------
    ValueError
        If `f` or `gradient` is no function, what they give does not fit `at`, `at` is not a finite row,
        or `step` is not above 0, or so small that it does not move a parameter.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> def loss(p):
    ...     return p[0] ** 2 * p[1]
    >>> right = check_gradient(loss, lambda p: [2 * p[0] * p[1], p[0] ** 2], [3.0, 2.0])
    >>> print((right < 1e-6).tolist())
    [True, True]
    >>> print(check_gradient(loss, lambda p: [p[0] * p[1], p[0] ** 2], [3.0, 2.0]).round(4))
    [0.5 0. ]
    """
    measured = central_difference(f, at, step)
    given = checks.function("gradient", gradient)(checks.row("at", at))
    given = checks.row("what gradient gives", np.ravel(given))
    return relative_error(given, measured)
