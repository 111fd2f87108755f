r"""When a descent may stop: what is left, by the gradient and by the loss, and how many updates it takes."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.curvature import convergence_factors, directions, eigenvalues, joint_limit
from gdtutorial.surface import minimum


def updates_until(
    x: ArrayLike, y: ArrayLike, b: float, w: float, lr: float, share: float = 0.01
) -> int:
    r"""Count, without taking a step, the updates until a share of the excess loss is left.

    Along each direction of curvature the excess shrinks by the square of its factor, so after t updates it is

    .. math::

        E_t = \frac{\lambda_\text{min} \, d_\text{min}^2}{2} \, (1 - \eta \lambda_\text{min})^{2t}
        + \frac{\lambda_\text{max} \, d_\text{max}^2}{2} \, (1 - \eta \lambda_\text{max})^{2t}

    and the first t with :math:`E_t \leq q \, E_0` is found by halving an interval.

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.
    b, w : float
        The start.
    lr : float
        Learning rate, above 0 and below the :func:`gdtutorial.curvature.joint_limit`.
    share : float
        The share q of the excess at the start that may be left, above 0 and below 1.

    Returns
    -------
    n_updates : int
        How many updates with the full batch it takes; 0 at the minimum itself.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, `x` is constant, a number breaks its rule,
        or the rate is so low that the updates cannot be counted.

    Notes
    -----
    Where only the slower direction is left, and it held a share s of the excess,
    :math:`t = \ln(q / s) \, / \, (2 \ln |1 - \eta \lambda|)`: that many at least.
    Beyond the source.

    Examples
    --------
    Until one per cent is left, from the tutorial's start:

    >>> from gdtutorial.data import tutorial_data
    >>> from gdtutorial.model import initialise
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> b, w = initialise(random_state=42)
    >>> for lr in 0.01, 0.1, 0.4:
    ...     print(lr, updates_until(x_train, y_train, b, w, lr))
    0.01 662
    0.1 66
    0.4 17
    """
    x, y = checks.data(x, y)
    b, w = checks.number("b", b), checks.number("w", w)
    lr = checks.number("lr", checks.positive("lr", lr))
    limit = joint_limit(x)
    if lr >= limit:
        raise ValueError(f"lr must be below {limit:.6g}, the joint limit, got {lr!r}")
    share = float(
        checks.fraction("share", checks.number("share", checks.positive("share", share)))
    )
    b_min, w_min = minimum(x, y)
    bends, ways = np.array(eigenvalues(x)), np.array(directions(x))
    distance = ways @ [b - b_min, w - w_min]
    if not distance.any():
        return 0
    parts = bends / bends[1] * (distance / np.abs(distance).max()) ** 2
    parts = parts / parts.sum()
    factors = np.abs(np.array(convergence_factors(x, lr)))

    def left(t: int) -> float:
        return float(parts @ factors ** (2.0 * t))

    enough = 1
    while left(enough) > share:
        if enough > checks.COUNTABLE:
            raise ValueError(f"lr must be so high that updates can be counted, got {lr!r}")
        enough *= 2
    too_few = enough // 2
    while enough - too_few > 1:
        middle = (enough + too_few) // 2
        too_few, enough = (middle, enough) if left(middle) > share else (too_few, middle)
    return enough


def excess_bounds(x: ArrayLike, b_grad: ArrayLike, w_grad: ArrayLike) -> tuple[float, float]:
    r"""Bound by how much the loss is above its least, knowing the gradient and the curvatures alone.

    .. math::

        \frac{\lVert g \rVert^2}{2 \lambda_\text{max}} \; \leq \; L - L_\text{min}
        \; \leq \; \frac{\lVert g \rVert^2}{2 \lambda_\text{min}}

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.
    b_grad, w_grad : float or array, shape (1,)
        The gradient over all the points.

    Returns
    -------
    low, high : float
        In the squared unit of `y`.

    Raises
    ------
    ValueError
        If `x` is constant or not a finite column of at least 2 points, or a gradient is not one number.

    Notes
    -----
    Along a direction with the curvature :math:`\lambda`, at the distance d from the minimum,
    the gradient is :math:`\lambda d` and the excess :math:`\lambda d^2 / 2`, which is :math:`g^2 / (2 \lambda)`.
    Beyond the source.

    Examples
    --------
    At the tutorial's start:

    >>> from gdtutorial.data import tutorial_data
    >>> from gdtutorial.model import errors, gradient, initialise, mse, predict
    >>> from gdtutorial.surface import loss_surface, minimum
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> error = errors(predict(*initialise(random_state=42), x_train), y_train)
    >>> low, high = excess_bounds(x_train, *gradient(error, x_train))
    >>> excess = mse(error) - loss_surface(x_train, y_train, *minimum(x_train, y_train))
    >>> print(round(low, 2), excess.round(2), round(high, 2))
    2.54 [2.73] 41.81
    """
    smallest, largest = eigenvalues(x)
    square = checks.number("b_grad", b_grad) ** 2 + checks.number("w_grad", w_grad) ** 2
    return square / (2 * largest), square / (2 * smallest)


def small_change(losses: ArrayLike, tolerance: float = 1e-4) -> int:
    r"""Find the first update that lowers the loss by no more than a share of it.

    .. math:: \text{the first } t \text{ with } \quad L_{t-1} - L_t \leq \text{tolerance} \cdot L_{t-1}

    Parameters
    ----------
    losses : array, shape (rows,)
        The loss at the start and after each update.
    tolerance : float
        The share, above 0.

    Returns
    -------
    t : int
        The update after which one would stop, or −1 if there is none.

    Raises
    ------
    ValueError
        If `losses` are no row of finite numbers, or `tolerance` is not above 0.

    Notes
    -----
    It says how fast the loss moves, and not how far it has to go.
    An update that raises the loss counts as well.
    Beyond the source.

    Examples
    --------
    >>> print(small_change([8.0, 4.0, 2.0, 1.99, 1.0], tolerance=0.01))
    3
    >>> print(small_change([8.0, 4.0, 2.0], tolerance=0.01))
    -1
    """
    losses = checks.row("losses", losses)
    tolerance = checks.number("tolerance", checks.positive("tolerance", tolerance))
    with np.errstate(over="ignore"):  # losses at the end of what floats can hold
        small = losses[:-1] - losses[1:] <= tolerance * losses[:-1]
    return int(small.argmax()) + 1 if small.any() else -1


def patience(losses: ArrayLike, n: int) -> tuple[int, int]:
    """Stop when the validation loss has had no new least for so many looks, and go back to the least.

    Parameters
    ----------
    losses : array, shape (rows,)
        The validation loss at each look: after an update or an epoch.
    n : int
        How many looks in a row without a new least one endures, at least 1.

    Returns
    -------
    stop : int
        The look at which one would stop; the last one, if patience never ends.
    best : int
        The look with the least loss until then, whose parameters one keeps.

    Raises
    ------
    ValueError
        If `losses` are no row of finite numbers, or `n` is not a whole number of at least 1.

    Notes
    -----
    L. Prechelt (1998), "Early Stopping - But When?", doi:10.1007/3-540-49430-8_3.
    Beyond the source.

    Examples
    --------
    Two looks that bring nothing new, and it is over, whatever would have come:

    >>> print(patience([5.0, 4.0, 3.0, 3.5, 2.0, 2.5, 2.4, 1.0], n=2))
    (6, 4)
    """
    losses = checks.row("losses", losses)
    n = checks.integer("n", n, 1)
    best = 0
    for look, loss in enumerate(losses.tolist()):
        if loss < losses[best]:
            best = look
        if look - best >= n:
            return look, best
    return len(losses) - 1, best
