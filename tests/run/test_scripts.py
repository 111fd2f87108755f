"""Every script of the gallery, run where a reader would, draws the figure that the build drew.

A page with Python loaded is kept open for each language, and the scripts are written into its editor, one after the other:
each begins anew there, in a Python that knows no name and no style of the one before, as on its own page.
That a page runs its own script, and nothing else, is what the other tests are about.
"""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers import LANGUAGES, in_turn, need
from running_page import ONE_FRAME, WAIT

from i18n.catalogs import speaker
from i18n.languages import tag
from pages import run
from web import running

pytestmark = [pytest.mark.gate, pytest.mark.browser]

SCRIPTS = sorted(path.stem for path in (Path(__file__).parents[2] / "gallery").glob("f*.py"))
PAGE = "gallery/f06_loss_surface.html"
SAME = "is that of the page, digit for digit"
OTHER = "differs from that of the page"


class Script:
    """A page of the gallery whose script is run."""

    def __init__(self, tab, path):
        self.tab = tab
        self.reader = tab.open(path)
        self.reader.evaluate("localStorage.clear()")
        self.reader.reload(wait_until="load")
        self.bar = self.reader.locator(".run-bar")
        self.status = self.bar.get_by_role("status")
        self.editor = self.reader.locator("textarea")
        self.output = self.reader.locator(".run-output")
        self.figures = self.output.locator("img")
        self.page_s_code = self.reader.locator("article .highlight-Python")

    def press(self, place):
        self.bar.get_by_role("button").nth(place).click()

    def write(self, text):
        if not self.editor.count():
            self.press(1)
            self.editor.wait_for()
        self.editor.fill(text)

    def exchange(self, old, new):
        """Write other code in the place of some."""
        if not self.editor.count():
            self.press(1)
            self.editor.wait_for()
        text = self.editor.input_value()
        assert old in text
        self.editor.fill(text.replace(old, new))

    def run(self, until):
        """Press Run, and wait until the page says something; return all of it."""
        self.press(0)
        return self.hear(until)

    def hear(self, text):
        self.status.filter(has_text=text).wait_for(timeout=WAIT, state="attached")
        return self.status.text_content()


def words(language):
    return run.words(speaker(language))


def ended(language):
    """Return what tells that a run has ended, however it did."""
    said = words(language)
    keys = "done", "same-figure", "other-figure", "other", "error", "failed", "ended"
    return re.compile("|".join(re.escape(said[key].split("{")[0]) for key in keys))


@pytest.fixture(scope="module")
def kept_open(site, tab):
    """The page of a language that stays open, with Python loaded."""
    if not (site / running.FOLDER).exists():
        need("Python for the pages", "GDTUTORIAL_RUN=required make site says why")
    pages = {}

    def get(language):
        if language not in pages:
            own = tab(bypass_csp=False, locale=tag(language))
            pages[language] = Script(own, f"{language}/{PAGE}")
        return pages[language]

    return get


@pytest.fixture
def open_script(site, new_tab):
    """Open a page whose script is going to be run, under the policy that the site asks for."""
    if not (site / running.FOLDER).exists():
        need("Python for the pages", "GDTUTORIAL_RUN=required make site says why")
    return lambda path=f"en/{PAGE}", **options: Script(new_tab(bypass_csp=False, **options), path)


# How far two pictures are apart, in steps of 255, as a mean over all their points.
APART = """async ([mine, theirs]) => {
  const points = async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 210];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height).data;
  };
  const [a, b] = [await points(mine), await points(theirs)];
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
}"""


def drawn_by_the_build(page, theme):
    (image,) = [each for each in page.find_class(f"only-{theme}") if each.tag == "img"]
    return image


