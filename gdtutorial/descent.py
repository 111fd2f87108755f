"""A whole descent: epochs, batches, and the path it took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdtutorial import checks
from gdtutorial.checks import Array, RandomState
from gdtutorial.curvature import convergence_factors, directions
from gdtutorial.model import errors, gradient, predict, update
from gdtutorial.settings import N_EPOCHS, SEED
from gdtutorial.surface import loss_surface, minimum


@dataclass(frozen=True, eq=False)
class Path:
    """Where a descent has been: one row for the start and one for each recorded update.

    Attributes
    ----------
    b, w : ndarray, shape (rows, k)
        Parameters of the k settings, in the unit of `y`, and of `y` per unit of `x`.
    loss : ndarray, shape (rows, k)
        Their loss on *all* the points, whatever the batch size, in the squared unit of `y`.
    updates : ndarray of int, shape (rows,)
        How many updates came before each row; 0 for the start.
    updates_per_epoch : int
        How many updates make one epoch.

    Notes
    -----
    Source: "The path of gradient descent".

    Examples
    --------
    Two epochs of two updates each:

    >>> x, y = np.array([[0.0], [1.0], [2.0]]), np.array([[1.0], [3.0], [5.0]])
    >>> path = gradient_descent(x, y, b=0, w=0, lr=0.1, n_epochs=2, batch_size=2)
    >>> print(path.updates, path.epochs, path.epoch_ends)
    [0 1 2 3 4] [0.  0.5 1.  1.5 2. ] [0 2 4]
    >>> print(path.loss.shape, path.overflow)
    (5, 1) [-1]
    """

    b: Array
    w: Array
    loss: Array
    updates: NDArray[np.int_]
    updates_per_epoch: int

    @property
    def epochs(self) -> Array:
        """Epochs done at each row, with fractions inside an epoch, shape (rows,)."""
        return self.updates / self.updates_per_epoch

    @property
    def epoch_ends(self) -> NDArray[np.int_]:
        """Rows at which an epoch ends, the start included, shape (n_epochs + 1,)."""
        return np.flatnonzero(self.updates % self.updates_per_epoch == 0)

    @property
    def overflow(self) -> NDArray[np.int_]:
        """Number of the first recorded update that is no longer finite, or -1, shape (k,)."""
        lost = ~(np.isfinite(self.b) & np.isfinite(self.w) & np.isfinite(self.loss))
        return np.where(lost.any(axis=0), self.updates[lost.argmax(axis=0)], -1)


def gradient_descent(
    x: ArrayLike,
    y: ArrayLike,
    b: ArrayLike,
    w: ArrayLike,
    lr: ArrayLike,
    *,
    n_epochs: int = N_EPOCHS,
    batch_size: int | None = None,
    momentum: float = 0.0,
    shuffle: bool = False,
    random_state: RandomState = SEED,
    record: Literal["updates", "epochs"] = "updates",
) -> Path:
    r"""Step 5: repeat the steps over epochs and batches, and keep the path.

    .. math::

        (b, w) \leftarrow (b, w) - \eta \, \nabla \text{MSE}_\text{batch}(b, w)
        \qquad \text{for each batch of each epoch}

    With momentum, a velocity takes the gradient's place; it starts at zero and carries on what came before:

    .. math::

        v \leftarrow \mu v + \nabla \text{MSE}_\text{batch}(b, w)
        \qquad
        (b, w) \leftarrow (b, w) - \eta v

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.
    b, w : float or array, shape (k,)
        The start, or k of them.
    lr : float or array, shape (k,)
        Learning rate, or k of them, above 0.
    n_epochs : int
        How many times each point is used; 0 gives the start alone.
    batch_size : int, optional
        Points in a batch, from 1 to N; by default N, the full batch.
        Where it does not divide N, the last batch of each epoch is smaller, and its mean is over its own points.
    momentum : float
        How much of the velocity each update keeps, :math:`\mu`, from 0 (none, plain gradient descent) to below 1.
    shuffle : bool
        Whether to put the points into a new order before each epoch; if not, their order is that of the rows.
    random_state : int or numpy.random.RandomState
        For the new orders: the seed, or a generator whose stream goes on.
    record : {"updates", "epochs"}
        Whether the path keeps every update, or only the ends of epochs, which takes less memory.

    Returns
    -------
    path : Path
        The start and each recorded update, for all k settings.

    Raises
    ------
    ValueError
        If the data, a number, `batch_size`, `shuffle` or `record` breaks its rule, or `x` is constant;
        the message states the rule.

    Notes
    -----
    A descent that diverges is no error.
    Its path goes on as floating point does, to infinity and then NaN, and :attr:`Path.overflow` says where that began.

    All settings go through the same batches side by side, by broadcasting: a sweep over learning rates is one call.
    Momentum is defined as in PyTorch's ``SGD``, without dampening or Nesterov's variant.
    Other books put the learning rate into the velocity; for a constant rate the path is the same.
    Source: "Repeat" and "The path of gradient descent", outputs P15 and P19; momentum is beyond the source.

    Examples
    --------
    A thousand epochs with the full batch, which is a thousand updates:

    >>> from gdtutorial.data import tutorial_data
    >>> from gdtutorial.model import initialise, mse
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> b, w = initialise(random_state=42)
    >>> path = gradient_descent(x_train, y_train, b, w, lr=0.1, n_epochs=1000)
    >>> print(path.b[-1].round(4), path.w[-1].round(4))
    [1.0235] [1.969]

    The loss that the source prints after its last update is the one before it:

    >>> x_train, y_train, x_val, y_val = tutorial_data(b=0.5, w=-3)
    >>> path = gradient_descent(x_train, y_train, b, w, lr=0.1, n_epochs=1000)
    >>> print(path.b[-1], path.w[-1])
    [0.52354047] [-3.03103497]
    >>> print(mse(errors(predict(path.b[-2], path.w[-2], x_train), y_train)).item())
    0.008044657695524277

    Batches of 16 make five updates an epoch:

    >>> path = gradient_descent(x_train, y_train, b, w, lr=0.1, n_epochs=3, batch_size=16)
    >>> print(path.b.shape, path.updates_per_epoch, path.epoch_ends)
    (16, 1) 5 [ 0  5 10 15]

    Three learning rates side by side, the last one too large:

    >>> path = gradient_descent(x_train, y_train, b, w, lr=[0.01, 0.1, 1.1], n_epochs=2000)
    >>> print(path.loss[1].round(2), path.overflow)
    [2.48 1.67 6.58] [ -1  -1 646]

    Momentum speeds up the slow way along the valley: how far is the loss still above its minimum after 100 epochs?

    >>> from gdtutorial.surface import loss_surface, minimum
    >>> least = loss_surface(x_train, y_train, *minimum(x_train, y_train))
    >>> for momentum in 0, 0.5:
    ...     path = gradient_descent(x_train, y_train, b, w, lr=0.1, momentum=momentum)
    ...     print(f"{(path.loss[-1] - least).item():.1e}")
    2.4e-02
    9.5e-04
    """
    x, y = checks.data(x, y)
    bias, weight, lr = checks.settings(b, w, lr)
    n = len(x)
    n_epochs = checks.integer("n_epochs", n_epochs, 0)
    if batch_size is None:
        batch_size = n
    batch_size = checks.integer("batch_size", batch_size, 1, n, " (the number of points)")
    rng = (
        checks.random_state(random_state)
        if checks.choice("shuffle", shuffle, (False, True))
        else None
    )
    mu = checks.momentum(momentum)
    every_update = checks.choice("record", record, ("updates", "epochs")) == "updates"

    batches = _cut(x, y, batch_size)
    rows = [(bias, weight)]
    b_velocity = w_velocity = 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(n_epochs):
            if rng is not None:
                order = rng.permutation(n)
                batches = _cut(x[order], y[order], batch_size)
            for x_batch, y_batch in batches:
                error = errors(predict(bias, weight, x_batch), y_batch)
                b_grad, w_grad = gradient(error, x_batch)
                if mu:
                    b_grad = b_velocity = mu * b_velocity + b_grad
                    w_grad = w_velocity = mu * w_velocity + w_grad
                bias, weight = update(bias, weight, b_grad, w_grad, lr)
                if every_update:
                    rows.append((bias, weight))
            if not every_update:
                rows.append((bias, weight))
        bs, ws = (
            np.concatenate(column).reshape(len(rows), -1) for column in zip(*rows, strict=True)
        )
        losses = loss_surface(x, y, bs, ws)
    updates = np.arange(0, n_epochs * len(batches) + 1, 1 if every_update else len(batches))
    return Path(bs, ws, losses, updates, len(batches))


def iterates(
    x: ArrayLike, y: ArrayLike, b: ArrayLike, w: ArrayLike, lr: ArrayLike, n: int = N_EPOCHS
) -> Path:
    r"""Predict a descent with the full batch in closed form, without taking a step.

    .. math::

        \begin{pmatrix} b_t \\ w_t \end{pmatrix}
        = \begin{pmatrix} b^* \\ w^* \end{pmatrix}
        + (1 - \eta \lambda_\text{min})^t \, d_\text{min} \, v_\text{min}
        + (1 - \eta \lambda_\text{max})^t \, d_\text{max} \, v_\text{max}

    with :math:`d_\text{min}` and :math:`d_\text{max}`, the distance from the minimum to the start along either direction.

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.
    b, w : float or array, shape (k,)
        The start, or k of them.
    lr : float or array, shape (k,)
        Learning rate, or k of them, above 0.
    n : int
        How many updates to predict; 0 gives the start alone.

    Returns
    -------
    path : Path
        The start and each update: up to rounding, what :func:`gradient_descent` returns for n epochs.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, `x` is constant, or a number breaks its rule.

    Notes
    -----
    Any update can be had without those before it.
    This holds for a quadratic loss and a constant rate only.

    Rounding, with :math:`\varepsilon = 2^{-52}`, moves the predictions of row t
    by at most :math:`16 \, (t + 1) \, \varepsilon \sqrt{\kappa} \, \max(1, \rho)^t`
    times the size of the labels and of the first predictions together, each a root mean square over the points.
    Here :math:`\kappa` is the :func:`gdtutorial.curvature.condition_number`
    and :math:`\rho` the :func:`gdtutorial.curvature.contraction`.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> from gdtutorial.model import initialise
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> b, w = initialise(random_state=42)
    >>> for path in (
    ...     iterates(x_train, y_train, b, w, lr=0.1, n=1000),
    ...     gradient_descent(x_train, y_train, b, w, lr=0.1, n_epochs=1000),
    ... ):
    ...     print(path.b[[1, 10, 1000], 0].round(6), path.w[[1, 10, 1000], 0].round(6))
    [0.801195 1.589911 1.023541] [0.045111 0.679958 1.968964]
    [0.801195 1.589911 1.023541] [0.045111 0.679958 1.968964]
    """
    x, y = checks.data(x, y)
    b, w, lr = checks.settings(b, w, lr)
    updates = np.arange(checks.integer("n", n, 0) + 1)
    b_min, w_min = minimum(x, y)
    bs, ws = np.full((2, len(updates), len(lr)), [[[b_min]], [[w_min]]])
    with np.errstate(over="ignore", invalid="ignore"):
        for (b_part, w_part), factor in zip(
            directions(x), convergence_factors(x, lr), strict=True
        ):
            distance = b_part * (b - b_min) + w_part * (w - w_min)
            left = factor ** updates[:, np.newaxis] * distance
            bs, ws = bs + b_part * left, ws + w_part * left
        losses = loss_surface(x, y, bs, ws)
    return Path(bs, ws, losses, updates, updates_per_epoch=1)


def _cut(x: Array, y: Array, size: int) -> list[tuple[Array, Array]]:
    return [(x[i : i + size], y[i : i + size]) for i in range(0, len(x), size)]
