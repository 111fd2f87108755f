"""Bad input gets an error that states the rule and the value: every argument of every function meets its check."""

import re

import numpy as np
import pytest
from zoo import BOWL, CALLS, CHECKED, FUNCTIONS, LABEL, ROW, X, Y, call

from gdtutorial.contest import Trials, tune
from gdtutorial.curvature import condition_number, joint_limit
from gdtutorial.data import standardise
from gdtutorial.descent import descend, gradient_descent
from gdtutorial.noise import noise_floor, noise_limit
from gdtutorial.problems import line_problem, threshold_problem
from gdtutorial.rules import adam, decayed, nesterov, plain, rmsprop
from gdtutorial.surface import SectionStep, loss_surface, minimum

CONSTANT = np.ones((4, 1))


def feature(name):
    return [(CONSTANT, f"{name} must vary, got the constant 1.0")]


def column(name):
    return [(ROW, f"{name} must be a column of shape (N, 1), got shape (4,)")]


def scalar(name):
    return [
        ([1, 2], f"{name} must be one number, got shape (2,)"),
        (1e200, f"{name} must be at most 1e+150 in size"),
    ]


def setting(name):
    return [
        (np.nan, f"{name} must be finite, got nan"),
        ([[0.5]], "must be numbers or have shape (k,), got shapes"),
    ]


def rate(name):
    return [(0, f"{name} must be above 0, got 0.0")]


def whole(name, low):
    return [
        (low - 1, f"{name} must be a whole number of at least {low}"),
        (10**400, f"{name} must not take more than 4 GiB of memory, got 1000"),
    ]


def one_of(name):
    return [(1, f"{name} must be one of ")]


def grid(name):
    return [(BOWL * np.nan, f"{name} must be finite, got nan")]


