"""Bad input gets an error that states the rule and the value."""

import re

import numpy as np
import pytest

from gdtutorial.curvature import (
    condition_number,
    eigenvalues,
    hessian,
    joint_limit,
    section_limits,
)
from gdtutorial.data import make_line, split_index, spoil, standardise, tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.surface import (
    cross_section,
    geometric_gradient,
    loss_surface,
    minimum,
    parameter_grid,
)

X = np.array([[0.0], [1.0], [2.0]])
Y = np.array([[1.0], [3.0], [4.0]])
ROUNDING = "must vary by more than rounding"

FEATURE_TAKERS = {  # everything that refuses a feature, called with x
    "hessian": hessian,
    "eigenvalues": eigenvalues,
    "section_limits": section_limits,
    "joint_limit": joint_limit,
    "condition_number": condition_number,
    "minimum": lambda x: minimum(x, Y),
    "loss_surface": lambda x: loss_surface(x, Y, 0, 0),
    "geometric_gradient": lambda x: geometric_gradient(x, Y, 0, 0),
    "gradient_descent": lambda x: gradient_descent(x, Y, 0, 0, 0.1, n_epochs=1),
    "standardise": lambda x: standardise(x, X),
}
COLUMN_TAKERS = FEATURE_TAKERS | {
    "spoil": spoil,
    "standardise, validation": lambda x: standardise(X, x),
    "minimum, labels": lambda y: minimum(X, y),
    "loss_surface, labels": lambda y: loss_surface(X, y, 0, 0),
    "geometric_gradient, labels": lambda y: geometric_gradient(X, y, 0, 0),
    "gradient_descent, labels": lambda y: gradient_descent(X, y, 0, 0, 0.1),
}
NO_COLUMNS = {
    "empty": (np.empty((0, 1)), "must hold at least 2 points, got 0"),
    "one point": ([[1.0]], "must hold at least 2 points, got 1"),
    "a row": ([[1.0, 2.0, 3.0]], "must be a column of shape (N, 1), got shape (1, 3)"),
    "flat": ([1.0, 2.0, 3.0], "must be a column of shape (N, 1), got shape (3,)"),
    "a cube": (X.reshape(3, 1, 1), "must be a column of shape (N, 1), got shape (3, 1, 1)"),
    "a number": (1.0, "must be a column of shape (N, 1), got shape ()"),
    "NaN": (
        [[1.0], [np.nan], [2.0]],
        "must be finite, got nan (1 of 3 values are NaN or infinite)",
    ),
    "infinity": (
        [[-np.inf], [np.inf], [2.0]],
        "must be finite, got -inf (2 of 3 values are NaN or infinite)",
    ),
    "text": ("many", "must hold numbers, got 'many'"),
    "digits as text": ([["1"], ["2"], ["3"]], "must hold numbers, got [['1'], ['2'], ['3']]"),
    "text among objects": (
        np.array([[1], ["2"], [3]], dtype=object),
        "must hold numbers, got array(",
    ),
    "None": (None, "must hold numbers, got None"),
    "dates": (np.array([["2020-01-01"]], dtype="M8[D]"), "must hold numbers, got array("),
    "durations": (np.array([[1], [2]], dtype="m8[D]"), "must hold numbers, got array("),
    "complex": ([[1j], [2j], [3j]], "must hold numbers, got [[1j], [2j], [3j]]"),
    "ragged": ([[1.0], [2.0, 3.0]], "must hold numbers, got [[1.0], [2.0, 3.0]]"),
    "beyond floats": ([[10**400], [1], [2]], "must hold numbers, got [[1000"),
    "huge": (1e200 * X + 1, "must be at most 1e+150 in size (its square must be finite), got 1e+200"),
    "the largest float": (X * -8e307, "(its square must be finite), got -8e+307"),
}  # fmt: skip
NO_FEATURES = {
    "constant": (np.ones((3, 1)), "must vary, got the constant 1.0"),
    "constant, not exact in binary": (
        np.full((3, 1), 0.1),
        "must vary, got the constant 0.1",
    ),
    "all 0": (np.zeros((3, 1)), "must vary, got the constant 0.0"),
    "rounding around 1": (1 + np.finfo(float).eps * (X == 1), ROUNDING),
    "rounding around a million": (1e6 + 1e-10 * X, ROUNDING),
    "squares below floats": (1e-160 * X, ROUNDING),
}


def raises(message):
    return pytest.raises(ValueError, match=re.escape(message))


@pytest.mark.parametrize("taker", COLUMN_TAKERS)
@pytest.mark.parametrize("bad", NO_COLUMNS)
def test_what_is_no_column_is_refused(taker, bad):
    value, message = NO_COLUMNS[bad]
    with raises(message):
        COLUMN_TAKERS[taker](value)


@pytest.mark.parametrize("taker", FEATURE_TAKERS)
@pytest.mark.parametrize("bad", NO_FEATURES)
def test_a_feature_that_does_not_vary_is_refused(taker, bad):
    value, message = NO_FEATURES[bad]
    with raises(message):
        FEATURE_TAKERS[taker](value)


