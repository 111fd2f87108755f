"""The address of the race holds its state, and what else may stand in it does no harm."""

import random

import pytest
from test_address import HOSTILE

from pages.race import begin

pytestmark = pytest.mark.browser
RULES = ["plain", "decayed", "momentum", "nesterov", "rmsprop", "adam"]
GOOD = {
    "problem": ["bad", "original", "standardised", "threshold", "weights"],
    "b": ["0.5", "1.25", "-0.5"],
    "w": ["0", "1", "-0.75"],
    "length": ["30", "1000", "8000"],
    "n": ["0", "1", "30"],
    "batch": ["1", "16", "80"],
    "seed": ["0", "7", "4294967295"],
    "rules": ["plain", "plain,adam", "none", ",".join(RULES)],
    "look": RULES,
    "plain": ["0.03", "100", "0.001"],
    "decayed": ["0.03,1", "1,1000"],
    "momentum": ["0.1,0", "0.02,0.999"],
    "nesterov": ["0.1,0.5"],
    "rmsprop": ["0.1,0.99"],
    "adam": ["0.1,0.9,0.999", "1,0,0"],
}
NAMES = [*GOOD, "", "__proto__", "constructor", "toString", "<b>", "problems", "rates", "lr"]
WRONG = [*HOSTILE, "adam,adam", "plain;adam", "0.1,0.9", "0.1,0.9,1", "0.1,0.9,0.999,0.5", "0,0.9", "none,plain", "500", "bad,original"]  # fmt: skip
CASES = 1000


@pytest.fixture(scope="module")
def data():
    start = {"b": 0.4967, "w": -0.1383}
    return {"x": [0.0] * 80, "seed": 42, "problems": begin(start)}


def mangled():
    """Addresses of a few good parts, and of what is missing, absurd or hostile."""
    rng = random.Random(7)
    for _ in range(CASES):
        names = rng.sample([*GOOD], rng.randint(0, 4))
        parts = [f"{name}={rng.choice(GOOD[name])}" for name in names]
        for _ in range(rng.randint(1, 3)):
            value = rng.choice(WRONG)
            parts.append(rng.choice([f"{rng.choice(NAMES)}={value}", value, f"{value}=1"]))
        rng.shuffle(parts)
        yield "#" + rng.choice(["&", "&", "&&", ";"]).join(parts)


READ = """([addresses, data]) => addresses.map(address => {
  const {state, ignored} = core.readRace(address, data);
  const written = core.writeRace(state, data);
  const again = core.readRace(written, data);
  return {state, ignored, written, again: again.ignored, same: core.writeRace(again.state, data) === written};
})"""


def test_a_thousand_mangled_addresses_are_read_as_a_sane_state_or_named(core, data):
    found = core.evaluate(READ, [list(mangled()), data])
    assert [one for one in found if not one["same"] or one["again"]] == []
    assert sum(bool(one["ignored"]) for one in found) > 0.9 * CASES
    for one in found:
        state, seen = one["state"], data["problems"][one["state"]["problem"]]
        assert all(len(part) <= 40 for part in one["ignored"])
        assert seen["b"][0] <= state["b"] <= seen["b"][1]
        assert seen["w"][0] <= state["w"] <= seen["w"][1]
        assert 0 <= state["n"] <= state["length"] <= 8000
        assert 1 <= state["batch"] <= 80
        assert set(state["rules"]) <= set(RULES)
        assert state["look"] in RULES
        assert all(state[rule]["lr"] > 0 for rule in RULES)


@pytest.mark.parametrize("name", GOOD)
def test_each_part_is_read_and_written_again(core, data, name):
    addresses = [
        f"#problem=original&{name}={value}".replace("problem=original&problem", "problem")
        for value in GOOD[name]
    ]
    for address, one in zip(addresses, core.evaluate(READ, [addresses, data]), strict=True):
        assert one["ignored"] == [], address
        again = core.evaluate(READ, [[one["written"] or "#"], data])[0]
        assert again["state"] == one["state"], address


def test_where_each_problem_begins_needs_no_more_than_its_name(core, data):
    addresses = [f"#problem={name}" for name in GOOD["problem"]]
    written = [one["written"] for one in core.evaluate(READ, [addresses, data])]
    assert written == ["", *addresses[1:]]


def test_updates_beyond_the_length_are_cut_and_named(core, data):
    (one,) = core.evaluate(READ, [["#length=30&n=31"], data])
    assert one["state"]["n"] == 30
    assert one["ignored"] == ["n=31"]
