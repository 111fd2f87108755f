"""Whatever is handed to any argument of any public function: a right result comes out, or an error of ours.

``FUZZ=5000`` tries so many calls of each function, drawn anew each time, instead of a few that are always the same.
"""

import array
import copy
import dataclasses
import inspect
import os
import re
from collections import deque
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from helpers import PACKAGE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse
from zoo import CALLS, CHECKED, FUNCTIONS, Foreign, call

from gdtutorial.problems import Problem

TRIES = int(os.environ.get("FUZZ") or 0)
gate = settings(
    derandomize=not TRIES,
    max_examples=TRIES or 12,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def one_of(things):
    """Choose without a hash, which not all of these have."""
    return st.integers(0, len(things) - 1).map(things.__getitem__)


OTHER = object()  # the meaning of what has none
WRONG = [  # never a number, nor an array of numbers
    None, "1", b"1", "", {}, {"x": 1}, {1.0}, object(), int, len, Ellipsis, 1j, Decimal("0.5"),
    np.array("1"), np.array(["0.1", "0.2"]), np.array([None]), np.array([1j]), [Decimal(1), Decimal(2)],
    np.timedelta64(3, "s"), np.timedelta64(3, "s"), np.datetime64("2020"), np.array([1, 2], "m8[s]"),
    np.array([np.timedelta64(3, "s")], dtype=object), np.array([(1, 2.0)], "i4,f8"), np.rec.array([(1, 2.0)]),
    sparse.csr_array(np.eye(2)), sparse.coo_matrix(np.eye(2)), Foreign(None), [[1.0], [2.0, 3.0]],
    np.ma.masked, np.ma.masked_equal([[0.0], [1.0]], 0), [np.ma.masked_equal([0.0], 0), [1.0]],
    Foreign(np.ma.masked_equal([[0.0], [1.0]], 0)), 10**400, [10**400], np.array([[10**400]]),
]  # fmt: skip
FORMS = [  # of an array, each with the same numbers in it
    lambda a: a.tolist(),
    lambda a: np.array(a, order="F"),
    lambda a: np.repeat(a[..., np.newaxis], 2, axis=-1)[..., 0],
    lambda a: a.astype(">f8"),
    lambda a: a.astype(np.longdouble),
    lambda a: np.array([Fraction(v) for v in a.flat], dtype=object).reshape(a.shape),
    lambda a: np.ma.array(a),
    lambda a: a.view(np.matrix) if a.ndim == 2 else a,
    lambda a: a.view(np.recarray),
    lambda a: Foreign(a),
    lambda a: Foreign(np.ma.array(a)),
    lambda a: deque(a.tolist()) if a.ndim else a,
    lambda a: tuple(a.tolist()) if a.ndim else a[()],
    lambda a: array.array("d", a.tolist()) if a.ndim == 1 else a,
    lambda a: np.broadcast_to(a, a.shape),
]
WHOLE = [int, np.int64, np.uint64, lambda n: np.int16(n) if abs(n) < 2**15 else n]
NUMBERS = st.floats() | st.sampled_from([0.0, 1e-300, 5e-324, 1e75, -1e76, 1e149, 1e150, 1e200])
SMALL = st.floats(-4, 4)
COUNTS = st.integers(-3, 12) | st.sampled_from([-(10**9), 10**12, 2**53, 2**63, 2**64, 10**400])
SHAPES = st.sampled_from([(), (0,), (1,), (2,), (3,), (4,), (1, 1), (2, 1), (4, 1), (4, 3), (1, 4), (2, 2, 1)])  # fmt: skip
ENDLESS = {("contest.tune", "n_updates"), ("contest.contest", "n_updates")}
"""What takes no memory, only time, however large it is."""
FOREIGN = {"gradients", "f", "gradient", "hessian", "turn"}
"""What is called, and raises errors of its own."""
NOT_FINITE = {  # what may be infinite or NaN, because a descent diverges, or a value is beyond floats
    "descent", "delay.delayed_descent", "surface.loss_surface", "logistic.log_loss", "contest", "curvature.condition_number",
    "curvature.contraction", "curvature.convergence_factors", "problems",
    "faults.run", "network.train", "schedules.exponential", "sharpness", "stopping.excess_bounds",
}  # fmt: skip


DRAWN = {name for name in FUNCTIONS if name.startswith("plotting.")} - {
    "plotting.loss_levels",
    "plotting.bands",
}


def is_count(name, argument):
    return type(CALLS[name].get(argument)) is int


@st.composite
def inputs(draw, name, argument):
    """Draw a value for an argument, and the plain value that it means."""
    right = CALLS[name].get(argument)
    if is_count(name, argument):
        value = draw(COUNTS)
        if (name, argument) in ENDLESS and 12 < value < 10**400:
            value = 12
        if draw(st.booleans()):
            form = draw(st.sampled_from(WHOLE))
            return (form(value) if abs(value) < 2**63 and value >= 0 else value), value
        return draw(one_of([*WRONG, 1.0, True, np.True_, np.array(3), [3]])), OTHER
    if not isinstance(right, float | np.ndarray | tuple):
        return draw(one_of([*WRONG, np.zeros(2), [], 7, True])), None
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return draw(one_of(WRONG)), OTHER
    if kind == 1:
        plain = np.array(right, dtype=float)
    elif kind == 2:
        plain = draw(arrays(float, np.shape(right), elements=draw(one_of([NUMBERS, SMALL]))))
    else:
        plain = draw(arrays(float, SHAPES, elements=draw(one_of([NUMBERS, SMALL]))))
    forms = FORMS if np.isfinite(plain).all() else [f for i, f in enumerate(FORMS) if i != 5]
    return draw(one_of(forms))(plain.copy()), plain


def parts(result):
    """Take a result to pieces: arrays, numbers and words."""
    if isinstance(result, Problem):
        place = np.array([0.5]), np.array([-0.5])
        result = [result.minimum, result.loss(*place), result.gradient(*place)]
    if type(result).__name__ == "StandardScaler":
        result = [result.mean_, result.scale_]
    if dataclasses.is_dataclass(result):
        result = [getattr(result, field.name) for field in dataclasses.fields(result)]
    if isinstance(result, dict):
        result = list(result.values())
    if isinstance(result, Iterator):
        result = list(islice(result, 4))
    if isinstance(result, tuple | list):
        return [piece for item in result for piece in parts(item)]
    return [result]


def outcome(name, changes):
    """Return the pieces of what a call gives, or the message of the error that it raises."""
    try:
        result = call(name, **changes)
    except ValueError as error:
        return told(name, changes, error)
    return [] if result is None or name in DRAWN else parts(result)


def told(name, changes, error):
    """Return the message of an error if it is one of ours, short, and names an argument."""
    message = str(error)
    frames = inspect.getinnerframes(error.__traceback__)
    assert Path(frames[-1].filename).parent == PACKAGE, f"not an error of ours: {message}"
    words = set(re.findall(r"\w+", message.split(", got")[0]))
    assert words & set(FUNCTIONS[name].__annotations__ | changes), "it names the argument"
    assert len(message) < 1500, "it fits on a screen"
    return message


def same(one, other):
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str)  # each tells the value as given
    return list(map(type, one)) == list(map(type, other)) and all(
        a == b if isinstance(a, str) else np.array_equal(a, b, equal_nan=True)
        for a, b in zip(one, other, strict=True)
    )