RULES = {  # what an argument of this name must not be, and what is said then
    "x": feature("x"),
    "y": [*column("y"), (Y[:2], "x and y must have the same length, got 4 and 2")],
    "label": [(2 * LABEL, "label must be 0 or 1, got 2.0")],
    "x_train": feature("x_train"),
    "x_val": column("x_val"),
    "b": scalar("b"),
    "w": scalar("w"),
    "lr": rate("lr"),
    "momentum": [(1, "momentum must be at least 0 and below 1, got 1.0"), *scalar("momentum")[:1]],
    "noise": [*scalar("noise"), (-0.1, "noise must be at least 0 (a standard deviation), got -0.1")],
    "factor": [(0, "factor must be above 0, got 0.0"), (5e-324, "factor must be at least 1e-150")],
    "reach": [(0, "reach must be above 0, got 0.0"), ([1, 2], "reach must be one number"), (1e-300, "reach must be wide enough to tell 5 values of b apart, got 1.0 to 1.0")],
    "step": [*scalar("step"), (0, "step must move both b and w, got 0.0 at b=0.5 and w=1.0"), (1e-300, "step must move")],
    "t": [(-1, "t must be at least 0, got -1.0")],
    "every": [(0, "every must be a whole number between 1 and 9007199254740992, got 0")],
    "least": [*scalar("least"), (-1, "least must be at least 0, got -1.0")],
    "rise": [*scalar("rise"), (1, "rise must be at least 0 and below 1, got 1.0"), (0.1, "rise must be above 0.125, one of 8 updates, got 0.1")],
    "schedule": [("cosine", "schedule must be a function of the update and the rate, got 'cosine'")],
    "share": [*scalar("share"), (0, "share must be above 0, got 0.0"), (1, "share must be at least 0 and below 1, got 1.0")],
    "tolerance": [*scalar("tolerance"), (0, "tolerance must be above 0, got 0.0")],
    **{name: scalar(name) for name in ("b_grad", "w_grad")},
    "fault": one_of("fault"),
    "mended": one_of("mended"),
    "n": whole("n", 2),
    "n_features": whole("n_features", 1),
    "n_units": whole("n_units", 1),
    "n_epochs": whole("n_epochs", 0),
    "n_updates": whole("n_updates", 0),
    "n_values": whole("n_values", 2),
    **{name: [(1, f"{name} must be at least 0 and below 1, got 1.0"), ([0.1, 0.2], f"{name} must be one number, got shape (2,)")] for name in ("beta1", "beta2")},
    "eps": [(0, "eps must be above 0, got 0.0"), *scalar("eps")[:1]],
    "batch_size": [(size, f"batch_size must be a whole number between 1 and 9007199254740992, got {size}"[:90]) for size in (0, 10**400)],
    "train": [*scalar("train"), *((part, f"train must leave at least 1 of the 10 points to training and to validation, got {part}") for part in (0, 1, 0.05, -0.5, 1.5))],
    "random_state": [(-1, "random_state must be a whole number between 0 and 4294967295 or a RandomState, got -1")],
    "shuffle": one_of("shuffle"),
    "replacement": one_of("replacement"),
    "record": one_of("record"),
    "hollow": one_of("hollow"),
    "ends": one_of("ends"),
    "parameter": one_of("parameter"),
    "what": one_of("what"),
    "rule": [("adam", "rule must be a function, such as those of gdtutorial.rules, got 'adam'")],
    "problem": [(None, "problem must be of type Problem, got None")],
    "gradients": [(None, "gradients must be of type Iterable, got None")],
    "path": [(None, "path must be of type Trajectory, got None")],
    "text": [(None, "text must be of type str, got None")],
    "language": [(None, "language must be of type str, got None")],
    "words": [(["b"], "words must be of type Mapping, got ['b']"), ({"b": 1}, "words must map texts to texts, got {'b': 1}")],
    "bs": [("low", "bs must hold numbers, got 'low'"), (np.zeros(7), "bs and ws must have shapes that broadcast together, got (7,) and (4, 3)")],
    "ws": [("low", "ws must hold numbers, got 'low'")],
    "u": [("low", "u must hold numbers, got 'low'"), (np.zeros(7), "u and v must have shapes that broadcast together, got (7,) and (2,)")],
    "v": [("low", "v must hold numbers, got 'low'")],
    "losses": [*grid("losses"), (BOWL[:2], "losses must have the grid's shape (4, 3), got (2, 3)")],
    "levels": [([2], "levels must be a row of at least 2 numbers that rise, got [2]")],
    "level": [*scalar("level"), (0.5, "level must lie on the surface, between 1.25 and 4.25, got 0.5")],
    "loss": scalar("loss"),
    "at": scalar("at"),
    "values": [(ROW[:2], "values and losses must be two rows of one length, got shapes (2,) and (4,)")],
    "rates": [([0.2, 0.1], "rates must be a row of at least 2 numbers that rise, got [0.2, 0.1]")],
    "batch_sizes": [(80, "batch_sizes must be a row of whole numbers, got 80"), ((0, 1), "each of batch_sizes must be a whole number of at least 1, got 0"), ((1,), "losses must have a row for each of 1 batch sizes and a column for each of 2 rates, got shape (2, 2)")],
    "most": [*scalar("most"), (0.5, "most must be at least the lowest of losses, got 0.5")],
    **{name: scalar(name) for name in ("slope", "before", "after")},
    **{name: [(7, f"{name} must be a function, got 7")] for name in ("f", "gradient", "hessian", "turn")},
    "h": [(ROW, "h must be a table of shape (k, k), got shape (4,)"), ([[1, 2], [2, 1]], "h must bend upwards in every direction, by more than 1.3e-15, got curvatures from -1 to 3"), ([[2, 1], [0, 2]], "h must be the same with rows and columns exchanged, got [[2, 1], [0, 2]]")],
    **{name: [(ROW, f"{name} must be a row of length 2, got length 4"), (X, f"{name} must be a number or a row of numbers, got shape (4, 1)")] for name in ("r", "slopes")},
    "way": [(X, "way must be a number or a row of numbers, got shape (4, 1)"), (ROW[:3], "way must be a row of length ")],
    "damped": one_of("damped"),
    "value": scalar("value"),
    **{name: [*scalar(name), (0, f"{name} must be above 0, got 0.0")] for name in ("second", "third")},
    **{name: [(ROW[:2], "one and other must have the same length, got "), (X, f"{name} must be a number or a row of numbers, got shape (4, 1)")] for name in ("one", "other")},
    "end": [(3.0, "end must be of type Variable, got 3.0")],
    "tau": [(-1, "tau must be a whole number between 0 and 9007199254740992, got -1")],
    "bend": [*scalar("bend"), *rate("bend")],
    "to": [(1, "to must be a point, two numbers, got shape ()")],
    "by": [(1, "by must be a point, two numbers, got shape ()")],
}  # fmt: skip

