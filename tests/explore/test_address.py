"""The address holds the state, and nothing that stands in an address can do harm."""

import json
import random
import re
from pathlib import Path

import pytest
from reading import trouble

pytestmark = pytest.mark.browser

GOOD = {
    "b": ["1.5", "-2", "4", "0.25", "1e-3"],
    "w": ["0", "-1", "5", "2.5"],
    "lr": ["0.1", "0.8", "10", "0.05,10:0.4", "0.5,1:0.1,90:0.01"],
    "n": ["0", "1", "60", "400"],
    "batch": ["1", "16", "80", "33"],
    "order": ["fixed", "shuffled"],
    "seed": ["0", "7", "4294967295"],
    "momentum": ["0", "0.5", "0.99"],
    "x": ["1", "10", "std"],
    "bug": ["sign", "order", "sum,scaler", "sign,order,sum,scaler"],
    "hunt": ["0", "7", "4294967295"],
    "view": ["above", "surface"],
    "zoom": ["1", "16", "256"],
    "turn": ["-180", "0", "90.5"],
    "tilt": ["5", "85"],
    "data": ["0,1_1,3.5_2,4", "-1e-7,0_1990,12.25"],
}
HOSTILE = [
    "", "NaN", "nan", "Infinity", "-Infinity", "1e999", "-1e999", "1e-999999", "-1", "-80", "0x10",
    "1_000", "1,2", "½", "\u0661", "true", "null", "undefined", "[object Object]", "{}", "[]", "%", "%zz",
    "<img src=x onerror=alert(1)>", "<script>throw 1</script>", "javascript:alert(1)", "\"'>", "`",
    "${1}", "__proto__", "constructor", "std std", "sign;sum", ":::", ",", "0.1,", "0.1,0:0.2",
    "0.1,5:0.2,5:0.3", "0.1,9000:1", "0.1,1:", "9" * 400, "a" * 5000, "\u0000", "\U0001f600", "99999999999",
]  # fmt: skip
NAMES = [*GOOD, "", "__proto__", "constructor", "toString", "<b>", "B", "lr ", "bug[]"]


def mangled():
    """A thousand addresses: a few good parts, and what is missing, absurd or hostile."""
    rng = random.Random(42)
    for _ in range(1000):
        parts = [
            f"{name}={rng.choice(GOOD[name])}" for name in rng.sample([*GOOD], rng.randint(0, 3))
        ]
        for _ in range(rng.randint(1, 3)):
            value = rng.choice(HOSTILE)
            parts.append(rng.choice([f"{rng.choice(NAMES)}={value}", value, f"{value}=1"]))
        rng.shuffle(parts)
        yield "#" + rng.choice(["&", "&", "&&", ";"]).join(parts)


DATA = {
    "x": [0.0] * 80, "start": {"b": 0.5, "w": -0.1}, "seed": 42, "b": [-2, 4], "w": [-1, 5],
    "initial": {"lr": 0.1, "n": 100},
}  # fmt: skip


def test_a_thousand_mangled_addresses_are_read_as_a_sane_state_or_named(core):
    """What is read is a state that can be written and read again."""
    found = core.evaluate(
        """([addresses, data]) => addresses.map(address => {
          const {state, ignored} = core.readAddress(address, data);
          const written = core.writeAddress(state, data);
          const again = core.readAddress(written, data);
          return {ignored, again: again.ignored, same: core.writeAddress(again.state, data) === written};
        })""",
        [list(mangled()), DATA],
    )
    assert [one for one in found if not one["same"] or one["again"]] == []
    assert sum(bool(one["ignored"]) for one in found) > 950, "almost all hold something to ignore"


WORDS = {"Ready", "Arrived", "Converges", "Crawls", "Oscillates", "Hovers", "Diverges"}
VISIT = """async address => {
  const room = document.querySelector(".explore-room");
  location.hash = address;
  await new Promise(done => setTimeout(done));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const numbers = [...room.querySelectorAll("[role=spinbutton]")].map(box => ({
    value: Number(box.dataset.value), min: Number(box.ariaValueMin), max: Number(box.ariaValueMax),
  }));
  return {
    wrong: numbers.filter(n => !(n.value >= n.min && n.value <= n.max)),
    word: room.querySelector(".x-badge").textContent,
    caption: room.querySelector(".x-caption").textContent,
    ignored: room.querySelector(".x-ignored").textContent,
    foreign: room.querySelectorAll("img, script, iframe, b, a").length,
  };
}"""


