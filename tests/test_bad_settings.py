"""Bad input beyond the line, too, gets an error that states the rule and the value."""

import re

import numpy as np
import pytest

from gdtutorial.contest import contest, tune
from gdtutorial.curvature import best_rate, convergence_factors, directions
from gdtutorial.descent import descend, gradient_descent, iterates, minimise
from gdtutorial.logistic import above_median, log_loss, log_loss_hessian, log_loss_minimum
from gdtutorial.noise import noise_floor, noise_limit
from gdtutorial.problems import line_problem, threshold_problem
from gdtutorial.rules import adam, decayed, momentum, nesterov, plain, rmsprop

X = np.array([[0.0], [1.0], [2.0], [3.0]])
Y = np.array([[1.0], [3.0], [4.0], [8.0]])
LABEL = np.array([[0.0], [1.0], [0.0], [1.0]])
PROBLEM = line_problem(X, Y)
FEATURE_TAKERS = {
    "directions": directions,
    "best_rate": best_rate,
    "convergence_factors": lambda x: convergence_factors(x, 0.1),
    "iterates": lambda x: iterates(x, Y, 0, 0, 0.1),
    "noise_limit": noise_limit,
    "noise_floor": lambda x: noise_floor(x, Y, 0.01),
    "line_problem": lambda x: line_problem(x, Y),
    "threshold_problem": lambda x: threshold_problem(x, LABEL),
    "log_loss": lambda x: log_loss(x, LABEL, 0, 0),
    "log_loss_hessian": lambda x: log_loss_hessian(x, LABEL, 0, 0),
    "log_loss_minimum": lambda x: log_loss_minimum(x, LABEL),
}
DESCENTS = {
    "gradient_descent": lambda lr, *rule, **own: gradient_descent(X, Y, 0, 0, lr, *rule, **own),
    "minimise": lambda lr, *rule, **own: minimise(PROBLEM, 0, 0, lr, *rule, **own),
    "descend": lambda lr, *rule, **own: descend([], 0, 0, lr, *rule, **own),
    "tune": lambda lr, *rule, **own: tune(PROBLEM, 0, 0, lr, *rule, **own),
}
LABEL_TAKERS = {
    "threshold_problem": lambda label: threshold_problem(X, label),
    "log_loss": lambda label: log_loss(X, label, 0, 0),
    "log_loss_hessian": lambda label: log_loss_hessian(X, label, 0, 0),
    "log_loss_minimum": lambda label: log_loss_minimum(X, label),
}


def raises(message):
    return pytest.raises(ValueError, match=re.escape(message))


@pytest.mark.parametrize("taker", FEATURE_TAKERS)
def test_a_feature_is_a_column_that_varies(taker):
    with raises("x must be a column of shape (N, 1), got shape (4,)"):
        FEATURE_TAKERS[taker](X[:, 0])
    with raises("x must vary, got the constant 1.0"):
        FEATURE_TAKERS[taker](np.ones((4, 1)))
    with raises("x must be finite, got nan"):
        FEATURE_TAKERS[taker](X * np.nan)


@pytest.mark.parametrize("taker", LABEL_TAKERS)
@pytest.mark.parametrize(
    ("label", "message"),
    [
        ([[0], [1], [2], [1]], "label must be 0 or 1, got 2.0"),
        ([[0], [0], [0], [0]], "label must hold both 0 and 1, got only 0.0"),
        ([[0], [0], [1], [1]], "got 0 to 1 for 0 and 2 to 3 for 1"),
        ([[1], [1], [1], [0]], "the two classes must overlap in x"),
        ([0, 1, 0, 1], "label must be a column of shape (N, 1), got shape (4,)"),
        ([[0], [1], [1]], "x and label must have the same length, got 4 and 3"),
        ([["no"], ["yes"], ["no"], ["no"]], "label must hold numbers, got"),
    ],
)
def test_labels_are_0_and_1_and_overlap(taker, label, message):
    with raises(message):
        LABEL_TAKERS[taker](label)


def test_classes_that_only_touch_do_not_overlap():
    with raises("the two classes must overlap"):
        log_loss_minimum([[0.0], [1], [1], [2]], [[0], [0], [1], [1]])


