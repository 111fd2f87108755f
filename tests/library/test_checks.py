"""Each rule about input refuses what breaks it, with the rule and the value, and lets pass what keeps it."""

import re
from fractions import Fraction

import numpy as np
import pytest
from zoo import LABEL, ROW, Foreign, X, Y

from gdtutorial import checks

BS, WS = np.meshgrid([0.0, 1.0], [0.0, 1.0, 2.0])
TINY = 1e-150
ROUNDING = "x must vary by more than rounding"

REFUSED = [  # a check, what it is given, and what it says
    ("integer", ("n", 1, 2), "n must be a whole number of at least 2, got 1"),
    ("integer", ("n", 2.0, 2), "n must be a whole number of at least 2, got 2.0"),
    ("integer", ("n", True, 0), "n must be a whole number of at least 0, got True"),
    ("integer", ("n", "2", 0), "n must be a whole number of at least 0, got '2'"),
    ("integer", ("n", [2], 0), "n must be a whole number of at least 0, got [2]"),
    ("integer", ("n", None, 0), "n must be a whole number of at least 0, got None"),
    ("integer", ("n", np.timedelta64(2, "s"), 0), "n must be a whole number of at least 0, got n"),  # np. or numpy.
    ("integer", ("n", 4, 1, 3, " (why)"), "n must be a whole number between 1 and 3 (why), got 4"),
    ("integer", ("n", 10**5000, 1, 3), "between 1 and 3, got a int too large to show"),
    ("integers", ("sizes", 3, 1), "sizes must be a row of whole numbers, got 3"),
    ("integers", ("sizes", [1, 0], 1), "each of sizes must be a whole number of at least 1, got 0"),
    ("memory", ("n", 10**12, 10**12), "n must not take more than 4 GiB of memory, got 1000000000000, which would take 7.28 TiB"),
    ("memory", ("n", 10**400, 10**400), "0000…, which would take more than 1000 TiB"),
    ("memory", ("n", 7, 2**29 + 1), "got 7, which would take 4 GiB"),
    ("instance", ("x", 1, str), "x must be of type str, got 1"),
    ("function", ("rule", "adam"), "rule must be a function, got 'adam'"),
    ("numbers", ("x", "many"), "x must hold numbers, got 'many'"),
    ("numbers", ("x", None), "x must hold numbers, got None"),
    ("numbers", ("x", [["1"], ["2"]]), "x must hold numbers, got [['1'], ['2']]"),
    ("numbers", ("x", np.array([[1], ["2"]], dtype=object)), "x must hold numbers, got array("),
    ("numbers", ("x", [1, None]), "x must hold numbers, got [1, None]"),
    ("numbers", ("x", np.array(["2020"], dtype="M8[D]")), "x must hold numbers, got array("),
    ("numbers", ("x", np.array([1], dtype="m8[D]")), "x must hold numbers, got array("),
    ("numbers", ("x", np.array([np.timedelta64(1, "s")], dtype=object)), "x must hold numbers, got"),
    ("numbers", ("x", [1j]), "x must hold numbers, got [1j]"),
    ("numbers", ("x", [[1], [2, 3]]), "x must hold numbers, got [[1], [2, 3]]"),
    ("numbers", ("x", [10**400]), "x must hold numbers, got [1000"),
    ("numbers", ("x", Foreign(None)), "x must hold numbers, got "),
    ("numbers", ("x", np.ma.masked_equal([0, 1, 0], 0)), "x must hold no masked values, got 2 of 3"),
    ("numbers", ("x", [[1, 2], np.ma.masked_equal([0, 1], 0)]), "x must hold no masked values, got 1 of 4"),
    ("numbers", ("x", Foreign(np.ma.masked_equal([0, 1], 0))), "x must hold no masked values, got 1 of 2"),
    ("finite", ("x", [1, np.nan]), "x must be finite, got nan (1 of 2 values are NaN or infinite)"),
    ("finite", ("x", [-np.inf, np.inf, 2]), "x must be finite, got -inf (2 of 3 values"),
    ("sized", ("x", [1, -1.1e150]), "x must be at most 1e+150 in size (its square must be finite), got -1.1e+150"),
    ("number", ("b", [1, 2]), "b must be one number, got shape (2,)"),
    ("number", ("b", []), "b must be one number, got shape (0,)"),
    ("number", ("b", 1e200), "b must be at most 1e+150 in size (its square must be finite), got 1e+200"),
    ("positive", ("lr", [0.1, 0.0, -2]), "lr must be above 0, got 0.0"),
    ("positive", ("lr", np.inf), "lr must be finite, got inf"),
    ("factor", ("c", -10), "c must be above 0, got -10.0"),
    ("factor", ("c", [2, 3]), "c must be one number, got shape (2,)"),
    ("factor", ("c", 5e-324), "c must be at least 1e-150 (one can divide by it), got 5e-324"),
    ("fraction", ("mu", [0.5, -0.1]), "mu must be at least 0 and below 1, got -0.1"),
    ("fraction", ("mu", 1), "mu must be at least 0 and below 1, got 1.0"),
    ("momentum", ([0.1, 0.2],), "momentum must be one number, got shape (2,)"),
    ("momentum", (1,), "momentum must be at least 0 and below 1, got 1.0"),
    ("share", (1,), "share must be at least 0 and below 1, got 1.0"),
    ("share", (0,), "share must be above 0, got 0.0"),
    ("until", (0, 1, 1), "tolerance must be above 0, got 0.0"),
    ("until", (1, -1, 1), "n_updates must be a whole number of at least 0, got -1"),
    ("column", ("x", [1, 2, 3]), "x must be a column of shape (N, 1), got shape (3,)"),
    ("column", ("x", [[1, 2, 3]]), "x must be a column of shape (N, 1), got shape (1, 3)"),
    ("column", ("x", 1), "x must be a column of shape (N, 1), got shape ()"),
    ("column", ("x", [[[1]], [[2]]]), "x must be a column of shape (N, 1), got shape (2, 1, 1)"),
    ("column", ("x", [[1]]), "x must hold at least 2 points, got 1"),
    ("column", ("x", np.empty((0, 1)), 1), "x must hold at least 1 point, got 0"),
    ("column", ("x", [[1], [1e200]]), "x must be at most 1e+150 in size"),
    ("table", ("x", [1, 2]), "x must be a table of shape (N, d), got shape (2,)"),
    ("table", ("x", np.empty((3, 0))), "x must be a table of shape (N, d), got shape (3, 0)"),
    ("table", ("x", [[1, 2]]), "x must hold at least 2 points, got 1"),
    ("table", ("x", [[1, 2], [1, 1e200]]), "x must be at most 1e+150 in size"),
    ("independent", ("x", np.array([[1.0, 2, 4], [1, 3, 6]])), "x must hold features of which none follows from the others or is constant, up to rounding, got 1 that stand on their own among 2"),
    ("varied", ("x", [1, 2]), "x must be a column of shape (N, 1), got shape (2,)"),
    ("varied", ("x", np.full((3, 1), 0.1)), "x must vary, got the constant 0.1"),
    ("varied", ("x", 1 + np.finfo(float).eps * (X == 1)), ROUNDING),
    ("varied", ("x", 1e6 + 1e-10 * X), f"{ROUNDING}, by 8.9e-10 around a mean of 1e+06, got"),
    ("varied", ("x", 1e-160 * X), ROUNDING),
    ("data", (np.ones((4, 1)), Y), "x must vary, got the constant 1.0"),
    ("data", (X, ROW), "y must be a column of shape (N, 1), got shape (4,)"),
    ("data", (X, Y[:2]), "x and y must have the same length, got 4 and 2"),
    ("part", (ROW, Y), "x must be a column of shape (N, 1), got shape (4,)"),
    ("part", (X, ROW), "y must be a column of shape (N, 1), got shape (4,)"),
    ("part", (X[:0], Y[:0]), "x must hold at least 1 point, got 0"),
    ("part", (X, Y[:2]), "x and y must have the same length, got 4 and 2"),
    ("classes", (np.ones((4, 1)), LABEL), "x must vary, got the constant 1.0"),
    ("classes", (X, ROW), "label must be a column of shape (N, 1), got shape (4,)"),
    ("classes", (X, LABEL[:3]), "x and label must have the same length, got 4 and 3"),
    ("classes", (X, [["no"], ["yes"], ["no"], ["yes"]]), "label must hold numbers, got [['no'"),
    ("classes", (X, [[0], [1], [2], [1]]), "label must be 0 or 1, got 2.0"),
    ("classes", (X, [[0], [0], [0], [0]]), "label must hold both 0 and 1, got only 0.0"),
    ("classes", (X, [[0], [0], [1], [1]]), "the two classes must overlap in x (else the loss has no minimum: a steeper curve is always better), got 0 to 1 for 0 and 2 to 3 for 1"),
    ("classes", (X, [[1], [1], [1], [0]]), "the two classes must overlap in x"),
    ("classes", ([[0], [1], [1], [2]], [[0], [0], [1], [1]]), "the two classes must overlap in x"),
    ("row", ("lr", [[1]]), "lr must be a number or a row of numbers, got shape (1, 1)"),
    ("row", ("lr", []), "lr must be a number or a row of numbers, got shape (0,)"),
    ("row", ("lr", np.nan), "lr must be finite, got nan"),
    ("bowl", ("h", ROW), "h must be a table of shape (k, k), got shape (4,)"),
    ("bowl", ("h", BS), "h must be a table of shape (k, k), got shape (3, 2)"),
    ("bowl", ("h", np.empty((0, 0))), "h must be a table of shape (k, k), got shape (0, 0)"),
    ("bowl", ("h", [[1, 1e200], [1e200, 1]]), "h must be at most 1e+150 in size"),
    ("bowl", ("h", [[2, 1], [0, 2]]), "h must be the same with rows and columns exchanged, got [[2, 1], [0, 2]]"),
    ("bowl", ("h", [[1, 2], [2, 1]]), "h must bend upwards in every direction, by more than 1.3e-15, got curvatures from -1 to 3"),
    ("bowl", ("h", [[1, 0], [0, 1e-16]]), "h must bend upwards in every direction, by more than 4.4e-16, got curvatures from 1e-16 to 1"),
    ("bowl", ("h", [[1e-160]]), "h must bend upwards in every direction, by more than 1.0e-150"),
    ("entries", ("r", ROW, 3), "r must be a row of length 3, got length 4"),
    ("entries", ("r", X, 4), "r must be a number or a row of numbers, got shape (4, 1)"),
    ("entries", ("r", [1, 1e200], 2), "r must be at most 1e+150 in size"),
    ("settings", (np.nan, 0, 0.1), "b must be finite, got nan"),
    ("settings", (0, "x", 0.1), "w must hold numbers, got 'x'"),
    ("settings", (0, 0, 0), "lr must be above 0, got 0.0"),
    ("settings", ([0, 1], 0, [0.1, 0.2, 0.3]), "b, w and lr must agree on the number of settings k, got shapes {'b': (2,), 'w': (), 'lr': (3,)}"),
    ("settings", (0, [[0, 1]], 0.1), "b, w and lr must be numbers or have shape (k,), got shapes {'b': (), 'w': (1, 2), 'lr': ()}"),
    ("settings", (0, 0, []), "b, w and lr must hold at least 1 setting, got shapes {'b': (), 'w': (), 'lr': (0,)}"),
    ("parameters", ("low", 0), "bs must hold numbers, got 'low'"),
    ("parameters", (0, None), "ws must hold numbers, got None"),
    ("parameters", (np.zeros(3), np.zeros(4)), "bs and ws must have shapes that broadcast together, got (3,) and (4,)"),
    ("parameters", (np.zeros((20000, 1)), np.zeros(20000)), "the shape of bs and ws together must not take more than 4 GiB of memory, got (20000, 20000), which would take 8.94 GiB"),
    ("axis", ("b", np.array([1e20, 1e20])), "reach must be wide enough to tell 2 values of b apart, got 1e+20 to 1e+20"),
    ("grid", (BS, WS[:2]), "bs and ws must be grids of one shape, got shapes (3, 2) and (2, 2)"),
    ("grid", (BS[0], WS[0]), "bs and ws must be grids of one shape, got shapes (2,) and (2,)"),
    ("grid", (BS[:1], WS[:1]), "bs and ws must have at least 2 points along each axis, got shape (1, 2)"),
    ("grid", (WS, BS), "bs and ws must be those of np.meshgrid(b_range, w_range): axis 0 over w, axis 1 over b"),
    ("grid", (BS * np.nan, WS), "bs must be finite, got nan"),
    ("grid", (BS, WS * np.nan), "ws must be finite, got nan"),
    ("surface", (WS, BS, BS), "bs and ws must be those of np.meshgrid"),
    ("surface", (BS, WS, BS[:2]), "losses must have the grid's shape (3, 2), got (2, 2)"),
    ("surface", (BS, WS, BS + np.inf), "losses must be finite, got inf"),
    ("curve", (np.nan, [1]), "values must be finite, got nan"),
    ("curve", ([1], np.nan), "losses must be finite, got nan"),
    ("curve", ([1, 2], [3, 4, 5]), "values and losses must be two rows of one length, got shapes (2,) and (3,)"),
    ("curve", (X, X), "values and losses must be two rows of one length, got shapes (4, 1) and (4, 1)"),
    ("curve", ([], []), "values and losses must be two rows of one length, got shapes (0,) and (0,)"),
    ("point", ("at", 1), "at must be a point, two numbers, got shape ()"),
    ("point", ("at", (1, np.inf)), "at must be finite, got inf"),
    ("rising", ("levels", [2]), "levels must be a row of at least 2 numbers that rise, got [2]"),
    ("rising", ("levels", [2, 2]), "levels must be a row of at least 2 numbers that rise, got [2, 2]"),
    ("rising", ("levels", [[1, 2]]), "levels must be a row of at least 2 numbers that rise, got [[1, 2]]"),
    ("rising", ("levels", [0, 2]), "levels must be above 0, got 0.0"),
    *(
        (check, (seed,), f"random_state must be a whole number between 0 and 4294967295 or a RandomState, got {seed!r}")
        for check in ("seed", "random_state")
        for seed in (-1, 2**32, 1.5, None, True, "42")
    ),
    ("random_state", (np.random.default_rng(0),), "or a RandomState, got Generator(PCG64)"),
    ("choice", ("record", ["updates"], ("updates", "epochs")), "record must be one of 'updates', 'epochs', got ['updates']"),
    ("choice", ("shuffle", 1, (False, True)), "shuffle must be one of False, True, got 1"),
    ("choice", ("shuffle", None, (False, True)), "shuffle must be one of False, True, got None"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[0]}: {case[2]:.60}")
def test_what_breaks_a_rule_is_refused(case):
    check, given, message = case
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        getattr(checks, check)(*given)
    assert len(str(caught.value)) < 1000, "a message fits on a screen"


def test_every_rule_has_been_tried():
    rules = {name for name, thing in vars(checks).items() if callable(thing) and name.islower()}
    rules = {name for name in rules if getattr(checks, name).__module__ == checks.__name__}
    assert {check for check, _, _ in REFUSED} | {"shown"} == {r for r in rules if r[0] != "_"}


@pytest.mark.parametrize(
    ("check", "given", "result"),
    [
        ("integer", ("n", np.int8(3), 3, 3), 3),
        ("integers", ("sizes", iter([1, 2]), 1), (1, 2)),
        ("memory", ("n", 7, 2**29), None),
        ("number", ("b", [[Fraction(1, 4)]]), 0.25),
        ("number", ("b", -1e150), -1e150),
        ("positive", ("lr", 5e-324), 5e-324),
        ("factor", ("c", 1e-150), 1e-150),
        ("fraction", ("mu", [0, 0.999]), [0, 0.999]),
        ("bowl", ("h", [[2, 1], [1, 2]]), [[2, 1], [1, 2]]),
        ("entries", ("r", [1, 2], 2), [1, 2]),
        ("numbers", ("x", np.ma.array([1, 2])), [1, 2]),
        ("numbers", ("x", [True, 2, Fraction(1, 2)]), [1, 2, 0.5]),
        ("numbers", ("x", Foreign(np.array([1, 2]))), [1, 2]),
        ("numbers", ("x", [np.inf, np.nan]), [np.inf, np.nan]),
        ("column", ("x", X.view(np.matrix)), X),
        ("column", ("x", [[1]], 1), [[1]]),
        ("varied", ("x", 1e6 + 1e-8 * X), 1e6 + 1e-8 * X),
        ("varied", ("x", 1e-149 * X), 1e-149 * X),
        ("classes", (X, LABEL == 1), (X, LABEL)),
        ("settings", (0, [1, 2], 0.1), ([0, 0], [1, 2], [0.1, 0.1])),
        ("row", ("lr", 1), [1]),
        ("parameters", ([np.inf], np.nan), ([np.inf], np.nan)),
        ("rising", ("levels", (1, 2)), [1, 2]),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_keeps_a_rule_passes_as_plain_floats(check, given, result):
    passed = getattr(checks, check)(*given)
    np.testing.assert_equal(passed, result)
    for array in passed if isinstance(passed, tuple) else (passed,):
        assert not isinstance(array, np.ndarray) or (type(array), array.dtype) == (
            np.ndarray,
            np.dtype(float),
        )
