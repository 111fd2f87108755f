"""The explorables' own modules, loaded in a browser as they are."""

import functools
import http.server
import threading
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "docs/_static/explore"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        if self.path == "/":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Modules</title>")
        else:
            super().do_GET()


@pytest.fixture(scope="session")
def core(browser):
    """Give a page that holds the functions of all modules of the core, as window.core."""
    handler = functools.partial(Quiet, directory=str(SOURCES))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        names = sorted(path.name for path in (SOURCES / "core").glob("*.js"))
        page.evaluate(
            """async names => {
              const all = await Promise.all(names.map(name => import(`/core/${name}`)));
              window.core = Object.assign({}, ...all);
            }""",
            names,
        )
        yield page
        context.close()
        server.shutdown()
        thread.join()