OWN_RULES = {  # where a function asks for more, for less or for something else
    ("data.spoil", "x"): column("x"),
    ("moments.moments", "x"): column("x"),
    **{(f"differences.{name}", "at"): [(X, "at must be a number or a row of numbers, got shape (4, 1)")] for name in ("forward_difference", "central_difference", "check_gradient")},
    **{(f"differences.{name}", "step"): [*scalar("step"), *rate("step"), (1e-300, "step must move each parameter of at, got 1e-300 at 1.0")] for name in ("forward_difference", "central_difference", "check_gradient")},
    **{(name, "at"): [(ROW, "at must be a row of length 2, got length 4")] for name in ("line_search.exact_search", "line_search.on_a_bowl", "conjugate.conjugate_gradients")},
    **{(name, "at"): [(X, "at must be a number or a row of numbers, got shape (4, 1)"), (1e200, "at must be at most 1e+150 in size")] for name in ("line_search.backtrack", "line_search.backtracking", "newton.newton")},
    ("line_search.backtrack", "slope"): [*scalar("slope"), (0, "slope must be below 0 (the way leads downhill), got 0.0")],
    ("plotting.line", "x"): [([3, 3], "x must vary, got the constant 3.0"), ([], "x must hold at least 2 points, got 0"), ([[1], [2, 3]], "x must hold numbers, got [[1], [2, 3]]")],
    **{(f"features.{name}", "x"): [(ROW, "x must be a table of shape (N, d), got shape (4,)")] for name in ("hessian", "eigenvalues", "joint_limit")},
    ("features.condition_number", "x"): [(X[:1], "x must hold at least 2 points, got 1"), (np.hstack([X, 2 * X]), "x must hold features of which none follows from the others or is constant, up to rounding, got 1 that stand on their own among 2")],
    ("logistic.above_median", "y"): feature("y"),
    **{(f"plotting.{name}", "at"): [(1, "at must be a point, two numbers, got shape ()")] for name in ("note", "move")},
    **{(f"plotting.{name}", "reach"): scalar("reach") for name in ("tangent",)},
    ("plotting.triangle", "step"): scalar("step"),
    ("plotting.step_on_section", "step"): [
        (2, "step must be of type SectionStep, got 2"),
        (SectionStep("b", [], [], 1, (0, 0), (1, 1)), "values and losses must be two rows of one length, got shapes (0,) and (0,)"),
        (SectionStep("x", [1], [1], 1, (0, 0), (1, 1)), "parameter must be one of 'b', 'w', got 'x'"),
        (SectionStep("b", [1], [1], 1, 0, (1, 1)), "at must be a point, two numbers, got shape ()"),
        (SectionStep("b", [1], [1], 1, (0, 0), (1, np.inf)), "to must be finite, got inf"),
    ],
    ("surface.section_steps", "lr"): scalar("lr"),
    ("surface.section_steps", "b"): [*scalar("b"), (2.1, "b must lie on the grid, between 0 and 2, got 2.1")],
    ("surface.section_steps", "w"): [*scalar("w"), (3.1, "w must lie on the grid, between 0 and 3, got 3.1")],
    **{("surface.section_steps", name): [*grid(name), (BOWL, "bs and ws must be those of np.meshgrid(b_range, w_range)")] for name in ("bs", "ws")},
    ("surface.section_steps", "step"): [*scalar("step"), (0, "step must move both b and w, got 0.0 at b=1.0 and w=1.0")],
    ("plotting.mark", "loss"): [(3, "loss must be given on axes with three dimensions, and only there, got 3 on axes")],
    ("plotting.path", "setting"): [(1, "setting must be a whole number between 0 and 0, got 1")],
    **{(f"plotting.{name}", "losses"): [(np.nan, "losses must be finite, got nan")] for name in ("section",)},
    ("plotting.sweep", "losses"): [([[0, 1]] * 2, "losses must be above 0, got 0.0"), ("low", "losses must hold numbers"), ([[1], [2]], "losses must have a row for each of 2 batch sizes")],
    ("plotting.loss_levels", "losses"): [(BOWL * 0, "losses must be above 0, got 0.0"), ([], "losses must hold at least one number, got shape (0,)"), ([1, 4], "losses must reach above 4 times the least of them, to have levels between, got 1 to 4")],
    ("plotting.describe", "values"): [],
    ("descent.gradient_descent", "batch_size"): [(size, f"batch_size must be a whole number between 1 and 4 (the number of points), got {size!r}") for size in (0, 5)],
    **{(f"contest.{name}", "n_updates"): [(n, f"n_updates must be a whole number between 1 and 9007199254740992, got {n}"[:90]) for n in (0, 10**400)] for name in ("tune", "contest")},
    ("contest.tune", "lr"): [*rate("lr"), ([[0.1]], "lr must be a number or a row of numbers, got shape (1, 1)")],
    **{(name, start): setting(start) for name in ("descent.gradient_descent", "descent.minimise", "descent.descend", "descent.iterates", "delay.delayed_descent", "contest.tune") for start in "bw"},
    **{("surface.cross_section", name): grid(name) for name in ("bs", "ws")},
    ("surface.cross_section", "b"): [*scalar("b"), (2.1, "b must lie on the grid, between 0 and 2, got 2.1"), (None, "give exactly one of b and w, the one to hold fixed, got b=None and w=None")],
    ("surface.cross_section", "w"): [(0.5, "give exactly one of b and w, the one to hold fixed, got b=0.9 and w=0.5")],
    **{(f"plotting.{name}", axis): grid(axis) for name in ("contours", "surface_3d", "emphasise") for axis in ("bs", "ws")},
    **{(name, "settings"): [] for name in ("descent.gradient_descent", "descent.minimise", "descent.descend", "delay.delayed_descent", "contest.tune")},
    ("schedules.step", "factor"): [*RULES["factor"], (1.5, "factor must be at most 1, got 1.5")],
    **{("schedules." + name, "n_updates"): [(least - 1, f"n_updates must be a whole number between {least} and 9007199254740992, got {least - 1}")] for name, least in {"cosine": 1, "warm_up": 1, "one_cycle": 2}.items()},
    ("schedules.warm_up", "start"): [*scalar("start"), (-1, "start must be at least 0, got -1.0")],
    **{("schedules.one_cycle", name): [*scalar(name), (0.5, f"{name} must be at least 1, got 0.5")] for name in ("start", "end")},
    ("stopping.updates_until", "lr"): [*rate("lr"), ([0.1, 0.2], "lr must be one number"), (0.5, "lr must be below "), (1e-40, "lr must be so high that updates can be counted")],
    **{("stopping." + name, "losses"): [(BOWL, "losses must be a number or a row of numbers, got shape (4, 3)"), (np.nan, "losses must be finite, got nan")] for name in ("small_change", "patience")},
    ("stopping.patience", "n"): [(0, "n must be a whole number of at least 1, got 0")],
    ("delay.delayed_roots", "lr"): [*rate("lr"), ([0.1, 0.2], "lr must be one number")],
    ("delay.delayed_roots", "tau"): [(101, "tau must be a whole number between 0 and 100, got 101")],
    **{("network.train", name): [(X, f"{name} must be a number or a row of numbers, got shape (4, 1)"), (ROW, "c, u and v must hold one number for each unit, got ")] for name in ("c", "u")},
    ("network.train", "v"): [(ROW, "v must be a column of shape (N, 1), got shape (4,)"), (X, "c, u and v must hold one number for each unit, got 2, 2 and 4")],
    ("network.train", "lr"): [*rate("lr"), ([0.1, 0.2], "lr must be one number, got shape (2,)")],
    ("noise.noise_floor", "lr"): [*rate("lr"), ([0.1, 0.2], "lr must be one number"), (0.5, "lr must be below ")],
}  # fmt: skip
for name in ("curvature.contraction", "curvature.verdict"):
    OWN_RULES[name, "lr"] = [*rate("lr"), ([0.1, 0.2], "lr must be one number, got shape (2,)")]

