"""What happens when a reader presses Run, in Chromium, over HTTP, under the policy that the site asks for."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers import LANGUAGES, in_turn
from running_page import ONE_FRAME, WAIT, Page

from i18n.catalogs import speaker
from pages import run
from web import running

pytestmark = [pytest.mark.gate, pytest.mark.browser]

START = "en/tutorial/start.html"
DONE = "prints what the page prints"
DOCS = Path(run.__file__).parents[2]
PAGES = [
    path.relative_to(DOCS).with_suffix("").as_posix()
    for folder in run.PAGES
    for path in sorted((DOCS / folder).glob("*.md"))
    if run.can_run(path.relative_to(DOCS).with_suffix("").as_posix())
]


def words(language):
    return run.words(speaker(language))


def test_the_pages_that_are_run_are_those_that_have_cells(runnable):
    assert sum(map(len, runnable.values())) == len(PAGES) * len(LANGUAGES)


@pytest.mark.parametrize(("name", "language"), in_turn(PAGES))
def test_every_cell_of_a_page_prints_what_the_page_prints(runnable, tab, name, language):
    assert f"{name}.html" in runnable[language]
    page, said = Page(tab(bypass_csp=False), f"{language}/{name}.html"), words(language)
    printed = [bool(cell.locator(".cell_output pre").count()) for cell in page.cells.all()]
    assert printed
    last = len(printed) - 1
    page.run(
        last,
        re.compile(
            "|".join(
                map(
                    re.escape,
                    (
                        said[key].split("{")[0]
                        for key in ("done", "error", "failed", "above", "ended")
                    ),
                )
            )
        ),
    )
    for cell, has_output in enumerate(printed):
        assert page.status(cell).text_content() == said["same" if has_output else "done"], cell
    assert page.tab.trouble == []


def test_cells_that_are_pressed_one_after_the_other_run_once_each(open_page):
    page = open_page("en/tutorial/loss.html")
    for cell in range(page.cells.count()):
        page.run(cell, "Done")
    before = page.status(0).text_content()
    page.write(0, page.editor(0).input_value() if page.editor(0).count() else "1 / 0")
    assert before == "Done"
    page.run(1, "Cell 1, above")
    assert page.status(0).text_content() == "Error in line 1: ZeroDivisionError"


def test_a_changed_cell_prints_something_else_until_it_is_reset(open_page):
    page = open_page(START)
    page.write(
        1,
        "from gdtutorial.model import initialise\nb, w = initialise()\nprint('mine', 6 * 7)\nw + 1",
    )
    assert page.run(1, "Done") == "Done"
    assert page.output(1).locator("pre").text_content() == "mine 42\narray([0.8617357])\n"
    page.button(1, "Reset").click()
    assert page.editor(1).count() == 0
    assert page.output(1).is_hidden()
    page.run(1, DONE)


def test_changes_survive_a_reload_on_this_device_and_reset_forgets_them(open_page):
    page = open_page(START)
    page.write(1, "print('kept')")
    page.reader.reload(wait_until="load")
    page.editor(1).wait_for()
    assert page.editor(1).input_value() == "print('kept')"
    assert page.output(1).is_hidden(), "nothing runs without a press"
    page.button(1, "Reset").click()
    assert page.reader.evaluate("localStorage.length") == 0


def test_an_error_is_told_with_its_line_marked(open_page):
    page = open_page(START)
    page.write(1, "b = 0\nfor i in range(3)\n    pass")
    assert page.run(1, "Error") == "Error in line 2: SyntaxError"
    page.write(1, "b = 0\n\nprint(unknown)")
    assert page.run(1, "NameError") == "Error in line 3: NameError"
    assert (
        page.output(1)
        .locator(".run-error")
        .text_content()
        .endswith("NameError: name 'unknown' is not defined")
    )
    marked = page.editor(1)
    assert marked.evaluate("node => getComputedStyle(node).getPropertyValue('--run-line')") == "2"
    page.write(1, "print（1）")
    page.run(1, "SyntaxError")
    assert "write ( instead" in page.output(1).text_content()


def test_an_endless_loop_is_stopped_and_the_next_run_starts_anew(open_page):
    page = open_page(START)
    page.write(1, "print('first', flush=True)\nwhile True:\n    pass")
    page.run(1, "Running")
    page.output(1).get_by_text("first").wait_for(timeout=WAIT)
    page.button(1, "Stop").click()
    page.hear(1, "Stopped")
    assert page.button(1, "Run").count() == 1
    page.button(1, "Reset").click()
    page.run(1, DONE)


def test_a_loop_that_prints_without_end_can_be_stopped(open_page):
    page = open_page(START)
    page.write(1, "while True:\n    print('again')")
    page.run(1, "Running")
    page.output(1).get_by_text("…").wait_for(timeout=WAIT)
    page.button(1, "Stop").click()
    page.hear(1, "Stopped")


def test_memory_that_runs_out_ends_in_words(open_page):
    page = open_page(START)
    page.write(1, "kept = []\nwhile True:\n    kept.append(bytearray(64 * 2**20))")
    said = page.run(1, re.compile("MemoryError|Python ended"))
    assert "line 3" in said or "memory" in said
    page.button(1, "Reset").click()
    page.run(1, DONE)


def test_a_press_elsewhere_while_a_cell_runs_is_answered(open_page):
    page = open_page(START)
    page.write(1, "while True:\n    pass")
    page.run(1, "Running")
    page.run(2, "Python is busy elsewhere")
    page.button(1, "Stop").click()
    page.hear(1, "Stopped")


def test_a_figure_that_a_reader_draws_is_shown_with_its_text(open_page):
    page = open_page(START)
    page.write(
        1,
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nfig.set_label('A line')\nax.plot([1, 2])",
    )
    page.run(1, "Done")
    picture = page.output(1).get_by_role("img")
    assert picture.get_attribute("alt") == "A line"
    assert picture.evaluate("node => node.decode().then(() => node.naturalWidth)") > 300
    assert page.tab.trouble == []


def test_the_editor_is_left_with_escape_and_tab_and_run_from_the_keyboard(open_page):
    page = open_page(START)
    page.button(1, "Edit").focus()
    page.reader.keyboard.press("Enter")
    page.editor(1).wait_for()
    focused = "document.activeElement.tagName"
    assert page.reader.evaluate(focused) == "TEXTAREA"
    page.editor(1).fill("")
    page.reader.keyboard.type("for i in range(2):")
    page.reader.keyboard.press("Enter")
    page.reader.keyboard.type("print(i)")
    assert page.editor(1).input_value() == "for i in range(2):\n    print(i)"
    page.reader.keyboard.press("Tab")
    assert page.editor(1).input_value().endswith("print(i)    ")
    page.reader.keyboard.press("Shift+Enter")
    page.hear(1, "Done")
    assert page.output(1).locator("pre").text_content() == "0\n1\n"
    page.reader.keyboard.press("Escape")
    page.reader.keyboard.press("Tab")
    assert page.reader.evaluate(focused) == "BUTTON"


def test_the_focus_stays_where_it_was_pressed(open_page):
    page = open_page(START)
    page.button(1, "Run").focus()
    page.reader.keyboard.press("Enter")
    page.hear(1, DONE)
    assert page.reader.evaluate("document.activeElement.textContent") == "Run"


def test_cells_that_have_run_keep_nobody_out(new_tab):
    page = Page(new_tab(), START)
    page.write(1, "print('so far')\nprint(unknown)")
    page.run(1, "Error in line 2")
    for theme in ("light", "dark"):
        page.reader.emulate_media(color_scheme=theme)
        page.reader.evaluate(ONE_FRAME)
        found = Axe().run(page.reader).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:160]) for each in found] == []


def damage(page, ending, how):
    page.reader.route(re.compile(rf"/_run/.*{re.escape(ending)}$"), how)


def spoilt(route):
    answer = route.fetch()
    body = bytearray(answer.body())
    body[len(body) // 2] ^= 1
    route.fulfill(response=answer, body=bytes(body))


FILES = "pyodide.asm.wasm", "pyodide.js", "python_stdlib.zip", "pyodide-lock.json", "running.zip"


def test_a_damaged_file_is_named_and_never_used(open_page):
    page = open_page(START)
    for file in FILES:
        damage(page, file, spoilt)
        assert page.run(1, f"{file} arrived damaged").startswith(f"{file} arrived damaged")
        page.reader.unroute_all()
    page.run(1, DONE)


def test_a_damaged_package_is_never_used(open_page):
    page = open_page(START)
    damage(page, "wasm32.whl", spoilt)
    assert "numpy" in page.run(1, "damaged")
    page.reader.unroute_all()


def test_a_file_that_the_host_lacks_is_named(open_page):
    page = open_page(START)
    damage(page, "pyodide.asm.wasm", lambda route: route.fulfill(status=404, body=""))
    assert page.run(1, "lacks") == "This site lacks pyodide.asm.wasm, so nothing can run here."
    page.reader.unroute_all()


def test_a_lost_network_is_told_and_the_next_press_tries_again(open_page):
    page = open_page(START)
    for file in ("page/main.js", "manifest.json", "worker/worker.js", "pyodide.asm.wasm"):
        damage(page, file, lambda route: route.abort())
        with page.reader.expect_event("requestfailed", lambda lost, file=file: file in lost.url):
            page.bars.nth(1).get_by_role("button").first.click()
        page.bars.nth(1).get_by_text(re.compile("could not be|network")).wait_for(timeout=WAIT)
        page.reader.unroute_all()
    page.run(1, DONE)


def test_wrong_types_of_what_is_no_script_do_no_harm(open_page):
    page = open_page(START)

    def plain(route):
        answer = route.fetch()
        route.fulfill(response=answer, headers=answer.headers | {"content-type": "text/plain"})

    damage(page, ".wasm", plain)
    damage(page, ".json", plain)
    damage(page, ".whl", plain)
    page.run(1, DONE)
    page.reader.unroute_all()


def test_loading_tells_how_much_and_can_be_cancelled(open_page):
    page = open_page(START)
    held = []
    damage(page, "pyodide.asm.wasm", lambda route: held.append(route))
    page.bars.nth(1).get_by_role("button").first.click()
    told = page.reader.locator(".run-loading")
    told.get_by_text(re.compile(r"[\d.]+ of [\d.]+ MB")).wait_for(timeout=WAIT)
    assert re.search(
        r"Python, NumPy.*: \d\.\d MB where it is served compressed, else 1\d\.\d MB",
        told.text_content(),
    )
    assert told.get_by_role("progressbar").count() == 1
    told.get_by_role("button", name="Cancel").click()
    page.hear(1, "Cancelled")
    page.reader.unroute_all()
    page.run(1, DONE)


def test_a_phone_asks_before_it_loads(new_tab):
    phone = new_tab(width=390, has_touch=True, is_mobile=True, bypass_csp=False)
    asked = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.open(START)
    phone.page.locator(".run-bar").nth(1).get_by_role("button").first.click()
    load = phone.page.get_by_role("button", name="Load it")
    load.wait_for()
    assert not any(url.endswith(".wasm") for url in asked)
    load.click()
    phone.page.locator(".run-bar").nth(1).get_by_text(DONE).wait_for(timeout=WAIT)
    assert phone.trouble == []


def test_until_a_press_a_page_loads_a_few_kilobytes_more_and_nothing_to_run(open_page, site):
    page = open_page(START)
    loaded = page.reader.evaluate(
        "performance.getEntriesByType('resource').map(each => each.name)"
    )
    assert not any("/_run/" in name for name in loaded)
    more = sum((site / "en" / "_static" / name).stat().st_size for name in ("run.js", "run.css"))
    text = (site / START).read_text("utf-8")
    (how,) = re.findall(r'<p class="run-how.*?</p>', text, re.DOTALL)
    packed = sum(
        len(gzip.compress((site / "en" / "_static" / name).read_bytes()))
        for name in ("run.js", "run.css")
    )
    assert packed + len(how) < 3000, more


def test_from_a_file_and_without_javascript_there_is_a_sentence_and_no_button(
    browser, site, address
):
    for javascript, home in ((True, site.as_uri()), (False, address)):
        context = browser.new_context(java_script_enabled=javascript)
        page = context.new_page()
        page.goto(f"{home}/{START}", wait_until="load")
        assert page.locator(".run-bar button").count() == 0
        assert page.locator(".run-how").is_visible()
        assert "make serve" in page.locator(".run-how").inner_text()
        context.close()


def test_each_published_file_is_the_one_that_the_manifest_tells(site):
    root = site / running.FOLDER
    (ours,) = root.glob("*/manifest.json")
    manifest = json.loads(ours.read_text("utf-8"))
    runtime = (ours.parent / manifest["runtime"]).resolve()
    told = {runtime / name: each for name, each in manifest["files"].items()}
    told |= {
        ours.parent / name: each for name, each in (manifest["own"] | manifest["judges"]).items()
    }
    for path, each in told.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == each["sha256"]
    assert {path.name for path in runtime.glob("*.*")} == {*manifest["files"]}
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    assert size < 200e6