@pytest.mark.parametrize(("stem", "language"), in_turn(SCRIPTS))
def test_a_script_says_what_the_build_says_digit_for_digit(
    kept_open, editions, site, stem, language
):
    """The words of each language are asked for without a browser, by tests/site/test_downloads.py."""
    page, shown = kept_open(language), editions[language][f"gallery/{stem}.html"]
    (download,) = shown.find_class("sphx-glr-download-python")
    link = download.find(".//a")
    page.write((site / language / "gallery" / link.get("href")).read_text("utf-8"))
    page.run(ended(language))
    theirs = drawn_by_the_build(shown, "light")
    assert page.figures.first.get_attribute("alt") == theirs.get("alt"), page.output.text_content()
    printed = "".join(each.text_content() for each in shown.find_class("sphx-glr-script-out"))
    assert page.output.locator("pre").first.text_content().strip() == printed.strip()
    assert page.figures.count() == 2
    # Two versions of Matplotlib place and smooth things differently, so the pictures are alike, and not the same.
    addresses = {theme: drawn_by_the_build(shown, theme).get("src") for theme in ("light", "dark")}
    for theme, other in (("light", "dark"), ("dark", "light")):
        mine = page.output.locator(f"img.only-{theme}").get_attribute("src")
        near, far = (
            page.reader.evaluate(APART, [mine, addresses[each]]) for each in (theme, other)
        )
        assert near < far / 2, theme
    assert page.tab.trouble == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_runs_its_own_script_and_says_that_nothing_differs(open_script, language):
    page = open_script(f"{language}/{PAGE}")
    assert page.run(ended(language)) == words(language)["same-figure"]
    assert page.editor.count() == 0
    assert page.figures.first.is_visible()
    assert page.figures.last.is_hidden()
    assert page.output.locator("mark").count() == 0
    assert page.tab.trouble == []


def test_what_is_loaded_is_told_at_once_and_in_one_step(open_script):
    page = open_script()
    told = page.reader.locator(".run-loading [role=status]")
    said = []
    page.reader.expose_function("noted", lambda text: said.append(text) or None)
    page.reader.evaluate(
        "new MutationObserver(() => {"
        " const node = document.querySelector('.run-loading [role=status]');"
        " if (node) noted(node.textContent); })"
        ".observe(document.querySelector('.script'), { childList: true, subtree: true })"
    )
    page.exchange("import numpy as np", "import numpy as np\nimport sklearn")
    page.run(SAME)
    assert len(set(said)) == 1
    assert re.search(
        r"Python, NumPy, Matplotlib, scikit-learn from this site, once: \d\d\.\d MB", said[0]
    )
    assert told.count() == 0


def test_a_change_gives_another_figure_and_marks_what_is_said_otherwise(open_script):
    page = open_script()
    page.exchange("one_level = 0.5", "one_level = 0.75")
    assert page.page_s_code.first.is_hidden()
    assert page.run("Done").find(OTHER) > 0
    assert page.output.locator("mark").all_text_contents() == ["0.75"]
    assert "level 0.75 is drawn thick" in page.figures.first.get_attribute("alt")
    page.bar.get_by_role("button", name="Reset").click()
    assert page.editor.count() == 0
    assert page.output.is_hidden()
    assert page.page_s_code.first.is_visible()
    page.run(SAME)


def test_the_figure_is_that_of_the_theme_and_follows_it(open_script):
    page = open_script(theme="dark")
    page.run(SAME)
    for theme, other in (("dark", "light"), ("light", "dark")):
        page.reader.emulate_media(color_scheme=theme)
        assert page.output.locator(f"img.only-{theme}").is_visible()
        assert page.output.locator(f"img.only-{other}").is_hidden()


def test_a_figure_in_another_style_is_shown_as_it_is(open_script):
    page = open_script()
    page.write(
        "import matplotlib.pyplot as plt\nplt.style.use('dark_background')\n"
        "plt.plot([1, 2])\nplt.show()"
    )
    page.run("Done")
    assert page.figures.count() == 1
    assert page.figures.first.get_attribute("alt") == "A figure without a description"
    assert page.output.locator("pre").first.text_content() == "", "nothing warns"


