"""A fair contest of the rules: the same number of trials, the same starts, one score."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import islice, repeat

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.checks import Array, RandomState
from gdtutorial.descent import descend
from gdtutorial.problems import Problem
from gdtutorial.rules import RULES, Rule, adam, decayed, momentum, nesterov, plain, rmsprop


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

    def __post_init__(self) -> None:
        """Keep copies, which no later change of the arguments can reach."""
        object.__setattr__(
            self, "grid", {name: np.array(tried) for name, tried in self.grid.items()}
        )
        object.__setattr__(self, "scores", np.array(self.scores))

    @property
    def best(self) -> dict[str, float]:
        """Settings of the best trial, as :func:`gdtutorial.descent.minimise` takes them."""
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
    entries = math.prod(shape) * len(starts[0]) * (len(grid) + 10)
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


SECOND_SETTINGS: dict[Rule, dict[str, tuple[float, ...]]] = {
    decayed: {"tau": (3.0, 10.0, 30.0, 100.0)},
    momentum: {"momentum": (0.3, 0.6, 0.8, 0.9)},
    nesterov: {"momentum": (0.3, 0.6, 0.8, 0.9)},
    rmsprop: {"alpha": (0.5, 0.8, 0.9, 0.99)},
    adam: {"beta1": (0.3, 0.6, 0.8, 0.9)},
}
"""What :func:`contest` tries of a rule's second setting, where it has one."""


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
        By the rule's name, in the order of :data:`gdtutorial.rules.RULES`.

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
    >>> from gdtutorial.problems import line_problem
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> trials = contest(line_problem(x_train, y_train), n_updates=10, n_trials=8)
    >>> for name in "gradient descent", "momentum":
    ...     print(name, trials[name].scores.shape)
    gradient descent (8,)
    momentum (2, 4)
    """
    n_trials = checks.integer("n_trials", n_trials, 4)
    checks.memory("n_trials", n_trials, 120 * n_trials)
    if n_trials % 4:
        raise ValueError(f"n_trials must be a multiple of 4, got {n_trials}")
    b, w = checks.random_state(random_state).randn(2, 10)
    result = {}
    for name, rule in RULES.items():
        others = SECOND_SETTINGS.get(rule, {})
        rates = np.geomspace(1e-3, 1e2, n_trials // 4 if others else n_trials)
        result[name] = tune(problem, b, w, rates, rule, n_updates=n_updates, **others)
    return result
