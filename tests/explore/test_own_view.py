"""The playground's run, situations, ghosts, zoom and hidden bugs with data of the reader's own."""

import re

import pytest
from reading import settle, trouble

pytestmark = pytest.mark.browser

OWN = "data=1990,2_1995,3_2001,5_2010,4"
OTHER = "0;1\n1;3\n2;4"


@pytest.fixture
def own(tab):
    """Open the playground with four points of a reader's own, and what else an address says."""
    readers = []

    def open_it(more=""):
        reader = tab()
        readers.append(reader)
        reader.open("en/index.html")
        page = reader.open(f"en/playground.html#{more}{OWN}")
        page.wait_for_selector(".x-started")
        settle(page)
        page.wait_for_function("location.hash.includes('data=1990')")
        return page

    yield open_it
    assert all(trouble(reader) == [] for reader in readers)


def number(page, name):
    return float(page.get_by_role("spinbutton", name=name).get_attribute("aria-valuenow"))


def pressed(page):
    return page.locator(".x-presets [aria-pressed=true]").all_inner_texts()


def paste(page, text):
    if not page.locator(".x-paste").is_visible():
        page.locator(".x-own > summary").click()
    page.locator(".x-paste").evaluate("(box, text) => { box.value = text; }", text)
    page.get_by_role("button", name="Use these").click()
    settle(page)


def test_a_situation_is_that_of_the_tutorial_and_back_brings_the_own_data_again(own):
    page = own()
    assert pressed(page) == []
    before = page.locator(".x-caption").inner_text()
    page.get_by_role("button", name="zigzag").click()
    settle(page)
    assert pressed(page) == ["zigzag"]
    assert number(page, "Learning rate") == 0.8
    assert number(page, "Batch size") == 80
    assert "data" not in page.evaluate("location.hash")
    page.go_back()
    page.wait_for_function("location.hash.includes('data=1990')")
    settle(page)
    assert pressed(page) == []
    assert number(page, "Batch size") == 4
    assert page.locator(".x-caption").inner_text() == before


def test_new_data_are_undone_by_back_as_well(own):
    page = own()
    paste(page, OTHER)
    page.wait_for_function("location.hash === '#data=0,1_1,3_2,4'")
    page.go_back()
    page.wait_for_function("location.hash.includes('data=1990')")
    settle(page)
    assert number(page, "Batch size") == 4


def test_new_data_are_seen_whole_and_without_the_runs_of_others(own):
    page = own("x=std&zoom=16&")
    drawn = "() => [...document.querySelectorAll('.x-main .x-ghost')].filter(one => one.getAttribute('points')).length"
    for rate in ("0.1", "0.3"):
        box = page.get_by_role("spinbutton", name="Learning rate")
        box.fill(rate)
        box.press("Enter")
        settle(page)
        page.wait_for_timeout(400)
    assert page.evaluate(drawn) > 0
    assert page.locator(".x-zoomed").inner_text() == "× 16"
    paste(page, OTHER)
    page.wait_for_timeout(400)
    assert page.evaluate(drawn) == 0
    assert page.locator(".x-zoomed").inner_text() == "× 1"
    page.get_by_role("button", name="Undo").click()
    settle(page)
    assert page.locator(".x-zoomed").inner_text() == "× 1"


def test_the_run_bar_runs_as_far_as_the_own_data_allow(own):
    page = own("n=0&batch=1&")
    page.get_by_role("button", name="Step").click()
    settle(page)
    assert number(page, "Updates done") == 1
    done = page.get_by_role("spinbutton", name="Updates done")
    assert done.get_attribute("aria-valuemax") == "4000"
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Play").click()
    settle(page)
    assert number(page, "Updates done") == 400, "a hundred epochs of four"


def test_with_own_data_no_hidden_bug_needs_other_data_and_its_rate_is_tolerated(core):
    tutorial = core.evaluate("core.setup(null, 1, {x: [0, 1], y: [0, 1], initial: {lr: 0.1}})")
    assert tutorial["own"] is None
    names = core.evaluate(
        """async () => {
          const { bugsOf, drawn } = await import("/playground/hunt.js");
          const seeds = Array.from({length: 200}, (_, i) => i);
          const on = (hunt, data) => Object.entries(bugsOf({hunt, data})).filter(([, is]) => is).map(([name]) => name);
          return seeds.map(seed => [drawn(seed, null).name, drawn(seed, [[0, 0]]).name, ...on(seed, [[0, 0]])]);
        }"""
    )
    assert {name for name, _, _ in names} == {"sign", "order", "sum", "scaler"}
    assert {name for _, name, _ in names} == {"sign", "order", "sum"}
    assert all(name == on for _, name, on in names)


def test_a_hunt_goes_on_while_own_points_are_edited_and_ends_where_they_come_or_go(own):
    page = own()
    page.get_by_role("button", name="Hide a bug").click()
    settle(page)
    assert number(page, "Learning rate") <= 0.2
    page.locator(".x-own > summary").click()
    page.locator(".x-own .x-table summary").click()
    page.get_by_role("button", name="Remove point 4").click()
    settle(page)
    page.wait_for_function("location.hash.includes('2001,5') && !location.hash.includes('2010')")
    assert re.search(r"\bhunt=\d+", page.evaluate("location.hash"))
    answers = page.locator(".x-question label:visible").all_inner_texts()
    assert len(answers) == 3, "a scaler has nothing to see but them"
    assert not any("scaler" in answer for answer in answers)
    page.get_by_role("button", name=re.compile("the tutorial.s")).click()
    page.wait_for_function("location.hash === ''")
    page.get_by_role("button", name="Hide a bug").click()
    settle(page)
    assert page.locator(".x-question label:visible").count() == 4


def test_the_limits_of_the_own_data_stand_on_the_slider(own):
    page = own()
    rate = page.get_by_role("spinbutton", name="Learning rate")
    assert float(rate.get_attribute("aria-valuemin")) < 1e-8
    spans = page.locator(".x-region").evaluate_all(
        "all => all.map(i => [i.style.getPropertyValue('--at'), i.style.getPropertyValue('--to')].map(Number))"
    )
    assert spans[0][0] == pytest.approx(0)
    assert spans[-1][1] == pytest.approx(1)
    assert len(spans) > 1
    page.locator(".x-limit.x-joint").click()
    settle(page)
    assert page.locator(".x-caption").inner_text().startswith("Borderline")


def test_back_brings_what_no_address_can_hold(tab):
    """More points than a link carries: the browser keeps them with the entry of its history."""
    reader = tab()
    reader.open("en/index.html")
    page = reader.open("en/playground.html")
    page.wait_for_selector(".x-started")
    for step in (1, 2):
        paste(page, "\n".join(f"{i};{i % 9}" for i in range(200 + step)))
        assert number(page, "Batch size") == 200 + step
    page.get_by_role("button", name="zigzag").click()
    page.wait_for_function("location.hash.includes('lr=0.8')")
    for size, wide in ((202, 201), (201, 200), (80, None)):
        page.evaluate("history.back()")
        page.wait_for_function(
            "n => [...document.querySelectorAll('.x-left input[role=spinbutton]')].some(one => one.value === n)",
            arg=str(size),
        )
        settle(page)
        page.wait_for_timeout(400)
        assert number(page, "Batch size") == size
        assert page.evaluate("location.hash") == ""
        assert (wide is None) == (not page.locator(".x-own").get_by_text("carries up to").count())
    page.evaluate("history.forward()")
    page.wait_for_timeout(400)
    assert number(page, "Batch size") == 201
    assert trouble(reader) == []
