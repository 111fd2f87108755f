"""Serve the built site on this machine, as a host should: ``make serve``.

Compressed, with the right types and with the headers that the site asks for in its file ``_headers``.
"""

import argparse
import functools
import gzip
import http.server
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs" / "_ext"))

from web import policy

TYPES = {
    "": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".epub": "application/epub+zip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ipynb": "application/x-ipynb+json",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".py": "text/x-python; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
PACKED = ".epub", ".pdf", ".png", ".webp", ".whl", ".woff2", ".zip"
"""Endings of what is compressed already."""


@functools.lru_cache(maxsize=500)
def compressed(path, _changed):
    """Return a file, compressed; it is asked for more than once."""
    return gzip.compress(path.read_bytes(), 6)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Hands out a site."""

    protocol_version = "HTTP/1.1"
    extensions_map = TYPES

    def __init__(self, *args, known, **options):
        """Take the headers that the site asks for."""
        self.known = known
        super().__init__(*args, **options)

    def log_message(self, *args):
        """Say nothing: who reads wants no list of files."""

    def end_headers(self):
        """Add what the site asks for."""
        address = self.path.split("?")[0]
        for name, value in policy.for_address(self.known, address).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code, message=None, explain=None):
        """Send the site's own page for what is missing."""
        page = Path(self.directory) / "en" / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
        else:
            self.send(page, 404)

    def do_GET(self):
        """Send a file, compressed where that helps and the browser can take it."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        if path.is_file() and "Range" not in self.headers:
            self.send(path, 200)
        else:
            super().do_GET()

    def send(self, path, code):
        """Send a file."""
        can = "gzip" in self.headers.get("Accept-Encoding", "") and path.suffix not in PACKED
        changed = path.stat()
        body = compressed(path, changed.st_mtime_ns) if can else path.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", TYPES.get(path.suffix, TYPES[""]))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", self.date_time_string(int(changed.st_mtime)))
        self.send_header("Vary", "Accept-Encoding")
        if can:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


class Server(http.server.ThreadingHTTPServer):
    """Keeps a busy browser waiting rather than refusing it."""

    daemon_threads = True
    request_queue_size = 128


def server(site, port=0):
    """Return a server of a site on this machine: any free port for 0."""
    return Server(
        ("127.0.0.1", port),
        functools.partial(Handler, directory=str(site), known=policy.read(site)),
    )


def main():
    """Read the command line, and serve until it is stopped."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8000)
    asked = parser.parse_args()
    site = ROOT / "site"
    if not (site / policy.NAME).exists():
        sys.exit("There is no site yet: `make site` builds it.")
    with server(site, asked.port) as running:
        print(f"Open http://127.0.0.1:{running.server_port}/ (Ctrl+C stops it)", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
