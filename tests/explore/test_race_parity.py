"""The race in the browser takes the library's steps, rule by rule and problem by problem."""

import itertools
from functools import partial

import numpy as np
import pytest
from helpers import numbers
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gdtutorial.data import spoil, standardise, tutorial_data
from gdtutorial.descent import descend, gradient_descent, minimise
from gdtutorial.logistic import above_median, log_loss_gradient
from gdtutorial.model import errors, gradient, predict
from gdtutorial.problems import (
    line_problem,
    tutorial_problems,
    two_weights_gradient,
    two_weights_problem,
)
from gdtutorial.rules import RULES

pytestmark = pytest.mark.browser
x_train, y_train, x_val, _ = tutorial_data()
scaled_x, _, _ = standardise(x_train, x_val)
PROBLEMS = {
    **dict(zip(("bad", "original", "standardised", "threshold"), tutorial_problems().values(), strict=True)),
    "weights": two_weights_problem(x_train, y_train),
}  # fmt: skip
DATA = {
    "bad": (spoil(x_train)[0], y_train),
    "original": (x_train, y_train),
    "standardised": (scaled_x, y_train),
    "threshold": (scaled_x, above_median(y_train)),
    "weights": (x_train, y_train),
}
EXACT = {"bad", "original", "weights"}
"""Here every operation is the same; a scaler's deviation and a probability may differ in their last bit."""
GIVEN = {
    "x": x_train.ravel().tolist(),
    "y": y_train.ravel().tolist(),
    "minimum": list(PROBLEMS["threshold"].minimum),
}
SHARES = st.just(0.0) | st.just(0.9) | numbers(0, 0.999)
OWN = {
    "tau": numbers(1, 1000),
    "momentum": SHARES,
    "alpha": SHARES,
    "beta1": SHARES,
    "beta2": SHARES,
}
RULE_BY_NAME = {rule.__name__: rule for rule in RULES.values()}
TAKES = {
    "plain": [], "decayed": ["tau"], "momentum": ["momentum"], "nesterov": ["momentum"],
    "rmsprop": ["alpha"], "adam": ["beta1", "beta2"],
}  # fmt: skip


def some(strategy, n):
    """Draw n examples, always the same ones."""
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


@st.composite
def rule_and_settings(draw):
    name = draw(st.sampled_from([*RULE_BY_NAME]))
    own = {key: draw(OWN[key]) for key in TAKES[name]}
    return name, {"lr": 10 ** draw(numbers(-3, 2))} | own


@st.composite
def gradients(draw):
    """Gradients as they come, some of them huge, tiny or nothing."""
    size = 10 ** draw(numbers(-12, 6))
    return [size * g for g in draw(st.lists(numbers(-10, 10), min_size=1, max_size=60))]


STEPS = """cases => cases.map(([name, settings, p, gs]) => {
  let memory = {p, v: 0, s: 0};
  return gs.map((g, t) => {
    memory = core.RULES[name].step(memory.p, g, settings, memory.v, memory.s, t);
    return memory.p;
  });
})"""


def test_each_rule_takes_the_library_s_steps(core):
    """All but Adam's to the last bit: its powers of a share are the machine's, and may differ in theirs."""
    cases = [
        (*rule, p, gs) for rule, p, gs in some(st.tuples(rule_and_settings(), numbers(-5, 5), gradients()), 400)
    ]  # fmt: skip
    assert {name for name, *_ in cases} == set(RULE_BY_NAME)
    for (name, own, start, gs), seen in zip(cases, core.evaluate(STEPS, cases), strict=True):
        kept = {key: np.array([value]) for key, value in own.items()}
        p, memory, expected = np.array([start]), None, []
        for g in gs:
            p, memory = RULE_BY_NAME[name](p, np.array([g]), memory, **kept)
            expected.append(p.item())
        if name == "adam":
            reach = abs(start) + own["lr"] * len(gs)
            np.testing.assert_allclose(seen, expected, rtol=0, atol=1e-11 * reach)
        else:
            assert seen == expected, (name, own)


