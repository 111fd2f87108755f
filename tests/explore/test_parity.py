"""The core in the browser and the library in Python walk the same path."""

import tomllib
from pathlib import Path

import numpy as np
import pytest
from helpers import numbers
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gdtutorial import rules
from gdtutorial.curvature import (
    condition_number,
    contraction,
    eigenvalues,
    joint_limit,
    section_limits,
    verdict,
)
from gdtutorial.data import spoil, standardise, tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import errors, gradient, initialise, predict, update
from gdtutorial.settings import STEP
from gdtutorial.surface import geometric_gradient, loss_surface, minimum

WORDS = tomllib.loads(
    (Path(__file__).parents[2] / "docs/_ext/pages/explore.toml").read_text(encoding="utf-8")
)
pytestmark = pytest.mark.browser
SETTINGS = 400
TOLERANCE = 1e-12

RUN = """settings => settings.map(s => {
  const map = core.scaling(s.kind, s.x, null);
  const x = core.scaled(s.x, map);
  const path = core.descend({...s, x, rates: [[0, s.lr]]});
  return {
    b: [...path.b], w: [...path.w], loss: [...path.loss], overflow: path.overflow,
    verdict: core.verdict(x, s.lr, s.momentum), contraction: core.contraction(x, s.lr, s.momentum),
    limits: core.limits(x), minimum: [path.surface.b, path.surface.w],
    gradient: core.gradient(x, s.y, s.b, s.w),
    slopes: ["b", "w"].map(p => core.slope(path.surface, s.b, s.w, STEP, p)),
  };
})""".replace("STEP", str(STEP))

x_train, y_train, x_val, y_val = tutorial_data()


@st.composite
def setting(draw):
    """One setting of everything that a reader can change, and of the data as well."""
    if draw(st.booleans()):
        x, y = x_train, y_train
    else:
        n = draw(st.integers(2, 300))
        seed = draw(st.integers(0, 1000))
        rng = np.random.RandomState(seed)
        x, y = draw(numbers(-3, 3)) + rng.rand(n, 1), draw(numbers(-3, 3)) + rng.randn(n, 1)
    n = len(x)
    return {
        "x": x.ravel().tolist(),
        "y": y.ravel().tolist(),
        "kind": draw(st.sampled_from([1, "std", 10]) | numbers(0.5, 10)),
        "b": draw(numbers(-2, 4)),
        "w": draw(numbers(-1, 5)),
        "lr": 10 ** draw(numbers(-3, 1)),
        "batchSize": draw(st.sampled_from([n, 1]) | st.integers(1, n)),
        "momentum": draw(st.just(0) | numbers(0, 0.99)),
        "shuffle": draw(st.booleans()),
        "seed": draw(st.integers(0, 2**32 - 1)),
        "epochs": draw(st.integers(0, 6)),
    }


