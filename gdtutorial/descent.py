"""A whole descent: epochs, batches, and the path it took."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdtutorial import checks
from gdtutorial.checks import Array, RandomState
from gdtutorial.curvature import convergence_factors, directions
from gdtutorial.model import errors, gradient, predict, update
from gdtutorial.moments import moments
from gdtutorial.problems import Problem
from gdtutorial.rules import Rule, plain
from gdtutorial.settings import N_EPOCHS, SEED
from gdtutorial.surface import minimum

Slopes = Callable[[Any, Any], tuple[Any, Any]]


@dataclass(frozen=True, eq=False)
class Trajectory:
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
        How many updates make one epoch: as many as it takes to use as many points as there are.

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
        """Number of the first recorded update that is no longer finite, or −1, shape (k,)."""
        lost = ~(np.isfinite(self.b) & np.isfinite(self.w) & np.isfinite(self.loss))
        return np.where(lost.any(axis=0), self.updates[lost.argmax(axis=0)], -1)


def gradient_descent(
    x: ArrayLike,
    y: ArrayLike,
    b: ArrayLike,
    w: ArrayLike,
    lr: ArrayLike,
    rule: Rule = plain,
    *,
    n_epochs: int = N_EPOCHS,
    batch_size: int | None = None,
    shuffle: bool = False,
    replacement: bool = False,
    random_state: RandomState = SEED,
    record: Literal["updates", "epochs"] = "updates",
    **settings: ArrayLike,
) -> Trajectory:
    r"""Step 5: repeat the steps over epochs and batches, and keep the path.

    .. math::

        (b, w) \leftarrow (b, w) - \eta \, \nabla \text{MSE}_\text{batch}(b, w)
        \qquad \text{for each batch of each epoch}

    Another rule than this one, :func:`gdtutorial.rules.plain`, makes something else of the same gradient.

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.
    b, w : float or array, shape (k,)
        The start, or k of them.
    lr : float or array, shape (k,)
        Learning rate, or k of them, above 0.
    rule : callable
        One of :mod:`gdtutorial.rules`, or another that takes and returns what they do.
    n_epochs : int
        How many times each point is used; 0 gives the start alone.
    batch_size : int, optional
        Points in a batch, from 1 to N; by default N, the full batch.
        Where it does not divide N, the last batch of each epoch is smaller, and its mean is over its own points.
    shuffle : bool
        Whether to put the points into a new order before each epoch; if not, their order is that of the rows.
    replacement : bool
        Whether to draw the points of each batch anew from all of them, *with replacement*, and for each of the k settings.
        An epoch is then as many updates as without, and uses each point once on average only.
    random_state : int or numpy.random.RandomState
        For the new orders and the draws: the seed, or a generator whose stream goes on.
    record : {"updates", "epochs"}
        Whether the path keeps every update, or only the ends of epochs, which takes less memory.
    **settings : float or array, shape (k,)
        The rule's own: `tau`, `momentum`, `alpha`, `beta1`, `beta2` or `eps`; what is left out has the rule's default.

    Returns
    -------
    path : Trajectory
        The start and each recorded update, for all k settings.

    Raises
    ------
    ValueError
        If the data, a number, `batch_size`, `shuffle` or `record` breaks its rule, `x` is constant,
        or a setting is not one of the rule's; the message states the rule.

    Notes
    -----
    A descent that diverges is no error.
    Its path goes on as floating point does, to infinity and then NaN, and :attr:`Trajectory.overflow` says where that began.

    All settings go through the same batches side by side, by broadcasting: a sweep over learning rates is one call.
    Source: "Repeat" and "The path of gradient descent", outputs P15 and P19; other rules and draws are beyond the source.

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

    >>> from gdtutorial.rules import momentum
    >>> from gdtutorial.surface import loss_surface, minimum
    >>> least = loss_surface(x_train, y_train, *minimum(x_train, y_train))
    >>> for share in 0, 0.5:
    ...     path = gradient_descent(x_train, y_train, b, w, 0.1, momentum, momentum=share)
    ...     print(f"{(path.loss[-1] - least).item():.1e}")
    2.4e-02
    9.5e-04
    """
    x, y = checks.data(x, y)
    n = len(x)
    n_epochs = checks.integer("n_epochs", n_epochs, 0)
    size = n if batch_size is None else batch_size
    size = checks.integer("batch_size", size, 1, n, " (the number of points)")
    shuffled = checks.choice("shuffle", shuffle, (False, True))
    if checks.choice("replacement", replacement, (False, True)) and shuffled:
        raise ValueError(
            "shuffle must be False with replacement=True (where each batch is drawn anew), got True"
        )
    per_epoch = -(-n // size)
    every = {"updates": 1, "epochs": per_epoch}[
        checks.choice("record", record, ("updates", "epochs"))
    ]
    checks.seed(
        random_state
    )  # a generator costs as much as ten updates: only where points are drawn
    gradients: Iterable[Slopes]
    if replacement:
        draws = partial(_slopes_of_a_draw, x, y, size, checks.random_state(random_state))
        gradients = (draws for _ in range(n_epochs * per_epoch))
    elif shuffled:
        rng = checks.random_state(random_state)
        orders = (rng.permutation(n) for _ in range(n_epochs))
        gradients = chain.from_iterable(_cut(x[order], y[order], size) for order in orders)
    else:
        batches = _cut(x, y, size)
        gradients = chain.from_iterable(batches for _ in range(n_epochs))
    walk = descend(gradients, b, w, lr, rule, **settings)
    n_rows = n_epochs * per_epoch // every + 1
    return _record(walk, n_rows, moments(x, y).loss, "n_epochs", n_epochs, per_epoch, every)


def minimise(
    problem: Problem,
    b: ArrayLike,
    w: ArrayLike,
    lr: ArrayLike,
    rule: Rule = plain,
    *,
    n_updates: int = N_EPOCHS,
    **settings: ArrayLike,
) -> Trajectory:
    r"""Descend on any problem, with the gradient of the whole problem for each update, and keep the path.

    .. math:: (\theta, \text{memory}) \leftarrow \text{rule}(\theta, \nabla L(\theta), \text{memory})

    Parameters
    ----------
    problem : Problem
        What to minimise.
    b, w : float or array, shape (k,)
        The start, or k of them.
    lr : float or array, shape (k,)
        Learning rate, or k of them, above 0.
    rule : callable
        One of :mod:`gdtutorial.rules`, or another that takes and returns what they do.
    n_updates : int
        How many updates, and so how many gradients; 0 gives the start alone.
    **settings : float or array, shape (k,)
        The rule's own: `tau`, `momentum`, `alpha`, `beta1`, `beta2` or `eps`; what is left out has the rule's default.

    Returns
    -------
    path : Trajectory
        The start and each update, for all k settings.

    Raises
    ------
    ValueError
        If a number breaks its rule, or a setting is not one of the rule's.

    Notes
    -----
    On a :func:`gdtutorial.problems.line_problem` this is :func:`gradient_descent` with the full batch, to the last digit.
    Beyond the source.

    Examples
    --------
    The bad feature, without and with momentum:

    >>> from gdtutorial.data import spoil, tutorial_data
    >>> from gdtutorial.model import initialise
    >>> from gdtutorial.problems import line_problem
    >>> from gdtutorial.rules import momentum
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> bad_x_train, _ = spoil(x_train)
    >>> problem = line_problem(bad_x_train, y_train)
    >>> b, w = initialise(random_state=42)
    >>> for path in (
    ...     minimise(problem, b, w, 0.0306),
    ...     minimise(problem, b, w, 0.05, momentum, momentum=0.7),
    ... ):
    ...     print(f"{problem.excess(path.b[-1], path.w[-1]).item():.0e}")
    2e-01
    1e-14
    """
    checks.instance("problem", problem, Problem)
    n_updates = checks.integer("n_updates", n_updates, 0)
    gradients = (problem.gradient for _ in range(n_updates))
    walk = descend(gradients, b, w, lr, rule, **settings)
    return _record(walk, n_updates + 1, problem.loss, "n_updates", n_updates)


def descend(
    gradients: Iterable[Slopes],
    b: ArrayLike,
    w: ArrayLike,
    lr: ArrayLike,
    rule: Rule = plain,
    **settings: ArrayLike,
) -> Iterator[Any]:
    """Take one gradient after the other where the descent stands, and let the rule move it: the loop under all others.

    Parameters
    ----------
    gradients : list or iterator of callable
        One for each update: it takes `b` and `w`, shape (k,), and returns both gradients, each of shape (k,).
    b, w : float or array, shape (k,)
        The start, or k of them.
    lr : float or array, shape (k,)
        Learning rate, or k of them, above 0.
    rule : callable
        One of :mod:`gdtutorial.rules`, or another that takes and returns what they do.
    **settings : float or array, shape (k,)
        The rule's own; what is left out has the rule's default.

    Returns
    -------
    walk : iterator
        The pair `b`, `w`, each of shape (k,): at the start, and after each update.

    Raises
    ------
    ValueError
        If a number breaks its rule, or a setting is not one of the rule's.

    Notes
    -----
    Nothing is kept, so a descent may be as long as you like, and may be left at any update.
    Beyond the source.

    Examples
    --------
    Down a bowl until it is flat:

    >>> from itertools import repeat
    >>> bowl = repeat(lambda b, w: (2 * b, 2 * w))
    >>> for n_updates, (b, w) in enumerate(descend(bowl, b=3, w=4, lr=0.25)):
    ...     if b**2 + w**2 < 1e-6:
    ...         break
    >>> print(n_updates, b, w)
    13 [0.00036621] [0.00048828]
    """
    checks.instance("gradients", gradients, Iterable)
    checks.function("rule", rule, ", such as those of gdtutorial.rules")
    own = {name: _own(rule, name, value) for name, value in settings.items()}
    b, w, lr, *rest = checks.settings(b, w, lr, **own)
    return _loop(gradients, b, w, lr, rule, dict(zip(own, rest, strict=True)))


def iterates(
    x: ArrayLike,
    y: ArrayLike,
    b: ArrayLike,
    w: ArrayLike,
    lr: ArrayLike,
    n_updates: int = N_EPOCHS,
) -> Trajectory:
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
    n_updates : int
        How many updates to predict; 0 gives the start alone.

    Returns
    -------
    path : Trajectory
        The start and each update: up to rounding, what :func:`gradient_descent` returns for as many epochs.

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
    ...     iterates(x_train, y_train, b, w, lr=0.1, n_updates=1000),
    ...     gradient_descent(x_train, y_train, b, w, lr=0.1, n_epochs=1000),
    ... ):
    ...     print(path.b[[1, 10, 1000], 0].round(6), path.w[[1, 10, 1000], 0].round(6))
    [0.801195 1.589911 1.023541] [0.045111 0.679958 1.968964]
    [0.801195 1.589911 1.023541] [0.045111 0.679958 1.968964]
    """
    x, y = checks.data(x, y)
    b, w, lr = checks.settings(b, w, lr)
    n_updates = checks.integer("n_updates", n_updates, 0)
    checks.memory("n_updates", n_updates, 7 * n_updates * len(lr))
    updates = np.arange(n_updates + 1)
    b_min, w_min = minimum(x, y)
    bs, ws = np.full((2, len(updates), len(lr)), [[[b_min]], [[w_min]]])
    with np.errstate(over="ignore", invalid="ignore"):
        for (b_part, w_part), factor in zip(
            directions(x), convergence_factors(x, lr), strict=True
        ):
            distance = b_part * (b - b_min) + w_part * (w - w_min)
            left = factor ** updates[:, np.newaxis] * distance
            bs, ws = bs + b_part * left, ws + w_part * left
    losses = moments(x, y).loss(bs, ws)
    return Trajectory(bs, ws, losses, updates, updates_per_epoch=1)