@pytest.mark.parametrize("taker", [minimum, lambda x, y: loss_surface(x, y, 0, 0),
                                   lambda x, y: gradient_descent(x, y, 0, 0, 0.1)])  # fmt: skip
def test_x_and_y_must_be_of_one_length(taker):
    with raises("x and y must have the same length, got 3 and 2"):
        taker(X, Y[:2])


def test_constant_labels_are_fine():
    assert minimum(X, np.ones((3, 1))) == (1, 0)
    assert loss_surface(X, np.ones((3, 1)), 1, 0) == 0


def test_large_and_small_numbers_that_can_be_squared_are_fine():
    """The largest sizes that pass the checks: nothing overflows on the way, nothing vanishes."""
    for size in (1e149, 1e-149):
        b, w = minimum(size * X, Y)
        np.testing.assert_allclose([b, w * size], minimum(X, Y), rtol=1e-14)
        np.testing.assert_allclose(loss_surface(size * X, Y, 0, 0), loss_surface(X, Y, 0, 0))
        standardised = standardise(size * X, X)[0]
        np.testing.assert_allclose(standardised, standardise(X, X)[0])
        assert 0 < joint_limit(size * X) <= 1
        assert 1 <= condition_number(size * X) < np.inf
    steep = 1e149 * Y
    np.testing.assert_allclose(
        loss_surface(1e-149 * X, steep, 0, 0), loss_surface(X, Y, 0, 0) * 1e298
    )


def descend(**changes):
    options = {"x": X, "y": Y, "b": 0, "w": 0, "lr": 0.1, "n_epochs": 1} | changes
    return gradient_descent(**options)


@pytest.mark.parametrize(
    "size", [0, -1, 4, 2.5, 2.0, True, "2", np.nan, [2]], ids=repr
)  # fmt: skip
def test_batch_size_is_a_whole_number_up_to_the_points(size):
    rule = "batch_size must be a whole number between 1 and 3 (the number of points)"
    with raises(f"{rule}, got {size!r}"):
        descend(batch_size=size)


@pytest.mark.parametrize("n_epochs", [-1, 1.5, None, "many", False], ids=repr)
def test_n_epochs_is_a_whole_number_of_at_least_0(n_epochs):
    with raises(f"n_epochs must be a whole number of at least 0, got {n_epochs!r}"):
        descend(n_epochs=n_epochs)


@pytest.mark.parametrize(
    ("lr", "message"),
    [
        (0, "lr must be above 0, got 0.0"),
        (-0.1, "lr must be above 0, got -0.1"),
        ([0.1, 0.0, -2], "lr must be above 0, got 0.0"),
        (np.nan, "lr must be finite, got nan"),
        ([0.1, np.inf], "lr must be finite, got inf (1 of 2 values are NaN or infinite)"),
        ("fast", "lr must hold numbers, got 'fast'"),
        (None, "lr must hold numbers, got None"),
    ],
)
def test_a_learning_rate_is_finite_and_above_0(lr, message):
    with raises(message):
        descend(lr=lr)


@pytest.mark.parametrize("name", ["b", "w"])
def test_a_start_is_finite(name):
    with raises(f"{name} must be finite, got nan"):
        descend(**{name: np.nan})
    with raises(f"{name} must hold numbers, got 'x'"):
        descend(**{name: "x"})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"b": [0, 1], "lr": [0.1, 0.2, 0.3]},
            "b, w and lr must agree on the number of settings k, "
            "got shapes {'b': (2,), 'w': (), 'lr': (3,)}",
        ),
        (
            {"w": [[0, 1]]},
            "b, w and lr must be numbers or have shape (k,), "
            "got shapes {'b': (), 'w': (1, 2), 'lr': ()}",
        ),
        (
            {"lr": []},
            "b, w and lr must hold at least 1 setting, got shapes {'b': (), 'w': (), 'lr': (0,)}",
        ),
    ],
)
def test_settings_agree_on_their_number(changes, message):
    with raises(message):
        descend(**changes)


@pytest.mark.parametrize("record", ["update", "", None, 1, ["updates"]], ids=repr)
def test_record_is_one_of_two_words(record):
    with raises(f"record must be one of 'updates', 'epochs', got {record!r}"):
        descend(record=record)


@pytest.mark.parametrize("shuffle", [1, "yes", None], ids=repr)
def test_shuffle_is_yes_or_no(shuffle):
    with raises(f"shuffle must be one of False, True, got {shuffle!r}"):
        descend(shuffle=shuffle)


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, None, True, "42"], ids=repr)
@pytest.mark.parametrize(
    "taker",
    [
        lambda seed: make_line(random_state=seed),
        lambda seed: split_index(10, random_state=seed),
        lambda seed: tutorial_data(random_state=seed),
        lambda seed: initialise(random_state=seed),
        lambda seed: descend(shuffle=True, random_state=seed),
    ],
    ids=["make_line", "split_index", "tutorial_data", "initialise", "gradient_descent"],
)
def test_a_seed_is_a_whole_number_of_32_bits(taker, seed):
    rule = "random_state must be a whole number between 0 and 4294967295 or a RandomState"
    with raises(f"{rule}, got {seed!r}"):
        taker(seed)


