"""Own data: what the playground shows of them, the address that holds them, the program that does."""

import json
from urllib.parse import quote

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_program import run

from gdtutorial import plotting
from gdtutorial.curvature import condition_number, joint_limit, verdict
from gdtutorial.data import spoil, standardise
from gdtutorial.descent import gradient_descent
from gdtutorial.settings import LR
from gdtutorial.surface import loss_surface, minimum

pytestmark = pytest.mark.browser
TUTORIAL = {
    "x": [0.0, 1.0] * 40, "y": [0.0] * 80, "xVal": [], "start": {"b": 0.4967, "w": -0.1383}, "seed": 42,
    "b": [-2, 4], "w": [-1, 5], "levels": [1, 2], "bands": [], "initial": {"lr": LR, "n": 100},
}  # fmt: skip

number = st.floats(-1e12, 1e12, allow_subnormal=False) | st.integers(-50, 3000).map(float)
small = st.floats(-5, 5).map(lambda value: round(value, 3))


@st.composite
def points(draw):
    """Draw points that a line can be fitted to."""
    kind = draw(st.sampled_from([number, small]))
    found = draw(st.lists(st.tuples(kind, kind), min_size=2, max_size=12))
    xs = [x for x, _ in found]
    size = max(1, *map(abs, xs))
    if max(xs) - min(xs) < 1e-6 * size:
        found.append((xs[0] + size, found[0][1]))
    return [list(map(float, point)) for point in found]