_OWN = {
    "tau": checks.positive,
    "momentum": checks.fraction,
    "alpha": checks.fraction,
    "beta1": checks.fraction,
    "beta2": checks.fraction,
    "eps": checks.positive,
}


def _own(rule: Rule, name: str, value: ArrayLike) -> Array:
    """Return the value of a setting if it is one of the rule's own, and in its range."""
    keywords = inspect.signature(rule).parameters.values()
    allowed = [k.name for k in keywords if k.kind == k.KEYWORD_ONLY and k.name != "lr"]
    title = getattr(rule, "__name__", "the rule")
    if not allowed:
        raise ValueError(f"{title} has no setting but lr, got {name!r}")
    checks.choice(f"a setting of {title}", name, tuple(allowed))
    return _OWN.get(name, checks.finite)(name, value)


def _loop(
    gradients: Iterable[Slopes], b: Array, w: Array, lr: Array, rule: Rule, own: dict[str, Array]
) -> Iterator[Any]:
    """Make every update that this library makes."""
    p: Any = b, w
    memory = None
    yield p
    for slopes in gradients:
        g = slopes(*p)
        if rule is plain:  # the same digits in half the time: nothing to stack
            p = update(p[0], p[1], g[0], g[1], lr)
        else:
            p, memory = rule(np.asarray(p), np.array(g), memory, lr=lr, **own)
        yield p


