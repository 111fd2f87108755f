"""What a host should send: stated once, read back as it was written, and sent by what serves here."""

import functools
import gzip
import re
import threading
import urllib.error
import urllib.request

import pytest

import serve
from web import policy

PAGE = """<!doctype html><title>A page</title>
<script>
  let a = "1 < 2";
</script>
<script type="application/json">{"no": "script"}</script><script src="a.js"></script>
"""


@pytest.fixture
def small(tmp_path):
    """A site of a few files."""
    folder = tmp_path / "site"
    for name, text in {
        "index.html": PAGE,
        "en/404.html": "Not here",
        "_run/abc/a.js": "let b;" * 100,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "_run/abc/python.wasm").write_bytes(b"wasm")
    policy.write(folder)
    return folder


def test_only_scripts_that_run_are_allowed_by_their_digest(small):
    (script,) = policy.inline_scripts(small)
    assert script == '\n  let a = "1 < 2";\n'
    allowed = policy.policy(small)
    assert re.findall(r"'sha256-[^']*'", allowed) == [policy.source(script)]


def test_no_other_origin_is_allowed_and_no_text_becomes_code(small):
    directives = dict(part.split(" ", 1) for part in policy.policy(small).split("; "))
    assert directives["default-src"] == "'self'"
    assert not re.search(r"https?:|\*|'unsafe-eval'|frame-ancestors", policy.policy(small))
    assert "'unsafe-inline'" not in directives["script-src"]


def test_what_is_written_is_what_is_read(small):
    assert policy.read(small) == policy.headers(small)


@pytest.fixture
def ask(small):
    """Ask a server of the site for an address: status, headers and content."""
    with serve.server(small) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield functools.partial(answer, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()


def answer(home, address, **headers):
    try:
        with urllib.request.urlopen(
            urllib.request.Request(home + address, headers=headers)
        ) as got:
            return got.status, got.headers, got.read()
    except urllib.error.HTTPError as got:
        with got:
            return got.code, got.headers, got.read()


def test_a_page_is_served_with_the_policy(small, ask):
    for address in ("/", "/index.html", "/index.html?language=en"):
        status, headers, body = ask(address)
        assert (status, body) == (200, PAGE.encode())
        assert headers["Content-Security-Policy"] == policy.policy(small)
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert headers["Cache-Control"] is None


def test_what_names_its_content_may_be_kept_for_ever(ask):
    _, headers, _ = ask("/_run/abc/a.js")
    assert headers["Cache-Control"] == policy.FOR_EVER
    assert headers["Content-Type"].startswith("text/javascript")
    assert ask("/_run/abc/python.wasm")[1]["Content-Type"] == "application/wasm"


def test_text_is_compressed_for_who_can_take_it(small, ask):
    whole = (small / "_run/abc/a.js").read_bytes()
    _, headers, body = ask("/_run/abc/a.js", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == whole
    assert len(body) < len(whole) / 5
    assert ask("/_run/abc/a.js")[2] == whole


def test_what_is_missing_is_told_with_the_site_s_own_page(ask):
    status, headers, body = ask("/en/nothing.html")
    assert (status, body) == (404, b"Not here")
    assert headers["Content-Security-Policy"]


def test_nothing_outside_the_site_is_served(ask):
    assert ask("/../../etc/passwd")[0] == 404
    assert ask("/%2e%2e/secret")[0] == 404
