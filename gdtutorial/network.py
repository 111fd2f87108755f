r"""A network with one hidden layer: the five steps, once for each layer.

==========  =========  ==============================================
symbol      shape      meaning
==========  =========  ==============================================
``x``       (N, 1)     feature, one row a point
``y``       (N, 1)     label
``c``       (m,)       bias of each of m hidden units
``u``       (m,)       weight of each of them
``h``       (N, m)     what they say, :math:`h = \tanh(c + x u)`
``b``       (1,)       bias of the prediction
``v``       (m, 1)     its weights, one row a unit
``y_hat``   (N, 1)     prediction, :math:`\hat{y} = b + h v`
``lr``                 learning rate, :math:`\eta`
==========  =========  ==============================================

Each layer is a model of this tutorial: the first one makes m lines side by side, as :mod:`gdtutorial.model` does,
and the second one takes the bent lines for its features, as in :mod:`gdtutorial.features`.
Predictions of the second layer, errors, loss and update are those of these two; what is new is here.

The whole algorithm, on twenty points of a wave:

>>> from gdtutorial.data import tutorial_data
>>> x = tutorial_data()[0][:20]
>>> y = np.sin(2 * np.pi * x)
>>> c, u, b, v = initialise(n_units=3, random_state=42)  # step 0: a random start
>>> for update_number in range(2000):  # step 5: again
...     h = hidden_layer(c, u, x)  # step 1: forward pass, through both layers
...     y_hat = predict(b, v, h)
...     error = errors(y_hat, y)  # step 2: errors, and from them the loss
...     loss = mse(error)
...     c_grad, u_grad, b_grad, v_grad = gradient(
...         error, x, h, v
...     )  # step 3: gradient, back through both
...     c, u = update(c, u, c_grad, u_grad, lr=0.2)  # step 4: update
...     b, v = update(b, v, b_grad, v_grad, lr=0.2)
>>> print(round(loss.item(), 4))
0.0069
"""

from __future__ import annotations

from collections import deque
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks, features, model
from gdtutorial.checks import Array, RandomState
from gdtutorial.descent import descend
from gdtutorial.features import predict as predict
from gdtutorial.model import errors as errors
from gdtutorial.model import mse as mse
from gdtutorial.model import update as update
from gdtutorial.settings import SEED


def initialise(
    n_units: int, random_state: RandomState = SEED
) -> tuple[Array, Array, Array, Array]:
    r"""Step 0: draw a random start, different for each unit.

    .. math:: c_j, u_j, b, v_j \sim \mathcal{N}(0, 1), \qquad j = 1, \dots, m

    Parameters
    ----------
    n_units : int
        How many hidden units m there are, at least 1.
    random_state : int or numpy.random.RandomState
        The seed, or a generator whose stream goes on.

    Returns
    -------
    c, u : ndarray, shape (m,)
        Bias and weight of each hidden unit: without a unit, and per unit of `x`.
    b : ndarray, shape (1,)
        In the unit of `y`.
    v : ndarray, shape (m, 1)
        In the unit of `y`.

    Raises
    ------
    ValueError
        If `n_units` is below 1 or asks for too much memory, or `random_state` is neither a seed nor a generator.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> for part in initialise(n_units=2, random_state=42):
    ...     print(part.ravel().round(4))
    [ 0.4967 -0.1383]
    [0.6477 1.523 ]
    [-0.2342]
    [-0.2341  1.5792]
    """
    n_units = checks.integer("n_units", n_units, 1)
    checks.memory("n_units", n_units, 3 * n_units)
    rng = checks.random_state(random_state)
    return rng.randn(n_units), rng.randn(n_units), rng.randn(1), rng.randn(n_units, 1)


