"""Slow, broken and stopped servers, tabs that are closed, storage that is damaged: Chromium, over HTTP."""

import contextlib
import json
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from running_page import WAIT, Page

import serve
from web import policy

pytestmark = [pytest.mark.gate, pytest.mark.browser]

START = "en/tutorial/start.html"
DONE = "prints what the page prints"
CORE = "pyodide.asm.wasm"
KEY = "run:/" + START


WHOLE = {"pieces": 1, "pause": 0, "most": 1}


class Trickle:
    """Where a server writes to: what it takes comes in pieces, and perhaps not to its end."""

    def __init__(self, file, pieces, pause, most):
        self.file, self.pieces, self.pause, self.most = file, pieces, pause, most

    def write(self, body):
        if len(body) < 10**5:  # headers
            self.file.write(body)
            return
        size = len(body) // self.pieces + 1
        for piece in range(int(self.pieces * self.most)):
            time.sleep(self.pause)
            self.file.write(body[piece * size : (piece + 1) * size])

    def __getattr__(self, name):
        return getattr(self.file, name)


@pytest.fixture
def slow(site, browser):
    """Open a page from a server that hands out the core slowly, or breaks off: give the page and the server."""

    class Handler(serve.Handler):
        ways = WHOLE | {"pieces": 20, "pause": 0.1}

        def send(self, path, code):
            if path.name != CORE:
                super().send(path, code)
                return
            whole, self.wfile = self.wfile, Trickle(self.wfile, **self.ways)
            Handler.ways = self.ways | {"most": 1}
            with contextlib.suppress(OSError):  # nobody waits for it any more
                super().send(path, code)
            self.wfile, self.close_connection = whole, True

    with serve.server(site) as server:
        known = policy.read(site)
        server.RequestHandlerClass = lambda *args: Handler(*args, directory=str(site), known=known)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        context = browser.new_context()
        home = f"http://127.0.0.1:{server.server_port}"
        yield context, home, Handler
        context.close()
        server.shutdown()
        thread.join()


class Tab:
    """A tab of a context, as a page to run wants it."""

    def __init__(self, context, home):
        self.page, self.home = context.new_page(), home

    def open(self, path):
        self.page.goto(f"{self.home}/{path}", wait_until="load")
        return self.page


def press(page, cell=1):
    page.bars.nth(cell).get_by_role("button").first.click()


def come(page):
    """Read how much has come, in megabytes, once something has."""
    told = page.reader.locator(".run-loading").get_by_text(re.compile(r"[\d.]+ of [\d.]+ MB"))
    told.wait_for(timeout=WAIT)
    return float(re.search(r"([\d.]+) of", told.text_content())[1])


def test_a_slow_network_shows_how_far_it_is_and_ends_well(slow):
    page = Page(Tab(*slow[:2]), START)
    press(page)
    first = come(page)
    page.reader.get_by_text("Python starts").wait_for(timeout=WAIT)
    assert first < 16
    page.hear(1, DONE)


def test_a_press_while_it_loads_is_answered_and_cancel_ends_it(slow):
    slow[2].ways = WHOLE | {"pieces": 200, "pause": 0.1}
    page = Page(Tab(*slow[:2]), START)
    press(page)
    before = come(page)
    page.bars.nth(2).get_by_role("button").first.click()
    page.hear(2, "Python is busy elsewhere")
    for _ in range(100):
        if come(page) > before:
            break
        time.sleep(0.1)
    assert come(page) > before
    page.reader.get_by_role("button", name="Cancel").click()
    page.hear(1, "Cancelled")
    slow[2].ways = WHOLE
    page.run(1, DONE)


def test_a_file_that_breaks_off_half_way_is_named_and_loaded_anew(slow):
    slow[2].ways = WHOLE | {"pieces": 20, "most": 0.5}
    page = Page(Tab(*slow[:2]), START)
    assert CORE in page.run(1, "The network failed")
    page.run(1, DONE)


def test_a_tab_that_is_closed_while_it_loads_or_runs_leaves_the_next_visit_sane(slow):
    context, home, _ = slow
    page = Page(Tab(context, home), START)
    page.write(1, "print('kept')\nwhile True:\n    pass")
    press(page)
    come(page)
    page.reader.close()
    again = Tab(context, home)
    again.open(START)
    bar = again.page.locator(".run-bar").nth(1)
    again.page.locator(".run-editor").wait_for()
    bar.get_by_role("button").first.click()
    bar.get_by_role("button", name="Stop").wait_for(timeout=WAIT)
    again.page.close(run_before_unload=False)
    third = Tab(context, home)
    third.open(START)
    editor = third.page.locator(".run-editor")
    editor.wait_for()
    assert editor.input_value() == "print('kept')\nwhile True:\n    pass"
    bar = third.page.locator(".run-bar").nth(1)
    bar.get_by_role("button", name="Reset").click()
    bar.get_by_role("button").first.click()
    bar.get_by_text(DONE).wait_for(timeout=WAIT)


