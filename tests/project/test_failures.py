"""A page that cannot be made stops the build, whenever and however it fails, and no page is missing in silence."""

import os
import subprocess
import sys

import pytest
from helpers import PACKAGE

EXTENSIONS = PACKAGE.parent / "docs" / "_ext"
N_PAGES = 60
CONF = """
import os, signal, time

project = "many pages"

def fail(app, docname, *rest):
    time.sleep(0.01)
    if docname == os.environ["FAILS"]:
        if os.environ["HOW"] == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        raise RuntimeError("this page cannot be made")

def setup(app):
    app.setup_extension("fresh.failures")
    app.connect(os.environ["WHEN"], fail)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
READ, WRITTEN = "source-read", "html-page-context"


@pytest.fixture
def build(tmp_path):
    """Build many pages side by side, one of which fails; return how it ended, what was said and how many are there."""
    names = [f"p{i:02}" for i in range(N_PAGES)]
    (tmp_path / "conf.py").write_text(CONF, "utf-8")
    (tmp_path / "index.rst").write_text(
        "Pages\n=====\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in names), "utf-8"
    )
    for name in names:
        (tmp_path / f"{name}.rst").write_text(f"{name}\n===\n", "utf-8")

    def run(fails, when, how):
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-W", "--jobs", "2", tmp_path, tmp_path / "out"],
            env=os.environ | {"PYTHONPATH": str(EXTENSIONS), "FAILS": fails, "WHEN": when, "HOW": how},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        return done.returncode, done.stderr, len([*tmp_path.glob("out/p*.html")])

    return run


@pytest.mark.gate
@pytest.mark.parametrize("fails", ["p00", f"p{N_PAGES - 1}"], ids=["the first", "the last"])
@pytest.mark.parametrize("when", [READ, WRITTEN], ids=["read", "written"])
def test_a_page_that_fails_stops_the_build_and_is_told(build, fails, when):
    code, said, _ = build(fails, when, "raises")
    assert code != 0
    assert "this page cannot be made" in said


@pytest.mark.gate
@pytest.mark.parametrize("when", [READ, WRITTEN], ids=["read", "written"])
def test_a_process_that_is_killed_stops_the_build_and_is_told(build, when):
    code, said, _ = build("p00", when, "killed")
    assert code != 0
    assert "a process was ended before its pages were made" in said


@pytest.mark.gate
def test_where_nothing_fails_every_page_is_there(build):
    assert build("none", WRITTEN, "raises") == (0, "", N_PAGES)


HANDED_OUT = """
import sys
from sphinx.util.parallel import ParallelTasks
from fresh.failures import Tasks

tasks = {"Sphinx": ParallelTasks, "ours": Tasks}[sys.argv[1]](2)
tasks.add_task(sys.exit)
(pipe,) = tasks._precvs.values()
assert pipe.poll(60), "the first task has failed"
tasks.add_task(print)
tasks.join()
"""


@pytest.mark.parametrize("whose", ["Sphinx", "ours"])
def test_sphinx_alone_still_forgets_what_fails_while_it_hands_out_work(whose):
    """When this fails, Sphinx has been mended, and docs/_ext/fresh/failures.py may go."""
    done = subprocess.run(
        [sys.executable, "-c", HANDED_OUT, whose], env=os.environ | {"PYTHONPATH": str(EXTENSIONS)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) == (whose == "Sphinx"), done.stderr
