"""The built site, served and seen through a browser, for the tests that need it."""

import os
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

import pytest
from helpers import LANGUAGES, need
from lxml import html

import serve

ROOT = Path(__file__).parent.parent
NEED_SPHINX = ["explore", "project", "run", "site"]
LEFT_OUT = [] if find_spec("sphinx") else NEED_SPHINX
collect_ignore = [*LEFT_OUT, "project/small"]  # the last is a site for tests, not a test


def pytest_terminal_summary(terminalreporter):
    """Say what was left out."""
    if LEFT_OUT:
        left = ", ".join(f"tests/{name}" for name in LEFT_OUT)
        terminalreporter.write_line(
            f"SKIPPED {left}: no Sphinx, so there is no site to test; `make test` builds and tests it"
        )


TOGETHER = {
    "test_builds.py",
    "test_dask.py",
    "test_house.py",
    "test_notebooks.py",
    "test_printed_outputs.py",
    "test_rules.py",
    "test_third_language.py",
}
"""Files whose tests share what takes long to make."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give each test to whoever is free, and a file of those above to one process.

    The groups of xdist 3.8 write to a private name that pytest 9 no longer reads.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.split("::")[0]
            return file if Path(file).name in TOGETHER else nodeid

    return Scheduling(config, log) if config.getvalue("dist") == "load" else None


@pytest.fixture(autouse=True)
def _nothing_drawn_is_left():
    """Leave the next test no figure, and no style of this one's."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        import matplotlib.pyplot as plt

        plt.close("all")
        plt.rcdefaults()


@pytest.fixture(scope="session")
def site():
    """The folder of the built site, with en/ and zh_CN/ in it."""
    path = Path(os.environ.get("GDTUTORIAL_SITE", "unset")).resolve()
    if not (path / "en" / "index.html").exists():
        need("built site", "`make test` builds one; GDTUTORIAL_SITE names its folder")
    return path


@pytest.fixture(scope="session")
def english(site):
    """The folder of the English pages."""
    return site / "en"


@pytest.fixture(scope="session")
def editions(site):
    """Every page of both sites, parsed: by language, then by its path."""
    return {
        language: {
            path.relative_to(site / language).as_posix(): html.parse(path).getroot()
            for path in sorted((site / language).rglob("*.html"))
            if "_static" not in path.parts
        }
        for language in LANGUAGES
    }


@pytest.fixture(scope="session")
def pages(editions):
    """Every page of the English site, parsed, by its path below en/."""
    return editions["en"]


@pytest.fixture(scope="session")
def book(english):
    """The whole tutorial as a PDF."""
    path = english / "gradient-descent.pdf"
    if not path.exists():
        need("PDF", "`make pdf`, or `make test` with a Chromium, prints one")
    from pypdf import PdfReader

    return PdfReader(path)


@pytest.fixture(scope="session")
def address(site):
    """The address of a server of the site on this machine: what `make serve` runs, with its headers."""
    with serve.server(site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium."""
    from web import pdf

    program = pdf.chromium()
    if not program:
        need("browser", "install Debian's chromium, or let CHROMIUM name one")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


class Tab:
    """A browser tab that notes whatever goes wrong in it."""

    def __init__(self, browser, home, theme="light", width=1280, **context):
        self.home = home
        self.trouble = []
        # Playwright waits for what a page does by code that the site's policy forbids.
        context = {"bypass_csp": True} | context
        self.context = browser.new_context(
            color_scheme=theme,
            reduced_motion="reduce",
            viewport={"width": width, "height": 800},
            **context,
        )
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)
        self.page.on("request", self._request)

    def _console(self, message):
        if message.type in {"error", "warning"}:
            self.trouble.append(f"{message.type}: {message.text}")

    def _failed(self, request):
        if request.failure != "net::ERR_ABORTED":  # the next page was asked for meanwhile
            self.trouble.append(f"failed: {request.url}")

    def _response(self, response):
        if response.status >= 400:
            self.trouble.append(f"{response.status}: {response.url}")

    def _request(self, request):
        if not request.url.startswith((self.home, "data:")):
            self.trouble.append(f"another host: {request.url}")

    def open(self, path):
        """Open a page of the site; return Playwright's page."""
        self.trouble.clear()
        self.page.goto(f"{self.home}/{path}", wait_until="load")
        return self.page


@pytest.fixture(scope="module")
def tab(browser, address):
    """Give a tab for a theme and a width, the same one each time it is asked for."""
    tabs = {}

    def get(theme="light", width=1280, **options):
        key = theme, width, *options.items()
        if key not in tabs:
            tabs[key] = Tab(browser, address, theme, width, **options)
        return tabs[key]

    yield get
    for each in tabs.values():
        each.context.close()


@pytest.fixture
def new_tab(browser, address):
    """Make a tab of a kind that no other test shares."""
    tabs = []

    def make(**options):
        tabs.append(Tab(browser, address, **options))
        return tabs[-1]

    yield make
    for each in tabs:
        each.context.close()