def test_two_tabs_keep_the_changes_of_both(slow):
    context, home, handler = slow
    handler.ways = WHOLE
    one, other = (Page(Tab(context, home), START) for _ in range(2))
    for each in (one, other):
        each.button(0, "Edit").click()
        each.editor(0).wait_for()
    one.write(1, "print('one')")
    other.write(2, "print('other')")
    one.reader.reload()
    one.editor(1).wait_for()
    assert [one.editor(cell).input_value() for cell in (1, 2)] == [
        "print('one')",
        "print('other')",
    ]
    one.run(1, "Done")
    other.run(2, "Done")
    assert one.output(1).locator("pre").first.text_content() == "one\n"


def test_a_page_that_is_left_and_come_back_to_runs_as_before(open_page):
    page = open_page(START)
    page.write(1, "print('mine')")
    page.run(1, "Done")
    page.reader.goto(page.tab.home + "/en/index.html")
    page.reader.go_back()
    page.editor(1).wait_for()
    assert page.run(1, "Done") == "Done"
    page.button(1, "Reset").click()
    page.run(1, DONE)


def test_a_page_that_has_run_prints_its_output_without_buttons(open_page):
    page = open_page(START)
    page.write(1, "print('mine')")
    page.run(1, "Done")
    page.reader.emulate_media(media="print")
    assert page.bars.nth(1).is_hidden()
    assert page.output(1).get_by_text("mine").is_visible()
    assert page.editor(1).is_visible()


NONSENSE = ["", "{", "null", "5", '"text"', "{}", "[5]", "[null, null]", "[[1]]", "[" * 1000]


@pytest.mark.parametrize("kept", NONSENSE)
def test_damaged_storage_changes_nothing(open_page, kept):
    page = open_page(START)
    page.reader.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, kept])
    page.reader.reload()
    page.button(1, "Edit").click()
    page.editor(1).wait_for()
    assert page.reader.locator(".run-editor").count() == 1


def test_kept_changes_that_are_no_text_change_nothing(open_page):
    page = open_page(START)
    page.write(1, "print('kept')")
    (original, _) = json.loads(page.reader.evaluate(f"localStorage.getItem('{KEY}')"))[1]
    for text in (5, None, {}, []):
        kept = json.dumps([None, [original, text]])
        page.reader.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEY, kept])
        page.reader.reload()
        page.button(0, "Edit").click()
        page.editor(0).wait_for()
        assert page.editor(1).count() == 0


@pytest.mark.parametrize("denied", ["denied", "full"])
def test_storage_that_is_denied_or_full_keeps_nobody_from_running(open_page, denied):
    page = open_page(START)
    page.reader.add_init_script(
        "Storage.prototype.setItem = () => { throw new Error('full'); };"
        if denied == "full"
        else "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } });"
    )
    page.reader.reload()
    page.write(1, "print('mine')")
    page.run(1, "Done")
    page.button(1, "Reset").click()
    page.run(1, DONE)


@pytest.mark.usefixtures("site")
def test_a_server_that_is_killed_and_started_again_serves_an_open_page(browser):
    program = [sys.executable, str(Path(serve.__file__)), "--port"]

    def start(port):
        process = subprocess.Popen([*program, str(port)], stdout=subprocess.PIPE, text=True)
        return process, re.search(r"http://\S+(?=/ )", process.stdout.readline())[0]

    process, home = start(0)
    context = browser.new_context()
    try:
        page = Page(Tab(context, home), START)
        process.kill()
        process.communicate()
        press(page)
        page.bars.nth(1).get_by_text(re.compile("could not be loaded|network")).wait_for()
        process, _ = start(int(home.rsplit(":", 1)[1]))
        page.run(1, DONE)
    finally:
        context.close()
        process.kill()
        process.communicate()


def test_a_host_that_drops_what_begins_with_an_underscore_is_told_and_so_is_the_reader(
    open_page, site
):
    assert (site / ".nojekyll").exists()  # GitHub Pages would
    page = open_page(START)
    page.reader.route("**/_run/**", lambda route: route.fulfill(status=404, body=""))
    press(page)
    page.bars.nth(1).get_by_text("could not be loaded").wait_for()