TOGETHER = [  # rules for several arguments, or for a function's further ones
    ("line_search.exact_rate", {"way": [0, 0]}, "way must not be 0 in every entry, got array([0., 0.])"),
    ("line_search.exact_rate", {"way": [1e-200, 0], "slopes": [1e140, 0]}, "the rate, from slopes over way, must be finite, got -inf"),
    ("line_search.exact_search", {"at": [1e150, 1e150], "h": [[1e10, 0], [0, 1e10]]}, "the gradient at `at` must be at most 1e+150 in size"),
    ("line_search.backtracking", {"f": lambda p: p}, "what f gives at `at` must be one number, got shape (4,)"),
    ("line_search.backtracking", {"gradient": lambda p: p[:2]}, "what gradient gives must be a row of length 4, got length 2"),
    ("newton.newton", {"hessian": lambda p: p}, "hessian must give a table with a row and a column for each parameter, got shape (4,)"),
    ("surface.cross_section", {"b": None, "w": 3.1}, "w must lie on the grid, between 0 and 3, got 3.1"),
    ("surface.geometric_gradient", {"x": 1e10 * X, "step": 1e149}, "the loss around b and w must be finite, got inf"),
    ("surface.section_steps", {"y": 1e10 * Y, "lr": 1e149}, "the loss after a step with lr must be finite, got inf"),
    ("surface.geometric_gradient", {"b": 1e20}, "step must move both b and w, got 0.25 at b=1e+20 and w=1.0"),
    ("surface.parameter_grid", {"w": 1e20}, "reach must be wide enough to tell 5 values of w apart, got 1e+20 to 1e+20"),
    ("logistic.log_loss_minimum", {"x": [[-1], [0], [1], [2], [1e15]], "label": [[0], [1], [0], [0], [1]]}, "x must not hold points so far out that the others cannot be told apart"),
    ("descent.gradient_descent", {"shuffle": True, "replacement": True}, "shuffle must be False with replacement=True (where each batch is drawn anew), got True"),
    ("descent.gradient_descent", {"lr": [0.1, 0.2], "momentum": [0.1, 0.2, 0.3]}, "b, w, lr and momentum must agree on the number of settings k, got shapes"),
    ("plotting.mark", {"what": "end"}, "what must be one of 'start', 'minimum', 'now', got 'end'"),
    ("plotting.sweep", {"losses": [[4, np.inf]] * 2}, "most must be at least the lowest of losses, got 3.0"),
    ("contest.adam_limit", {"path": gradient_descent(X, Y, 0, 0, 0.1, n_epochs=2, batch_size=2, record="epochs")}, "path must hold every update, got every 2 updates"),
    ("schedules.cosine", {"lr": [0.1, 0.2]}, "t and lr must have shapes that broadcast together, got (4,) and (2,)"),
    ("plotting.describe", {"text": "{high}"}, "text must have a value for each field, and a field for each value, got fields ['high'] and values ['low']"),
    ("contest.tune", {"lr": np.ones(10**5), "momentum": np.zeros(10**5)}, "the shape of all trials together must not take more than 4 GiB of memory, got (100000, 100000)"),
]  # fmt: skip
for walk in (
    "descent.gradient_descent",
    "descent.minimise",
    "descent.descend",
    "delay.delayed_descent",
    "contest.tune",
):
    TOGETHER += [
        (walk, {"rule": nesterov, "momentum": -0.1}, "momentum must be at least 0 and below 1, got -0.1"),
        (walk, {"rule": plain}, "plain has no setting but lr, got 'momentum'"),
        (walk, {"rule": adam}, "a setting of adam must be one of 'beta1', 'beta2', 'eps', got 'momentum'"),
    ]  # fmt: skip
