"""The race in small: four rules as they won the contest, each with a rate to set, and the way to the race."""

import re

import numpy as np
import pytest
from reading import begin, settle, trouble
from test_program import run

from gdtutorial.contest import contest
from gdtutorial.descent import minimise
from gdtutorial.model import initialise
from gdtutorial.problems import tutorial_problems
from gdtutorial.rules import RULES
from pages.explore import common_data
from pages.fields import fields

pytestmark = pytest.mark.browser
PAGE = "beyond/optimisers.html"
FOUR = {
    "gradient descent": "plain",
    "momentum": "momentum",
    "Nesterov": "nesterov",
    "Adam": "adam",
}
SETTINGS = {
    "": {},
    "?n=100": {"n": 100},
    "?plain=0.02&momentum=0.01&nesterov=0.005&adam=0.25&n=77": {
        "n": 77, "plain": 0.02, "momentum": 0.01, "nesterov": 0.005, "adam": 0.25,
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def tuned():
    """The settings that won the contest on the bad feature, by the names of the rules' functions."""
    trials = contest(tutorial_problems()["Bad"])
    return {FOUR[name]: dict(trials[name].best) for name in FOUR}


def start(reader, query="", language="en"):
    return begin(reader, f"{language}/{PAGE}{query}")


def standings(page):
    rows = page.locator(".x-standings tbody tr").all()
    found = {}
    for name, row in zip(FOUR.values(), rows, strict=True):
        loss, arrived = row.locator("td").all_inner_texts()
        found[name] = loss.replace("\u2212", "-"), arrived
    return found


@pytest.mark.parametrize("query", SETTINGS)
def test_its_table_is_the_library_s_race(tab, tmp_path, tuned, query):
    reader = tab()
    page = start(reader, query)
    own = SETTINGS[query]
    n = own.get("n", 30)
    problem = tutorial_problems()["Bad"]
    seen, arrivals = standings(page), {}
    functions = {rule.__name__: rule for rule in RULES.values()}
    for name, settings in tuned.items():
        if name in own:
            settings = settings | {"lr": own[name]}
        path = minimise(problem, *initialise(), rule=functions[name], n_updates=n, **settings)
        loss, arrived = seen[name]
        assert float(loss) == pytest.approx(path.loss[-1, 0], rel=1e-3, abs=1e-4)
        near = np.flatnonzero(problem.excess(path.b, path.w)[:, 0] <= 1e-3)
        assert arrived == (str(near[0]) if len(near) else "–")
        if len(near):
            arrivals[name] = near[0]
    first = re.match(
        r"First within .*: (.+), after (\d+) updates\.", page.locator(".x-caption").inner_text()
    )
    if arrivals:
        assert (FOUR[first[1]], int(first[2])) == min(arrivals.items(), key=lambda one: one[1])
    else:
        assert first is None
    (lines,) = run([page.locator(".x-table code").text_content()], tmp_path, read=str)
    printed = [line.rpartition("loss = ")[2] for line in lines]
    assert printed == [loss for loss, _ in seen.values()], "its program prints the same digits"
    assert trouble(reader) == []


def test_the_first_state_is_what_the_text_says(tab):
    page = start(tab())
    said = page.locator("article p", has_text="Adam is also the first").inner_text()
    arrived = {name: at for name, (_, at) in standings(page).items()}
    assert f"after {arrived['adam']} updates" in said
    assert f"momentum takes {arrived['momentum']} and Nesterov {arrived['nesterov']}" in said
    assert arrived["plain"] == "–"


def test_the_rates_are_those_of_the_race(core):
    ends = core.evaluate("() => core.RANGES.lr")
    for name in FOUR.values():
        known = fields("optimisers", common_data())[name]
        assert [known.low, known.high] == ends


def test_the_race_goes_on_where_it_stood(tab):
    reader = tab()
    page = start(reader, "?adam=0.25&n=77")
    seen = standings(page)
    page.get_by_role("link", name="Open in the race").click()
    page.wait_for_selector(".explorable[data-name=race] .x-started .x-map-room")
    settle(page)
    assert page.locator(".x-ignored").inner_text() == ""
    assert page.locator(".x-caption").inner_text().startswith("After 77 of 100 updates")
    for name, (loss, arrived) in seen.items():
        cells = page.locator(f".x-standings tr:has(.x-rule-{name}) td").all_inner_texts()
        assert cells[1].replace("\u2212", "-") == loss
        assert cells[3] == arrived
    assert trouble(reader) == []


def test_the_keyboard_steps_it_and_sets_a_rate(tab):
    reader = tab()
    page = start(reader)
    page.get_by_role("button", name="Reset").press("Enter")
    page.wait_for_function("document.querySelector('.x-caption').textContent.includes('After 0 ')")
    page.get_by_role("button", name="Step").press("Enter")
    page.wait_for_function("document.querySelector('.x-caption').textContent.includes('After 1 ')")
    page.get_by_role("slider", name="Updates done").press("End")
    settle(page)
    before = standings(page)
    rate = page.get_by_role("slider", name="Rate η of gradient descent")
    rate.press("End")
    settle(page)
    after = standings(page)
    assert after["plain"] != before["plain"]
    assert {name: after[name] for name in ("momentum", "nesterov", "adam")} == {
        name: before[name] for name in ("momentum", "nesterov", "adam")
    }
    assert (
        "gradient descent" in page.locator(".x-caption").inner_text().rpartition("can hold: ")[2]
    )
    page.wait_for_function("document.querySelector('.x-heard').textContent.includes('can hold')")
    assert trouble(reader) == []
