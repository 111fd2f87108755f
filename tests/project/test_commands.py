"""Every command that README, CONTRIBUTING, the pages and the hosting file give is run as it is written.

Each story starts in a fresh copy of the project, with an empty home and only what the text says is there.
"""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.gate

ROOT = Path(__file__).parents[2]
FENCED = re.compile(r"^```(?:sh|bash|shell|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:make|pip|pytest|python|\.venv/bin/\S+)(?: [^`]*)?)`")
HOST = re.compile(r"^    - (.*)$", re.MULTILINE)
ELSEWHERE = {
    "make test": "the gate runs it before this file",
    "make": "a program's name",
    "make site OTHER_DATA=1": "tests/project/test_builds.py hands out another seed",
    "make gate": "this file is part of it",
    "make site": "the hosting file begins with it",
    "pip install '.[dask]'": "tests/project/test_dask.py runs that page's programs",
    "make record": "tests/project/test_pytorch.py runs the scripts again and compares",
    "make torch": "the gate runs it before `make test`",
    "make soak": "as long as one lets it; tests/project/test_builds.py runs a few of its steps",
    "make attack": "takes many builds; tests/project/test_attack.py runs one",
    ".venv/bin/python tools/mutants.py --sample 100": "takes an hour; tests/project/test_mutants.py runs its parts",
    ".venv/bin/python tools/addresses.py": "tests/site/test_addresses.py runs it on a copy of the list",
    "make fonts": "tests/project/test_translations.py finds the signs that the fonts lack",
    "make live LANGUAGE=zh_CN": "as `make live`; tests/test_languages.py shows which language it serves",
    "make test DRAFT=1": "as `make test`; tests/project/test_translations.py shows what it forgives",
}
"""Commands that no story here runs, each with the place that does."""

STORIES = {
    "reader": ["pip install .", "python gallery/f06_loss_surface.py"],
    "tester": ["pip install '.[test]'", "pytest --doctest-modules"],
    "contributor": [
        "make pdf", "make live", "make i18n", "make bench", "make lock", "make help", "make site DRAFT=1",
        ".venv/bin/python tools/proofread.py FILE.po", ".venv/bin/python tools/claims.py docs/tutorial/loss.md",
    ],
}  # fmt: skip


def commands(text):
    """List the commands of a text, without their remarks."""
    found = [line for block in FENCED.findall(text) for line in block.splitlines()]
    return {re.split(r"\s+#", line)[0].strip() for line in [*found, *INLINE.findall(text)]} - {""}


def project_files():
    """List the files of the project: those that git knows, or would."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """Copy the project into an empty folder whose name asks for care."""

    def copy(name):
        folder = tmp_path_factory.mktemp(f"a clône of {name}-")
        for file in project_files():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, folder / file)
        return folder

    return copy


def environment(folder, **more):
    """Return the environment of somebody with an empty home, who has not heard of this one."""
    home = folder.parent / f"home of {folder.name}"
    home.mkdir(exist_ok=True)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not re.match(r"GDTUTORIAL_|PYTHON|VIRTUAL_ENV|MPL|CI$|READTHEDOCS|XDG_|MAKE", name)
    }
    own = str(Path(sys.executable).parent)
    path = [entry for entry in kept["PATH"].split(os.pathsep) if entry != own]
    return kept | {"HOME": str(home), "PATH": os.pathsep.join(path), "MPLBACKEND": "agg"} | more


def run(command, folder, **more):
    """Run a command in a shell; return what it printed."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command], cwd=folder, env=environment(folder) | more,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


def with_environment(folder):
    """Make a virtual environment, as one does before `pip install`; return the setting that uses it."""
    subprocess.run([sys.executable, "-m", "venv", folder / "env"], check=True)
    return {"PATH": f"{folder / 'env' / 'bin'}{os.pathsep}{environment(folder)['PATH']}"}


def test_every_command_is_run_somewhere():
    texts = [
        "README.md",
        "CONTRIBUTING.md",
        *(f for f in project_files() if re.match(r"docs/.*\.md", f)),
    ]
    written = {c for name in texts for c in commands((ROOT / name).read_text("utf-8"))}
    known = {*ELSEWHERE, *(c for story in STORIES.values() for c in story)}
    assert written - known == set(), "run it in a story here, or say where it is run"


