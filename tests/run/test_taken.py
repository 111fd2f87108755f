"""What a reader has changed on a page can be taken along, or given up, in Chromium, under the site's policy."""

import json
import re
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers import LANGUAGES

from i18n.catalogs import speaker
from pages import run

pytestmark = [pytest.mark.gate, pytest.mark.browser]

PAGE = "tutorial/loss"
MINE = "loss = 'mine $& # %% </script>'\n# %%\nprint(loss)"


def bar(page):
    return page.reader.locator(".take-changes")


def take(page, kind):
    """Press a button of the bar; return the name and the text of the file that comes."""
    with page.reader.expect_download() as coming:
        bar(page).get_by_role("button").nth(["ipynb", "py"].index(kind)).click()
    return coming.value.suggested_filename, Path(coming.value.path()).read_text("utf-8")


def code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_changes_are_taken_along_in_the_page_s_own_notebook_and_program(open_page, site, language):
    said = run.words(speaker(language))
    page = open_page(f"{language}/{PAGE}.html")
    assert bar(page).count() == 0, "nothing was changed"
    page.button(2, said["edit"]).click()
    page.editor(2).fill(MINE)
    bar(page).wait_for()

    name, text = take(page, "ipynb")
    assert name == "loss.ipynb"
    theirs = json.loads((site / language / f"{PAGE}.ipynb").read_text("utf-8"))
    ours = json.loads(text)
    nbformat.validate(nbformat.from_dict(ours))
    for i, (cell, before) in enumerate(zip(code(ours), code(theirs), strict=True)):
        assert cell["source"] == (MINE if i == 2 else "".join(before["source"]))
        assert cell["outputs"] == (before["outputs"] if i < 2 else [])
    rest = [[c for c in each["cells"] if c["cell_type"] == "markdown"] for each in (ours, theirs)]
    assert rest[0] == rest[1]

    name, text = take(page, "py")
    assert name == "loss.py"
    before = "".join(code(theirs)[2]["source"])
    program = (site / language / f"{PAGE}.py").read_text("utf-8")
    assert text == program.replace(before, MINE) != program
    assert page.tab.trouble == []


def test_the_last_cell_is_taken_along_as_well_as_the_first(open_page, site):
    page = open_page(f"en/{PAGE}.html")
    last = page.cells.count() - 1
    for cell in (0, last):
        page.write(cell, f"print({cell})")
    theirs = json.loads((site / "en" / f"{PAGE}.ipynb").read_text("utf-8"))
    program = (site / "en" / f"{PAGE}.py").read_text("utf-8")
    for cell in (0, last):
        program = program.replace("".join(code(theirs)[cell]["source"]), f"print({cell})", 1)
    assert take(page, "py")[1] == program
    assert all(cell["outputs"] == [] for cell in code(json.loads(take(page, "ipynb")[1])))


def test_the_page_is_reset_for_good_or_the_changes_come_back(open_page):
    page = open_page(f"en/{PAGE}.html")
    page.write(1, "print('one')")
    page.write(3, "print('three')")
    bar(page).get_by_role("button", name="Reset the page").click()
    assert page.reader.locator("textarea").count() == 0
    assert page.reader.evaluate("localStorage.length") == 0
    back = bar(page).get_by_role("button", name="Bring my changes back")
    assert back.evaluate("node => node === document.activeElement")
    back.click()
    assert [page.editor(cell).input_value() for cell in (1, 3)] == [
        "print('one')",
        "print('three')",
    ]
    assert page.reader.evaluate("localStorage.length") == 1
    page.reader.reload(wait_until="load")
    bar(page).get_by_role("button", name="Reset the page").click()
    page.reader.reload(wait_until="load")
    assert page.reader.locator("textarea").count() == 0
    assert bar(page).count() == 0


def test_a_reset_of_each_cell_ends_the_offer_and_a_new_change_begins_another(open_page):
    page = open_page(f"en/{PAGE}.html")
    page.write(1, "1")
    page.button(1, "Reset").click()
    assert bar(page).is_hidden()
    page.write(2, "2")
    bar(page).get_by_role("button", name="Reset the page").click()
    page.write(1, "3")
    assert bar(page).get_by_role("button", name="Bring my changes back").is_hidden()
    assert bar(page).get_by_role("button", name="Reset the page").is_visible()


def test_a_reset_of_the_page_stops_what_runs(open_page):
    page = open_page(f"en/{PAGE}.html")
    page.write(0, "while True: pass")
    page.run(0, "Running")
    bar(page).get_by_role("button", name="Reset the page").click()
    page.hear(0, "Stopped")
    assert page.editor(0).count() == 0
    page.run(1, "prints what the page prints")


def test_a_lost_network_is_told_and_nothing_is_lost(open_page):
    page = open_page(f"en/{PAGE}.html")
    page.write(1, "print('kept')")
    bar(page).wait_for()
    page.tab.context.set_offline(True)
    bar(page).get_by_role("button", name="notebook").click()
    bar(page).get_by_role("status").filter(has_text="The network failed at loss.ipynb").wait_for()
    page.tab.context.set_offline(False)
    assert "print('kept')" in take(page, "ipynb")[1]


def test_everybody_can_reach_and_press_it(open_page):
    page = open_page(f"en/{PAGE}.html")
    page.write(1, "print('kept')")
    page.reader.locator(".take-along a").last.focus()
    named = []
    for _ in range(3):
        page.reader.keyboard.press("Tab")
        named.append(page.reader.evaluate("document.activeElement.textContent"))
    assert named == ["notebook", "program", "Reset the page"]
    with page.reader.expect_download():
        page.reader.locator(".take-changes button").first.press("Enter")
    found = Axe().run(page.reader, context=".take-changes").response["violations"]
    assert [each["id"] for each in found] == []
    assert not re.search("hidden", bar(page).get_attribute("class"))