def test_an_error_is_told_with_its_line_marked(open_script):
    page = open_script()
    page.exchange("fig = plt.figure(", "fig = plt.fig(")
    said = page.run("Error")
    line = page.editor.input_value().split("fig = plt.fig(")[0].count("\n") + 1
    assert said == f"Error in line {line}: AttributeError"
    told = page.output.locator(".run-error").text_content()
    assert f'File "f06_loss_surface.py", line {line}' in told
    assert told.count("File") == 1, "the reader's own lines alone"
    marked = page.editor.evaluate("node => getComputedStyle(node).getPropertyValue('--run-line')")
    assert marked == str(line - 1)
    page.exchange("fig = plt.fig(", "fig = plt.figure(")
    assert page.editor.evaluate("node => node.classList.contains('run-marked')") is False


def test_a_claim_that_a_change_makes_false_is_told(open_script):
    page = open_script()
    page.exchange("one_level = 0.5", "one_level = 50")
    page.run("AssertionError")
    assert (
        page.output.locator(".run-error")
        .text_content()
        .endswith("AssertionError: the thick line is whole: an ellipse")
    )


def test_a_change_survives_a_reload_and_reset_forgets_it(open_script):
    page = open_script()
    page.exchange("one_level = 0.5", "one_level = 0.6")
    page.reader.reload(wait_until="load")
    page.editor.wait_for()
    assert "one_level = 0.6" in page.editor.input_value()
    assert page.output.is_hidden(), "nothing runs without a press"
    page.bar.get_by_role("button", name="Reset").click()
    assert page.reader.evaluate("localStorage.length") == 0


def test_a_script_without_end_is_stopped_and_the_next_run_starts_anew(open_script):
    page = open_script()
    page.write("while True:\n    pass")
    page.run("Running")
    page.bar.get_by_role("button", name="Stop").click()
    page.hear("Stopped")
    page.bar.get_by_role("button", name="Reset").click()
    page.run(SAME)


def test_a_script_is_edited_and_run_from_the_keyboard(open_script):
    page = open_script()
    page.bar.get_by_role("button", name="Edit").focus()
    page.reader.keyboard.press("Enter")
    page.editor.wait_for()
    assert page.editor.get_attribute("aria-label") == "Code of f06_loss_surface.py"
    page.editor.fill("")
    page.reader.keyboard.type("print(6 * 7)")
    page.reader.keyboard.press("Shift+Enter")
    assert page.hear("Done") == "Done"
    assert page.output.locator("pre").text_content() == "42\n"
    assert page.reader.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_a_script_that_cannot_be_fetched_is_told_and_the_next_press_tries_again(open_script):
    page = open_script()
    page.reader.route("**/_downloads/**", lambda route: route.abort())
    page.press(0)
    page.bar.get_by_text("could not be loaded").wait_for()
    page.reader.unroute_all()
    page.run(SAME)


def test_a_script_that_has_run_keeps_nobody_out(new_tab):
    page = Script(new_tab(), f"en/{PAGE}")
    page.exchange("one_level = 0.5", "one_level = 0.75")
    page.run(OTHER)
    for theme in ("light", "dark"):
        page.reader.emulate_media(color_scheme=theme)
        page.reader.evaluate(ONE_FRAME)
        found = Axe().run(page.reader).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:160]) for each in found] == []


def test_until_a_press_a_page_loads_nothing_to_run_and_a_phone_is_asked(new_tab):
    phone = new_tab(width=390, has_touch=True, is_mobile=True, bypass_csp=False)
    asked = []
    phone.page.on("request", lambda request: asked.append(request.url))
    page = Script(phone, f"en/{PAGE}")
    assert not any("/_run/" in url for url in asked)
    page.press(0)
    load = phone.page.get_by_role("button", name="Load it")
    load.wait_for()
    assert not any(url.endswith(".wasm") for url in asked)
    load.click()
    page.hear(SAME)
    assert phone.trouble == []
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert phone.page.evaluate(wide)


def test_from_a_file_and_without_javascript_there_is_a_sentence_and_no_button(
    browser, site, address
):
    for javascript, home in ((True, site.as_uri()), (False, address)):
        context = browser.new_context(java_script_enabled=javascript)
        page = context.new_page()
        page.goto(f"{home}/en/{PAGE}", wait_until="load")
        assert page.locator(".run-bar button").count() == 0
        assert page.locator(".run-how").is_visible()
        assert "This script runs on the page itself" in page.locator(".run-how").inner_text()
        context.close()
