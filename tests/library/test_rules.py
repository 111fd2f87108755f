"""Rules keep their promises, and the loop around them adds nothing of its own."""

import inspect

import numpy as np
import pytest
from helpers import columns, numbers, safe_rate
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial import plotting, rules
from gdtutorial.contest import contest, tune
from gdtutorial.curvature import eigenvalues, joint_limit
from gdtutorial.data import standardise, tutorial_data
from gdtutorial.descent import gradient_descent, minimise
from gdtutorial.logistic import above_median, log_loss_hessian, log_loss_minimum
from gdtutorial.model import initialise
from gdtutorial.problems import Problem, line_problem, tutorial_problems
from gdtutorial.rules import RULES, adam, decayed, momentum, nesterov, plain, rmsprop

pytestmark = pytest.mark.xdist_group("rules")  # they share what takes long to make

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
    p, _ = rmsprop(np.array([0.0]), np.array([g]), lr=lr, alpha=0.99)
    np.testing.assert_allclose(abs(p), 10 * lr, rtol=1e-3)


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
    """Every rule has the same number of trials over the same rates, and none needs a rate beyond them."""
    at_the_end = set()
    for problem, trials_by_rule in results.items():
        assert list(trials_by_rule) == list(RULES)
        for rule, trials in trials_by_rule.items():
            rates = trials.grid["lr"]
            assert trials.scores.size == 96
            np.testing.assert_allclose([rates[0], rates[-1]], [1e-3, 100])
            assert trials.by_rate[1:-1].min() < trials.score + 0.1
            if trials.best["lr"] in (rates[0], rates[-1]):
                at_the_end.add((problem, rule))
    assert at_the_end == {("Standardised", "RMSProp")}  # as the page says


def test_what_the_page_says_about_the_contest(results):
    scores = {p: {rule: t.score for rule, t in of.items()} for p, of in results.items()}
    best = {problem: min(of, key=of.get) for problem, of in scores.items()}
    assert best["Standardised"] == "gradient descent"
    assert best["Bad"] == "Adam"
    assert sorted(scores["Original"], key=scores["Original"].get)[:2] == ["Nesterov", "momentum"]
    assert max(scores["Standardised"], key=scores["Standardised"].get) == "Adam"
    assert len(set(best.values())) == 4  # no rule wins twice
    by_rule = scores["Bad"]["gradient descent"] - min(scores["Bad"].values())
    by_data = scores["Bad"]["gradient descent"] - scores["Standardised"]["gradient descent"]
    assert by_data > by_rule
    for problem in ("Bad", "Original", "Standardised"):  # an edge, or none
        for rule in ("gradient descent", "momentum", "Nesterov"):
            assert results[problem][rule].by_rate[-1] > 50
        for rule in ("RMSProp", "Adam"):
            assert results[problem][rule].by_rate[-1] < 1


def test_the_contest_does_not_tune_on_the_tutorials_start():
    starts = np.random.RandomState(1).randn(2, 10)
    assert not np.isclose(starts, np.array(initialise())).any()
    first, again, other = (
        contest(tutorial_problems()["Original"], n_trials=4, random_state=seed)["Adam"].scores
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).all()


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