def _record(
    walk: Iterator[Any],
    n_rows: int,
    loss: Any,
    name: str,
    asked: int,
    updates_per_epoch: int = 1,
    every: int = 1,
) -> Trajectory:
    """Keep every so many rows of a descent, and the loss there, if what was asked for by `name` fits into memory."""
    start = next(walk)
    checks.memory(name, asked, n_rows * (40 + 7 * len(start[0])))  # as rows, then as arrays
    with np.errstate(over="ignore", invalid="ignore"):
        rows = [start, *islice(walk, every - 1, None, every)]
        bs, ws = (
            np.concatenate(column).reshape(len(rows), -1) for column in zip(*rows, strict=True)
        )
        losses = loss(bs, ws)
    return Trajectory(bs, ws, losses, every * np.arange(len(rows)), updates_per_epoch)


def _slopes(x: Array, y: Array, b: Any, w: Any) -> tuple[Any, Any]:
    return gradient(errors(predict(b, w, x), y), x)


def _cut(x: Array, y: Array, size: int) -> list[Slopes]:
    """Cut the points into batches, in their order, and return the gradient of each."""
    return [partial(_slopes, x[i : i + size], y[i : i + size]) for i in range(0, len(x), size)]


def _slopes_of_a_draw(
    x: Array, y: Array, size: int, rng: np.random.RandomState, b: Any, w: Any
) -> tuple[Any, Any]:
    """Draw a batch for each of the k settings, and return their gradients."""
    drawn = rng.randint(len(x), size=(size, len(b)))
    return _slopes(x[drawn, 0], y[drawn, 0], b, w)