def test_mangled_addresses_do_no_harm(tab):
    reader = tab()
    page = reader.open("en/playground.html")
    page.wait_for_selector(".x-started")
    page.evaluate(f"window.visit = {VISIT}")
    addresses = list(mangled())[::8]
    seen = page.evaluate(
        "async all => { const out = []; for (const one of all) out.push(await visit(one)); return out; }",
        addresses,
    )
    for address, one in zip(addresses, seen, strict=True):
        assert one["wrong"] == [], address
        assert one["foreign"] == 0, address
        assert one["word"] in WORDS, address
        assert not re.search(r"undefined|\{|\[object", one["caption"]), address
        assert len(one["ignored"]) < 700
    told = sum(one["ignored"].startswith("Ignored in the address: ") for one in seen)
    assert told > 0.95 * len(addresses), "almost all of them hold something to ignore"
    assert trouble(reader) == []


@pytest.mark.parametrize("value", [value for value in HOSTILE if value not in {"", "%"}])
def test_what_is_ignored_is_named(core, value):
    """Here each value stands where a learning rate belongs."""
    found = core.evaluate(
        "([value, data]) => core.readAddress('#b=1&lr=' + encodeURIComponent(value), data)",
        [value, DATA],
    )
    assert found["ignored"] == [f"lr={value}"[:40]]
    assert found["state"]["lr"] == [[0, 0.1]]
    assert found["state"]["b"] == 1


def test_too_many_updates_are_cut_and_named(core):
    found = core.evaluate(
        """x => core.readAddress("#n=7999", {x, start: {}, b: [0, 1], w: [0, 1], seed: 1, initial: {lr: 1, n: 1}})""",
        [0.0] * 80,
    )
    assert found["state"]["n"] == 1000
    assert found["ignored"] == ["n=7999"]


STATES = [
    "",
    "#lr=0.8",
    "#b=3&w=0&lr=0.05,40:0.6&n=77",
    "#n=401&batch=16&order=shuffled&seed=7&momentum=0.9",
    "#lr=0.03&x=10&turn=-20&tilt=60",
    "#lr=0.4&n=20&x=std&bug=order,scaler",
    "#n=100",
    "#lr=0.1234&n=0&x=std&hunt=77",
    "#view=surface&zoom=16",
]


@pytest.mark.parametrize("state", STATES)
def test_round_trip(tab, state):
    """Open an address, change something and change it back: the address is the same."""
    reader = tab()
    reader.open("en/index.html")  # so that the next address loads anew
    page = reader.open(f"en/playground.html{state}")
    page.wait_for_selector(".x-started")
    assert page.locator(".x-ignored").inner_text() == ""
    before = page.evaluate("location.hash")
    caption = page.locator(".x-caption").inner_text()
    page.get_by_role("slider", name="Momentum").press("ArrowRight")
    page.wait_for_function("before => location.hash !== before", arg=before)
    page.get_by_role("slider", name="Momentum").press("ArrowLeft")
    page.wait_for_function("before => location.hash === before", arg=before)
    assert before == state
    assert trouble(reader) == []
    reader.open("en/index.html")
    page = reader.open(f"en/playground.html{before}")
    page.wait_for_selector(".x-started")
    assert page.locator(".x-caption").inner_text() == caption


def test_links_of_the_page_lead_to_states_that_exist(tab, pages):
    reader = tab()
    links = pages["playground.html"].xpath(
        "//article//a[contains(@href, 'playground.html?')]/@href"
    )
    assert len(links) >= 5
    for link in links:
        page = reader.open(f"en/{link}")
        page.wait_for_selector(".x-started")
        assert page.locator(".x-ignored").inner_text() == "", link
        page.wait_for_function("!location.search && location.hash.includes('=')")
    assert trouble(reader) == []


PUBLISHED = Path(__file__).parents[1] / "site" / "addresses.txt"


def test_published_states_are_still_read(core, pages):
    (place,) = pages["playground.html"].xpath("//div[@data-name='playground']/script")
    data = json.loads(place.text)["data"]
    states = [
        line
        for line in PUBLISHED.read_text("utf-8").split()
        if line.startswith("playground.html?")
    ]
    found = core.evaluate(
        "([states, data]) => states.map(state => core.readAddress('#' + state.split('?')[1], data).ignored)",
        [states, data],
    )
    assert len(states) > 5
    assert found == [[]] * len(states)
