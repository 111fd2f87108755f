"""Rules keep their promises, and the loop around them adds nothing of its own."""

import inspect

import numpy as np
import pytest
from helpers import columns, numbers, safe_rate
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial import checks, plotting, rules
from gdtutorial.contest import adam_limit, contest, tune
from gdtutorial.curvature import best_momentum, contraction, eigenvalues, joint_limit
from gdtutorial.data import spoil, standardise, tutorial_data
from gdtutorial.descent import Trajectory, gradient_descent, minimise
from gdtutorial.logistic import above_median, log_loss_hessian, log_loss_minimum
from gdtutorial.model import initialise
from gdtutorial.problems import Problem, line_problem, tutorial_problems
from gdtutorial.rules import RULES, adam, decayed, momentum, nesterov, plain, rmsprop
from gdtutorial.surface import minimum

by_name = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.__name__)


def scaled(problem, factor):
    """The same problem, its loss in another unit."""
    return Problem(
        lambda b, w: factor * problem.loss(b, w),
        lambda b, w: tuple(factor * grad for grad in problem.gradient(b, w)),
        problem.minimum,
    )


@given(columns(), numbers(-10, 10), numbers(-10, 10), numbers(0.05, 1.5))
def test_plain_is_gradient_descent_to_the_last_digit(data, b, w, fraction):
    x, y = data
    lr = fraction * joint_limit(x)
    one, other = minimise(line_problem(x, y), b, w, lr), gradient_descent(x, y, b, w, lr)
    for name in ("b", "w", "loss", "updates"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@given(columns(), numbers(-10, 10), numbers(-10, 10), numbers(0.05, 3), st.data())
def test_the_short_way_of_plain_is_the_long_way_to_the_last_digit(data, b, w, fraction, more):
    def written_again(p, g, memory=None, *, lr):
        return p - lr * g, memory

    x, y = data
    options = {"batch_size": more.draw(st.integers(1, len(x))), "n_epochs": 3}
    for replacement in (False, True):
        options |= {"shuffle": not replacement, "replacement": replacement}
        short, long = (
            gradient_descent(x, y, b, [w, -w], fraction * joint_limit(x), rule, **options)
            for rule in (plain, written_again)
        )
        for name in ("b", "w", "loss", "updates"):
            np.testing.assert_array_equal(getattr(short, name), getattr(long, name))


@by_name
@given(data=st.data())
def test_a_descent_in_batches_is_its_rule_applied_by_hand(rule, data):
    x, y = data.draw(columns())
    size, lr = data.draw(st.integers(1, len(x))), 0.1 * safe_rate(x)
    path = gradient_descent(x, y, 1, -2, lr, rule, n_epochs=3, batch_size=size)
    p, memory, rows = np.array([1.0, -2.0]), None, [[1.0, -2.0]]
    for first in [*range(0, len(x), size)] * 3:
        a = np.hstack([np.ones_like(x), x])[first : first + size]
        g = 2 * a.T @ (a @ p - y[first : first + size, 0]) / len(a)
        p, memory = rule(p, g, memory, lr=lr)
        rows.append(p)
    np.testing.assert_allclose(np.hstack([path.b, path.w]), rows, rtol=1e-6, atol=1e-6)


@given(columns(), numbers(-3, 3), numbers(-3, 3))
def test_without_a_memory_the_rules_are_gradient_descent(data, b, w):
    x, y = data
    problem, lr = line_problem(x, y), safe_rate(x)
    straight = minimise(problem, b, w, lr)
    for rule, settings in (
        (momentum, {"momentum": 0}),
        (nesterov, {"momentum": 0}),
        (decayed, {"tau": 1e300}),
    ):
        path = minimise(problem, b, w, lr, rule, **settings)
        np.testing.assert_array_equal(path.b, straight.b)
        np.testing.assert_array_equal(path.w, straight.w)


@given(numbers(-3, 3), numbers(-3, 3), st.integers(-20, 20))
def test_rmsprop_and_adam_do_not_know_the_unit_of_the_loss(b, w, k):
    x, y, _, _ = tutorial_data()
    problem = line_problem(x, y)
    for rule in (rmsprop, adam):
        path, other = (
            minimise(each, b, w, 0.01, rule, n_updates=20, eps=1e-300)
            for each in (problem, scaled(problem, 2.0**k))
        )
        np.testing.assert_allclose(other.b, path.b, rtol=1e-12)
        np.testing.assert_allclose(other.w, path.w, rtol=1e-12)


def test_gradient_descent_and_momentum_do_know_it():
    x, y, _, _ = tutorial_data()
    problem = line_problem(x, y)
    for rule in (plain, decayed, momentum, nesterov):
        path = minimise(problem, 0, 0, 0.02, rule)
        other = minimise(scaled(problem, 2), 0, 0, 0.01, rule)
        np.testing.assert_allclose(other.b, path.b, rtol=1e-12)


@given(numbers(-1e6, 1e6).filter(lambda g: abs(g) > 1e-3), numbers(0.001, 10))
def test_the_first_steps_of_adam_and_rmsprop_have_a_known_length(g, lr):
    p, _ = adam(np.array([0.0]), np.array([g]), lr=lr)
    np.testing.assert_allclose(abs(p), lr, rtol=1e-4)
    for alpha, times in (0.99, 10), (0.9, 10**0.5):
        p, _ = rmsprop(np.array([0.0]), np.array([g]), lr=lr, alpha=alpha)
        np.testing.assert_allclose(abs(p), times * lr, rtol=1e-3)


@pytest.mark.parametrize(
    ("rule", "limit"),
    [
        (momentum, lambda mu: 2 * (1 + mu)),
        (nesterov, lambda mu: 2 * (1 + mu) / (1 + 2 * mu)),
    ],
    ids=["momentum", "nesterov"],
)
@pytest.mark.parametrize("mu", [0, 0.3, 0.9])
def test_the_limits_that_the_page_gives_for_a_velocity(rule, limit, mu):
    x, y, _, _ = tutorial_data()
    problem = line_problem(x, y)
    lr = limit(mu) / eigenvalues(x)[1]
    path = minimise(problem, 3, 3, [0.97 * lr, 1.03 * lr], rule, momentum=mu, n_updates=2000)
    excess = problem.excess(path.b, path.w)
    assert excess[-1, 0] < 1e-6
    assert excess[-1, 1] > 1e3 * excess[0, 1]


def test_a_rate_beyond_the_start_curvature_of_the_log_loss_overshoots_there_only():
    """The curvature is largest at 0 and small at the minimum: the limit depends on the place."""
    x, y, x_val, _ = tutorial_data()
    x, _, _ = standardise(x, x_val)
    label = above_median(y)
    place = log_loss_minimum(x, label)
    there = np.linalg.eigvalsh(log_loss_hessian(x, label, *place))[-1]
    start = np.linalg.eigvalsh(log_loss_hessian(x, label, 0, 0))[-1]
    assert start > 10 * there


@by_name
@given(data=st.data())
def test_settings_side_by_side_are_settings_one_by_one(rule, data):
    x, y = data.draw(columns())
    bs, ws = data.draw(st.lists(numbers(-3, 3), min_size=3, max_size=3)), [1, 2, 3]
    problem, lr = line_problem(x, y), safe_rate(x) * np.array([0.1, 0.5, 1])
    together = minimise(problem, bs, ws, lr, rule, n_updates=15)
    for k in range(3):
        alone = minimise(problem, bs[k], ws[k], lr[k], rule, n_updates=15)
        np.testing.assert_allclose(together.b[:, k], alone.b[:, 0], rtol=1e-9, atol=1e-10)
        np.testing.assert_allclose(together.w[:, k], alone.w[:, 0], rtol=1e-9, atol=1e-10)


@by_name
def test_an_update_leaves_its_input_alone(rule):
    p, g = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    _, memory = rule(p, g, lr=0.1)
    kept = [np.array(part) for part in memory] if isinstance(memory, tuple) else np.array(memory)
    rule(p, g, memory, lr=0.1)
    np.testing.assert_array_equal(p, [1, 2])
    np.testing.assert_array_equal(g, [3, 4])
    for before, now in zip(np.atleast_1d(kept) if not isinstance(kept, list) else kept,
                           memory if isinstance(memory, tuple) else np.atleast_1d(memory),
                           strict=True):  # fmt: skip
        np.testing.assert_array_equal(before, now)


@by_name
def test_no_update_gives_the_start(rule):
    x, y, _, _ = tutorial_data()
    path = minimise(line_problem(x, y), 1, 2, 0.1, rule, n_updates=0)
    np.testing.assert_array_equal(path.b, [[1]])
    np.testing.assert_array_equal(path.w, [[2]])


def test_tune_scores_are_those_of_single_descents():
    x, y, _, _ = tutorial_data()
    problem = line_problem(x, y)
    bs, ws, rates, shares = [0.0, 1.0], [2.0, -1.0], [0.1, 0.3, 50.0], [0.1, 0.8]
    trials = tune(problem, bs, ws, rates, momentum, momentum=shares, n_updates=400)
    assert trials.scores.shape == (3, 2)
    for i, lr in enumerate(rates):
        for j, mu in enumerate(shares):
            path = minimise(problem, bs, ws, lr, momentum, momentum=mu, n_updates=400)
            with np.errstate(invalid="ignore"):
                score = np.log10(problem.excess(path.b[1:], path.w[1:])).mean()
            expected = score if np.isfinite(score) else np.inf
            np.testing.assert_allclose(trials.scores[i, j], expected, rtol=1e-6)
    assert np.isinf(trials.scores[2]).all()
    np.testing.assert_array_equal(trials.by_rate, trials.scores.min(axis=1))
    at = {"lr": rates, "momentum": shares}
    i, j = (at[name].index(value) for name, value in trials.best.items())
    assert trials.scores[i, j] == trials.score == trials.scores.min()


@pytest.fixture(scope="module")
def results():
    return {name: contest(problem) for name, problem in tutorial_problems().items()}


def test_the_contest_is_fair(results):
    """Every rule has the same number of trials over the same ranges, and a fine round around its best."""
    for trials_by_rule in results.values():
        assert list(trials_by_rule) == list(RULES)
        for trials in trials_by_rule.values():
            assert trials.n_trials == 2 * 12**2
            rates, *others = trials.grid.values()
            np.testing.assert_allclose([rates[0], rates[-1]], [1e-3, 100])
            for values in others:
                low, high = (1, 1000) if "tau" in trials.grid else (0, 0.999)
                np.testing.assert_allclose([values[0], values[-1]], [low, high])
            assert len({len(values) for values in trials.grid.values()}) == 1
            assert np.isfinite(trials.score)
            assert trials.by_rate.min() == trials.score


def test_both_rounds_of_the_contest_are_trials_of_tune():
    """Each score of the grid is that of the same settings tried alone, wherever they were tried."""
    problem = tutorial_problems()["Original"]
    starts = np.random.RandomState(1).randn(2, 10)
    trials = contest(problem, n_updates=5, n_values=3)["momentum"]
    assert trials.n_trials == 18
    for i, lr in enumerate(trials.grid["lr"]):
        for j, share in enumerate(trials.grid["momentum"]):
            if not np.isnan(trials.scores[i, j]):
                alone = tune(problem, *starts, lr, momentum, n_updates=5, momentum=share)
                np.testing.assert_allclose(trials.scores[i, j], alone.score, rtol=1e-12)


def test_the_second_round_looks_between_the_neighbours_of_the_best_of_the_first(results):
    for trials_by_rule in results.values():
        for name, trials in trials_by_rule.items():
            n = 144 if name == "gradient descent" else 12
            coarse = np.geomspace(1e-3, 1e2, n)
            second = trials.grid["lr"][~np.isclose(trials.grid["lr"][:, None], coarse).any(axis=1)]
            gaps = {int(np.searchsorted(coarse, rate)) for rate in second}
            assert len(gaps) <= 2, "all between three values of the first round"
            assert max(gaps) - min(gaps) <= 1


@pytest.mark.parametrize("name", ["Bad", "Original"])
def test_the_contest_finds_the_best_momentum_that_it_looks_for(results, name):
    """A thousand other pairs, drawn all over the range, are no more than half a power of ten better than the winner."""
    problem, rng = tutorial_problems()[name], np.random.RandomState(3)
    starts = np.random.RandomState(1).randn(2, 10)
    rates, shares = 10 ** rng.uniform(-3, 0.5, 1000), rng.uniform(0, 0.95, 1000)
    path = minimise(problem, *np.tile(starts, 1000), np.repeat(rates, 10), momentum,
                    momentum=np.repeat(shares, 10), n_updates=50)  # fmt: skip
    with np.errstate(over="ignore", invalid="ignore"):
        scores = np.log10(problem.excess(path.b, path.w)[1:]).mean(axis=0)
    best = np.nanmin(scores.reshape(1000, 10).mean(axis=1))
    assert results[name]["momentum"].score < best + 0.5


def test_the_contest_does_not_tune_on_the_tutorials_start():
    starts = np.random.RandomState(1).randn(2, 10)
    assert not np.isclose(starts, np.array(initialise())).any()
    first, again, other = (
        contest(tutorial_problems()["Original"], n_values=2, random_state=seed)["Adam"].scores
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other)[~np.isnan(first) & ~np.isnan(other)].all()


@given(columns())
def test_no_other_pair_shrinks_the_distance_faster_than_the_best_momentum(data):
    """Against the closed form of the spectral radius, at other pairs all around."""
    x, _ = data
    lr, share = best_momentum(x)
    best = contraction(x, lr, share)
    np.testing.assert_allclose(best, share**0.5, atol=1e-6)
    for of_lr in (0.7, 0.98, 1, 1.02, 1.4):
        for by in (-0.2, -0.02, 0, 0.02, 0.2):
            if 0 <= share + by < 1:
                assert contraction(x, of_lr * lr, share + by) > best - 1e-6


@pytest.fixture(scope="module")
def bad_adam(results):
    x, y, _, _ = tutorial_data()
    x, _ = spoil(x)
    best = results["Bad"]["Adam"].best
    starts = np.random.RandomState(4).randn(2, 60)
    path = minimise(line_problem(x, y), *starts, rule=adam, n_updates=300, **best)
    return x, y, path, best


@pytest.mark.parametrize("update", [1, 7, 40, 250])
def test_with_its_scale_held_still_adam_converges_below_its_limit_only(bad_adam, update):
    """The spectral radius of the update of both parameters and both velocities is 1 at the limit."""
    x, y, path, best = bad_adam
    beta1, beta2 = best["beta1"], 0.999
    limit = adam_limit(x, y, path, beta1)
    assert limit.shape == (300, 60)
    a = np.hstack([np.ones_like(x), x])
    h = 2 * a.T @ a / len(x)
    for start in 0, 31:
        s = np.zeros(2)
        for b, w in zip(path.b[:update, start], path.w[:update, start], strict=True):
            g = 2 * a.T @ (a @ [b, w] - y[:, 0]) / len(x)
            s = beta2 * s + (1 - beta2) * g**2
        scale = np.diag(1 / (np.sqrt(s / (1 - beta2**update)) + 1e-8))
        for factor in 0.999, 1.001:
            lr = factor * limit[update - 1, start]
            mean = np.hstack([beta1 * np.eye(2), (1 - beta1) * h])
            place = np.hstack([-lr * beta1 * scale, np.eye(2) - lr * (1 - beta1) * scale @ h])
            radius = np.abs(np.linalg.eigvals(np.vstack([mean, place]))).max()
            assert (radius < 1) == (factor < 1)


def test_adams_loss_turns_where_its_limit_sinks_below_the_rate(bad_adam):
    """Measured from sixty starts: the lowest loss before a return lies within a few updates of the crossing."""
    x, y, path, best = bad_adam
    limit = adam_limit(x, y, path, best["beta1"])
    excess = line_problem(x, y).excess(path.b, path.w)[1:]
    away = []
    for start in range(60):
        below = limit[:, start] < best["lr"]
        for sink in np.flatnonzero(below[1:] & ~below[:-1]) + 1:
            near = excess[max(0, sink - 20) : sink + 20, start]
            if 20 < sink < 250 and near.min() > 1e-15:  # rounding does not hide the turn
                away.append(near.argmin() - 20)
    assert len(away) > 50
    assert np.quantile(np.abs(away), 0.8) <= 8
    assert abs(np.median(away)) <= 5


def test_as_gradients_vanish_adams_limit_falls_like_the_root_of_the_number_of_updates():
    """All gradients but the first are next to nothing, and the mean of squares is a hundredth after a hundred updates."""
    x, y, _, _ = tutorial_data()
    b, w = minimum(x, y)
    rows = np.array([[b + 1], *[[b]] * 400]), np.array([[w + 1], *[[w]] * 400])
    path = Trajectory(*rows, np.zeros((401, 1)), np.arange(401), 1)
    limit = adam_limit(x, y, path, beta2=0.999999, eps=1e-300)[:, 0]
    np.testing.assert_allclose(
        limit[[3, 24, 99, 399]] / limit[0], [1 / 2, 1 / 5, 1 / 10, 1 / 20], rtol=1e-3
    )


def test_every_rule_has_a_name_and_a_style():
    written = {rule for _, rule in inspect.getmembers(rules, inspect.isfunction)}
    assert set(RULES.values()) == written
    assert list(plotting.RULE_STYLES) == list(RULES)


def test_a_rule_of_ones_own_works():
    def signs(p, g, memory=None, *, lr, shrink=0.9):
        step = lr if memory is None else shrink * memory
        return p - step * np.sign(g), step

    x, y, _, _ = tutorial_data()
    problem = line_problem(x, y)
    path = minimise(problem, 0, 0, 0.5, signs, shrink=0.8)
    assert problem.excess(path.b[-1], path.w[-1]) < 0.05


def test_trials_that_would_fill_the_memory_are_refused(monkeypatch):
    bowl = Problem(lambda b, w: b**2 + w**2, lambda b, w: (2 * b, 2 * w), (0.0, 0.0), n_points=7)
    numbers = 3 * 2 * (1 + 10 + 3 * 7)  # for each of 3 trials from 2 starts, points thrice

    def search():
        return tune(bowl, [1, 2], [1, 2], [0.1, 0.2, 0.3], n_updates=1)

    monkeypatch.setattr(checks, "MEMORY", 8 * numbers)
    assert len(search().scores) == 3
    monkeypatch.setattr(checks, "MEMORY", 8 * numbers - 1)
    with pytest.raises(ValueError, match="the shape of all trials together must not take more"):
        search()


def test_a_problem_says_how_many_points_it_looks_at():
    assert {problem.n_points for problem in tutorial_problems().values()} == {80}
