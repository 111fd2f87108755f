"""Bad input beyond the line, too, gets an error that states the rule and the value."""

import re

import numpy as np
import pytest

from gdtutorial.curvature import best_rate, convergence_factors, directions
from gdtutorial.descent import iterates
from gdtutorial.logistic import above_median, log_loss, log_loss_hessian, log_loss_minimum
from gdtutorial.noise import noise_floor, noise_limit
from gdtutorial.optimisers import (
    adam,
    contest,
    decayed,
    line_problem,
    minimise,
    momentum,
    nesterov,
    plain,
    rmsprop,
    threshold_problem,
    tune,
)

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
        (momentum, {"mu": 1}, "mu must be at least 0 and below 1, got 1.0"),
        (nesterov, {"mu": [0.5, -0.1]}, "mu must be at least 0 and below 1, got -0.1"),
        (rmsprop, {"alpha": 1.5}, "alpha must be at least 0 and below 1, got 1.5"),
        (rmsprop, {"eps": 0}, "eps must be above 0, got 0.0"),
        (adam, {"beta1": np.nan}, "beta1 must be finite, got nan"),
        (adam, {"beta2": "much"}, "beta2 must hold numbers, got 'much'"),
        (decayed, {"tau": 0}, "tau must be above 0, got 0.0"),
        (adam, {"mu": 0.9}, "a setting of adam must be one of 'beta1', 'beta2', 'eps', got 'mu'"),
        (plain, {"mu": 0.9}, "plain has no setting but lr, got 'mu'"),
    ],
)
def test_settings_are_the_rules_own_and_in_their_range(rule, settings, message):
    with raises(message):
        minimise(PROBLEM, 0, 0, 0.1, rule, **settings)
    with raises(message):
        tune(PROBLEM, rule, 0, 0, 0.1, **settings)


def test_settings_agree_on_their_number():
    with raises(
        "b, w, lr and mu must agree on the number of settings k, "
        "got shapes {'b': (), 'w': (), 'lr': (2,), 'mu': (3,)}"
    ):
        minimise(PROBLEM, 0, 0, [0.1, 0.2], momentum, mu=[0.1, 0.2, 0.3])


@pytest.mark.parametrize("n", [-1, 1.5, None, True], ids=repr)
def test_updates_are_counted_in_whole_numbers(n):
    for name, taker in {
        "n_updates": lambda: minimise(PROBLEM, 0, 0, 0.1, n_updates=n),
        "n": lambda: iterates(X, Y, 0, 0, 0.1, n),
    }.items():
        with raises(f"{name} must be a whole number of at least 0, got {n!r}"):
            taker()
    with raises(f"n_updates must be a whole number of at least 1, got {n!r}"):
        tune(PROBLEM, plain, 0, 0, 0.1, n_updates=n)
    with raises(f"n_trials must be a whole number of at least 4, got {n!r}"):
        contest(PROBLEM, n_trials=n)


def test_trials_share_out():
    with raises("n_trials must be a multiple of 4, got 98"):
        contest(PROBLEM, n_trials=98)


@pytest.mark.parametrize(
    "taker",
    [
        lambda lr: minimise(PROBLEM, 0, 0, lr),
        lambda lr: tune(PROBLEM, plain, 0, 0, lr),
        lambda lr: iterates(X, Y, 0, 0, lr),
        lambda lr: convergence_factors(X, lr),
        lambda lr: noise_floor(X, Y, lr),
    ],
    ids=["minimise", "tune", "iterates", "convergence_factors", "noise_floor"],
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
        lambda: line_problem(X, Y, batch_size=size),
        lambda: noise_floor(X, Y, 0.01, size),
        lambda: noise_limit(X, size),
    ):
        with raises(rule):
            taker()
