"""Exercises: a question, a place to commit to an answer, a folded solution."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = sorted((ROOT / "docs" / "tutorial").glob("*.md"))
BELIEFS = {
    "A step along the negative gradient always lowers the loss.",
    "The negative gradient points at the minimum.",
    "NaN means a bug in the code.",
    "The learning rate alone sets the length of a step.",
    "Linear regression's MSE has local minima.",
    "Updating b first and then taking w's gradient is the same algorithm.",
    "Sum or mean, factor 2 or not, makes no difference to the rate.",
    "The loss has stopped moving, so it has converged.",
    "SGD with a constant rate settles at the minimum if you wait.",
    "Scale validation data with its own statistics.",
    "Scaled weights can be read as original ones.",
    "Epoch, batch, iteration and update mean the same.",
    "A rate that is fine on each section is fine jointly.",
}


def plain(element):
    return " ".join(element.text_content().replace("’", "'").split())


def exercises(page):
    return page.xpath("//section[@id='predict-then-see']/section")


@pytest.mark.parametrize("source", TUTORIAL, ids=lambda path: path.stem)
def test_page_ends_with_exercises(pages, source):
    page = pages[f"tutorial/{source.stem}.html"]
    assert 2 <= len(exercises(page)) <= 3
    (section,) = page.xpath("//section[@id='predict-then-see']")
    assert not section.xpath("following-sibling::section"), "it is the last"
    for exercise in exercises(page):
        (form,) = exercise.xpath("./form[@class='predict']")
        assert plain(form.xpath("./div")[0])
        (solution,) = exercise.xpath("./details[@class='solution']")
        assert solution.xpath(".//div[contains(@class, 'cell_input')]"), "a solution runs"
        assert not exercise.xpath(".//details[@open]")
        if form.xpath(".//input[@type='radio']"):
            values = form.xpath(".//input/@value")
            assert len(values) >= 2
            assert form.get("data-answer") in values
            assert len(set(form.xpath(".//input/@name"))) == 1
        else:
            assert form.xpath("count(.//input[@type='text'])") == 1
            float(form.get("data-answer"))
            assert float(form.get("data-tolerance")) >= 0
            assert "counts if it is" in plain(form)


def everyone(editions):
    """Every exercise of both editions."""
    return [
        (f"{language}/{name}", form)
        for language, pages in editions.items()
        for name, page in pages.items()
        for form in page.xpath("//form[@class='predict']")
    ]


def test_every_wrong_choice_and_two_wrong_numbers_say_what_they_would_mean(editions):
    forms = everyone(editions)
    assert len(forms) > 60
    for name, form in forms:
        means = {p.get("data-means"): plain(p) for p in form.xpath(".//p[@data-means]")}
        choices = form.xpath(".//input[@type='radio']/@value")
        answer = form.get("data-answer")
        assert all(len(words) > 5 for words in means.values()), name
        assert len(set(means.values())) == len(means), name
        if choices:
            assert sorted([*means, answer]) == sorted(choices), name
        else:
            assert len(means) >= 2, name
            off = [abs(float(value) - float(answer)) for value in means]
            assert min(off) > float(form.get("data-tolerance")), name


def test_pages_hold_no_more_digits_than_all_pythons_agree_upon(editions):
    """One summed to 3.9999999999999987 what another summed to 3.999999999999998."""
    for name, form in everyone(editions):
        numbers = form.xpath("@data-answer | @data-tolerance | .//@data-means")
        assert numbers == [f"{float(number):.12g}" for number in numbers], name


def test_no_wrong_number_is_typed():
    """What stands in the list is a name, glued by a cell that computes it."""
    for source in TUTORIAL:
        text = source.read_text("utf-8")
        for name in re.findall(r"^- `(\w+)`\n  > ", text, flags=re.MULTILINE):
            assert re.search(rf'"{name}"', text), name


def test_answers_do_not_stand_in_one_place(pages):
    chosen = [
        form.get("data-answer")
        for page in pages.values()
        for form in page.xpath("//form[@class='predict'][.//input[@type='radio']]")
    ]
    assert max(chosen.count(place) for place in set(chosen)) < 0.6 * len(chosen)


def test_no_answer_is_typed():
    """What a page checks against is a name, glued by a cell that does not spell the answer out."""
    for source in TUTORIAL:
        text = source.read_text("utf-8")
        names = re.findall(r"^:answer: (.*)$", text, flags=re.MULTILINE)
        assert len(names) == len(set(names)) == text.count(":::{predict}")
        for name in names:
            (glued,) = re.findall(rf'glue\(\s*"{name}", (.*?), display=False\)', text, re.DOTALL)
            assert not re.fullmatch(r"[\[\]\s,.\d-]*|[\[\]\s,]*((True|False)[\[\]\s,]*)+", glued)


def test_each_belief_is_met_once(pages):
    met = [
        plain(belief)
        for name, page in pages.items()
        if name.startswith("tutorial/")
        for belief in page.xpath("//details//div[contains(@class, 'belief')]/p[last()]")
    ]
    assert sorted(met) == sorted(BELIEFS)


def test_teachers_find_every_exercise_and_every_belief(pages):
    page = pages["teachers.html"]
    links = set(page.xpath("//li[@class='exercise']//a/@href"))
    expected = {
        f"{name}#{exercise.get('id')}"
        for name, other in pages.items()
        if name.startswith(("tutorial/", "beyond/"))
        for exercise in exercises(other)
    }
    assert links == expected
    assert {plain(p) for p in page.xpath("//p[@class='belief']")} == BELIEFS


def test_script_is_loaded_where_it_is_needed(pages):
    for name, page in pages.items():
        loaded = any("exercises.js" in address for address in page.xpath("//script/@src"))
        assert loaded == bool(page.xpath("//form[@class='predict']")), name


def fresh(tab, address):
    """Open a page on which nobody has tried anything."""
    page = tab().open(address)
    page.evaluate("localStorage.clear()")
    return tab().open(address)


@pytest.mark.browser
def test_choice_is_checked_by_keyboard(tab):
    page = fresh(tab, "en/tutorial/start.html")
    form = page.locator("form.predict").nth(1)
    status = form.get_by_role("status")
    form.get_by_role("button", name="Check").focus()
    page.keyboard.press("Enter")
    assert status.inner_text() == "Commit to an answer first."
    answer = int(form.get_attribute("data-answer"))
    form.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for place in range(form.get_by_role("radio").count()):
        if place:
            page.keyboard.press("ArrowDown")
            assert status.inner_text() == "", "another choice, no verdict yet"
        page.keyboard.press("Enter")
        assert status.inner_text().startswith("Right" if place == answer else "The computation")


@pytest.mark.browser
def test_number_is_checked_within_its_tolerance(tab):
    page = fresh(tab, "en/tutorial/start.html")
    form = page.locator("form.predict").first
    answer, tolerance = (float(form.get_attribute(f"data-{k}")) for k in ("answer", "tolerance"))
    number, status = form.get_by_role("textbox"), form.get_by_role("status")
    for off, verdict in (0, "Right"), (0.9, "Right"), (-0.9, "Right"), (1.1, "The computation"):
        number.fill(str(answer + off * tolerance))
        page.keyboard.press("Enter")
        assert status.inner_text().startswith(verdict)
    number.fill("")
    page.keyboard.press("Enter")
    assert status.inner_text() == "Commit to an answer first."


SAID = {
    "4": "Right", "4,0": "Right", "４": "Right", "400%": "Right", "400 %": "Right", " 4.0 ": "Right",
    "2": "The computation says otherwise. By that the errors grow", "1": "The computation says otherwise. Then the loss",
    "40": "The computation says otherwise. Think again", "-4": "The computation says otherwise. Think again",
    "4 times": "Only the number, please: 4 without “times”.", "四": "Write a number in digits", "four": "Write a number in digits",
    "1,500": "A comma before three digits has two meanings: write 1500 or 1.500.", "4..0": "The points and commas",
    "1e999": "That number is too large", "∞": "That number is too large", "": "Commit to an answer first.", " ": "Commit to",
    "<img src=x onerror=alert(1)>": "Write a number in digits", "4 <b>": "Only the number, please: 4 without “<b>”.",
}  # fmt: skip


@pytest.mark.browser
def test_numbers_are_read_as_they_are_meant_and_wrong_ones_are_told_what_they_mean(tab):
    page = fresh(tab, "en/tutorial/loss.html")
    form = page.locator("form.predict").first
    for typed, said in SAID.items():
        form.get_by_role("textbox").fill(typed)
        page.keyboard.press("Enter")
        assert form.get_by_role("status").inner_text().startswith(said), typed
    assert form.locator("img, b").count() == 0


@pytest.mark.browser
def test_chinese_sentences_stand_together(tab):
    tab().open("zh_CN/tutorial/loss.html").evaluate("localStorage.clear()")
    page = tab().open("zh_CN/tutorial/loss.html")
    form = page.locator("form.predict").first
    form.get_by_role("textbox").fill("２，０")
    page.keyboard.press("Enter")
    assert (
        form.get_by_role("status").inner_text().startswith("计算结果不是这样。这是误差变大的倍数")
    )
    form.get_by_role("textbox").fill("四")
    page.keyboard.press("Enter")
    assert form.get_by_role("status").inner_text().startswith("请用数字来写")


@pytest.mark.browser
def test_the_third_wrong_try_offers_the_solution(tab):
    page = fresh(tab, "en/tutorial/loss.html")
    form = page.locator("form.predict").first
    offer = form.get_by_role("button", name="Open the solution")
    for typed in "2", "2", "soon", "3":
        form.get_by_role("textbox").fill(typed)
        page.keyboard.press("Enter")
        assert not offer.is_visible(), "the same twice is one try, and no number is none"
    form.get_by_role("textbox").fill("5")
    page.keyboard.press("Enter")
    offer.press("Enter")
    solution = page.locator("details.solution").first
    assert solution.get_attribute("open") is not None
    assert page.evaluate("document.activeElement.matches('details.solution > summary')")
    form.get_by_role("textbox").fill("4")
    page.keyboard.press("Enter")
    assert not offer.is_visible()


@pytest.mark.browser
def test_what_was_tried_survives_a_reload_and_is_heard_once(tab):
    page = fresh(tab, "en/tutorial/loss.html")
    number, choice = page.locator("form.predict").nth(0), page.locator("form.predict").nth(1)
    number.get_by_role("textbox").fill("2,0")
    page.keyboard.press("Enter")
    choice.get_by_role("radio").nth(1).check()
    choice.get_by_role("button", name="Check").click()
    said = [form.get_by_role("status").inner_text() for form in (number, choice)]
    page.reload()
    assert [form.get_by_role("status").inner_text() for form in (number, choice)] == said
    assert number.get_by_role("textbox").input_value() == "2,0"
    assert choice.get_by_role("radio").nth(1).is_checked()
    assert number.get_by_role("status").get_attribute("aria-live") == "off"
    number.get_by_role("textbox").press("Enter")
    assert number.get_by_role("status").get_attribute("aria-live") == "polite"


@pytest.mark.browser
@pytest.mark.parametrize(
    "kept",
    ["{", "null", "[]", "7", '{"twice-as-wrong": null}', '{"twice-as-wrong": {"text": {}, "wrong": "x"}}',
     '{"errors-that-cancel": {"text": "99", "wrong": 1e9}}', '{"__proto__": {"text": "1"}}'],
)  # fmt: skip
def test_whatever_the_device_has_kept_the_page_works(tab, kept):
    reader = tab()
    page = fresh(tab, "en/tutorial/loss.html")
    page.evaluate("kept => localStorage.setItem(`predict:${location.pathname}`, kept)", kept)
    page = reader.open("en/tutorial/loss.html")
    form = page.locator("form.predict").first
    form.get_by_role("textbox").fill("4")
    page.keyboard.press("Enter")
    assert form.get_by_role("status").inner_text().startswith("Right")
    assert reader.trouble == []
    page.evaluate("localStorage.clear()")


@pytest.mark.browser
def test_solution_is_folded_without_scripts_and_shown_in_print(browser, english):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((english / "tutorial" / "start.html").as_uri())
    solution = page.locator("details.solution").first
    assert not solution.locator("pre").first.is_visible()
    assert not page.get_by_role("button", name="Check").first.is_visible()
    solution.locator("summary").click()
    assert solution.locator("pre").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator("details.solution").nth(1).locator("pre").first.is_visible()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_verdicts_are_readable(tab, theme):
    from axe_playwright_python.sync_playwright import Axe

    page = tab(theme, 390).open("en/tutorial/start.html")
    page.locator("details.solution summary").evaluate_all("all => all.forEach(s => s.click())")
    for number in "0", "0.43":
        form = page.locator("form.predict").first
        form.get_by_role("textbox").fill(number)
        form.get_by_role("button").click()
        assert Axe().run(page).response["violations"] == []