def test_every_rule_of_the_library_runs(core):
    own = core.evaluate("() => Object.entries(core.RULES).map(([name, {own}]) => [name, own])")
    assert dict(own) == TAKES


PLACES = """([given, names, places]) => names.map(name => {
  const problem = core.problemOf(name, given);
  const rows = Uint32Array.from(problem.x, (_, i) => i);
  const all = core.newBatch(problem.x, problem.y, rows, rows.length);
  return {
    least: problem.least, minimum: problem.minimum,
    places: places.map(([b, w]) => ({
      loss: problem.at(b, w), slopes: problem.slopes(all), excess: problem.excess(b, w), away: problem.distance(b, w),
    })),
  };
})"""


def test_each_problem_has_the_library_s_loss_and_gradient(core):
    places = some(st.tuples(numbers(-5, 5), numbers(-5, 18)), 100)
    found = core.evaluate(PLACES, [GIVEN, [*PROBLEMS], places])
    for (name, problem), seen in zip(PROBLEMS.items(), found, strict=True):
        np.testing.assert_allclose(seen["minimum"], problem.minimum, rtol=1e-9)
        np.testing.assert_allclose(seen["least"], problem.loss(*problem.minimum), rtol=1e-12)
        for (b, w), here in zip(places, seen["places"], strict=True):
            slopes = np.ravel(problem.gradient(np.array([b]), np.array([w]))).tolist()
            np.testing.assert_allclose(here["loss"], problem.loss(b, w), rtol=1e-12)
            if name in EXACT:
                assert here["slopes"] == slopes, (name, b, w)
            else:
                np.testing.assert_allclose(here["slopes"], slopes, rtol=0, atol=1e-13)
            np.testing.assert_allclose(here["excess"], problem.excess(b, w), rtol=1e-9, atol=1e-14)
            if name != "weights":
                away = np.hypot(b - problem.minimum[0], w - problem.minimum[1])
                np.testing.assert_allclose(here["away"], away, rtol=1e-9)


RACE = """([given, cases]) => cases.map(([name, rule, settings, b, w, updates, batchSize, seed]) => {
  const task = {
    problem: core.problemOf(name, given), rule: core.RULES[rule], settings, b, w, updates, batchSize, seed,
  };
  const {b: bs, w: ws, loss, overflow} = core.run(task);
  return {b: [...bs], w: [...ws], loss: [...loss], overflow, last: core.finish(task)};
})"""


def library(name, rule, own, b, w, updates, size, seed):
    """The same run: with all points, or with batches in a new order in each epoch."""
    x, y = DATA[name]
    if size == len(x):
        path = minimise(PROBLEMS[name], b, w, rule=RULE_BY_NAME[rule], n_updates=updates, **own)
        return np.hstack([path.b, path.w])
    slopes = {"threshold": log_loss_gradient, "weights": two_weights_gradient}.get(name, line)
    rng = np.random.RandomState(seed)

    def batches():
        while True:
            order = rng.permutation(len(x))
            for i in range(0, len(x), size):
                rows = order[i : i + size]
                yield partial(slopes, x[rows], y[rows])

    walk = descend(itertools.islice(batches(), updates), b, w, rule=RULE_BY_NAME[rule], **own)
    return np.array([np.ravel(place) for place in walk])


def line(x, y, b, w):
    return gradient(errors(predict(b, w, x), y), x)


def safe_rate(name, rule):
    """A rate at which a last bit stays one: beyond its limit, a descent multiplies it for ever."""
    if rule in ("rmsprop", "adam"):
        return numbers(-3, -1).map(lambda power: 10**power)
    most = {"bad": 0.01, "original": 0.2, "standardised": 0.3, "threshold": 1, "weights": 0.02}[
        name
    ]
    return numbers(0.01, 1).map(lambda share: share * most)