@pytest.mark.parametrize("name", FUNCTIONS)
def test_nothing_comes_out_but_right_results_and_our_errors(name):
    @gate
    @given(st.data())
    def fuzz(data):
        candidates = [a for a in CHECKED[name] if a in CALLS[name] and a not in FOREIGN]
        chosen = data.draw(
            st.lists(st.sampled_from(candidates), min_size=1, max_size=2, unique=True)
        )
        drawn = {
            argument: data.draw(inputs(name, argument), label=argument) for argument in chosen
        }
        values = {argument: value for argument, (value, _) in drawn.items()}
        before = copy.deepcopy(
            {k: v for k, v in values.items() if isinstance(v, np.ndarray | list)}
        )

        result = outcome(name, values)

        for argument, kept in before.items():
            np.testing.assert_equal(repr(values[argument]), repr(kept), "the input is unchanged")
        meanings = {argument: meaning for argument, (_, meaning) in drawn.items()}
        defaults = inspect.signature(FUNCTIONS[name]).parameters
        optional = {a for a in chosen if values[a] is None and defaults[a].default is None}
        if any(m is OTHER for a, m in meanings.items() if a not in optional):
            assert isinstance(result, str), "what means no number is refused"
        elif not any(m is None or m is OTHER for m in meanings.values()):
            assert same(result, outcome(name, meanings)), "another form means the same"
        if isinstance(result, str):
            return
        for piece in result:
            if isinstance(piece, np.ndarray | float):
                assert type(piece) in {np.ndarray, float}
                assert not any(np.may_share_memory(piece, value) for value in before.values())
                if not {name, name.split(".")[0]} & NOT_FINITE:
                    assert np.isfinite(piece).all(), "the result is finite"

    fuzz()
