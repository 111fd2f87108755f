r"""The five steps of gradient descent, for a line through points.

==========  =========  ==============================================
symbol      shape      meaning
==========  =========  ==============================================
``x``       (N, 1)     feature, one row a point
``y``       (N, 1)     label
``b``       (k,)       bias, one entry for each of k settings
``w``       (k,)       weight, likewise
``y_hat``   (N, k)     prediction, :math:`\hat{y} = b + w x`
``lr``      (k,)       learning rate, :math:`\eta`
==========  =========  ==============================================

The whole algorithm, with one setting (k = 1), for data whose line has b = 0.5 and w = −3:

>>> from gdtutorial.data import tutorial_data
>>> x, y, x_val, y_val = tutorial_data(b=0.5, w=-3)
>>> b, w = initialise(random_state=42)  # step 0: a random start
>>> for epoch in range(1000):  # step 5: again
...     y_hat = predict(b, w, x)  # step 1: forward pass
...     error = errors(y_hat, y)  # step 2: errors, and from them the loss
...     loss = mse(error)
...     b_grad, w_grad = gradient(error, x)  # step 3: gradient
...     b, w = update(b, w, b_grad, w_grad, lr=0.1)  # step 4: update
>>> print(b, w)
[0.52354047] [-3.03103497]
>>> print(loss.item())
0.008044657695524277

The loss printed is the one before the last update, as in the source (output P19).

With k settings, broadcasting carries k descents side by side through the same lines.
Steps 1 to 4 only add, multiply and average, so that arrays of other libraries can go through them.
"""

from __future__ import annotations

from typing import Any

from gdtutorial import checks
from gdtutorial.checks import Array, RandomState
from gdtutorial.settings import SEED


def initialise(random_state: RandomState = SEED) -> tuple[Array, Array]:
    r"""Step 0: draw a random start.

    .. math:: b, w \sim \mathcal{N}(0, 1)

    Parameters
    ----------
    random_state : int or numpy.random.RandomState
        The seed, or a generator whose stream goes on.

    Returns
    -------
    b, w : ndarray, shape (1,)
        In the unit of `y`, and in the unit of `y` per unit of `x`.

    Raises
    ------
    ValueError
        If `random_state` is neither a seed nor a generator.

    Notes
    -----
    Source: "Random initialisation", output P03.

    Examples
    --------
    >>> b, w = initialise(random_state=42)
    >>> print("b:", b, "w:", w)
    b: [0.49671415] w: [-0.1382643]
    """
    rng = checks.random_state(random_state)
    b = rng.randn(1)
    w = rng.randn(1)
    return b, w


def predict(b: Any, w: Any, x: Any) -> Any:
    r"""Step 1, the forward pass: where the line lies at each `x`.

    .. math:: \hat{y}_i = b + w x_i

    Parameters
    ----------
    b, w : float or array, shape (k,)
        Bias, in the unit of `y`, and weight, in the unit of `y` per unit of `x`.
    x : array, shape (N, 1)
        The feature.

    Returns
    -------
    y_hat : array, shape (N, k)
        In the unit of `y`.

    Notes
    -----
    Source: "Computing the model's predictions", output P04.
    That output cannot come from a fresh run: there the cell that splits was executed twice.
    The second example does so.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> b, w = initialise(random_state=42)
    >>> print(predict(b, w, x_train)[:5])
    [[0.390075  ]
     [0.4879263 ]
     [0.37737776]
     [0.4931996 ]
     [0.39550552]]

    >>> import numpy as np
    >>> from gdtutorial.data import make_line, split_index
    >>> rng = np.random.RandomState(42)
    >>> x, y = make_line(random_state=rng)
    >>> train_idx, val_idx = split_index(100, random_state=rng)
    >>> train_idx, val_idx = split_index(100, random_state=rng)
    >>> y_hat = predict(b, w, x[train_idx])
    >>> print(y_hat[:5])
    [[0.42415907]
     [0.39898102]
     [0.3709876 ]
     [0.40856271]
     [0.47514568]]
    """
    return b + w * x