def test_a_reader_draws_a_figure_and_runs_the_readme_example(fresh):
    folder = fresh("reader")
    inside = with_environment(folder)
    for command in STORIES["reader"]:
        run(command, folder, **inside)
    (program,) = re.findall(
        r"```python\n(.*?)```", (folder / "README.md").read_text("utf-8"), re.DOTALL
    )
    printed = run(f"cat > example.py <<'END'\n{program}END\npython example.py", folder, **inside)
    assert printed.splitlines() == re.findall(r"print\(.*\)  # (.*)", program)


def passed(output):
    """Return how many tests passed, when none failed."""
    line = output.strip().splitlines()[-1]
    assert not re.search(r"failed|error", line), line
    return int(re.search(r"(\d+) passed", line)[1])


def doctests():
    """Count the docstrings of the library that hold examples."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "gdtutorial").glob("*.py")]
    texts = [
        ast.get_docstring(node)
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
    ]
    return sum(">>>" in (text or "") for text in texts)


def test_a_tester_runs_the_doctests_here_and_in_the_unpacked_source_archive(fresh):
    folder = fresh("tester")
    inside = with_environment(folder)
    install, test = STORIES["tester"]
    run(install, folder, **inside)
    here = passed(run(test, folder, **inside))
    assert here > doctests() > 40
    run("pip install -q build && python -m build --sdist", folder, **inside)
    (archive,) = (folder / "dist").glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder / "unpacked", filter="data")
    (unpacked,) = (folder / "unpacked").iterdir()
    missing = [name for name in project_files() if not (unpacked / name).exists()]
    assert missing == []
    run("pip uninstall -q -y gdtutorial", folder, **inside)
    run(install, unpacked, **inside)
    assert passed(run(test, unpacked, **inside)) == here


HOUSE = pytest.mark.xdist_group("house")
"""The stories of one copy run in one process."""


@pytest.fixture(scope="module")
def house(fresh):
    """A copy in which the host's own commands have built the site.

    What `make test` has just drawn and run from nothing is taken along: it is kept by what it is made from.
    """
    folder = fresh("contributor")
    for kept in ("figures", "cells"):
        shutil.copytree(ROOT / "build" / kept, folder / "build" / kept)
    host = {
        "READTHEDOCS": "True", "READTHEDOCS_OUTPUT": str(folder / "output"), "READTHEDOCS_LANGUAGE": "en",
        "READTHEDOCS_VERSION": "latest", "READTHEDOCS_CANONICAL_URL": "https://gdtutorial.example/",
    }  # fmt: skip
    steps = HOST.findall((folder / ".readthedocs.yaml").read_text("utf-8"))
    assert steps[0] == "make site"
    run("\n".join(steps), folder, **host)
    return folder


@HOUSE
def test_the_host_gets_a_whole_site_with_full_addresses(house):
    pages = house / "output" / "html"
    assert (pages / "404.html").exists()
    for language in ("en", "zh_CN"):
        text = (pages / language / "index.html").read_text("utf-8")
        assert f'href="https://gdtutorial.example/{language}/index.html"' in text
        assert (pages / language / "sitemap.xml").exists()
    files = [path for path in (house / ".venv").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files if path.suffix != ".pyc")
    assert size < 450e6, f"{size / 1e6:.0f} MB are installed for the site"


@HOUSE
def test_a_contributor_makes_what_contributing_says(house):
    tested = {"make help", "make live", ".venv/bin/python tools/proofread.py FILE.po"}
    told = run("make help", house)
    for command in STORIES["contributor"]:
        if command.startswith("make "):
            assert command.split()[1] in told
        if command not in tested:
            run(command, house)
    catalogs = "docs/locales/zh_CN/LC_MESSAGES"
    run(f".venv/bin/python tools/proofread.py {catalogs}/index.po", house)
    changed = [
        name
        for name in project_files()
        if name.startswith("docs/locales")
        and (ROOT / name).read_bytes() != (house / name).read_bytes()
    ]
    assert changed == [], "run `make i18n`"


@HOUSE
def test_make_live_serves_and_rebuilds_what_is_edited(house):
    with (house / "live.log").open("w+") as log:
        live = subprocess.Popen(
            ["make", "live"], cwd=house, env=environment(house), stdout=log, stderr=log, start_new_session=True
        )  # fmt: skip
        try:
            await_page("http://127.0.0.1:8000/", "<h1>", log)
            page = house / "docs" / "index.md"
            page.write_text(page.read_text("utf-8") + "\nA sentence that is new.\n", "utf-8")
            await_page("http://127.0.0.1:8000/", "A sentence that is new.", log)
        finally:
            os.killpg(live.pid, signal.SIGINT)
            live.wait(30)


def await_page(address, text, log, seconds=300):
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