def test_a_newer_generator_is_no_random_state():
    with raises("or a RandomState, got Generator(PCG64)"):
        make_line(random_state=np.random.default_rng(0))


@pytest.mark.parametrize("n", [1, 0, -5, 2.5, True, "10"], ids=repr)
@pytest.mark.parametrize("taker", [make_line, split_index])
def test_n_is_a_whole_number_of_at_least_2(taker, n):
    with raises(f"n must be a whole number of at least 2, got {n!r}"):
        taker(n)


@pytest.mark.parametrize("name", ["b", "w", "noise"])
@pytest.mark.parametrize(
    ("value", "message"),
    [
        (np.inf, "must be finite, got inf"),
        ("1", "must hold numbers, got '1'"),
        ([1, 2], "must be one number, got shape (2,)"),
        (1e200, "must be at most 1e+150 in size (its square must be finite), got 1e+200"),
    ],
)
def test_the_line_is_made_of_numbers(name, value, message):
    with raises(f"{name} {message}"):
        make_line(**{name: value})


def test_noise_is_at_least_0():
    with raises("noise must be at least 0 (a standard deviation), got -0.1"):
        make_line(noise=-0.1)


@pytest.mark.parametrize("train", [0, 1, 0.05, -0.5, 1.5], ids=repr)
def test_both_parts_of_a_split_get_a_point(train):
    with raises(
        f"train must leave at least 1 of the 10 points to training and to validation, got {train!r}"
    ):
        split_index(10, train=train)


@pytest.mark.parametrize("factor", [0, -10], ids=repr)
def test_a_factor_is_above_0(factor):
    with raises(f"factor must be above 0, got {float(factor)}"):
        spoil(X, factor=factor)
    with raises("factor must be one number, got shape (2,)"):
        spoil(X, factor=[2, 3])


@pytest.mark.parametrize("n", [1, 0, 10.0], ids=repr)
def test_a_grid_has_at_least_2_values_an_axis(n):
    rule = "n must be a whole number of at least 2 (a grid of one point has no slope)"
    with raises(f"{rule}, got {n!r}"):
        parameter_grid(n=n)


def test_a_grid_has_a_reach():
    with raises("reach must be above 0, got 0.0"):
        parameter_grid(reach=0)
    with raises("reach must be finite, got inf"):
        parameter_grid(reach=np.inf)
    with raises("reach must be wide enough to tell 101 values of w apart, got 1e+20 to 1e+20"):
        parameter_grid(w=1e20)


def cut(**where):
    bs, ws = parameter_grid(b=1, w=2, reach=3, n=7)
    return cross_section(bs, ws, bs + ws, **where)


def test_a_cut_lies_on_the_grid():
    with raises("b must lie on the grid, between -2 and 4, got 4.1"):
        cut(b=4.1)
    with raises("w must lie on the grid, between -1 and 5, got -1.5"):
        cut(w=-1.5)
    with raises("b must be finite, got nan"):
        cut(b=np.nan)


def test_a_cut_holds_one_parameter_fixed():
    rule = "give exactly one of b and w, the one to hold fixed"
    with raises(f"{rule}, got b=None and w=None"):
        cut()
    with raises(f"{rule}, got b=0.5 and w=0"):
        cut(b=0.5, w=0)


def test_a_section_needs_a_grid_as_meshgrid_gives_it():
    bs, ws = parameter_grid(n=5)
    with raises("a grid must have at least 2 points along each axis, got shape (1, 5)"):
        cross_section(bs[:1], ws[:1], bs[:1], b=1)
    with raises("a grid must be that of np.meshgrid(b_range, w_range): axis 0 over w"):
        cross_section(ws, bs, bs, b=1)
    with raises("bs and ws must be grids of one shape, got shapes (5, 5) and (4, 5)"):
        cross_section(bs, ws[:4], bs, b=1)
    with raises("bs and ws must be grids of one shape, got shapes (5,) and (5,)"):
        cross_section(bs[0], ws[0], bs[0], b=1)
    with raises("losses must have the grid's shape (5, 5), got (4, 5)"):
        cross_section(bs, ws, bs[:4], b=1)
    with raises("losses must be finite, got inf"):
        cross_section(bs, ws, bs + np.inf, b=1)


def test_parameters_of_a_surface_broadcast_together():
    with raises("bs and ws must have shapes that broadcast together, got (3,) and (4,)"):
        loss_surface(X, Y, np.zeros(3), np.zeros(4))
    with raises("bs must hold numbers, got 'low'"):
        loss_surface(X, Y, "low", 0)


@pytest.mark.parametrize(("b", "w", "step"), [(0, 0, 0), (1e20, 0, 0.12), (0, 1, 1e-300)])
def test_a_step_moves_both_parameters(b, w, step):
    with raises(
        f"step must move both b and w, got {float(step)} at b={float(b)} and w={float(w)}"
    ):
        geometric_gradient(X, Y, b, w, step=step)


def test_a_slope_needs_losses_that_are_floats():
    with raises("the loss around b and w must be finite, got inf"):
        geometric_gradient(1e10 * X, Y, 0, 0, step=1e149)
