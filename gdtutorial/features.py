r"""The five steps of gradient descent for many features: a matrix in the place of a column.

==========  =========  ==============================================
symbol      shape      meaning
==========  =========  ==============================================
``x``       (N, d)     d features, one row a point
``y``       (N, 1)     label
``b``       (k,)       bias, one entry for each of k settings
``w``       (d, k)     weights, one row a feature
``y_hat``   (N, k)     prediction, :math:`\hat{y} = b + X w`
``lr``      (k,)       learning rate, :math:`\eta`
==========  =========  ==============================================

Errors, loss and update are those of :mod:`gdtutorial.model`; the start, the prediction and the gradient are here.
With one feature (d = 1) it is the same algorithm, and prints the same digits:

>>> from gdtutorial.data import tutorial_data
>>> x, y, x_val, y_val = tutorial_data(b=0.5, w=-3)
>>> b, w = initialise(n_features=1, random_state=42)  # step 0: a random start
>>> for epoch in range(1000):  # step 5: again
...     y_hat = predict(b, w, x)  # step 1: forward pass
...     error = errors(y_hat, y)  # step 2: errors, and from them the loss
...     loss = mse(error)
...     b_grad, w_grad = gradient(error, x)  # step 3: gradient
...     b, w = update(b, w, b_grad, w_grad, lr=0.1)  # step 4: update
>>> print(b, w)
[0.52354047] [[-3.03103497]]
>>> print(round(loss.item(), 12))
0.008044657696

The bias is a parameter of its own and not the weight of a column of ones,
so that each line stands beside its twin in :mod:`gdtutorial.model`, and a scaler or a penalty leaves it alone.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.checks import Array, RandomState
from gdtutorial.model import errors as errors
from gdtutorial.model import mse as mse
from gdtutorial.model import update as update
from gdtutorial.settings import SEED


def initialise(n_features: int, random_state: RandomState = SEED) -> tuple[Array, Array]:
    r"""Step 0: draw a random start.

    .. math:: b, w_1, \dots, w_d \sim \mathcal{N}(0, 1)

    Parameters
    ----------
    n_features : int
        How many features d there are, at least 1.
    random_state : int or numpy.random.RandomState
        The seed, or a generator whose stream goes on.

    Returns
    -------
    b : ndarray, shape (1,)
        In the unit of `y`.
    w : ndarray, shape (d, 1)
        In the unit of `y` per unit of each feature.

    Raises
    ------
    ValueError
        If `n_features` is below 1 or asks for too much memory, or `random_state` is neither a seed nor a generator.

    Notes
    -----
    The first two numbers are those of :func:`gdtutorial.model.initialise`.
    Beyond the source.

    Examples
    --------
    >>> b, w = initialise(n_features=3, random_state=42)
    >>> print(b, w.ravel())
    [0.49671415] [-0.1382643   0.64768854  1.52302986]
    """
    n_features = checks.integer("n_features", n_features, 1)
    checks.memory("n_features", n_features, n_features)
    rng = checks.random_state(random_state)
    b = rng.randn(1)
    w = rng.randn(n_features, 1)
    return b, w


def predict(b: Any, w: Any, x: Any) -> Any:
    r"""Step 1, the forward pass: one prediction a point, out of all its features.

    .. math:: \hat{y}_i = b + w_1 x_{i1} + \dots + w_d x_{id}, \qquad \hat{y} = b + X w

    Parameters
    ----------
    b : array, shape (k,)
        Bias, in the unit of `y`.
    w : array, shape (d, k)
        Weights, in the unit of `y` per unit of each feature.
    x : array, shape (N, d)
        The features.

    Returns
    -------
    y_hat : array, shape (N, k)
        In the unit of `y`.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    Two points with three features each:

    >>> x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    >>> print(predict(np.array([10.0]), np.array([[1.0], [0.0], [-1.0]]), x))
    [[8.]
     [8.]]
    """
    return b + x @ w


def gradient(error: Any, x: Any) -> tuple[Any, Any]:
    r"""Step 3: how the loss answers to a small change of the bias, and of each weight.

    .. math::

        \frac{\partial\,\text{MSE}}{\partial b} = \frac{2}{n} \sum_{i=1}^{n} e_i
        \qquad
        \nabla_w \text{MSE} = \frac{2}{n} X^T e

    Parameters
    ----------
    error : array, shape (n, k)
        Errors at the present parameters.
    x : array, shape (n, d)
        The features of the same points.

    Returns
    -------
    b_grad : array, shape (k,)
        In the squared unit of `y` per unit of `b`.
    w_grad : array, shape (d, k)
        In the squared unit of `y` per unit of each weight.

    Notes
    -----
    Row j of :math:`X^T e` is the sum of :math:`x_{ij} e_i` over the points:
    for each feature what :func:`gdtutorial.model.gradient` computes for one.
    Beyond the source.

    Examples
    --------
    >>> x = np.array([[1.0, 2.0], [3.0, 4.0]])
    >>> b_grad, w_grad = gradient(np.array([[1.0], [-2.0]]), x)
    >>> print(b_grad, w_grad.ravel())
    [-1.] [-5. -6.]
    """
    return 2 * error.mean(axis=0), 2 * (x.T @ error) / len(error)


def hessian(x: ArrayLike) -> Array:
    r"""Second derivatives of the loss, the bias first, then each weight.

    .. math:: H = \frac{2}{N} A^T A, \qquad A = \begin{pmatrix} 1 & X \end{pmatrix}

    Parameters
    ----------
    x : array, shape (N, d)
        The features.

    Returns
    -------
    h : ndarray, shape (d + 1, d + 1)
        In the squared unit of `y`, per units of two parameters.

    Raises
    ------
    ValueError
        If `x` is not a finite table of at least 2 points.

    Notes
    -----
    Neither the labels nor the parameters enter.
    With one feature it is :func:`gdtutorial.curvature.hessian`.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> print(hessian(x_train).round(4))
    [[2.     0.9449]
     [0.9449 0.634 ]]
    """
    a = _with_ones(x)
    return 2 * (a.T @ a) / len(a)


def eigenvalues(x: ArrayLike) -> Array:
    r"""Curvature along each of the directions in which the loss bends by itself, the least curved first.

    .. math:: \lambda_j = \frac{2}{N} s_j^2, \qquad s_j \text{ the singular values of } A = \begin{pmatrix} 1 & X \end{pmatrix}

    Parameters
    ----------
    x : array, shape (N, d)
        The features.

    Returns
    -------
    values : ndarray, shape (d + 1,)
        The eigenvalues of :func:`hessian`, rising; 0, up to rounding, where a feature follows from the others.

    Raises
    ------
    ValueError
        If `x` is not a finite table of at least 2 points.

    Notes
    -----
    Singular values keep digits of the small ones that the sums in :math:`A^T A` would drown.
    Beyond the source.

    Examples
    --------
    The smallest and the largest for ten features, as they were measured:

    >>> from sklearn.datasets import load_diabetes
    >>> x = load_diabetes(scaled=False).data
    >>> values = eigenvalues(x)
    >>> print(f"{values[0]:.4f} {values[-1]:.0f}")
    0.0028 147185
    """
    a = _with_ones(x)
    singular = np.linalg.svd(a, compute_uv=False)
    flat = np.zeros(a.shape[1] - len(singular))  # with fewer points than parameters
    values: Array = np.concatenate([flat, 2 * singular[::-1] ** 2 / len(a)])
    return values


def joint_limit(x: ArrayLike) -> float:
    r"""Learning rate at which all parameters, moved together, stop converging.

    .. math:: \eta_\text{max} = \frac{2}{\lambda_\text{max}}

    Parameters
    ----------
    x : array, shape (N, d)
        The features.

    Returns
    -------
    limit : float
        Below it every full-batch descent converges; above it, almost every one diverges.

    Raises
    ------
    ValueError
        If `x` is not a finite table of at least 2 points.

    Notes
    -----
    With one feature it is :func:`gdtutorial.curvature.joint_limit`.
    Beyond the source.

    Examples
    --------
    Ten features as they were measured, and standardised:

    >>> from sklearn.datasets import load_diabetes
    >>> from sklearn.preprocessing import StandardScaler
    >>> x = load_diabetes(scaled=False).data
    >>> for features in x, StandardScaler().fit_transform(x):
    ...     print(f"{joint_limit(features):.2g}")
    1.4e-05
    0.25
    """
    return 2 / float(eigenvalues(x)[-1])


def condition_number(x: ArrayLike) -> float:
    r"""How many times as strongly the most curved direction bends as the least curved.

    .. math:: \kappa = \frac{\lambda_\text{max}}{\lambda_\text{min}}

    Parameters
    ----------
    x : array, shape (N, d)
        The features, none of which follows from the others.

    Returns
    -------
    kappa : float
        1 for a round bowl; the more, the longer the valley and the slower the descent.

    Raises
    ------
    ValueError
        If `x` is not a finite table of at least 2 points, or one of its features follows, up to rounding,
        from the others: then the valley has no end.

    Notes
    -----
    With one feature it is :func:`gdtutorial.curvature.condition_number`.
    Beyond the source.

    Examples
    --------
    Ten features as they were measured, standardised, and standardised without the fifth:

    >>> from sklearn.datasets import load_diabetes
    >>> from sklearn.preprocessing import StandardScaler
    >>> x = load_diabetes(scaled=False).data
    >>> scaled = StandardScaler().fit_transform(x)
    >>> for features in x, scaled, np.delete(scaled, 4, axis=1):
    ...     print(f"{condition_number(features):,.0f}")
    52,365,337
    470
    47
    """
    singular = np.linalg.svd(checks.independent("x", _with_ones(x)), compute_uv=False)
    return float((singular[0] / singular[-1]) ** 2)


def _with_ones(x: ArrayLike) -> Array:
    """Put a column of ones before the features: the bias is its weight."""
    x = checks.table("x", x)
    return np.hstack([np.ones((len(x), 1)), x])