OF_RULES = [
    (rmsprop, {"alpha": 1.5}, "alpha must be at least 0 and below 1, got 1.5"),
    (rmsprop, {"eps": 0}, "eps must be above 0, got 0.0"),
    (adam, {"beta1": np.nan}, "beta1 must be finite, got nan"),
    (adam, {"beta1": 1}, "beta1 must be at least 0 and below 1, got 1.0"),
    (adam, {"beta2": "much"}, "beta2 must hold numbers, got 'much'"),
    (adam, {"beta2": 1}, "beta2 must be at least 0 and below 1, got 1.0"),
    (decayed, {"tau": 0}, "tau must be above 0, got 0.0"),
]


def raises(message):
    return pytest.raises(ValueError, match=re.escape(message))


def test_every_public_function_has_a_right_call():
    assert set(CALLS) == set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_argument_meets_its_check(name):
    call(name)
    for argument in CHECKED[name]:
        for bad, message in OWN_RULES.get((name, argument), RULES.get(argument)):
            with raises(message):
                call(name, **{argument: bad})
                pytest.fail(f"{argument}={bad!r} was taken")


@pytest.mark.parametrize("case", TOGETHER, ids=lambda case: f"{case[0]}: {case[2]:.60}")
def test_what_does_not_go_together_is_refused(case):
    name, changes, message = case
    with raises(message):
        call(name, **changes)


