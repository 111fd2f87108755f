"""The program from "Copy as Python" runs, and prints the numbers on the screen."""

import json
import re
import subprocess
import sys

import pytest
from reading import trouble

pytestmark = pytest.mark.browser
STATES = [
    "",
    "#n=0",
    "#b=3&w=0&lr=0.8&n=33",
    "#lr=0.9&n=900",
    "#n=401&batch=16&order=shuffled&seed=7&momentum=0.9",
    "#n=8000&batch=1&order=shuffled",
    "#lr=0.01,40:0.6&n=77",
    "#lr=0.05,7:0.2,33:0.02&n=90&batch=33&order=shuffled&momentum=0.5",
    "#lr=0.03&x=10",
    "#lr=0.4&n=20&x=std",
    "#lr=0.4&n=20&x=std&bug=scaler",
    "#lr=0.2&n=10&bug=sign",
    "#lr=0.8&n=40&bug=order&momentum=0.3",
    "#lr=0.01&n=60&bug=sum",
    "#lr=0.002&n=60&bug=sum,order&batch=16&x=std",
    "#lr=5&n=1000&bug=sign,sum",
]


RUNNER = """
import contextlib, io, json, sys
import numpy as np

printed = []
for program in json.load(sys.stdin):
    np.seterr(all="warn")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(program, {"__name__": "__main__"})
    printed.append(out.getvalue())
json.dump(printed, sys.stdout)
"""


def run(programs, folder, read=None):
    """Run each program on its own, in one interpreter that takes warnings for errors; say what each printed."""
    command = [sys.executable, "-W", "error", "-c", RUNNER]
    done = subprocess.run(
        command,
        input=json.dumps(programs),
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    printed = [out.splitlines() for out in json.loads(done.stdout)]
    if read:
        return [[read(line) for line in lines] for lines in printed]
    return [dict(line.split(" = ") for line in lines) for lines in printed]


def test_it_prints_the_numbers_on_the_screen(tab, tmp_path):
    reader = tab()
    shown, programs = [], []
    for state in STATES:
        reader.open("en/index.html")
        page = reader.open(f"en/playground.html{state}")
        page.wait_for_selector(".x-started")
        assert page.locator(".x-ignored").inner_text() == ""
        caption = (
            page.locator(".x-caption").inner_text().replace("\u2212", "-").replace("∞", "inf")
        )
        found = re.search(r"b = (\S+), w = (\S+), and the loss is (\S+)\.(?: |$)", caption)
        shown.append(dict(zip(("b", "w", "loss"), found.groups(), strict=True)))
        programs.append(page.locator(".x-table code").text_content())
    assert run(programs, tmp_path) == shown
    assert any("inf" in numbers.values() or "nan" in numbers.values() for numbers in shown)
    assert trouble(reader) == []


def test_the_button_copies_it(browser, address):
    context = browser.new_context(
        bypass_csp=True, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(f"{address}/en/playground.html")
    page.get_by_role("button", name="Copy as Python").click()
    page.wait_for_function("document.querySelector('.x-heard').textContent === 'Copied.'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".x-table code").text_content()
    assert "gradient_descent(" in copied
    context.close()


def test_where_nothing_may_be_copied_it_is_selected(browser, address):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{address}/en/playground.html")
    page.get_by_role("button", name="Copy as Python").click()
    assert "gradient_descent(" in page.evaluate("getSelection().toString()")
    context.close()
