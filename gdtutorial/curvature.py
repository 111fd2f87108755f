r"""How strongly the loss surface bends, and the learning rates that it tolerates.

For the MSE of a line the curvature is the same everywhere, and the feature alone decides it:

.. math::

    H = \begin{pmatrix} 2 & 2\bar{x} \\ 2\bar{x} & 2\overline{x^2} \end{pmatrix},
    \qquad \lambda_\text{max}, \lambda_\text{min} \text{ its eigenvalues}
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.checks import Array


def hessian(x: ArrayLike) -> Array:
    r"""Second derivatives of the loss, `b` first, then `w`.

    .. math:: H = \begin{pmatrix} 2 & 2\bar{x} \\ 2\bar{x} & 2\overline{x^2} \end{pmatrix}

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.

    Returns
    -------
    h : ndarray, shape (2, 2)
        In the squared unit of `y`, per units of the two parameters.

    Raises
    ------
    ValueError
        If `x` is constant or not a finite column of at least 2 points.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> print(hessian(x_train).round(4))
    [[2.     0.9449]
     [0.9449 0.634 ]]
    """
    x = checks.varied("x", x)
    mixed = 2 * x.mean()
    return np.array([[2.0, mixed], [mixed, 2 * (x**2).mean()]])


def eigenvalues(x: ArrayLike) -> tuple[float, float]:
    r"""Curvature along the least curved and along the most curved direction.

    .. math::

        \lambda_\text{max} = 1 + \overline{x^2} + \sqrt{\left(1 - \overline{x^2}\right)^2 + 4\bar{x}^2},
        \qquad \lambda_\text{min} = \frac{4 \, \overline{(x - \bar{x})^2}}{\lambda_\text{max}}

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.

    Returns
    -------
    smallest, largest : float
        The eigenvalues of :func:`hessian`, both above 0.

    Raises
    ------
    ValueError
        If `x` is constant or not a finite column of at least 2 points.

    Notes
    -----
    The second is the determinant divided by the first, so that no digits cancel.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> smallest, largest = eigenvalues(x_train)
    >>> print(round(smallest, 4), round(largest, 4))
    0.1511 2.4829
    """
    x = checks.varied("x", x)
    square = float((x**2).mean())
    largest = 1 + square + _hypotenuse(1 - square, 2 * float(x.mean()))
    return 4 * float(x.var()) / largest, largest


def _hypotenuse(one: float, other: float) -> float:
    """Return the root of the sum of the squares, by steps that every machine and every language rounds alike."""
    short, long = sorted((abs(one), abs(other)))
    ratio = short / long if long else 0.0
    return long * math.sqrt(1 + ratio * ratio)


def directions(x: ArrayLike) -> tuple[Array, Array]:
    r"""Find the directions in which the surface bends least and most, as steps of `b` and `w`.

    .. math::

        v_\text{max} = (\cos\theta, \sin\theta), \quad v_\text{min} = (-\sin\theta, \cos\theta),
        \qquad \tan 2\theta = \frac{2\bar{x}}{1 - \overline{x^2}}

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.

    Returns
    -------
    flat, curved : ndarray, shape (2,)
        The eigenvectors of :func:`hessian`, `b` first, then `w`; of length 1 and at right angles.

    Raises
    ------
    ValueError
        If `x` is constant or not a finite column of at least 2 points.

    Notes
    -----
    In a round bowl any two directions at right angles will do; then these are any two.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> flat, curved = directions(x_train)
    >>> print(flat.round(4), curved.round(4))
    [-0.4551  0.8905] [0.8905 0.4551]
    """
    x = checks.varied("x", x)
    mean, difference = float(x.mean()), 1 - float((x**2).mean())
    length = _hypotenuse(difference, 2 * mean)
    large = math.sqrt((1 + abs(difference) / length) / 2) if length else 1.0
    small = (
        abs(mean) / (length * large) if length else 0.0
    )  # exact to its last digits, however small
    cos, sin = (large, small) if difference >= 0 else (small, large)
    sin = math.copysign(sin, mean)
    return np.array([-sin, cos]), np.array([cos, sin])


def section_limits(x: ArrayLike) -> tuple[float, float]:
    r"""Learning rates at which each parameter, moved alone, stops converging.

    .. math:: \eta_b = \frac{2}{H_{bb}} = 1, \qquad \eta_w = \frac{2}{H_{ww}} = \frac{1}{\overline{x^2}}

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.

    Returns
    -------
    b_limit, w_limit : float
        Below its limit a parameter converges while the other stands still; above it, it diverges.

    Raises
    ------
    ValueError
        If `x` is constant or not a finite column of at least 2 points.

    Notes
    -----
    Together the parameters tolerate less: see :func:`joint_limit`.
    Beyond the source, which tells the story of the learning rate on sections only.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> b_limit, w_limit = section_limits(x_train)
    >>> print(round(b_limit, 4), round(w_limit, 4))
    1.0 3.1547
    """
    b_curvature, w_curvature = np.diag(hessian(x)).tolist()
    return 2 / b_curvature, 2 / w_curvature


def joint_limit(x: ArrayLike) -> float:
    r"""Learning rate at which both parameters, moved together, stop converging.

    .. math:: \eta_\text{max} = \frac{2}{\lambda_\text{max}}

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.

    Returns
    -------
    limit : float
        Below it every full-batch descent converges to the minimum; above it, almost every one diverges.

    Raises
    ------
    ValueError
        If `x` is constant or not a finite column of at least 2 points.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    The original feature, ten times it, and the standardised one:

    >>> from gdtutorial.data import standardise, tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> scaled_x_train, _, _ = standardise(x_train, x_val)
    >>> for x in x_train, 10 * x_train, scaled_x_train:
    ...     print(round(joint_limit(x), 4))
    0.8055
    0.0309
    1.0
    """
    return 2 / eigenvalues(x)[1]


def convergence_factors(x: ArrayLike, lr: ArrayLike) -> tuple[Any, Any]:
    r"""Factor by which one update with the full batch changes the distance to the minimum, for each direction.

    .. math:: 1 - \eta \lambda_\text{min}, \qquad 1 - \eta \lambda_\text{max}

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.
    lr : float or array
        Learning rate, or several, above 0.

    Returns
    -------
    flat, curved : float or ndarray
        Of the shape of `lr`: in the least curved and in the most curved direction.
        The nearer to 0, the faster; below 0 each update crosses the valley; from −1 on, it does not converge.

    Raises
    ------
    ValueError
        If `x` is constant or not a finite column of at least 2 points, or a rate is not above 0.

    Notes
    -----
    The larger of the two, in size, decides in the long run.
    Beyond the source.

    Examples
    --------
    A rate beyond the joint limit still converges along the valley, and diverges across it:

    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> for lr in 0.1, 0.9:
    ...     flat, curved = convergence_factors(x_train, lr)
    ...     print(round(flat, 4), round(curved, 4))
    0.9849 0.7517
    0.864 -1.2346
    """
    lr = checks.positive("lr", lr)
    rates: Any = lr if lr.ndim else lr.item()
    smallest, largest = eigenvalues(x)
    with np.errstate(over="ignore"):  # a rate far too large
        return 1 - rates * smallest, 1 - rates * largest


def best_rate(x: ArrayLike) -> float:
    r"""Constant learning rate that converges fastest from the worst start.

    .. math:: \eta_\text{best} = \frac{2}{\lambda_\text{min} + \lambda_\text{max}} = \frac{1}{1 + \overline{x^2}}

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.

    Returns
    -------
    lr : float
        With it both :func:`convergence_factors` have the same size,
        :math:`(\kappa - 1) / (\kappa + 1)`, where :math:`\kappa` is the :func:`condition_number`.

    Raises
    ------
    ValueError
        If `x` is constant or not a finite column of at least 2 points.

    Notes
    -----
    The sum of the eigenvalues is the sum of the Hessian's diagonal, so no root is needed.
    The result is in B. T. Polyak (1987), "Introduction to Optimization".
    Beyond the source.

    Examples
    --------
    The original feature, ten times it, and the standardised one, each with the factor that the rate reaches:

    >>> from gdtutorial.data import standardise, tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> scaled_x_train, _, _ = standardise(x_train, x_val)
    >>> for x in x_train, 10 * x_train, scaled_x_train:
    ...     lr = best_rate(x)
    ...     print(round(lr, 4), round(convergence_factors(x, lr)[0], 4))
    0.7593 0.8853
    0.0306 0.9823
    0.5 0.0
    """
    x = checks.varied("x", x)
    return 1 / (1 + float((x**2).mean()))


def best_momentum(x: ArrayLike) -> tuple[float, float]:
    r"""Constant learning rate and momentum that shrink the distance to the minimum fastest, in the long run.

    .. math::

        \eta = \left( \frac{2}{\sqrt{\lambda_\text{max}} + \sqrt{\lambda_\text{min}}} \right)^2,
        \qquad
        \mu = \left( \frac{\sqrt{\kappa} - 1}{\sqrt{\kappa} + 1} \right)^2

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.

    Returns
    -------
    lr : float
        Learning rate.
    momentum : float
        The share of the velocity that an update keeps, from 0 to below 1.

    Raises
    ------
    ValueError
        If `x` is constant or not a finite column of at least 2 points.

    Notes
    -----
    Each update then leaves :math:`\sqrt{\mu}` of the distance, in every direction alike:
    what the :func:`condition_number` is to gradient descent at its :func:`best_rate`, its root is here.
    The result is in B. T. Polyak (1964), "Some methods of speeding up the convergence of iteration methods",
    doi:10.1016/0041-5553(64)90137-5.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> lr, momentum = best_momentum(x_train)
    >>> print(round(lr, 4), round(momentum, 4))
    1.0366 0.3652
    >>> print(round(contraction(x_train, lr, momentum), 4), round(momentum**0.5, 4))
    0.6043 0.6043
    """
    low, high = (value**0.5 for value in eigenvalues(x))
    share = (high - low) / (high + low)
    return (2 / (high + low)) ** 2, share**2


def condition_number(x: ArrayLike) -> float:
    r"""How many times as strongly the most curved direction bends as the least curved.

    .. math:: \kappa = \frac{\lambda_\text{max}}{\lambda_\text{min}}

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.

    Returns
    -------
    kappa : float
        1 for a round bowl; the more, the longer the valley and the slower the descent.

    Raises
    ------
    ValueError
        If `x` is constant or not a finite column of at least 2 points.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import standardise, tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> scaled_x_train, _, _ = standardise(x_train, x_val)
    >>> for x in x_train, 10 * x_train, scaled_x_train:
    ...     print(round(condition_number(x), 1))
    16.4
    112.0
    1.0
    """
    smallest, largest = eigenvalues(x)
    return largest / smallest


def contraction(x: ArrayLike, lr: float, momentum: float = 0.0) -> float:
    r"""Factor by which each update of a full batch, in the long run, shrinks the distance to the minimum.

    .. math::

        \rho = \max_\lambda \max_i \left| r_i(\lambda) \right|, \qquad
        r^2 - (1 + \mu - \eta \lambda) \, r + \mu = 0

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.
    lr : float
        Learning rate :math:`\eta`, above 0.
    momentum : float
        Momentum :math:`\mu`, from 0 to below 1.

    Returns
    -------
    rho : float
        Below 1 the descent converges; the nearer to 0, the faster.
        Rounding does not take it to 1: where a tiny rate would, it is the largest number below.

    Raises
    ------
    ValueError
        If `x` is constant or not a finite column of at least 2 points, or `lr` or `momentum` breaks its rule.

    Notes
    -----
    The roots are the eigenvalues of one update along each direction of the Hessian, for each of its eigenvalues :math:`\lambda`.
    Without momentum they are :math:`1 - \eta \lambda` and 0, and :math:`\rho` is 1 at the :func:`joint_limit`.
    Momentum raises that limit by the factor :math:`1 + \mu`.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> for lr in 0.1, 0.8, 0.9:
    ...     print(round(contraction(x_train, lr), 4))
    0.9849
    0.9863
    1.2346
    >>> print(round(contraction(x_train, lr=0.9, momentum=0.5), 4))
    0.7071
    """
    spare, gap, _ = _modes(x, lr, momentum)
    return min(1 - gap, _BELOW_ONE) if spare > 0 else 1 - gap


def verdict(x: ArrayLike, lr: float, momentum: float = 0.0) -> str:
    r"""Say in a word what a descent with the full batch will do.

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.
    lr : float
        Learning rate, above 0.
    momentum : float
        Momentum, from 0 to below 1.

    Returns
    -------
    word : {"borderline", "diverges", "oscillates", "crawls", "converges"}
        The first that is true:
        it is *borderline* if the rate lies so near to its limit, within 14 digits, that rounding would decide;
        it *diverges* if :func:`contraction` is above 1;
        it *oscillates* if, along one of the Hessian's directions,
        each swing across the minimum reaches more than half as far as the one before;
        it *crawls* if a hundred updates leave more than half of the distance;
        else it *converges*.

    Raises
    ------
    ValueError
        If `x` is constant or not a finite column of at least 2 points, or `lr` or `momentum` breaks its rule.

    Notes
    -----
    The word follows from the eigenvalues alone, not from any path.
    At the limit itself, :math:`1 + \mu` times the :func:`joint_limit`, the distance across the valley neither shrinks nor grows.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> for lr in 0.01, 0.1, 0.8, joint_limit(x_train), 0.9:
    ...     print(round(lr, 4), verdict(x_train, lr))
    0.01 crawls
    0.1 converges
    0.8 oscillates
    0.8055 borderline
    0.9 diverges
    """
    spare, gap, swing = _modes(x, lr, momentum)
    if abs(spare) <= _ROUNDING:
        return "borderline"
    if spare < 0:
        return "diverges"
    if swing > 0.5 + _SWING_ROUNDING:
        return "oscillates"
    return "crawls" if 1 - gap > _HALF_IN_100 else "converges"


_BELOW_ONE = 1 - 2.0**-53
_HALF_IN_100 = 0.993092495437036  # its hundredth power is a half
_ROUNDING = 2.0**-46  # of the largest eigenvalue, whose sums add up to 2**40 points in pairs
_SWING_ROUNDING = 1e-9


def _modes(x: ArrayLike, lr: float, momentum: float) -> tuple[float, float, float]:
    """Return the part of the limit that the rate leaves, the least gap and the widest swing of a direction.

    The gap is what the size of the larger root lacks to 1; the swing, how far one reaches beside the last.
    Where e is the rate times the eigenvalue, the gap d of a positive root solves d**2 - (1 - mu + e) d + e = 0,
    and that of a negative one d**2 - (3 + mu - e) d + 2 (1 + mu) - e = 0.
    It comes from the product of the two solutions, so that no digits cancel.
    """
    eta = checks.number("lr", checks.positive("lr", lr))
    mu = checks.momentum(momentum)
    size = math.sqrt(mu)
    low, high = (1 - size) * (1 - size), (1 + size) * (1 + size)
    limit = 2 * (1 + mu)
    gaps, swings = [], [0.0]
    smallest, largest = eigenvalues(x)
    for e in eta * smallest, eta * largest:
        if low < e < high:  # a pair of complex roots: a swing takes pi / angle updates
            angle = 2 * math.atan2(math.sqrt(e - low), math.sqrt(high - e))
            gaps.append((1 - mu) / (1 + size))
            swings.append(size ** (math.pi / angle))
            continue
        root = math.sqrt((e - low) * (e - high))
        if e <= low:
            gaps.append(2 * e / (1 - mu + e + root))
        else:
            total = 3 + mu - e
            gaps.append(2 * (limit - e) / (total + root) if total > 0 else (total - root) / 2)
            swings.append(1 - gaps[-1])
    return 1 - eta * largest / limit, min(gaps), max(swings)
