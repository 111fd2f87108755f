"""Spot the bug: hidden, found by the arithmetic, told after an answer, and only then named."""

import re

import pytest
from reading import begin, settle, trouble

pytestmark = pytest.mark.browser

ANSWERS = {
    "sign": "wrong sign",
    "order": "b is updated before the gradient of w is taken",
    "sum": "sum instead of mean",
    "scaler": "scaler fitted on all data",
}


def start(reader, state=""):
    return begin(reader, f"en/playground.html{state}")


def hide(page):
    page.get_by_role("button", name="Hide a bug").click()
    settle(page)
    return page.evaluate("location.hash")


def told(page):
    return page.locator(".x-hunt .x-told").inner_text()


def answer(page, name):
    page.locator(".x-question").get_by_role("radio", name=ANSWERS[name]).check()
    page.get_by_role("button", name="That is it").click()
    settle(page)


def detective(page):
    """Name the bug from what the page shows of one update, as a reader can."""
    text = page.locator(".x-sums").inner_text().replace("\u2212", "-").replace("\xa0", " ")
    number = r"(-?[\d.]+(?:e[+-]\d+)?)"
    found = re.search(
        rf"mean\(e\) = {number} +mean\(x · e\) = {number}.*?/∂b = {number} +∂MSE/∂w = {number}"
        rf".*?b: {number} → {number} .*?mean\(x\) = {number}",
        text,
        re.DOTALL,
    )
    error, product, b_grad, w_grad, before, after, centre = map(float, found.groups())
    if abs(b_grad) > 10 * abs(2 * error):
        return "sum"
    if (after - before) * b_grad > 0:
        return "sign"
    if w_grad != pytest.approx(2 * product, abs=1e-3):
        return "order"
    assert abs(centre) > 1e-3, "the only one that is left"
    return "scaler"


def test_at_first_no_bug_is_named_or_on(tab):
    page = start(tab())
    for name in ANSWERS.values():
        assert not page.get_by_role("checkbox", name=name).is_visible()
        assert not page.get_by_role("radio", name=name).is_visible()


def test_it_is_drawn_anew_and_stands_in_the_address_as_a_seed_alone(tab):
    reader = tab()
    page = start(reader)
    seen = {hide(page) for _ in range(4)}
    assert len(seen) == 4
    for address in seen:
        assert re.search(r"\bhunt=\d+", address)
        assert "bug" not in address
        assert "n=0" in address
    assert trouble(reader) == []


def test_all_four_are_drawn_and_none_by_its_situation_alone(core):
    drawn = core.evaluate("""async () => {
      const { drawn } = await import("/playground/hunt.js");
      return Array.from({ length: 400 }, (_, seed) => drawn(seed));
    }""")
    names = [one["name"] for one in drawn]
    assert all(60 < names.count(name) < 140 for name in ANSWERS)
    for x in (1, "std"):
        assert len({one["name"] for one in drawn if one["x"] == x}) == 3


@pytest.mark.gate
@pytest.mark.parametrize("seed", range(0, 24, 3))
def test_the_arithmetic_gives_it_away_to_who_examines_it_and_nothing_else_does(tab, seed):
    reader = tab()
    situation = "x=std&lr=0.1" if seed % 2 else "lr=0.1"
    page = start(reader, f"#{situation}&n=1&hunt={seed}")
    shown = page.locator(".explore-room").inner_text()
    for word in ("with the new b", "sum(", "2 × ", "all data]", "wrong sign each"):
        assert word not in shown
    assert not page.get_by_role("button", name="Copy as Python").is_visible()
    assert page.locator(".x-table code").text_content() == ""
    assert page.locator(".x-caption").inner_text().startswith("A bug is hidden in this run.")
    assert trouble(reader) == []


@pytest.mark.gate
def test_a_reader_finds_it_commits_and_is_told(tab):
    reader = tab()
    found = set()
    page = start(reader)
    for _ in range(14):
        hide(page)
        page.locator(".x-bar").get_by_role("button", name="Step", exact=True).click()
        settle(page)
        name = detective(page)
        wrong = next(one for one in ANSWERS if one != name)
        if name not in found:
            answer(page, wrong)
            assert told(page).startswith("No. ")
            assert "bug=" not in page.evaluate("location.hash"), "it is still hidden"
        answer(page, name)
        assert told(page).startswith("Yes, found with try"), name
        page.wait_for_function(f"location.hash.includes('bug={name}')")
        assert page.get_by_role("checkbox", name=ANSWERS[name]).is_checked(), "now it has its name"
        assert page.get_by_role("button", name="Copy as Python").is_visible()
        found.add(name)
    assert len(found) >= 3
    assert trouble(reader) == []


def test_without_an_answer_nothing_is_told(tab):
    page = start(tab())
    hide(page)
    page.get_by_role("button", name="That is it").click()
    assert told(page) == "Choose one first."
    assert "hunt=" in page.evaluate("location.hash")


def test_who_gives_up_is_shown(tab):
    page = start(tab())
    hide(page)
    page.get_by_role("button", name="Show me").click()
    settle(page)
    assert any(told(page).startswith(name) for name in ANSWERS.values())
    page.wait_for_function("location.hash.includes('bug=')")


def test_a_situation_or_back_ends_the_hunt(tab):
    page = start(tab(), "#lr=0.2&n=7")
    hide(page)
    page.evaluate("history.back()")
    page.wait_for_function("location.hash === '#lr=0.2&n=7'")
    settle(page)
    assert not page.locator(".x-question").is_visible()
    hide(page)
    page.locator(".x-presets button").first.click()
    settle(page)
    assert not page.locator(".x-question").is_visible()


def test_the_keyboard_hunts(tab):
    page = start(tab())
    page.get_by_role("button", name="Hide a bug").focus()
    page.keyboard.press("Enter")
    settle(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settle(page)
    assert re.match(r"Yes|No\.", told(page))


@pytest.mark.gate
def test_a_seed_that_is_none_is_named_and_ignored(tab):
    reader = tab()
    for seed in ("abc", "-1", "4294967296", "1e3", ""):
        page = start(reader, f"#hunt={seed}&n=3")
        assert "hunt" in page.locator(".x-ignored").inner_text()
        assert not page.locator(".x-question").is_visible()
    assert trouble(reader) == []


def test_old_addresses_of_a_bug_still_lead_to_it(tab):
    page = start(tab(), "?bug=order&lr=0.8#explore-playground")
    assert page.get_by_role("checkbox", name=ANSWERS["order"]).is_checked()
    assert "with the new b" in page.locator(".x-sums").inner_text()