@pytest.mark.parametrize(("rule", "settings", "message"), OF_RULES)
def test_settings_are_in_the_range_of_their_rule(rule, settings, message):
    arguments = CALLS["descent.minimise"] | {"rule": rule}
    arguments.pop("momentum")
    with raises(message):
        FUNCTIONS["descent.minimise"](**arguments, **settings)


@pytest.mark.parametrize(
    ("name", "changes", "bytes"),
    [
        ("data.make_line", {"n": 10**12}, "29.1 TiB"),
        ("data.split_index", {"n": 2**63}, "more than 1000 TiB"),
        ("surface.parameter_grid", {"n": 10**6}, "14.6 TiB"),
        ("surface.parameter_grid", {"n": 2**63}, "more than 1000 TiB"),
        ("descent.gradient_descent", {"n_epochs": 10**9}, "700 GiB"),
        ("descent.gradient_descent", {"n_epochs": 10**9, "record": "epochs"}, "350 GiB"),
        ("descent.gradient_descent", {"n_epochs": 10**4, "lr": np.ones(10**5)}, "104 GiB"),
        ("descent.minimise", {"n_updates": 10**9}, "350 GiB"),
        ("descent.iterates", {"n_updates": 10**9}, "52.2 GiB"),
        ("contest.contest", {"n_values": 10**5}, "8.73 TiB"),
    ],
)
def test_absurd_sizes_are_refused_with_the_memory_that_they_would_take(name, changes, bytes):
    with raises(f"of memory, got {next(iter(changes.values()))}, which would take {bytes}"):
        call(name, **changes)


def test_masked_points_are_never_read():
    outlier = np.ma.masked_greater(np.vstack([Y, [[1e6]]]), 1e5)
    with raises("y must hold no masked values, got 1 of 5"):
        minimum([*X, [4.0]], outlier)
    assert minimum(X, np.ma.array(Y)) == minimum(X, Y)


def test_what_is_kept_is_a_copy():
    """Later changes of the arguments reach no problem, no walk, no scaler and no trials."""
    x, y, label = X.copy(), Y.copy(), LABEL.copy()
    start, rates = np.array([0.5]), np.array([0.1, 0.2])
    kept = {
        "line": line_problem(x, y).gradient,
        "threshold": threshold_problem(x, label).gradient,
    }
    walk = descend([kept["line"]] * 2, start, 0.0, rates)
    scaler = standardise(x, x)[2]
    trials = tune(line_problem(x, y), 0, 0, rates)
    tried = Trials({"lr": rates}, scores := np.array([1.0, 0.0]))
    before = [
        *(
            np.array(kept[name](np.array([0.1]), np.array([0.2])))
            for name in ("line", "threshold")
        ),
        scaler.mean_.copy(),
        trials.best["lr"],
        tried.best["lr"],
    ]
    for argument in x, y, start, rates, scores:
        argument *= -10
    label[:] = 1 - label
    after = [
        *(
            np.array(kept[name](np.array([0.1]), np.array([0.2])))
            for name in ("line", "threshold")
        ),
        scaler.mean_,
        trials.best["lr"],
        tried.best["lr"],
    ]
    for one, other in zip(before, after, strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(next(walk)[0], [0.5, 0.5])


@pytest.mark.parametrize("size", [1e60, 1e76, 1e149, 1e-60, 1e-149])
def test_the_noise_limit_holds_for_features_of_every_size(size):
    """Beside a large feature the bias does not count; beside a small one, the weight does not."""
    fitting = {True: 1e20, False: 1e-20}[size > 1]
    for batch in 1, 16:
        limit, other = noise_limit(size * X, batch), noise_limit(fitting * X, batch)
        factor = (fitting / size) ** 2 if size > 1 else 1
        np.testing.assert_allclose(limit, other * factor, rtol=1e-10)
        floor = noise_floor(size * X, Y, limit / 3, batch)
        np.testing.assert_allclose(floor, noise_floor(fitting * X, Y, other / 3, batch), rtol=1e-9)


def test_constant_labels_are_fine():
    assert minimum(X, CONSTANT) == (1, 0)
    assert loss_surface(X, CONSTANT, 1, 0) == 0


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
