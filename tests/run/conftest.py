"""The pages of the built site whose cells run, in a browser."""

import pytest
from helpers import need

from pages import run
from web import running

WAIT = 180_000  # milliseconds that a page may take on a busy machine


class Page:
    """A page whose cells are run: each is known by its place, from 0."""

    def __init__(self, tab, path):
        self.tab = tab
        self.reader = tab.open(path)
        self.reader.evaluate("localStorage.clear()")
        self.reader.reload(wait_until="load")
        for fold in self.reader.locator("article details").all():
            fold.evaluate("fold => { fold.open = true; }")
        self.bars = self.reader.locator(".run-bar")
        self.cells = self.reader.locator(".cell", has=self.bars)

    def button(self, cell, words):
        return self.bars.nth(cell).get_by_role("button", name=words, exact=True)

    def status(self, cell):
        return self.bars.nth(cell).get_by_role("status")

    def output(self, cell):
        return self.cells.nth(cell).locator(".run-output")

    def write(self, cell, text):
        """Replace the code of a cell."""
        if not self.editor(cell).count():
            self.button(cell, "Edit").click()
        self.editor(cell).fill(text)

    def editor(self, cell):
        return self.cells.nth(cell).locator("textarea")

    def run(self, cell, until):
        """Press Run, and wait until the cell says something; return all of it."""
        self.bars.nth(cell).get_by_role("button").first.click()
        return self.hear(cell, until)

    def hear(self, cell, text):
        self.status(cell).filter(has_text=text).wait_for(timeout=WAIT, state="attached")
        return self.status(cell).text_content()


@pytest.fixture
def open_page(site, new_tab):
    """Open a page whose cells are going to be run, under the policy that the site asks for."""
    if not (site / running.FOLDER).exists():
        need("Python for the pages", "GDTUTORIAL_RUN=required make site says why")
    return lambda path: Page(new_tab(bypass_csp=False), path)


@pytest.fixture(scope="session")
def runnable(editions):
    """The addresses of all pages that have cells to run, by language."""
    found = {}
    for language, pages in editions.items():
        found[language] = [
            name
            for name, page in pages.items()
            if run.can_run(name.removesuffix(".html")) and page.find_class("cell_input")
        ]
    return found
