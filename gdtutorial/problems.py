"""What to descend on, beyond the tutorial's line: a loss, its gradient, and where it is least."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks, logistic
from gdtutorial.checks import RandomState
from gdtutorial.data import spoil, standardise, tutorial_data
from gdtutorial.model import errors, gradient, predict
from gdtutorial.moments import moments
from gdtutorial.settings import SEED
from gdtutorial.surface import minimum


@dataclass(frozen=True, eq=False)
class Problem:
    """What a rule is let loose on: a loss, its gradient, and where it is least.

    Attributes
    ----------
    loss : callable
        Takes `b` and `w`, arrays of one shape, and returns a loss for each pair.
    gradient : callable
        Takes `b` and `w`, shape (k,), and returns both gradients, each of shape (k,).
    minimum : tuple of float
        Where the loss is least, `b` first, then `w`.
    n_points : int
        How many points are looked at for each pair, which says how much memory many pairs take at once.

    Notes
    -----
    :func:`line_problem`, :func:`threshold_problem` and :func:`two_weights_problem` make those of this tutorial.
    Beyond the source.

    Examples
    --------
    >>> bowl = Problem(lambda b, w: b**2 + w**2, lambda b, w: (2 * b, 2 * w), (0.0, 0.0))
    >>> print(bowl.excess(3.0, 4.0))
    25.0
    """

    loss: Callable[[Any, Any], Any]
    gradient: Callable[[Any, Any], tuple[Any, Any]]
    minimum: tuple[float, float]
    n_points: int = 0

    def excess(self, b: Any, w: Any) -> Any:
        """Return by how much the loss is above its least, and 1e−16 where rounding hides it.

        Parameters
        ----------
        b, w : float or array, shape (k,)
            The parameters.
        """
        with np.errstate(invalid="ignore"):
            return np.maximum(self.loss(b, w) - self.loss(*self.minimum), 1e-16)


def line_problem(x: ArrayLike, y: ArrayLike) -> Problem:
    """Pose the tutorial's problem: the MSE of a line.

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.

    Returns
    -------
    problem : Problem
        Its gradient is that of :func:`gdtutorial.model.gradient`.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, or `x` is constant.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> problem = line_problem(x_train, y_train)
    >>> b_grad, w_grad = problem.gradient(np.zeros(1), np.zeros(1))
    >>> print(b_grad.round(4), w_grad.round(4))
    [-3.9076] [-2.2155]
    """
    x, y = np.array(checks.data(x, y))  # copies, as the problem keeps them
    return Problem(
        moments(x, y).loss,
        lambda b, w: gradient(errors(predict(b, w, x), y), x),
        minimum(x, y),
        np.size(x),
    )


def threshold_problem(x: ArrayLike, label: ArrayLike) -> Problem:
    """Pose a problem that is no quadratic: the log loss of a logistic regression.

    Parameters
    ----------
    x, label : array, shape (N, 1)
        Feature, and label of 0 or 1; the classes must overlap.

    Returns
    -------
    problem : Problem
        Its gradient is that of :func:`gdtutorial.logistic.log_loss_gradient`.

    Raises
    ------
    ValueError
        If the data break a rule of :func:`gdtutorial.logistic.log_loss_minimum`.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import standardise, tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> x, _, _ = standardise(x_train, x_val)
    >>> problem = threshold_problem(x, logistic.above_median(y_train))
    >>> print(problem.loss(0, 0).round(4), problem.loss(*problem.minimum).round(4))
    0.6931 0.0544
    """
    x, label = np.array(checks.classes(x, label))  # copies, as the problem keeps them
    return Problem(
        lambda b, w: logistic.log_loss(x, label, b, w),
        lambda b, w: logistic.log_loss_gradient(x, label, b, w),
        logistic.log_loss_minimum(x, label),
        np.size(x),
    )


def two_weights_gradient(x: Any, y: Any, u: Any, v: Any) -> tuple[Any, Any]:
    r"""How the loss of two weights in a row answers to a small change of each of them.

    .. math::

        \frac{\partial L}{\partial u} = v \, g
        \qquad
        \frac{\partial L}{\partial v} = u \, g
        \qquad
        g = \frac{2}{n} \sum_{i=1}^{n} x_i (u v x_i - y_i)

    Parameters
    ----------
    x, y : array, shape (n, 1)
        Feature and label of the points that count.
    u, v : float or array, shape (k,)
        The weights.

    Returns
    -------
    u_grad, v_grad : array, shape (k,)
        Step 3's gradient of one weight `w = u v`, times the other of the two: the chain rule.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    Any two weights whose product is the best one will do:

    >>> x, y = np.array([[1.0], [2.0]]), np.array([[2.0], [4.0]])
    >>> for u, v in (1.0, 0.5), (2.0, 1.0), (0.5, 4.0):
    ...     u_grad, v_grad = two_weights_gradient(x, y, u, v)
    ...     print(u_grad.item(), v_grad.item())
    -3.75 -7.5
    0.0 0.0
    0.0 0.0
    """
    _, w_grad = gradient(errors(predict(0.0, u * v, x), y), x)
    return v * w_grad, u * w_grad


def two_weights_problem(x: ArrayLike, y: ArrayLike) -> Problem:
    r"""Pose a problem that has a saddle and a valley of minima: two weights in a row.

    .. math:: L(u, v) = \frac{1}{N} \sum_{i=1}^{N} (u v x_i - y_i)^2

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.

    Returns
    -------
    problem : Problem
        Its `b` and `w` are the weights u and v; its gradient is that of :func:`two_weights_gradient`.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, or `x` is constant.

    Notes
    -----
    All u and v with the best product are minima; the `minimum` is the one where both are of one size, and u is not negative.
    The point u = v = 0 is a saddle.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> problem = two_weights_problem(x_train, y_train)
    >>> u, v = problem.minimum
    >>> print(round(u, 4), round(v, 4))
    1.8694 1.8694
    >>> print(problem.excess(2 * u, v / 2).item())
    1e-16
    """
    x, y = np.array(checks.data(x, y))  # copies, as the problem keeps them
    part = moments(x, y)
    square = part.x_variance + part.x_mean**2
    product = (part.slope * part.x_variance + part.x_mean * part.y_mean) / square
    size = abs(product) ** 0.5
    return Problem(
        lambda u, v: part.loss(0.0, np.multiply(u, v)),
        lambda u, v: two_weights_gradient(x, y, u, v),
        (size, float(np.copysign(size, product))),
        np.size(x),
    )


def tutorial_problems(random_state: RandomState = SEED) -> dict[str, Problem]:
    """Pose the four problems on which this site compares rules.

    Parameters
    ----------
    random_state : int or numpy.random.RandomState
        For the data: the seed, or a generator whose stream goes on.

    Returns
    -------
    problems : dict of str to Problem
        The MSE of a line on the bad, the original and the standardised training data;
        and the log loss, on the standardised feature, of a label that is yes where `y` is above its median.

    Raises
    ------
    ValueError
        If `random_state` is neither a seed nor a generator, or by rare chance makes classes that do not overlap.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> for name, problem in tutorial_problems().items():
    ...     print(f"{name:13}", np.round(problem.minimum, 2))
    Bad           [1.02 0.2 ]
    Original      [1.02 1.97]
    Standardised  [1.95 0.6 ]
    Threshold     [ 0.53 11.51]
    """
    x, y, x_val, _ = tutorial_data(random_state=random_state)
    bad_x, _ = spoil(x)
    scaled_x, _, _ = standardise(x, x_val)
    return {
        "Bad": line_problem(bad_x, y),
        "Original": line_problem(x, y),
        "Standardised": line_problem(scaled_x, y),
        "Threshold": threshold_problem(scaled_x, logistic.above_median(y)),
    }