def hidden_layer(c: Any, u: Any, x: Any) -> Any:
    r"""Step 1, first half: what each hidden unit says of each point.

    .. math:: h_{ij} = \tanh(c_j + u_j x_i)

    Parameters
    ----------
    c, u : array, shape (m,)
        Bias and weight of each unit.
    x : array, shape (N, 1)
        The feature.

    Returns
    -------
    h : array, shape (N, m)
        Between −1 and 1: m lines, each of them bent.

    Notes
    -----
    The second half is :func:`gdtutorial.features.predict`, with `h` for its features.
    Beyond the source.

    Examples
    --------
    One unit is flat, the other rises:

    >>> x = np.array([[-1.0], [0.0], [1.0]])
    >>> print(hidden_layer(np.array([0.5, 0.0]), np.array([0.0, 2.0]), x).round(2))
    [[ 0.46 -0.96]
     [ 0.46  0.  ]
     [ 0.46  0.96]]
    """
    return np.tanh(model.predict(c, u, x))


def gradient(error: Any, x: Any, h: Any, v: Any) -> tuple[Any, Any, Any, Any]:
    r"""Step 3: how the loss answers to a small change of each parameter, by backpropagation.

    .. math::

        \frac{\partial L}{\partial b} = \frac{2}{n} \sum_{i=1}^{n} e_i
        \qquad
        \nabla_v L = \frac{2}{n} h^T e
        \qquad
        a = e \, v^T \circ (1 - h \circ h)

    .. math::

        \frac{\partial L}{\partial c_j} = \frac{2}{n} \sum_{i=1}^{n} a_{ij}
        \qquad
        \frac{\partial L}{\partial u_j} = \frac{2}{n} \sum_{i=1}^{n} x_i a_{ij}

    Parameters
    ----------
    error : array, shape (n, 1)
        Errors at the present parameters.
    x : array, shape (n, 1)
        The feature of the same points.
    h : array, shape (n, m)
        What the hidden units say of them.
    v : array, shape (m, 1)
        The weights of the second layer.

    Returns
    -------
    c_grad, u_grad : array, shape (m,)
        For the first layer: the squared unit of `y` per unit of each parameter.
    b_grad : array, shape (1,)
        For the second layer, likewise.
    v_grad : array, shape (m, 1)
        Likewise.

    Notes
    -----
    Each layer has the gradient of its own model.
    Between them the errors go back through the weights `v`, and through the slope of the tangent:
    `a` holds for each unit what the errors are for a line.
    D. E. Rumelhart, G. E. Hinton, R. J. Williams (1986), "Learning representations by back-propagating errors", doi:10.1038/323533a0.
    Beyond the source.

    Examples
    --------
    Where all weights of the second layer are zero, nothing comes back to the first:

    >>> x = np.array([[-1.0], [1.0]])
    >>> h = hidden_layer(np.array([0.0, 0.5]), np.array([1.0, 1.0]), x)
    >>> for part in gradient(np.array([[1.0], [2.0]]), x, h, np.zeros((2, 1))):
    ...     print(part.ravel().round(4))
    [0. 0.]
    [0. 0.]
    [3.]
    [0.7616 1.3482]
    """
    b_grad, v_grad = features.gradient(error, h)
    back = error * v.T * (1 - h * h)
    c_grad, u_grad = model.gradient(back, x)
    return c_grad, u_grad, b_grad, v_grad


def as_row(c: Any, u: Any, b: Any, v: Any) -> Any:
    r"""Put all parameters, or all slopes, into one row: to check a gradient, or to measure how the loss bends.

    .. math:: p = (c_1, \dots, c_m, u_1, \dots, u_m, b, v_1, \dots, v_m)

    Parameters
    ----------
    c, u : array, shape (m,)
        Of the hidden units.
    b : array, shape (1,)
        Of the second layer.
    v : array, shape (m, 1)
        Likewise.

    Returns
    -------
    p : array, shape (3m + 1,)
        The row.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> print(as_row(*initialise(n_units=1)).round(4))
    [ 0.4967 -0.1383  0.6477  1.523 ]
    """
    return np.concatenate([c, u, b, v[:, 0]])