def errors(y_hat: Any, y: Any) -> Any:
    r"""Step 2, first half: how far each prediction is from its label.

    .. math:: e_i = \hat{y}_i - y_i

    Parameters
    ----------
    y_hat : array, shape (N, k)
        Predictions.
    y : array, shape (N, 1)
        Labels.

    Returns
    -------
    error : array, shape (N, k)
        In the unit of `y`; positive where the prediction is too high.

    Notes
    -----
    Source: "Computing the loss".

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> b, w = initialise(random_state=42)
    >>> error = errors(predict(b, w, x_train), y_train)
    >>> print(error.shape, error[0].round(4))
    (80, 1) [-2.0845]
    """
    return y_hat - y


def mse(error: Any) -> Any:
    r"""Step 2, second half: one number for all errors, the mean squared error.

    .. math:: \text{MSE} = \frac{1}{n} \sum_{i=1}^{n} e_i^2

    Parameters
    ----------
    error : array, shape (n, k)
        Errors of the points that count: all, one, or a mini-batch.

    Returns
    -------
    loss : array, shape (k,)
        In the squared unit of `y`, one loss a setting.

    Notes
    -----
    The loss is a mean, not a sum: a sum would multiply the gradient, and with it every step, by n.
    Source: "Computing the loss", outputs P05 and P06.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> b, w = initialise(random_state=42)
    >>> error = errors(predict(b, w, x_train), y_train)
    >>> print(mse(error).item())
    2.7421577700550976
    """
    return (error**2).mean(axis=0)


def gradient(error: Any, x: Any) -> tuple[Any, Any]:
    r"""Step 3: how the loss answers to a small change of each parameter.

    .. math::

        \frac{\partial\,\text{MSE}}{\partial b} = \frac{2}{n} \sum_{i=1}^{n} e_i
        \qquad
        \frac{\partial\,\text{MSE}}{\partial w} = \frac{2}{n} \sum_{i=1}^{n} x_i e_i

    Parameters
    ----------
    error : array, shape (n, k)
        Errors at the present parameters.
    x : array, shape (n, 1)
        The feature of the same points.

    Returns
    -------
    b_grad, w_grad : array, shape (k,)
        In the squared unit of `y` per unit of `b` and of `w`.

    Notes
    -----
    The factor 2 stays: without it every step would be half as long, and the same step would need twice the learning rate.
    Source: "Computing the gradients", output P14.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> b, w = initialise(random_state=42)
    >>> error = errors(predict(b, w, x_train), y_train)
    >>> b_grad, w_grad = gradient(error, x_train)
    >>> print(b_grad.item(), w_grad.item())
    -3.044811379650508 -1.8337537171510832
    """
    n = len(error)
    b_grad = 2 * error.sum(axis=0) / n
    w_grad = 2 * (x * error).sum(axis=0) / n
    return b_grad, w_grad


def update(b: Any, w: Any, b_grad: Any, w_grad: Any, lr: Any) -> tuple[Any, Any]:
    r"""Step 4: move each parameter against its gradient.

    .. math::

        b \leftarrow b - \eta \frac{\partial\,\text{MSE}}{\partial b}
        \qquad
        w \leftarrow w - \eta \frac{\partial\,\text{MSE}}{\partial w}

    Parameters
    ----------
    b, w : float or array, shape (k,)
        Parameters now.
    b_grad, w_grad : array, shape (k,)
        Their gradients, both taken at these parameters.
    lr : float or array, shape (k,)
        Learning rate.

    Returns
    -------
    b, w : array, shape (k,)
        Parameters after one update.

    Notes
    -----
    Source: "Updating the parameters", output P15.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> b, w = initialise(random_state=42)
    >>> print(b, w)
    [0.49671415] [-0.1382643]
    >>> b_grad, w_grad = gradient(errors(predict(b, w, x_train), y_train), x_train)
    >>> b, w = update(b, w, b_grad, w_grad, lr=0.1)
    >>> print(b, w)
    [0.80119529] [0.04511107]
    """
    b = b - lr * b_grad
    w = w - lr * w_grad
    return b, w
