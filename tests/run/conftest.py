"""The pages of the built site whose cells run, in a browser."""

import pytest
from helpers import need
from running_page import Page

from pages import run
from web import running


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