def drawn(strategy, n):
    found = []

    @settings(
        max_examples=n,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(one):
        found.append(one)

    collect()
    return found


def columns(rows, kind):
    x, y = np.array(rows, dtype=float).T.reshape(2, -1, 1)
    return {1: x, 10: spoil(x)[0], "std": standardise(x, x)[0]}[kind], y


def test_window_levels_and_rates_follow_their_rule(core):
    cases = drawn(st.tuples(points(), st.sampled_from([1, 10, "std"])), 60)
    seen = core.evaluate(
        "([cases, tutorial]) => cases.map(([points, kind]) => core.setup(points, kind, tutorial))",
        [cases, TUTORIAL],
    )
    start = np.array([*TUTORIAL["start"].values()])
    for (rows, kind), made in zip(cases, seen, strict=True):
        x, y = columns(rows, kind)
        best = np.array(minimum(x, y))
        deviation = y.std()
        ends = np.array([made["b"], made["w"]], dtype=float)
        far = 1.5 * np.maximum(abs(start - best), [deviation, deviation / x.std()])
        over = np.array([best - ends[:, 0], ends[:, 1] - best]) / far
        assert (over > 1 - 1e-6).all(), "as far as the rule says"
        assert (over < 1.51 + 1e-6).all(), "and no further than the next round number"
        corners = loss_surface(x, y, *np.meshgrid(*ends))
        least = loss_surface(x, y, *best).item()
        above = plotting.loss_levels([1e-300, corners.max() - least])
        assert np.array(made["levels"]) - least == pytest.approx(above, rel=0.11), (
            "as in the figures, above the least; the last of two digits may differ"
        )
        limit = joint_limit(x)
        low, high = made["rates"]
        assert low * 499 < limit < high
        rate = made["initial"]["lr"]
        assert low < rate <= min(LR, limit / 2)
        assert rate == LR or rate > limit / 4.1
        assert verdict(x, rate) in {"converges", "crawls"}
        floor, top = made["lossRange"]
        assert floor < top
        assert loss_surface(x, y, *start).item() < top
        assert floor <= max(least, corners.max() * 1e-6)


def test_data_travel_in_the_address_to_the_last_bit(core):
    cases = drawn(points(), 100)
    seen = core.evaluate(
        """([cases, tutorial]) => cases.map(points => {
          const state = core.defaultState(core.setup(points, 1, tutorial));
          const address = core.writeAddress(state, tutorial);
          const read = core.readAddress(address, tutorial);
          return {address, ignored: read.ignored, points: read.state.data, lr: read.state.lr[0][1] === state.lr[0][1]};
        })""",
        [cases, TUTORIAL],
    )
    for rows, one in zip(cases, seen, strict=True):
        assert one["ignored"] == []
        assert [[float(part) for part in point] for point in one["points"]] == rows
        assert one["lr"]
        assert one["address"].startswith("#data=")
        assert quote(one["address"], safe="#=,_") == one["address"], (
            "nothing that a link would change"
        )


def test_two_hundred_points_travel_and_more_stay_on_the_page(core):
    seen = core.evaluate(
        """tutorial => [200, 201].map(n => {
          const points = Array.from({length: n}, (_, i) => [i, i % 7]);
          const state = {...core.defaultState(core.setup(points, 1, tutorial)), n: 7};
          return core.writeAddress(state, tutorial);
        })""",
        TUTORIAL,
    )
    assert seen[0].startswith("#n=7&data=0,0_1,1_")
    assert seen[1] == ""


HOSTILE = [
    "1", "1,2", "1,2_1,3", "1,2_3", "1,2_3,4,5", "1,2_3,NaN", "1,2_3,Infinity", "1,2_3,1e999", "1,2_3,1e13", "_", ",", "1,2__3,4",
    "1,2_3,4_", "1,2;3,4", "1;2_3;4", "\uff11,2_3,4", "1,2_3,0x10", "1,2_3,--4", "<img src=x onerror=alert(1)>", "%", "%zz", "%E0%A4%A",
    "1,2_1.0000000001,4", "_".join(f"{i},1" for i in range(201)), "9" * 100_000, "1," * 100_000, "_" * 100_000,
    "__proto__", "null", "[object Object]", "1,2_3,4\u0000",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: value[:20])
def test_hostile_data_are_named_and_the_tutorial_s_stand(core, value):
    found = core.evaluate(
        "([value, data]) => core.readAddress('#lr=0.5&data=' + value, data)", [value, TUTORIAL]
    )
    assert len(found["ignored"]) == 1
    assert found["ignored"][0].startswith("data")
    assert len(found["ignored"][0]) <= 40
    assert found["state"]["data"] is None
    assert found["state"]["lr"] == [[0, 0.5]]


def test_settings_are_held_against_the_data_beside_them(core):
    """A batch of 16 is too large for three points, a bias of -50 lies in their window; no scaler sees a validation part."""
    found = core.evaluate(
        "data => core.readAddress('#batch=16&b=-50&bug=scaler&data=1,100_2,200_3,250', data)",
        TUTORIAL,
    )
    assert found["ignored"] == ["batch=16", "bug=scaler"]
    assert found["state"]["b"] == -50
    assert found["state"]["batch"] == 3
    assert found["state"]["data"] == [[1, 100], [2, 200], [3, 250]]


PROGRAMS = """([cases, tutorial]) => cases.map(([points, patch]) => {
  const data = core.setup(points, patch.x ?? 1, tutorial);
  const state = {...core.defaultState(data), ...patch};
  const x = core.scaled(data.x, core.scaling(state.x, data.x, null));
  const path = core.descend({
    x, y: data.y, b: state.b, w: state.w, rates: state.lr, updates: state.n, batchSize: state.batch,
    momentum: state.momentum, shuffle: state.order, seed: state.seed, bugs: state.bug,
  });
  const formats = {b: ".17g", w: ".17g", loss: ".17g"};
  return {
    text: core.program(state, data.x.length, formats),
    b: path.b[state.n], w: path.w[state.n], loss: path.loss[state.n],
    condition: core.limits(x).condition,
  };
})"""
NO_BUG = dict.fromkeys(["sign", "order", "sum", "scaler"], False)


def test_the_program_holds_the_data_and_computes_the_same(core, tmp_path):
    patches = [
        {}, {"x": "std"}, {"x": 10, "n": 7}, {"batch": 1, "order": True, "n": 9}, {"momentum": 0.5, "n": 3},
        {"bug": NO_BUG | {"sum": True}, "n": 4}, {"bug": NO_BUG | {"order": True}, "n": 4, "x": "std"},
        {"lr": [[0, 0.001], [2, 0.0001]], "n": 5},
    ]  # fmt: skip
    drawings = drawn(st.tuples(points(), st.sampled_from(patches)), 24)
    cases = [[rows, patch] for rows, patch in drawings]
    seen = core.evaluate(PROGRAMS, [cases, TUTORIAL])
    printed = run([one["text"] for one in seen], tmp_path)
    for (rows, patch), one, out in zip(cases, seen, printed, strict=True):
        for name in "b", "w", "loss":
            ours, theirs = float(one[name]), float(out[name])
            size = max(abs(theirs), abs(float(out["b"])) if name != "loss" else 0)
            assert ours == theirs or abs(ours - theirs) <= 1e-9 * size, (rows, patch, name)
        x, _ = columns(rows, patch.get("x", 1))
        assert one["condition"] == pytest.approx(condition_number(x), rel=1e-9)


def test_a_whole_descent_on_own_data_is_the_library_s(core):
    rows = [[2000 + i / 4, 3.5 * i + (i * i) % 7] for i in range(60)]
    (seen,) = core.evaluate(PROGRAMS, [[[rows, {"x": "std", "n": 100}]], TUTORIAL])
    x, y = columns(rows, "std")
    path = gradient_descent(x, y, *TUTORIAL["start"].values(), LR, n_epochs=100)
    assert [seen["b"], seen["w"], seen["loss"]] == pytest.approx(
        [path.b[-1, 0], path.w[-1, 0], path.loss[-1, 0]], rel=1e-12
    )
    assert json.dumps(rows[1])[1:-1] in seen["text"]


@pytest.mark.parametrize("n", [2, 80, 81, 150, 200])
def test_every_update_that_own_data_can_be_taken_to_travels(core, n):
    seen = core.evaluate(
        """([n, tutorial]) => {
          const points = Array.from({length: n}, (_, i) => [i, i % 7]);
          const most = core.mostUpdates(n, 1);
          const first = core.defaultState(core.setup(points, 1, tutorial));
          const state = {...first, batch: 1, n: most, lr: [...first.lr, [most - 1, first.lr[0][1]]]};
          const { state: read, ignored } = core.readAddress(core.writeAddress(state, tutorial), tutorial);
          return {most, ignored, n: read.n, from: read.lr.at(-1)[0]};
        }""",
        [n, TUTORIAL],
    )
    assert seen == {
        "most": seen["most"],
        "ignored": [],
        "n": seen["most"],
        "from": seen["most"] - 1,
    }
    assert seen["most"] == n * (1000 if n <= 8 else 100)