@st.composite
def runs(draw, name, rule):
    own = {key: draw(OWN[key]) for key in TAKES[rule]}
    lr = draw(safe_rate(name, rule)) * (1 - own.get("momentum", 0))
    size = draw(st.sampled_from([80, 16, 1]) | st.integers(1, 80))
    b, w = draw(numbers(-1.5, 2.5)), draw(numbers(-1, 2.5))
    seed = draw(st.integers(0, 2**32 - 1))
    return [name, rule, {"lr": lr} | own, b, w, draw(st.integers(0, 200)), size, seed]


def test_every_update_of_every_race_is_the_library_s(core):
    pairs = [*itertools.product(PROBLEMS, RULE_BY_NAME)]
    cases = [case for pair in pairs for case in some(runs(*pair), 8)]
    exact = 0
    for case, seen in zip(cases, core.evaluate(RACE, [GIVEN, cases]), strict=True):
        name, rule = case[:2]
        path = library(*case)
        if name in EXACT and rule != "adam":
            assert np.transpose([seen["b"], seen["w"]]).tolist() == path.tolist(), case
            exact += 1
        else:
            tolerance = 1e-9 * (1 + np.abs(path).max())
            np.testing.assert_allclose(
                np.transpose([seen["b"], seen["w"]]), path, rtol=0, atol=tolerance
            )
        losses = PROBLEMS[name].loss(*path.T)
        np.testing.assert_allclose(seen["loss"], losses, rtol=1e-7)
        assert seen["overflow"] == -1
        np.testing.assert_allclose(
            seen["last"], PROBLEMS[name].excess(*path[-1]), rtol=1e-6, atol=1e-9
        )
    assert exact > 100


def test_noisy_lines_are_those_of_gradient_descent_with_a_shuffle(core):
    own = {"lr": 0.05, "momentum": 0.8}
    case = ["original", "momentum", own, 0.5, -0.1, 500, 16, 42]
    (seen,) = core.evaluate(RACE, [GIVEN, [case]])
    path = gradient_descent(
        x_train, y_train, 0.5, -0.1, rule=RULE_BY_NAME["momentum"], n_epochs=100, batch_size=16,
        shuffle=True, random_state=42, **own,
    )  # fmt: skip
    assert seen["b"] == path.b[:, 0].tolist()
    assert seen["w"] == path.w[:, 0].tolist()


def test_what_diverges_is_infinite_on_the_map_and_named_in_the_run(core):
    case = ["bad", "plain", {"lr": 1.0}, 0.5, -0.1, 400, 80, 0]
    (seen,) = core.evaluate(RACE.replace("last: core", "last: 1 / core"), [GIVEN, [case]])
    path = minimise(line_problem(*DATA["bad"]), 0.5, -0.1, 1.0, n_updates=400)
    assert seen["overflow"] == path.overflow[0] > 0
    assert seen["last"] == 0


def test_a_rule_has_arrived_at_its_first_loss_that_is_close(core):
    seen = core.evaluate(
        "() => [3, 1].map(last => core.arrival({loss: [2, 1.5, 1.0005, 1.2]}, 1, last))"
    )
    assert seen == [2, -1]


IN_PARTS = """data => {
  const problem = core.problemOf("threshold", data);
  const settings = {lr: 0.3, beta1: 0.9, beta2: 0.999};
  const task = {problem, rule: core.RULES.adam, settings, b: 0.5, w: -0.1, updates: 2500, batchSize: 16, seed: 42};
  const [whole, parts] = [core.run(task), core.run(task, -1)];
  const seen = [parts.done];
  while (parts.done < 2500) {
    core.run(task); // another run in between takes nothing from it
    parts.more(-1);
    seen.push(parts.done);
  }
  const same = ["b", "w", "loss", "g", "h", "bV", "wV", "bS", "wS"].every(name =>
    parts[name].every((value, i) => Object.is(value, whole[name][i])));
  return [seen, whole.done, same];
}"""


def test_a_run_in_parts_is_the_run_in_one(core):
    seen, done, same = core.evaluate(IN_PARTS, GIVEN)
    assert seen == [999, 1999, 2500]
    assert done == 2500
    assert same
