"""Programs that a reader writes and has judged on the page, in Chromium, under the policy that the site asks for."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers import LANGUAGES, in_turn
from running_page import WAIT

import judge
from i18n import catalogs
from i18n.catalogs import speaker
from i18n.languages import SOURCE
from pages import programs
from web import running

pytestmark = [pytest.mark.gate, pytest.mark.browser]

PROGRAMS = {name: judge.Program(name) for name in judge.names()}
RIGHT = "def mse(error):\n    return (error**2).mean()"
ENDLESS = "def mse(error):\n    while True:\n        pass"


class Written:
    """One of the programs on an open page."""

    def __init__(self, reader, name, language=SOURCE):
        self.reader = reader
        self.words = programs.words(speaker(language))
        self.node = reader.locator(f"#write-{name}")
        self.bar = self.node.locator(".run-bar")
        self.editor = self.node.locator("textarea")
        self.status = self.bar.locator("span[role=status]").last
        self.verdict = self.node.locator(".run-verdict")
        self.solved = self.node.locator(".run-solved")

    def button(self, words):
        return self.bar.get_by_role("button", name=words, exact=True)

    def write(self, source):
        if not self.editor.count():
            self.bar.get_by_role("button").nth(1).click()
        self.editor.fill(source)

    def hear(self, words):
        self.status.filter(has_text=words).wait_for(timeout=WAIT, state="attached")
        return self.status.text_content()

    def judge(self, source):
        """Have a program judged; return whether it passed, and what is said of it."""
        self.write(source)
        self.button(self.words["judge"]).click()
        passed, not_passed = self.words["passed"].split("{")[0], self.words["not-passed"]
        heard = self.hear(re.compile(f"^({re.escape(passed)}|{re.escape(not_passed)})"))
        return heard.startswith(passed), self.verdict.inner_text()


@pytest.fixture
def open_program(open_page):
    """Open the page for one of its programs."""

    def make(name="mse", language=SOURCE):
        page = open_page(f"{language}/programs.html")
        written = Written(page.reader, name, language)
        written.trouble = page.tab.trouble
        return written

    return make


TURNS = in_turn(PROGRAMS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_solution_passes_and_every_mistake_is_named(open_program, language):
    """The words of each language are asked for without a browser, by tests/project/test_programs.py."""
    first = open_program(language=language)
    known = {} if language == SOURCE else catalogs.read(language, "programs")
    wrong = []
    mine = [name for name, turn in TURNS if turn == language]
    for name in mine:
        written, program = Written(first.reader, name, language), PROGRAMS[name]
        for mistake in program.mistakes:
            told = judge.told(mistake)
            passed, said = written.judge(
                f"from programs.{name} import {mistake.__name__} as {name}"
            )
            if passed or known.get(told, told).replace("`", "") not in said:
                wrong.append((name, mistake.__name__, said))
        assert written.solved.is_hidden()
        passed, said = written.judge(program.solution)
        if not passed or not written.solved.is_visible():
            wrong.append((name, "solution", said))
    assert wrong == []
    count = first.words["count"].format(solved=len(mine), all=len(PROGRAMS))
    assert first.reader.locator(".run-progress span").text_content() == count
    assert first.trouble == [], "no other host is asked, and nothing goes wrong"


def test_a_wrong_answer_is_shown_with_its_input_and_each_press_draws_another(open_program):
    written = open_program()
    shown = [written.judge("def mse(error): return sum(error**2)")[1] for _ in range(3)]
    for each in shown:
        assert re.search(r"error = np\.array\(.*\)\s+your answer is \S+, and \S+ is right\.", each)
    assert len(set(shown)) == 3
    heard = written.status.text_content()
    assert heard == "Not passed You add the squares up: divide by how many there are, or take their mean."  # fmt: skip


def test_what_is_not_written_yet_is_not_judged_and_loads_no_python(open_program):
    written = open_program()
    asked = []
    written.reader.on("request", lambda request: asked.append(request.url))
    written.button("Judge it").click()
    written.hear("First write your lines")
    selected = "document.activeElement.value.slice(document.activeElement.selectionStart)"
    assert written.reader.evaluate(selected) == "...  # your lines"
    assert not any(url.endswith((".wasm", "worker.js")) for url in asked)


def test_an_endless_loop_is_stopped_and_the_next_press_starts_python_anew(open_program):
    written = open_program()
    written.write(ENDLESS)
    written.button("Judge it").click()
    written.hear("The judge is at work")
    other = Written(written.reader, "predict")
    other.write("def predict(b, w, x): return b + w * x")
    other.button("Judge it").click()
    other.hear("Python is busy elsewhere")
    written.button("Stop").click()
    written.hear("Stopped")
    assert written.judge(RIGHT)[0]


STOPS = [
    ("def mse(error):\nreturn 1", 2, "Python cannot read line 2: expected an indented block"),
    ("def mse(error：\n    return 1", 1, "The sign ： is a full-width one"),
    ("def mse(error):\n\n    return eror", 3, "Line 3 stops with NameError"),
    (
        "def mse(error):\n    kept = []\n    while True:\n        kept.append(bytearray(2**26))",
        4,
        "Line 4 stops with MemoryError",
    ),
]


def test_where_a_program_stops_is_told_with_its_line_marked(open_program):
    written = open_program()
    for source, line, words in STOPS:
        passed, said = written.judge(source)
        assert not passed
        assert words in said
        style = "node => getComputedStyle(node).getPropertyValue('--run-line')"
        assert written.editor.evaluate(style) == str(line - 1)
        assert "run-marked" in written.editor.get_attribute("class")
        assert written.judge(RIGHT)[0]


def test_what_a_program_prints_is_shown_as_text(open_program):
    _, said = open_program().judge(f"print('<b>seen</b>')\n{RIGHT}")
    assert re.search(r"Your program printed\s+<b>seen</b>", said)


def test_progress_survives_a_reload_on_this_device_and_can_be_forgotten(open_program):
    written = open_program()
    reader = written.reader
    written.judge(RIGHT)
    reader.reload(wait_until="load")
    written.editor.wait_for()
    assert written.editor.input_value() == RIGHT
    assert written.solved.is_visible()
    assert written.verdict.is_hidden(), "nothing runs without a press"
    line = reader.locator(".run-progress")
    assert line.locator("span").text_content() == f"1 of {len(PROGRAMS)} solved."
    assert list(reader.context.cookies()) == []
    for answer in ("dismiss", "accept"):
        reader.once("dialog", lambda dialog, answer=answer: getattr(dialog, answer)())
        line.get_by_role("button", name="Forget all").click()
        assert reader.evaluate("localStorage.length") == (answer == "dismiss")
    assert written.editor.count() == 0
    assert written.solved.is_hidden()
    assert line.locator("span").text_content() == f"0 of {len(PROGRAMS)} solved."


def test_reset_gives_back_the_start_and_leaves_what_is_solved(open_program):
    written = open_program()
    written.judge(RIGHT)
    written.button("Reset").click()
    assert written.editor.count() == 0
    assert written.node.locator("pre").first.is_visible()
    assert written.verdict.is_hidden()
    assert written.solved.is_visible()


NOT_OURS = (
    *("", "{", "[]", "null", "7", '"split"', '{"mse": 3}'),
    '{"mse": {"text": 5, "solved": "yes"}}',
)


def test_a_store_that_is_not_ours_does_no_harm(open_program):
    written = open_program()
    put = "kept => localStorage.setItem(`run:${location.pathname}`, kept)"
    for kept in NOT_OURS:
        written.reader.evaluate(put, kept)
        written.reader.reload(wait_until="load")
        written.write(RIGHT)
        assert written.solved.is_hidden(), kept
        assert written.trouble == [], kept


def test_a_program_is_written_and_judged_from_the_keyboard(open_program):
    written = open_program()
    keys = written.reader.keyboard
    written.button("Edit").focus()
    keys.press("Enter")
    written.editor.wait_for()
    keys.type("return (error**2).mean()")
    keys.press("Shift+Enter")
    assert written.hear("Passed").startswith(f"Passed. 1 of {len(PROGRAMS)} solved.")
    assert written.editor.input_value() == PROGRAMS["mse"].solution.strip()
    keys.press("Escape")
    keys.press("Tab")
    assert written.reader.evaluate("document.activeElement.textContent") == "Judge it"


def spoilt(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.body()[:-1] + b"?")


HOW_IT_FAILS = {
    "The network failed at judge.en.zip": lambda route: route.abort(),
    "This site lacks judge.en.zip": lambda route: route.fulfill(status=404, body=""),
    "judge.en.zip arrived damaged": spoilt,
}


def test_a_judge_that_does_not_arrive_is_told_and_asked_for_again(open_program):
    written = open_program()
    written.write(RIGHT)
    for words, how in HOW_IT_FAILS.items():
        written.reader.route(re.compile(r"/judge\.en\.zip$"), how)
        written.button("Judge it").click()
        written.hear(words)
        written.reader.unroute_all()
    assert written.judge(RIGHT)[0]


def test_the_judge_comes_to_no_page_of_cells(open_page):
    page = open_page("en/tutorial/loss.html")
    asked = []
    page.reader.on("request", lambda request: asked.append(request.url))
    page.run(0, "Done")
    assert any("running.zip" in url for url in asked)
    assert not any("judge." in url or "programs.js" in url for url in asked)


@pytest.mark.parametrize(("theme", "width"), [("light", 390), ("dark", 1280)])
def test_a_page_of_judged_programs_keeps_nobody_out_and_is_no_wider(new_tab, theme, width):
    tab = new_tab(theme=theme, width=width)
    written = Written(tab.open("en/programs.html"), "momentum")
    written.judge("def momentum(x, y, b, w, lr, mu, n_updates): return b, w")
    Written(written.reader, "mse").judge(RIGHT)
    written.reader.evaluate("scrollTo(0, 0)")  # where the theme's way back to the top is gone
    written.reader.locator(".back-to-top").wait_for(state="hidden")
    found = Axe().run(written.reader).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:160]) for each in found] == []
    assert written.reader.evaluate("document.documentElement.scrollWidth") <= width


def test_without_buttons_only_the_way_at_home_is_told(browser, site, address):
    for javascript, home in ((True, site.as_uri()), (False, address)):
        context = browser.new_context(java_script_enabled=javascript)
        page = context.new_page()
        page.goto(f"{home}/en/programs.html", wait_until="load")
        assert page.locator(".run-bar button, .run-here:visible").count() == 0
        assert "make serve" in page.locator(".run-how").inner_text()
        assert page.get_by_text("python check.py mse.py").is_visible()
        context.close()


def test_until_a_press_nothing_of_it_is_loaded(open_page, site):
    page = open_page("en/programs.html")
    loaded = page.reader.evaluate(
        "performance.getEntriesByType('resource').map(each => each.name)"
    )
    assert not any("/_run/" in name for name in loaded)
    (ours,) = (site / running.FOLDER).glob("*/manifest.json")
    judges = json.loads(ours.read_text("utf-8"))["judges"]
    assert all(each["size"] < 40_000 for each in judges.values())