def test_points_too_far_out_to_resolve_the_rest_are_refused():
    x = np.array([[-1.0], [0.0], [1.0], [2.0], [1e15]])
    with raises("x must not hold points so far out that the others cannot be told apart"):
        log_loss_minimum(x, [[0], [1], [0], [0], [1]])


def test_labels_to_cut_at_their_median_vary():
    with raises("y must vary, got the constant 3.0"):
        above_median([[3.0], [3.0]])


@pytest.mark.parametrize(
    ("rule", "settings", "message"),
    [
        (momentum, {"momentum": 1}, "momentum must be at least 0 and below 1, got 1.0"),
        (nesterov, {"momentum": [0.5, -0.1]}, "momentum must be at least 0 and below 1, got -0.1"),
        (rmsprop, {"alpha": 1.5}, "alpha must be at least 0 and below 1, got 1.5"),
        (rmsprop, {"eps": 0}, "eps must be above 0, got 0.0"),
        (adam, {"beta1": np.nan}, "beta1 must be finite, got nan"),
        (adam, {"beta2": "much"}, "beta2 must hold numbers, got 'much'"),
        (decayed, {"tau": 0}, "tau must be above 0, got 0.0"),
        (
            adam,
            {"momentum": 0.9},
            "a setting of adam must be one of 'beta1', 'beta2', 'eps', got 'momentum'",
        ),
        (plain, {"momentum": 0.9}, "plain has no setting but lr, got 'momentum'"),
    ],
)
def test_settings_are_the_rules_own_and_in_their_range(rule, settings, message):
    for taker in DESCENTS.values():
        with raises(message):
            taker(0.1, rule, **settings)


@pytest.mark.parametrize("taker", DESCENTS)
@pytest.mark.parametrize("rule", [None, "momentum", 0.9])
def test_a_rule_is_a_function(taker, rule):
    with raises(f"rule must be a function, such as those of gdtutorial.rules, got {rule!r}"):
        DESCENTS[taker](0.1, rule)


def test_settings_agree_on_their_number():
    with raises(
        "b, w, lr and momentum must agree on the number of settings k, "
        "got shapes {'b': (), 'w': (), 'lr': (2,), 'momentum': (3,)}"
    ):
        minimise(PROBLEM, 0, 0, [0.1, 0.2], momentum, momentum=[0.1, 0.2, 0.3])


@pytest.mark.parametrize("n", [-1, 1.5, None, True], ids=repr)
def test_updates_are_counted_in_whole_numbers(n):
    for taker in (
        lambda: minimise(PROBLEM, 0, 0, 0.1, n_updates=n),
        lambda: iterates(X, Y, 0, 0, 0.1, n),
    ):
        with raises(f"n_updates must be a whole number of at least 0, got {n!r}"):
            taker()
    with raises(f"n_updates must be a whole number of at least 1, got {n!r}"):
        tune(PROBLEM, 0, 0, 0.1, n_updates=n)
    with raises(f"n_trials must be a whole number of at least 4, got {n!r}"):
        contest(PROBLEM, n_trials=n)


def test_trials_share_out():
    with raises("n_trials must be a multiple of 4, got 98"):
        contest(PROBLEM, n_trials=98)


@pytest.mark.parametrize(
    "taker",
    [
        *DESCENTS.values(),
        lambda lr: iterates(X, Y, 0, 0, lr),
        lambda lr: convergence_factors(X, lr),
        lambda lr: noise_floor(X, Y, lr),
    ],
    ids=[*DESCENTS, "iterates", "convergence_factors", "noise_floor"],
)
def test_a_learning_rate_is_finite_and_above_0(taker):
    with raises("lr must be above 0, got 0.0"):
        taker(0)
    with raises("lr must be finite, got inf"):
        taker(np.inf)


@pytest.mark.parametrize("size", [0, 2.5, "2"], ids=repr)
def test_a_batch_has_a_point(size):
    rule = f"batch_size must be a whole number of at least 1, got {size!r}"
    for taker in (
        lambda: noise_floor(X, Y, 0.01, size),
        lambda: noise_limit(X, size),
    ):
        with raises(rule):
            taker()
