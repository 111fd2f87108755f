r"""A loss that is no quadratic: logistic regression with one feature and a yes or no to predict.

The line goes through a curve that turns any number into a probability:

.. math:: p_i = \frac{1}{1 + e^{-(b + w x_i)}}

==========  =========  ==============================================
symbol      shape      meaning
==========  =========  ==============================================
``x``       (N, 1)     feature
``label``   (N, 1)     0 (no) or 1 (yes)
``p``       (N, k)     probability of yes
==========  =========  ==============================================

Its loss has one minimum, as the line's, but bends more in some places than in others.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.checks import Array
from gdtutorial.model import errors, gradient, predict


def above_median(y: ArrayLike) -> Array:
    r"""Turn a label into yes or no, by whether it is above the median.

    Parameters
    ----------
    y : array, shape (N, 1)
        Labels of a line.

    Returns
    -------
    label : ndarray, shape (N, 1)
        1.0 where `y` is above its median, 0.0 elsewhere.

    Raises
    ------
    ValueError
        If `y` is constant or not a finite column of at least 2 points.

    Notes
    -----
    The median makes both classes equally large (but for ties), without a number to choose.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> label = above_median(y_train)
    >>> print(label[:4].ravel(), label.mean())
    [1. 0. 1. 0.] 0.5
    """
    y = checks.varied("y", y)
    return (y > np.median(y)).astype(float)


def probability(b: Any, w: Any, x: Any) -> Any:
    r"""Predict the probability of yes at each `x`.

    .. math:: p_i = \frac{1}{1 + e^{-(b + w x_i)}} = \frac{1}{2} \left(1 + \tanh \frac{b + w x_i}{2}\right)

    Parameters
    ----------
    b, w : float or array, shape (k,)
        The parameters.
    x : array, shape (N, 1)
        The feature.

    Returns
    -------
    p : ndarray, shape (N, k)
        Between 0 and 1.

    Notes
    -----
    The form with the hyperbolic tangent cannot overflow.
    Beyond the source.

    Examples
    --------
    >>> print(probability(0.0, 1.0, np.array([[-1000.0], [0.0], [2.0]])).round(4).ravel())
    [0.     0.5    0.8808]
    """
    return (1 + np.tanh(predict(b, w, x) / 2)) / 2


def log_loss(x: ArrayLike, label: ArrayLike, bs: ArrayLike, ws: ArrayLike) -> Array:
    r"""Compute the loss of all points at any parameters: the mean surprise about a label, in nats.

    .. math:: L(b, w) = -\frac{1}{N} \sum_{i=1}^{N} \log \begin{cases} p_i & \text{if label } i \text{ is 1} \\ 1 - p_i & \text{if it is 0} \end{cases}

    Parameters
    ----------
    x, label : array, shape (N, 1)
        Feature, and label of 0 or 1.
    bs, ws : array
        Parameters, of shapes that broadcast together; a path that diverged may hold infinities.

    Returns
    -------
    losses : ndarray
        Of the shape that `bs` and `ws` have together.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, `x` is constant, a label is not 0 or 1,
        the classes do not overlap, or `bs` and `ws` do not broadcast.

    Notes
    -----
    It is added up point by point, so that a large grid needs no more memory than itself.
    Where the classes did not overlap there would be no minimum: a steeper curve would always be better.
    Beyond the source.

    Examples
    --------
    A coin toss is worth the logarithm of 2:

    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> print(log_loss(x_train, above_median(y_train), 0, 0).round(4))
    0.6931
    """
    x, label = checks.classes(x, label)
    bs, ws = checks.parameters(bs, ws)
    total = np.zeros(np.broadcast_shapes(bs.shape, ws.shape))
    with np.errstate(over="ignore", invalid="ignore"):
        for x_i, sign in zip(x[:, 0].tolist(), (1 - 2 * label[:, 0]).tolist(), strict=True):
            total += np.logaddexp(0, sign * predict(bs, ws, x_i))
    return total / len(x)


def log_loss_gradient(x: Any, label: Any, b: Any, w: Any) -> tuple[Any, Any]:
    r"""How the loss answers to a small change of each parameter.

    .. math::

        \frac{\partial L}{\partial b} = \frac{1}{n} \sum_{i=1}^{n} (p_i - \text{label}_i)
        \qquad
        \frac{\partial L}{\partial w} = \frac{1}{n} \sum_{i=1}^{n} x_i (p_i - \text{label}_i)

    Parameters
    ----------
    x, label : array, shape (n, 1)
        Feature, and label of 0 or 1, of the points that count.
    b, w : float or array, shape (k,)
        The parameters.

    Returns
    -------
    b_grad, w_grad : array, shape (k,)
        Half of what :func:`gdtutorial.model.gradient` makes of these errors: there a square brings a factor 2.

    Notes
    -----
    An error is a probability minus a label; all else is as for the line.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> b_grad, w_grad = log_loss_gradient(
    ...     x_train, above_median(y_train), np.zeros(1), np.zeros(1)
    ... )
    >>> print(b_grad.round(4), w_grad.round(4))
    [0.] [-0.1369]
    """
    b_grad, w_grad = gradient(errors(probability(b, w, x), label), x)
    return b_grad / 2, w_grad / 2


def log_loss_hessian(x: ArrayLike, label: ArrayLike, b: float, w: float) -> Array:
    r"""Second derivatives of the loss at one place, `b` first, then `w`.

    .. math:: H = \frac{1}{N} \sum_{i=1}^{N} p_i (1 - p_i) \begin{pmatrix} 1 & x_i \\ x_i & x_i^2 \end{pmatrix}

    Parameters
    ----------
    x, label : array, shape (N, 1)
        Feature, and label of 0 or 1.
    b, w : float
        Where.

    Returns
    -------
    h : ndarray, shape (2, 2)
        Never more than at b = w = 0, where each p is one half; next to nothing where all points are decided.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, `x` is constant, a label is not 0 or 1,
        the classes do not overlap, or a parameter is not a finite number.

    Notes
    -----
    The labels do not enter, except that the classes have to overlap.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import standardise, tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> x, _, _ = standardise(x_train, x_val)
    >>> for w in 0, 10:
    ...     print(np.linalg.eigvalsh(log_loss_hessian(x, above_median(y_train), 0, w)).round(4))
    [0.25 0.25]
    [0.0007 0.0199]
    """
    x, label = checks.classes(x, label)
    p = probability(checks.number("b", b), checks.number("w", w), x)
    weight = p * (1 - p)
    mixed = (weight * x).mean()
    return np.array([[weight.mean(), mixed], [mixed, (weight * x**2).mean()]])


def log_loss_minimum(x: ArrayLike, label: ArrayLike) -> tuple[float, float]:
    r"""Where the loss is least, by Newton's method.

    .. math:: (b, w) \leftarrow (b, w) - H^{-1} \nabla L

    Parameters
    ----------
    x, label : array, shape (N, 1)
        Feature, and label of 0 or 1.

    Returns
    -------
    b, w : float
        The parameters.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, `x` is constant, a label is not 0 or 1,
        the classes do not overlap, or `x` has outliers so far out that floats cannot resolve the rest.

    Notes
    -----
    A step that would not lower the loss is halved until it does; where none does, this is the minimum.
    Gradient descent does not need it; the pictures do, to mark where it is heading.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import standardise, tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> x, _, _ = standardise(x_train, x_val)
    >>> b, w = log_loss_minimum(x, above_median(y_train))
    >>> print(round(b, 4), round(w, 4))
    0.5283 11.5078
    """
    x, label = checks.classes(x, label)
    mean, spread = float(x.mean()), float(x.std())
    x = (x - mean) / spread
    place = np.zeros(2)
    for _ in range(100):
        h = log_loss_hessian(x, label, *place)
        if not np.linalg.det(h) > 0:
            break
        step = np.linalg.solve(h, np.ravel(log_loss_gradient(x, label, *place)))
        if np.abs(step).max() < 1e-6 * (1 + np.abs(place).max()):  # the next is about its square
            b, w = (place - step).tolist()
            return b - w * mean / spread, w / spread
        highest = log_loss(x, label, *place) + 1e-15
        while log_loss(x, label, *(place - step)) > highest:
            step = step / 2
        place = place - step
    raise ValueError(
        "x must not hold points so far out that the others cannot be told apart beside them, "
        f"got {float(np.abs(x).max()):.1f} standard deviations at the most"
    )
