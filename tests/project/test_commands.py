"""Every command that README, CONTRIBUTING, the pages and the hosting file give is run as it is written.

Each story starts in a fresh copy of the project, with an empty home and only what the text says is there.
"""

import ast
import re
import tarfile

import newcomer
import pytest
from newcomer import ROOT, STORIES, project_files, run, with_environment

pytestmark = pytest.mark.gate

FENCED = re.compile(r"^```(?:sh|bash|shell|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:make|pip|pytest|python|\.venv/bin/\S+)(?: [^`]*)?)`")
ELSEWHERE = {
    "make test": "the gate runs it before this file",
    "make": "a program's name",
    "make serve": "tests/run/test_serve.py serves a site with the same program",
    "make site OTHER_DATA=1": "tests/project/test_builds.py hands out another seed",
    "make site DRAFT=1": "tests/project/test_builds.py leaves a gap",
    "make epub": "tests/project/test_builds.py asks for it",
    "make gate": "this file is part of it",
    "make bench": "takes minutes and judges nothing; tests/project/test_bench.py makes the same table of smaller sizes",
    "make site": "the hosting file begins with it",
    "pip install '.[parquet]'": "tests/project/test_disk.py runs those programs",
    "pip install '.[dask]'": "tests/project/test_dask.py runs that page's programs",
    "python check.py mse.py": "tests/project/test_programs.py asks the judge in an empty folder",
    "python -m pip install numpy": "what `pip install .` of a story brings, among other things",
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


def commands(text):
    """List the commands of a text, without their remarks."""
    found = [line for block in FENCED.findall(text) for line in block.splitlines()]
    return {re.split(r"\s+#", line)[0].strip() for line in [*found, *INLINE.findall(text)]} - {""}


@pytest.fixture
def folder(tmp_path):
    """A copy of the project in an empty folder whose name asks for care."""
    return newcomer.copy(tmp_path / "a clône")


def test_every_command_is_run_somewhere():
    texts = [
        "README.md",
        "CONTRIBUTING.md",
        *(f for f in project_files() if re.match(r"docs/.*\.md", f)),
    ]
    written = {c for name in texts for c in commands((ROOT / name).read_text("utf-8"))}
    known = {*ELSEWHERE, *(c for story in STORIES.values() for c in story)}
    assert written - known == set(), "run it in a story here, or say where it is run"


def test_a_reader_draws_a_figure_and_runs_the_readme_example(folder):
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


def test_a_tester_runs_the_doctests_in_the_unpacked_source_archive(folder):
    """The archive holds every file, so what runs in it runs in a copy, too; here on the newest Python and packages."""
    inside = with_environment(folder, newcomer.pythons()[-1])
    run("pip install -q build && python -m build --sdist", folder, **inside)
    (archive,) = (folder / "dist").glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder / "unpacked", filter="data")
    (unpacked,) = (folder / "unpacked").iterdir()
    missing = [name for name in project_files() if not (unpacked / name).exists()]
    assert missing == []
    install, test = STORIES["tester"]
    run(install, unpacked, **inside)
    assert passed(run(test, unpacked, **inside)) > doctests() > 40
