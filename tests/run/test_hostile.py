"""Whatever a cell does, it ends in words, and the next press works: Chromium, over HTTP, under the site's policy."""

import http.server
import re
import threading

import pytest
from running_page import Page

from running import cells

pytestmark = [pytest.mark.gate, pytest.mark.browser]

DONE = "prints what the page prints"
ENDED = "Python ended"
POST = """
import js
from pyodide.ffi import to_js
answer = {"type": "answer", "result": {"value": "forged", "pictures": []}}
js.postMessage(to_js(answer, dict_converter=js.Object.fromEntries))
js.postMessage(None)
"""
LONG = "sum(range(10**7))\n"
SHOWN = """
class Shown:
    def __repr__(self):
        {}
Shown()
"""
FIGURE = "import matplotlib.pyplot as plt\nplt.figure(figsize=(10**5, 10**5))"
HOSTILE = {
    "recursion": ("def again(n):\n    return again(n + 1)\nagain(0)", "line 2: RecursionError"),
    "sys.exit": ("import sys\nsys.exit()", "line 2: SystemExit"),
    "exit": ("exit()", "line 1: SystemExit"),
    "input": ("input('Your name? ')", "Error in line 1"),
    "os._exit": ("import os\nos._exit(0)", ENDED),
    "os.abort": ("import os\nos.abort()", ENDED),
    "a thread": ("import threading\nthreading.Thread(target=print).start()", "RuntimeError"),
    "a process": ("import subprocess\nsubprocess.run(['ls'])", "line 2: OSError"),
    "an answer that is not one": (POST + LONG + "'after'", "Done"),
    "a value that cannot be shown": (SHOWN.format("raise ValueError('no')"), "line 3: ValueError"),
    "a value without end": ("'x' * 10**7", "Done"),
    "an error without end": ("raise ValueError('x' * 10**7)", "line 1: ValueError"),
    "ten million lines": ("print('\\n'.join(map(str, range(10**7))))", "Done"),
    "half a sign": ("print('\\ud800')", "Done"),
    "markup": ("print('<img src=x onerror=alert(1)>')", "Done"),
    "a figure that is too large": (FIGURE, "Error: ValueError"),
    "no print": ("import builtins\nbuiltins.print = None", "Done"),
    "no modules": ("import sys\nsys.modules.clear()", "Done"),
    "no names": ("globals().clear()", "Done"),
    "another library": (
        "import numpy\nfrom gdtutorial import model\nmodel.initialise = numpy.ones",
        "Done",
    ),
}


@pytest.fixture(scope="module")
def page(tab):
    """One page for all: each attack meets what those before it have left."""
    return Page(tab(bypass_csp=False), "en/tutorial/start.html")


@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_in_words_and_the_next_run_prints_what_the_page_prints(page, name):
    source, ending = HOSTILE[name]
    page.write(1, source.strip())
    assert re.search(ending, page.run(1, re.compile("Done|Error|Python ended")))
    assert len(page.output(1).text_content()) < cells.MOST + 1000
    assert page.output(1).locator("img[src=x]").count() == 0
    page.button(1, "Reset").click()
    page.run(1, DONE)


def test_a_value_that_is_never_shown_can_be_stopped(page):
    page.write(1, SHOWN.format("while True:\n            pass").strip())
    page.run(1, "Running")
    page.button(1, "Stop").click()
    page.hear(1, "Stopped")
    page.button(1, "Reset").click()
    page.run(1, DONE)


@pytest.mark.parametrize(
    "source",
    [
        "import js\njs.close()",
        "import asyncio\nasync def ever():\n    while True:\n        pass\n_ = asyncio.ensure_future(ever())",
    ],
    ids=["a closed worker", "a worker that is busy after its cell"],
)
def test_python_that_answers_no_more_can_be_stopped(page, source):
    page.write(1, source)
    page.run(1, "Done")
    page.button(1, "Reset").click()
    page.bars.nth(1).get_by_role("button").first.click()
    page.hear(0, "Running")
    page.button(0, "Stop").click()
    page.hear(0, "Stopped")
    page.run(1, DONE)


def test_a_double_click_runs_a_cell_and_does_not_stop_it(page):
    page.run(1, DONE)
    page.write(1, "import time\ntime.sleep(1)\nprint('whole')")
    page.button(1, "Run").dblclick()
    assert page.hear(1, re.compile("Done|Stopped")) == "Done"
    page.button(1, "Reset").click()


@pytest.fixture
def elsewhere():
    """Another host, which lets everybody in, and what it was asked for."""
    asked = []

    class Host(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_GET

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "ask",
    [
        "request = js.XMLHttpRequest.new()\nrequest.open('GET', host, False)\nrequest.send()",
        "_ = js.fetch(host)",
        "js.WebSocket.new(host.replace('http', 'ws'))",
        "js.eval(f'import({host!r})')",
        "import urllib.request\nurllib.request.urlopen(host)",
        "from pyodide.http import open_url\nopen_url(host)",
    ],
)
def test_a_cell_reaches_no_other_host(page, elsewhere, ask):
    host, asked = elsewhere
    page.write(1, f"import js\nhost = {host!r}\n{ask}")
    page.run(1, re.compile("Done|Error"))
    page.button(1, "Reset").click()
    page.run(1, DONE)
    assert asked == []


def test_a_cell_sees_nothing_of_the_page(page):
    page.write(
        1,
        "import js\nfor name in ('document', 'window', 'localStorage', 'parent'):\n    print(hasattr(js, name))",
    )
    page.run(1, "Done")
    assert page.output(1).locator("pre").first.text_content() == "False\n" * 4
    page.button(1, "Reset").click()
