"""The host's commands on a small site, and a contributor's, one after the other in one fresh copy."""

import os
import re
import shutil
import signal
import subprocess
import time
import urllib.request

import newcomer
import pytest
import small_site
from newcomer import ROOT, STORIES, environment, project_files, run

from web import offline

pytestmark = pytest.mark.gate

HOST = re.compile(r"^    - (.*)$", re.MULTILINE)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of the project.

    What `make test` has just drawn and run from nothing is taken along: it is kept by what it is made from.
    """
    folder = newcomer.copy(tmp_path_factory.mktemp("contributor") / "a clône")
    for kept in (ROOT / "build" / name for name in ("animations", "cells", "figures", "proved")):
        if kept.exists():
            shutil.copytree(kept, folder / "build" / kept.name)
    return folder


def test_the_host_gets_both_languages_with_full_addresses(tmp_path):
    """Its commands build a small site; with the packages that they install a whole one is built in test_third_language.py."""
    folder = small_site.make(tmp_path / "project")
    shutil.copytree(ROOT / "build" / "runtime", folder / "build" / "runtime")
    steps = HOST.findall((ROOT / ".readthedocs.yaml").read_text("utf-8"))
    assert steps[0] == "GDTUTORIAL_RUN=required make site"
    host = {
        "READTHEDOCS": "True", "READTHEDOCS_OUTPUT": str(folder / "output"), "READTHEDOCS_LANGUAGE": "en",
        "READTHEDOCS_VERSION": "latest", "READTHEDOCS_CANONICAL_URL": "https://gdtutorial.example/",
        "PYTHONPATH": str(folder),
    }  # fmt: skip
    run("\n".join(steps), folder, **host)
    pages = folder / "output" / "html"
    assert (pages / "404.html").exists()
    (wheel,) = pages.glob("*.whl")
    for language in ("en", "zh_CN"):
        text = (pages / language / "index.html").read_text("utf-8")
        assert f'href="https://gdtutorial.example/{language}/index.html"' in text
        assert f"pip install https://gdtutorial.example/{wheel.name}" in text
        assert (pages / language / "sitemap.xml").exists()
    assert (pages / offline.NAME).exists()
    assert [*pages.glob("_run/*/manifest.json")]


def test_make_live_serves_and_rebuilds_what_is_edited(house):
    page = house / "docs" / "index.md"
    before = page.read_text("utf-8")
    with (house / "live.log").open("w+") as log:
        live = subprocess.Popen(
            ["make", "live"], cwd=house, env=environment(house), stdout=log, stderr=log, start_new_session=True
        )  # fmt: skip
        try:
            await_page("http://127.0.0.1:8000/", "<h1>", log)
            page.write_text(before + "\nA sentence that is new.\n", "utf-8")
            await_page("http://127.0.0.1:8000/", "A sentence that is new.", log)
        finally:
            page.write_text(before, "utf-8")
            os.killpg(live.pid, signal.SIGINT)
            live.wait(30)


def test_a_contributor_makes_what_contributing_says(house):
    tested = {"make help", "make live", ".venv/bin/python tools/proofread.py FILE.po"}
    whole = {"make pdf"}  # wants the site that is there already
    told = run("make help", house)
    for command in STORIES["contributor"]:
        if command.startswith("make "):
            assert command.split()[1] in told
        if command not in tested:
            run(command, ROOT if command in whole else house)
    catalogs = "docs/locales/zh_CN/LC_MESSAGES"
    run(f".venv/bin/python tools/proofread.py {catalogs}/index.po", house)
    changed = [
        name
        for name in project_files()
        if name.startswith("docs/locales")
        and (ROOT / name).read_bytes() != (house / name).read_bytes()
    ]
    assert changed == [], "run `make i18n`"


def await_page(address, text, log, seconds=900):
    """Wait until a page holds a text."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                if text in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.5)
    log.seek(0)
    pytest.fail(f"{text!r} did not appear at {address}:\n{log.read()[-3000:]}")
