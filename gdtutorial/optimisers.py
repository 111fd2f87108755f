r"""Better steps: what to do with a gradient, other than to take it times the learning rate.

A rule gets parameters, their gradient and its own memory, and returns new parameters and a new memory.
It works entry by entry, on arrays of any shape:

==========  =======================================================
symbol      meaning
==========  =======================================================
``p``       parameters :math:`\theta`, here `b` and `w`, shape (2, k)
``g``       gradient at these parameters, of the same shape
``memory``  what the rule keeps between updates; ``None`` before the first
``lr``      learning rate :math:`\eta`
==========  =======================================================

Two updates by hand:

>>> p, memory = np.array([1.0, 1.0]), None
>>> for _ in range(2):
...     g = np.array([2.0, 0.2]) * p  # of the loss p0**2 + 0.1 p1**2
...     p, memory = momentum(p, g, memory, lr=0.1, mu=0.5)
...     print(p)
[0.8  0.98]
[0.54   0.9504]
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks, logistic
from gdtutorial.checks import Array, RandomState
from gdtutorial.data import spoil, standardise, tutorial_data
from gdtutorial.descent import Path
from gdtutorial.model import errors, gradient, predict
from gdtutorial.settings import SEED
from gdtutorial.surface import loss_surface, minimum

Rule = Callable[..., tuple[Any, Any]]


def plain(p: Any, g: Any, memory: Any = None, *, lr: Any) -> tuple[Any, Any]:
    r"""Gradient descent: step against the gradient.

    .. math:: \theta \leftarrow \theta - \eta g

    Parameters
    ----------
    p, g : array
        Parameters and their gradient.
    memory : None
        Not needed.
    lr : float or array
        Learning rate.

    Returns
    -------
    p : array
        New parameters.
    memory : None
        New memory.

    Notes
    -----
    A. Cauchy (1847), "Méthode générale pour la résolution des systèmes d'équations simultanées".
    In PyTorch: ``SGD``.
    Beyond the source.

    Examples
    --------
    >>> plain(1.0, 0.5, lr=0.1)
    (0.95, None)
    """
    return p - lr * g, memory


def decayed(p: Any, g: Any, memory: Any = None, *, lr: Any, tau: Any = 100.0) -> tuple[Any, Any]:
    r"""Gradient descent with a learning rate that falls over time.

    .. math:: \theta \leftarrow \theta - \frac{\eta}{1 + t / \tau} \, g, \qquad t \leftarrow t + 1

    Parameters
    ----------
    p, g : array
        Parameters and their gradient.
    memory : int, optional
        The number t of updates so far.
    lr : float or array
        Learning rate of the first update.
    tau : float or array
        After how many updates the rate is half of that.

    Returns
    -------
    p : array
        New parameters.
    memory : int
        New memory.

    Notes
    -----
    H. Robbins, S. Monro (1951), "A Stochastic Approximation Method", doi:10.1214/aoms/1177729586:
    the rates must add up to infinity, so that any distance can be walked, and their squares must not, so that the noise dies out.
    In PyTorch: ``SGD`` with ``LambdaLR(optimizer, lambda t: 1 / (1 + t / tau))``.
    Beyond the source.

    Examples
    --------
    >>> decayed(1.0, 1.0, 100, lr=0.5, tau=100.0)
    (0.75, 101)
    """
    t = 0 if memory is None else memory
    return p - lr / (1 + t / tau) * g, t + 1


def momentum(p: Any, g: Any, memory: Any = None, *, lr: Any, mu: Any = 0.9) -> tuple[Any, Any]:
    r"""Momentum, the heavy ball: a velocity carries on a share of what came before.

    .. math:: v \leftarrow \mu v + g, \qquad \theta \leftarrow \theta - \eta v

    Parameters
    ----------
    p, g : array
        Parameters and their gradient.
    memory : array, optional
        The velocity v.
    lr : float or array
        Learning rate.
    mu : float or array
        Momentum: the share, from 0 to below 1.

    Returns
    -------
    p : array
        New parameters.
    memory : array
        New memory.

    Notes
    -----
    B. T. Polyak (1964), "Some methods of speeding up the convergence of iteration methods", doi:10.1016/0041-5553(64)90137-5.
    In PyTorch: ``SGD(momentum=mu)``.
    There, and here, the rate multiplies the velocity as a whole; Polyak has it inside, which is the same as long as it is constant.
    Beyond the source.

    Examples
    --------
    A gradient that stays carries up to 1 / (1 - mu) times as far:

    >>> p, v = 0.0, None
    >>> for _ in range(4):
    ...     before, (p, v) = p, momentum(p, -1.0, v, lr=1.0, mu=0.5)
    ...     print(p - before)
    1.0
    1.5
    1.75
    1.875
    """
    v = g if memory is None else mu * memory + g
    return p - lr * v, v


def nesterov(p: Any, g: Any, memory: Any = None, *, lr: Any, mu: Any = 0.9) -> tuple[Any, Any]:
    r"""Momentum as Nesterov has it: the gradient is felt where the velocity is about to lead.

    .. math:: v \leftarrow \mu v + g, \qquad \theta \leftarrow \theta - \eta \, (g + \mu v)

    Parameters
    ----------
    p, g : array
        Parameters and their gradient.
    memory : array, optional
        The velocity v.
    lr : float or array
        Learning rate.
    mu : float or array
        Momentum, from 0 to below 1.

    Returns
    -------
    p : array
        New parameters.
    memory : array
        New memory.

    Notes
    -----
    Y. Nesterov (1983), "A method for solving the convex programming problem with convergence rate O(1/k²)";
    with a constant momentum, as I. Sutskever, J. Martens, G. Dahl, G. Hinton (2013),
    "On the importance of initialization and momentum in deep learning".
    In PyTorch: ``SGD(momentum=mu, nesterov=True)``.
    There, and here, the parameters kept are those at which the gradient is taken, one stride of velocity ahead of Nesterov's own.
    Beyond the source.

    Examples
    --------
    >>> nesterov(0.0, -1.0, lr=1.0, mu=0.5)
    (1.5, -1.0)
    """
    v = g if memory is None else mu * memory + g
    return p - lr * (g + mu * v), v


def rmsprop(
    p: Any, g: Any, memory: Any = None, *, lr: Any, alpha: Any = 0.99, eps: Any = 1e-8
) -> tuple[Any, Any]:
    r"""RMSProp: divide each gradient by the root of the mean of its recent squares.

    .. math:: s \leftarrow \alpha s + (1 - \alpha) g^2, \qquad \theta \leftarrow \theta - \eta \frac{g}{\sqrt{s} + \varepsilon}

    Parameters
    ----------
    p, g : array
        Parameters and their gradient.
    memory : array, optional
        The mean square s.
    lr : float or array
        Learning rate: about the length of a step in each parameter.
    alpha : float or array
        The share of the mean that is kept, from 0 to below 1.
    eps : float or array
        Keeps the division possible, above 0.

    Returns
    -------
    p : array
        New parameters.
    memory : array
        New memory.

    Notes
    -----
    T. Tieleman, G. Hinton (2012), "Lecture 6.5: RMSProp, divide the gradient by a running average of its recent magnitude".
    In PyTorch: ``RMSprop``.
    The lecture keeps 0.9 and has no epsilon; PyTorch's defaults, taken here, keep 0.99 and add 1e-8 after the root.
    The mean starts at 0, so the first step is longer than the rate, by a factor of 1 over the root of (1 - alpha).
    Beyond the source.

    Examples
    --------
    >>> p, s = rmsprop(np.array([1.0, 1.0]), np.array([300.0, -0.02]), lr=0.1)
    >>> print(p.round(4))
    [0. 2.]
    """
    s = (1 - alpha) * g**2 if memory is None else alpha * memory + (1 - alpha) * g**2
    return p - lr * g / (s**0.5 + eps), s


def adam(
    p: Any,
    g: Any,
    memory: Any = None,
    *,
    lr: Any,
    beta1: Any = 0.9,
    beta2: Any = 0.999,
    eps: Any = 1e-8,
) -> tuple[Any, Any]:
    r"""Adam: a mean of the gradients over the root of a mean of their squares, both freed from their start at 0.

    .. math::

        m \leftarrow \beta_1 m + (1 - \beta_1) g, \qquad
        s \leftarrow \beta_2 s + (1 - \beta_2) g^2, \qquad
        \theta \leftarrow \theta - \eta \frac{m / (1 - \beta_1^t)}{\sqrt{s / (1 - \beta_2^t)} + \varepsilon}

    Parameters
    ----------
    p, g : array
        Parameters and their gradient.
    memory : tuple of array and int, optional
        The two means, m and s, and the number t of updates so far.
    lr : float or array
        Learning rate: about the length of a step in each parameter, and exactly that of the first.
    beta1, beta2 : float or array
        The shares of the means that are kept, from 0 to below 1.
    eps : float or array
        Keeps the division possible, above 0.

    Returns
    -------
    p : array
        New parameters.
    memory : tuple
        New memory.

    Notes
    -----
    D. P. Kingma, J. Ba (2015), "Adam: A Method for Stochastic Optimization", doi:10.48550/arXiv.1412.6980.
    In PyTorch: ``Adam``, with the same defaults.
    Beyond the source.

    Examples
    --------
    The first step has the length of the rate, however large or small the gradient:

    >>> p, memory = adam(np.array([1.0, 1.0]), np.array([300.0, -0.02]), lr=0.1)
    >>> print(p.round(4))
    [0.9 1.1]
    """
    m, s, t = (0.0, 0.0, 0) if memory is None else memory
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    step = (m / (1 - beta1**t)) / ((s / (1 - beta2**t)) ** 0.5 + eps)
    return p - lr * step, (m, s, t)


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

    Notes
    -----
    :func:`line_problem` and :func:`threshold_problem` make the two of this tutorial.
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

    def excess(self, b: Any, w: Any) -> Any:
        """Return by how much the loss is above its least, and 1e-16 where rounding hides it.

        Parameters
        ----------
        b, w : float or array, shape (k,)
            The parameters.
        """
        with np.errstate(invalid="ignore"):
            return np.maximum(self.loss(b, w) - self.loss(*self.minimum), 1e-16)


def line_problem(
    x: ArrayLike,
    y: ArrayLike,
    *,
    batch_size: int | None = None,
    random_state: RandomState = SEED,
) -> Problem:
    """Pose the tutorial's problem: the MSE of a line.

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.
    batch_size : int, optional
        How many points each gradient sees, drawn anew for each one and for each setting, *with replacement*;
        by default all the points, with no draw.
    random_state : int or numpy.random.RandomState
        For the draws: the seed, or a generator whose stream goes on.

    Returns
    -------
    problem : Problem
        Its gradient is that of :func:`gdtutorial.model.gradient`.

    Raises
    ------
    ValueError
        If the data, `batch_size` or `random_state` breaks its rule.

    Notes
    -----
    Draws with replacement know no epoch.
    :func:`gdtutorial.descent.gradient_descent` can reshuffle instead, as training does; that is calmer, and harder to predict.
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
    x, y = checks.data(x, y)
    rng = checks.random_state(random_state)
    if batch_size is not None:
        batch_size = checks.integer("batch_size", batch_size, 1)

    def slope(b: Any, w: Any) -> tuple[Any, Any]:
        x_batch, y_batch = x, y
        if batch_size is not None:
            drawn = rng.randint(len(x), size=(batch_size, len(b)))
            x_batch, y_batch = x[drawn, 0], y[drawn, 0]
        return gradient(errors(predict(b, w, x_batch), y_batch), x_batch)

    return Problem(lambda b, w: loss_surface(x, y, b, w), slope, minimum(x, y))


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
    x, label = checks.classes(x, label)
    return Problem(
        lambda b, w: logistic.log_loss(x, label, b, w),
        lambda b, w: logistic.log_loss_gradient(x, label, b, w),
        logistic.log_loss_minimum(x, label),
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


def minimise(
    problem: Problem,
    b: ArrayLike,
    w: ArrayLike,
    lr: ArrayLike,
    rule: Rule = plain,
    *,
    n_updates: int = 100,
    **settings: ArrayLike,
) -> Path:
    r"""Repeat: take the gradient, let the rule move the parameters, and keep the path.

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
        One of this module, or another that takes and returns what they do.
    n_updates : int
        How many updates, and so how many gradients; 0 gives the start alone.
    **settings : float or array, shape (k,)
        The rule's own: `tau`, `mu`, `alpha`, `beta1`, `beta2` or `eps`; what is left out has the rule's default.

    Returns
    -------
    path : Path
        The start and each update, for all k settings.

    Raises
    ------
    ValueError
        If a number breaks its rule, or a setting is not one of the rule's.

    Notes
    -----
    With `plain` and the full batch this is :func:`gdtutorial.descent.gradient_descent`, to the last digit.
    Beyond the source.

    Examples
    --------
    The bad feature, without and with momentum:

    >>> from gdtutorial.data import spoil, tutorial_data
    >>> from gdtutorial.model import initialise
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> bad_x_train, _ = spoil(x_train)
    >>> problem = line_problem(bad_x_train, y_train)
    >>> b, w = initialise(random_state=42)
    >>> for path in (
    ...     minimise(problem, b, w, 0.0306),
    ...     minimise(problem, b, w, 0.05, momentum, mu=0.7),
    ... ):
    ...     print(f"{problem.excess(path.b[-1], path.w[-1]).item():.0e}")
    2e-01
    1e-14
    """
    p, lr, own = _ready(rule, b, w, lr, settings)
    n_updates = checks.integer("n_updates", n_updates, 0)
    with np.errstate(over="ignore", invalid="ignore"):
        rows = np.stack([p, *_walk(problem, p, lr, rule, n_updates, own)])
        bs, ws = rows[:, 0], rows[:, 1]
        losses = problem.loss(bs, ws)
    return Path(bs, ws, losses, np.arange(n_updates + 1), updates_per_epoch=1)


_OWN = {
    "tau": checks.positive,
    "mu": checks.fraction,
    "alpha": checks.fraction,
    "beta1": checks.fraction,
    "beta2": checks.fraction,
    "eps": checks.positive,
}


def _ready(
    rule: Rule, b: ArrayLike, w: ArrayLike, lr: ArrayLike, settings: dict[str, ArrayLike]
) -> tuple[Array, Array, dict[str, Array]]:
    """Check the start, the rate and the rule's own settings; return them with one entry for each setting."""
    keywords = inspect.signature(rule).parameters.values()
    allowed = [k.name for k in keywords if k.kind == k.KEYWORD_ONLY and k.name != "lr"]
    for name in settings:
        if not allowed:
            raise ValueError(f"{rule.__name__} has no setting but lr, got {name!r}")
        checks.choice(f"a setting of {rule.__name__}", name, tuple(allowed))
    own = {name: _OWN.get(name, checks.finite)(name, value) for name, value in settings.items()}
    b, w, lr, *rest = checks.settings(b, w, lr, **own)
    return np.stack([b, w]), lr, dict(zip(own, rest, strict=True))


def _walk(
    problem: Problem, p: Array, lr: Array, rule: Rule, n_updates: int, own: dict[str, Array]
) -> Iterator[Array]:
    memory = None
    for _ in range(n_updates):
        g = np.stack(problem.gradient(*p))
        p, memory = rule(p, g, memory, lr=lr, **own)
        yield p


@dataclass(frozen=True, eq=False)
class Trials:
    """How each combination of a rule's settings did, when all were tried.

    Attributes
    ----------
    grid : dict of str to ndarray
        The values tried of each setting, `lr` first.
    scores : ndarray, one axis for each setting
        Mean, over the updates and over the starts, of the decimal logarithm of the excess loss;
        infinite where a start diverged beyond floats.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> trials = Trials({"lr": np.array([0.1, 0.2])}, np.array([-1.0, -3.0]))
    >>> print(trials.best, trials.score)
    {'lr': 0.2} -3.0
    """

    grid: dict[str, Array]
    scores: Array

    @property
    def best(self) -> dict[str, float]:
        """Settings of the best trial, as :func:`minimise` takes them."""
        place = np.unravel_index(self.scores.argmin(), self.scores.shape)
        return {
            name: values[i].item()
            for (name, values), i in zip(self.grid.items(), place, strict=True)
        }

    @property
    def score(self) -> float:
        """Score of the best trial."""
        return float(self.scores.min())

    @property
    def by_rate(self) -> Array:
        """Best score at each learning rate, whatever the other settings."""
        best: Array = self.scores.reshape(len(self.scores), -1).min(axis=1)
        return best


def tune(
    problem: Problem,
    rule: Rule,
    b: ArrayLike,
    w: ArrayLike,
    lr: ArrayLike,
    *,
    n_updates: int = 100,
    **settings: ArrayLike,
) -> Trials:
    r"""Try a rule with every combination of its settings, from several starts.

    .. math:: \text{score} = \frac{1}{k n} \sum_{j=1}^{k} \sum_{t=1}^{n} \log_{10} \left( L(\theta_{j,t}) - L_\text{min} \right)

    Parameters
    ----------
    problem : Problem
        What to minimise.
    rule : callable
        The rule.
    b, w : array, shape (k,)
        The starts.
    lr : array, shape (r,)
        Learning rates to try, above 0.
    n_updates : int
        How many updates n each trial gets, at least 1.
    **settings : array, shape (s,)
        Values to try of the rule's own settings.

    Returns
    -------
    trials : Trials
        A score for each combination.

    Raises
    ------
    ValueError
        If a number breaks its rule, or a setting is not one of the rule's.

    Notes
    -----
    All updates count, not only the last, so that arriving early pays and a lucky last step does not;
    and several starts, so that a lucky start does not.
    Beyond the source.

    Examples
    --------
    On standardised data a rate of 0.5 arrives, up to rounding:

    >>> from gdtutorial.data import standardise, tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> x, _, _ = standardise(x_train, x_val)
    >>> trials = tune(line_problem(x, y_train), plain, [0, 1], [0, -1], [0.1, 0.5], n_updates=10)
    >>> print(trials.scores.round(1), trials.best)
    [ -0.5 -16. ] {'lr': 0.5}
    """
    b, w = checks.parameters(b, w)
    starts = np.broadcast_arrays(*np.atleast_1d(checks.finite("b", b), checks.finite("w", w)))
    grid = {
        name: np.atleast_1d(checks.finite(name, values))
        for name, values in {"lr": lr, **settings}.items()
    }
    combinations = [axis.ravel() for axis in np.meshgrid(*grid.values(), indexing="ij")]
    shape = [len(values) for values in grid.values()]
    n_trials, n_starts = len(combinations[0]), len(starts[0])
    rates, *others = (np.repeat(values, n_starts) for values in combinations)
    bs, ws = (np.tile(start, n_trials) for start in starts)
    p, rates, own = _ready(rule, bs, ws, rates, dict(zip(settings, others, strict=True)))
    n_updates = checks.integer("n_updates", n_updates, 1)
    total = np.zeros(len(rates))
    with np.errstate(over="ignore", invalid="ignore"):
        for b, w in _walk(problem, p, rates, rule, n_updates, own):
            total += np.log10(problem.excess(b, w))
    scores = (total / n_updates).reshape(n_trials, n_starts).mean(axis=1)
    return Trials(grid, np.where(np.isfinite(scores), scores, np.inf).reshape(shape))


CONTENDERS: dict[str, tuple[Rule, dict[str, tuple[float, ...]]]] = {
    "gradient descent": (plain, {}),
    "decay": (decayed, {"tau": (3.0, 10.0, 30.0, 100.0)}),
    "momentum": (momentum, {"mu": (0.3, 0.6, 0.8, 0.9)}),
    "Nesterov": (nesterov, {"mu": (0.3, 0.6, 0.8, 0.9)}),
    "RMSProp": (rmsprop, {"alpha": (0.5, 0.8, 0.9, 0.99)}),
    "Adam": (adam, {"beta1": (0.3, 0.6, 0.8, 0.9)}),
}
"""The rules that :func:`contest` compares, and what it tries of the second setting of each."""


def contest(
    problem: Problem, *, n_updates: int = 50, n_trials: int = 96, random_state: RandomState = 1
) -> dict[str, Trials]:
    """Tune every rule on one problem, each with the same number of trials, from the same starts, by one score.

    Parameters
    ----------
    problem : Problem
        What to minimise.
    n_updates : int
        How many updates each trial gets.
    n_trials : int
        How many trials each rule gets, a multiple of 4.
        A rule with a single setting spends them all on the learning rate; a rule with two tries 4 values of the other.
    random_state : int or numpy.random.RandomState
        For the ten starts, drawn as :func:`gdtutorial.model.initialise` draws one: the seed, or a generator.

    Returns
    -------
    trials : dict of str to Trials
        By the rule's name, in the order of :data:`CONTENDERS`.

    Raises
    ------
    ValueError
        If `n_updates`, `n_trials` or `random_state` breaks its rule.

    Notes
    -----
    Learning rates run from 0.001 to 100 in equal ratios, for every rule and every problem.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> trials = contest(line_problem(x_train, y_train), n_updates=10, n_trials=8)
    >>> for name in "gradient descent", "momentum":
    ...     print(name, trials[name].scores.shape)
    gradient descent (8,)
    momentum (2, 4)
    """
    n_trials = checks.integer("n_trials", n_trials, 4)
    if n_trials % 4:
        raise ValueError(f"n_trials must be a multiple of 4, got {n_trials}")
    b, w = checks.random_state(random_state).randn(2, 10)
    result = {}
    for name, (rule, others) in CONTENDERS.items():
        rates = np.geomspace(1e-3, 1e2, n_trials // 4 if others else n_trials)
        result[name] = tune(problem, rule, b, w, rates, n_updates=n_updates, **others)
    return result
