"""A fair contest of the rules: the same number of trials, the same starts, one score."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import islice, repeat

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.checks import Array, RandomState
from gdtutorial.curvature import hessian
from gdtutorial.descent import Trajectory, descend
from gdtutorial.problems import Problem
from gdtutorial.rules import RULES, Rule, adam, decayed, momentum, nesterov, plain, rmsprop
from gdtutorial.surface import minimum


@dataclass(frozen=True, eq=False)
class Trials:
    """How each combination of a rule's settings did, when all were tried.

    Attributes
    ----------
    grid : dict of str to ndarray
        The values tried of each setting, `lr` first.
    scores : ndarray, one axis for each setting
        Mean, over the updates and over the starts, of the decimal logarithm of the excess loss;
        infinite where a start diverged beyond floats, NaN where a combination was not tried.

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

    def __post_init__(self) -> None:
        """Keep copies, which no later change of the arguments can reach."""
        object.__setattr__(
            self, "grid", {name: np.array(tried) for name, tried in self.grid.items()}
        )
        object.__setattr__(self, "scores", np.array(self.scores))

    @property
    def best(self) -> dict[str, float]:
        """Settings of the best trial, as :func:`gdtutorial.descent.minimise` takes them."""
        place = np.unravel_index(np.nanargmin(self.scores), self.scores.shape)
        return {
            name: values[i].item()
            for (name, values), i in zip(self.grid.items(), place, strict=True)
        }

    @property
    def n_trials(self) -> int:
        """How many combinations were tried."""
        return int((~np.isnan(self.scores)).sum())

    @property
    def score(self) -> float:
        """Score of the best trial."""
        return float(np.nanmin(self.scores))

    @property
    def by_rate(self) -> Array:
        """Best score at each learning rate, whatever the other settings."""
        best: Array = np.nanmin(self.scores.reshape(len(self.scores), -1), axis=1)
        return best