def from_row(p: Any) -> tuple[Any, Any, Any, Any]:
    """Take a row apart into the parameters that :func:`as_row` put there.

    Parameters
    ----------
    p : array, shape (3m + 1,)
        The row.

    Returns
    -------
    c, u : array, shape (m,)
        Of the hidden units.
    b : array, shape (1,)
        Of the second layer.
    v : array, shape (m, 1)
        Likewise.

    Raises
    ------
    ValueError
        If the row does not hold three numbers for each unit, and one.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> c, u, b, v = from_row(np.arange(7))
    >>> print(c, u, b, v.ravel())
    [0 1] [2 3] [4] [5 6]
    """
    m, rest = divmod(len(p) - 1, 3)
    if rest or m < 1:
        raise ValueError(
            f"p must hold 3 numbers for each of m units, and 1, so 4, 7, 10, …, got {len(p)}"
        )
    return p[:m], p[m : 2 * m], p[2 * m : 2 * m + 1], p[2 * m + 1 :].reshape(m, 1)


def train(
    x: ArrayLike,
    y: ArrayLike,
    c: ArrayLike,
    u: ArrayLike,
    b: ArrayLike,
    v: ArrayLike,
    lr: float,
    n_updates: int,
) -> tuple[tuple[Array, Array, Array, Array], Array]:
    r"""Step 5: repeat the steps with all points, and keep the loss.

    .. math:: p \leftarrow p - \eta \, \nabla L(p), \qquad p = (c, u, b, v)

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.
    c, u : array, shape (m,)
        The start: bias and weight of each hidden unit.
    b : float or array, shape (1,)
        Bias of the prediction.
    v : array, shape (m, 1)
        Its weights.
    lr : float
        Learning rate, above 0.
    n_updates : int
        How many updates; 0 gives the start alone.

    Returns
    -------
    p : tuple of ndarray
        `c`, `u`, `b` and `v` after the last update.
    losses : ndarray, shape (n_updates + 1,)
        The loss at the start and after each update.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, `x` is constant, or a parameter or a number breaks its rule.

    Notes
    -----
    Each parameter is a setting of its own of :func:`gdtutorial.descent.descend`, whose second parameter stays 0.
    A descent that diverges is no error: its losses go on as floating point does.
    Beyond the source.

    Examples
    --------
    A start at zero moves the bias alone, to the mean of the labels:

    >>> x = np.linspace(0, 1, 5).reshape(5, 1)
    >>> (c, u, b, v), losses = train(x, x**2, [0, 0], [0, 0], 0, [[0], [0]], lr=0.1, n_updates=200)
    >>> print(c, u, b.round(4), v.ravel(), (x**2).mean())
    [0. 0.] [0. 0.] [0.375] [0. 0.] 0.375
    """
    x, y = checks.data(x, y)
    c, u = checks.row("c", c), checks.row("u", u)
    b, v = np.array([checks.number("b", b)]), checks.column("v", v, least=1)
    if not len(c) == len(u) == len(v):
        raise ValueError(
            f"c, u and v must hold one number for each unit, got {len(c)}, {len(u)} and {len(v)}"
        )
    lr = checks.number("lr", checks.positive("lr", lr))
    n_updates = checks.integer("n_updates", n_updates, 0)
    checks.memory("n_updates", n_updates, n_updates)
    losses: list[float] = []

    def look(p: Any) -> tuple[Any, Any, Any]:
        c, u, b, v = from_row(p)
        h = hidden_layer(c, u, x)
        error = errors(predict(b, v, h), y)
        losses.append(mse(error).item())
        return error, h, v

    def slopes(p: Any, nothing: Any) -> tuple[Any, Any]:
        error, h, v = look(p)
        return as_row(*gradient(error, x, h, v)), nothing

    walk = descend(repeat(slopes, n_updates), as_row(c, u, b, v), 0.0, lr)
    with np.errstate(over="ignore", invalid="ignore"):
        ((p, _),) = deque(walk, maxlen=1)  # the end alone
        look(p)
    return from_row(p), np.array(losses)