def drawn():
    """Draw the settings, so that one visit to the browser runs them all."""
    found = []

    @settings(
        max_examples=SETTINGS,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(setting())
    def collect(one):
        per_epoch = -(-len(one["x"]) // one["batchSize"])
        found.append(one | {"updates": one["epochs"] * per_epoch})

    collect()
    return found


def columns(s):
    x, y = np.array(s["x"]).reshape(-1, 1), np.array(s["y"]).reshape(-1, 1)
    if s["kind"] == "std":
        return standardise(x, x)[0], y
    return spoil(x, factor=s["kind"])[0], y


def path_of(s):
    return gradient_descent(
        *columns(s),
        s["b"],
        s["w"],
        s["lr"],
        n_epochs=s["epochs"],
        batch_size=s["batchSize"],
        shuffle=s["shuffle"],
        random_state=s["seed"],
        rule=rules.momentum,
        momentum=s["momentum"],
    )


def off(ours, theirs, scale=None):
    """How far apart, relative to the size of the numbers; nothing is far from itself."""
    ours, theirs = np.asarray(ours, float), np.asarray(theirs, float)
    scale = np.abs(ours) if scale is None else scale
    apart = np.abs(ours - theirs)
    return float(np.max(apart / np.where(apart == 0, 1, scale)))


def test_every_update_of_every_setting_is_the_library_s(core):
    cases = drawn()
    worst = 0.0
    assert len(cases) == SETTINGS
    for s, seen in zip(cases, core.evaluate(RUN, cases), strict=True):
        path = path_of(s)
        x, y = columns(s)
        assert len(seen["loss"]) == len(path.loss)
        finite = slice(None, int(path.overflow[0]) if path.overflow[0] >= 0 else None)
        # A parameter on its way through zero has no relative error of its own: both share one scale.
        b, w = path.b[finite, 0], path.w[finite, 0]
        size = np.hypot(b, w)
        error = max(
            off(b, seen["b"][finite], size),
            off(w, seen["w"][finite], size),
            off(path.loss[finite, 0], seen["loss"][finite]),
        )
        assert error <= TOLERANCE, (error, s)
        worst = max(worst, error)
        assert seen["overflow"] == path.overflow[0]
        assert seen["verdict"] == verdict(x, s["lr"], s["momentum"]), s
        assert seen["contraction"] == pytest.approx(
            contraction(x, s["lr"], s["momentum"]), rel=1e-9
        )
        b_limit, w_limit = section_limits(x)
        limits = {
            "b": b_limit,
            "w": w_limit,
            "joint": joint_limit(x),
            "condition": condition_number(x),
        }
        assert seen["limits"] == pytest.approx(limits, rel=TOLERANCE)
        assert seen["minimum"] == pytest.approx(minimum(x, y), rel=1e-9)
        b_grad, w_grad = gradient(errors(predict(s["b"], s["w"], x), y), x)
        assert seen["gradient"] == {"b": b_grad, "w": w_grad}, s
        slopes = geometric_gradient(x, y, s["b"], s["w"], STEP)
        assert seen["slopes"] == pytest.approx(slopes, rel=1e-9, abs=1e-9)
    print(f"largest relative error over {len(cases)} settings: {worst:.1e}")


def rates():
    """Pairs of a feature and a rate at which a last digit could change the word; some with momentum."""
    years = np.arange(2000.0, 2025).reshape(-1, 1)
    parts = [1e-100, 1e-17, 1e-9, 0.1, 0.5, 0.99, 1.5, 1e100]
    parts += [1 + sign * 10.0**-k for k in range(2, 17) for sign in (1, -1)]
    for x in (
        x_train,
        10 * x_train,
        standardise(x_train, x_val)[0],
        years,
        1e6 + x_train,
        1e70 * x_train,
    ):
        for momentum in (0, 0.25, 0.5, 0.9, 1 - 2.0**-53):
            limit = joint_limit(x) * (1 + momentum)
            yield from ((x, float(part * limit), momentum) for part in parts)


def test_the_verdict_is_the_library_s_to_the_last_bit(core):
    cases = list(rates())
    seen = core.evaluate(
        "cases => cases.map(s => [core.eigenvalues(s[0]), core.contraction(...s), core.verdict(...s)])",
        [[x.ravel().tolist(), lr, momentum] for x, lr, momentum in cases],
    )
    for (x, lr, momentum), found in zip(cases, seen, strict=True):
        expected = [list(eigenvalues(x)), contraction(x, lr, momentum), verdict(x, lr, momentum)]
        assert found == expected, (lr, momentum)
    assert {word for *_, word in seen} == set(WORDS["verdict"])


def test_the_orders_are_numpy_s(core):
    seeds = [0, 1, 42, 2**31, 2**32 - 1]
    sizes = [1, 2, 16, 80, 300]
    seen = core.evaluate(
        """([seeds, sizes]) => seeds.map(seed => {
          const random = new core.RandomState(seed);
          return sizes.map(n => [...random.permutation(n)]);
        })""",
        [seeds, sizes],
    )
    for seed, orders in zip(seeds, seen, strict=True):
        rng = np.random.RandomState(seed)
        assert orders == [rng.permutation(n).tolist() for n in sizes]


@pytest.mark.parametrize("shuffle", [False, True])
def test_eight_thousand_updates(core, shuffle):
    b, w = (start.item() for start in initialise())
    s = {
        "x": x_train.ravel().tolist(), "y": y_train.ravel().tolist(), "kind": 1, "b": b, "w": w,
        "lr": 0.1, "batchSize": 1, "momentum": 0, "shuffle": shuffle, "seed": 42,
        "epochs": 100, "updates": 8000,
    }  # fmt: skip
    (seen,) = core.evaluate(RUN, [s])
    path = path_of(s)
    assert off(path.b[:, 0], seen["b"]) <= TOLERANCE
    assert off(path.w[:, 0], seen["w"]) <= TOLERANCE


def spoilt(bug, *, momentum, updates=60, size=16, lr=0.01):
    """Descend with one mistake, written here once more in the library's steps."""
    b, w = (start.item() for start in initialise())
    v_b = v_w = 0.0
    path = [(b, w)]
    for u in range(updates):
        rows = slice(u % 5 * size, (u % 5 + 1) * size)
        x, y = x_train[rows], y_train[rows]
        b_grad, w_grad = gradient(errors(predict(b, w, x), y), x)
        if bug == "sum":
            b_grad, w_grad = b_grad * size, w_grad * size
        if bug == "sign":
            b_grad, w_grad = -b_grad, -w_grad
        v_b, v_w = momentum * v_b + b_grad, momentum * v_w + w_grad
        new_b, new_w = update(b, w, v_b, v_w, lr)
        if bug == "order":
            v_w = v_w - w_grad
            _, w_grad = gradient(errors(predict(new_b, w, x), y), x)
            v_w = v_w + w_grad
            _, new_w = update(b, w, v_b, v_w, lr)
        b, w = new_b, new_w
        path.append((b.item(), w.item()))
    return np.array(path)


@pytest.mark.parametrize("momentum", [0, 0.5])
@pytest.mark.parametrize("bug", ["sign", "order", "sum"])
def test_each_bug_is_the_mistake_that_it_names(core, bug, momentum):
    b, w = (start.item() for start in initialise())
    s = {
        "x": x_train.ravel().tolist(), "y": y_train.ravel().tolist(), "b": b, "w": w,
        "rates": [[0, 0.01]], "batchSize": 16, "momentum": momentum, "updates": 60, "bugs": {bug: True},
    }  # fmt: skip
    seen = core.evaluate("s => { const p = core.descend(s); return [[...p.b], [...p.w]]; }", s)
    np.testing.assert_allclose(np.transpose(seen), spoilt(bug, momentum=momentum), rtol=1e-9)


def test_a_scaler_fitted_on_all_data_uses_all_data(core):
    everything = [*x_train.ravel().tolist(), *x_val.ravel().tolist()]
    seen = core.evaluate(
        """([x, all]) => {
          const map = core.scaling("std", x, all);
          return [[...core.scaled(x, map)], core.original(1.5, -0.5, map)];
        }""",
        [x_train.ravel().tolist(), everything],
    )
    leaked, _, scaler = standardise(np.array(everything).reshape(-1, 1), x_val)
    np.testing.assert_allclose(seen[0], leaked[:80, 0], rtol=1e-12)
    weight = -0.5 / scaler.scale_.item()
    assert seen[1]["w"] == pytest.approx(weight)
    assert seen[1]["b"] == pytest.approx(1.5 - weight * scaler.mean_.item())


def test_the_rate_may_change_in_mid_descent(core):
    b, w = (start.item() for start in initialise())
    first = gradient_descent(x_train, y_train, b, w, 0.01, n_epochs=40)
    then = gradient_descent(x_train, y_train, first.b[-1], first.w[-1], 0.5, n_epochs=20)
    s = {
        "x": x_train.ravel().tolist(), "y": y_train.ravel().tolist(), "b": b, "w": w,
        "rates": [[0, 0.01], [40, 0.5]], "batchSize": 80, "updates": 60,
    }  # fmt: skip
    seen = core.evaluate("s => [...core.descend(s).b]", s)
    np.testing.assert_allclose(seen, [*first.b[:, 0], *then.b[1:, 0]], rtol=1e-12)


def test_a_contour_is_where_the_loss_is_its_level(core):
    s = [x_train.ravel().tolist(), y_train.ravel().tolist(), 0.5]
    shape = core.evaluate("([x, y, level]) => core.ellipse(core.quadratic(x, y), level)", s)
    angle = np.linspace(0, 2 * np.pi, 50)
    b, w = (
        shape["centre"][i] + shape["one"][i] * np.cos(angle) + shape["other"][i] * np.sin(angle)
        for i in (0, 1)
    )
    np.testing.assert_allclose(loss_surface(x_train, y_train, b, w), 0.5, rtol=1e-12)