def tune(
    problem: Problem,
    b: ArrayLike,
    w: ArrayLike,
    lr: ArrayLike,
    rule: Rule = plain,
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
    b, w : array, shape (k,)
        The starts.
    lr : array, shape (r,)
        Learning rates to try, above 0.
    rule : callable
        The rule.
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
    >>> from gdtutorial.problems import line_problem
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> x, _, _ = standardise(x_train, x_val)
    >>> trials = tune(line_problem(x, y_train), [0, 1], [0, -1], [0.1, 0.5], n_updates=10)
    >>> print(trials.scores.round(1), trials.best)
    [ -0.5 -16. ] {'lr': 0.5}
    """
    checks.instance("problem", problem, Problem)
    starts = checks.settings(b, w, 1)[:2]
    grid = {name: checks.row(name, values) for name, values in {"lr": lr, **settings}.items()}
    shape = tuple(len(values) for values in grid.values())
    each = len(grid) + 10 + 3 * problem.n_points  # predictions, errors, and their products with x
    entries = math.prod(shape) * len(starts[0]) * each
    checks.memory("the shape of all trials together", shape, entries)
    combinations = [axis.ravel() for axis in np.meshgrid(*grid.values(), indexing="ij")]
    n_trials, n_starts = len(combinations[0]), len(starts[0])
    rates, *others = (np.repeat(values, n_starts) for values in combinations)
    bs, ws = (np.tile(start, n_trials) for start in starts)
    n_updates = checks.integer("n_updates", n_updates, 1, checks.COUNTABLE)
    own = dict(zip(settings, others, strict=True))
    walk = descend(repeat(problem.gradient, n_updates), bs, ws, rates, rule, **own)
    total = np.zeros(len(rates))
    with np.errstate(over="ignore", invalid="ignore"):
        for b, w in islice(walk, 1, None):
            total += np.log10(problem.excess(b, w))
    scores = (total / n_updates).reshape(n_trials, n_starts).mean(axis=1)
    return Trials(grid, np.where(np.isfinite(scores), scores, np.inf).reshape(shape))


SECOND_SETTINGS: dict[Rule, str] = {
    decayed: "tau",
    momentum: "momentum",
    nesterov: "momentum",
    rmsprop: "alpha",
    adam: "beta1",
}
"""What :func:`contest` tunes of a rule beside its rate; `beta2` and `eps` keep their defaults."""


def contest(
    problem: Problem, *, n_updates: int = 50, n_values: int = 12, random_state: RandomState = 1
) -> dict[str, Trials]:
    """Tune every rule on one problem, each with the same number of trials, from the same starts, by one score.

    A rule has two rounds: one over the whole range of its settings, and one between the neighbours of the best.

    Parameters
    ----------
    problem : Problem
        What to minimise.
    n_updates : int
        How many updates each trial gets, at least 1.
    n_values : int
        How many values of each setting a round tries, at least 2.
        A rule with two settings tries every pair of them; a rule with a single setting tries as many rates as there are pairs.
    random_state : int or numpy.random.RandomState
        For the ten starts, drawn as :func:`gdtutorial.model.initialise` draws one: the seed, or a generator.

    Returns
    -------
    trials : dict of str to Trials
        By the rule's name, in the order of :data:`gdtutorial.rules.RULES`.

    Raises
    ------
    ValueError
        If `n_updates`, `n_values` or `random_state` breaks its rule.

    Notes
    -----
    The range is the same for every rule and every problem.
    Rates run from 0.001 to 100 in equal ratios.
    The second setting has as many values, over three powers of ten: `tau` from 1 to 1000,
    and of `momentum`, `alpha` and `beta1` what they lack to 1, from 1 to 0.001.
    Beyond the source.

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> from gdtutorial.problems import line_problem
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> trials = contest(line_problem(x_train, y_train), n_updates=10, n_values=4)
    >>> for name in "gradient descent", "momentum":
    ...     print(name, trials[name].n_trials, trials[name].scores.shape)
    gradient descent 32 (32,)
    momentum 32 (8, 8)
    """
    checks.instance("problem", problem, Problem)
    n_values = checks.integer("n_values", n_values, 2)
    checks.memory("n_values", n_values, 120 * n_values**2)
    b, w = checks.random_state(random_state).randn(2, 10)

    def tried(rule: Rule, lr: ArrayLike, **settings: ArrayLike) -> Trials:
        return tune(problem, b, w, lr, rule, n_updates=n_updates, **settings)

    result = {}
    for name, rule in RULES.items():
        ends, n = {"lr": (1e-3, 1e2)}, n_values**2
        if rule in SECOND_SETTINGS:
            own = SECOND_SETTINGS[rule]
            ends, n = ends | {own: (1.0, 1e3) if own == "tau" else (0.0, 0.999)}, n_values
        grid = {own: _spread(own, *between, n) for own, between in ends.items()}
        first = tried(rule, **grid)
        fine = {
            own: _spread(own, *_neighbours(values, first.best[own]), n + 2)[1:-1]
            for own, values in grid.items()
        }
        result[name] = _together(first, tried(rule, **fine))
    return result


def adam_limit(
    x: ArrayLike,
    y: ArrayLike,
    path: Trajectory,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-8,
) -> Array:
    r"""Compute the rate that Adam's own scale tolerates, at each update of a path on the MSE of a line.

    .. math::

        \eta_t = \frac{2 (1 + \beta_1)}{(1 - \beta_1) \, \lambda_\text{max}(D_t H)},
        \qquad D_t = \operatorname{diag} \frac{1}{\sqrt{\hat s_t} + \varepsilon},
        \qquad \hat s_t = \frac{s_t}{1 - \beta_2^t}

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.
    path : Trajectory
        A descent by :func:`gdtutorial.rules.adam` with the full batch, all of whose updates are recorded.
    beta1, beta2, eps : float
        The settings that it had, where they are not those of the rule.

    Returns
    -------
    limit : ndarray, shape (updates, k)
        In the unit of the learning rate: a surface that had this scale for ever would tolerate rates up to it.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, `x` is constant, a setting breaks its rule,
        or the path is none or skips updates.

    Notes
    -----
    With the scale held fixed, Adam is momentum on a surface with the curvatures of :math:`D H`,
    at the rate :math:`(1 - \beta_1) \eta`, and momentum tolerates :math:`2 (1 + \beta_1) / \lambda_\text{max}`.
    This neglects the correction of the first mean, by which the first few steps are longer.
    While the gradients vanish, the mean of all their squares falls like 1 over the number of updates,
    and the limit like 1 over its root; where it crosses the rate, the loss turns.
    J. M. Cohen and others (2022), "Adaptive Gradient Methods at the Edge of Stability", doi:10.48550/arXiv.2207.14484.
    Beyond the source.

    Examples
    --------
    On the bad feature, at a rate of 1.1:

    >>> from gdtutorial.data import spoil, tutorial_data
    >>> from gdtutorial.descent import minimise
    >>> from gdtutorial.model import initialise
    >>> from gdtutorial.problems import line_problem
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> x, w = spoil(x_train)
    >>> problem = line_problem(x, y_train)
    >>> path = minimise(problem, *initialise(), 1.1, adam, beta1=0.6, n_updates=90)
    >>> limit = adam_limit(x, y_train, path, beta1=0.6)
    >>> for update in 1, 50, 60, 70, 80, 90:
    ...     excess = problem.excess(path.b[update], path.w[update])
    ...     print(update, limit[update - 1].round(2), f"{excess.item():.0e}")
    1 [2.89] 2e+01
    50 [1.11] 5e-10
    60 [1.01] 8e-11
    70 [0.93] 2e-06
    80 [0.88] 2e+00
    90 [1.53] 1e-01
    """
    x, y = checks.data(x, y)
    checks.instance("path", path, Trajectory)
    beta1 = checks.number("beta1", checks.fraction("beta1", beta1))
    beta2 = checks.number("beta2", checks.fraction("beta2", beta2))
    eps = checks.number("eps", checks.positive("eps", eps))
    if (np.diff(path.updates) != 1).any():
        raise ValueError(
            f"path must hold every update, got every {np.diff(path.updates).max()} updates"
        )
    h = hessian(x)
    way = np.array([path.b, path.w])[:, :-1] - np.array(minimum(x, y)).reshape(2, 1, 1)
    gradients = np.tensordot(h, way, 1)
    limit, mean = np.empty(gradients.shape[1:]), np.zeros(gradients.shape[::2])
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(1, len(limit) + 1):
            mean = beta2 * mean + (1 - beta2) * gradients[:, t - 1] ** 2
            d_b, d_w = 1 / (np.sqrt(mean / (1 - beta2**t)) + eps)
            b_bend, w_bend = d_b * h[0, 0], d_w * h[1, 1]
            most = (b_bend + w_bend) / 2 + np.hypot(
                (b_bend - w_bend) / 2, np.sqrt(d_b * d_w) * h[0, 1]
            )
            limit[t - 1] = 2 * (1 + beta1) / ((1 - beta1) * most)
    return limit


def _spread(name: str, low: float, high: float, n: int) -> Array:
    """Spread n values of a setting from low to high in equal ratios: for a share, of what it lacks to 1."""
    if name in ("lr", "tau"):
        return np.geomspace(low, high, n)
    return 1 - np.geomspace(1 - low, 1 - high, n)


def _neighbours(values: Array, best: float) -> tuple[float, float]:
    """Return the values tried below and above the best; at an end, the best itself is one of them."""
    i = int(np.abs(values - best).argmin())
    return values[max(i - 1, 0)].item(), values[min(i + 1, len(values) - 1)].item()


def _together(*rounds: Trials) -> Trials:
    """Put rounds of trials of one rule into one grid, NaN where no round tried."""
    grid = {
        name: np.unique(np.concatenate([each.grid[name] for each in rounds]))
        for name in rounds[0].grid
    }
    scores = np.full([len(values) for values in grid.values()], np.nan)
    for each in rounds:
        places = (np.searchsorted(grid[name], values) for name, values in each.grid.items())
        at = np.ix_(*places)
        scores[at] = np.fmin(scores[at], each.scores)
    return Trials(grid, scores)
