"""Notebooks and programs of the pages run where nothing but the library is installed."""

import json
from pathlib import Path

import newcomer
import pytest
from newcomer import run, with_environment

from take import pages as take

pytestmark = pytest.mark.gate

EXECUTE = """
import json, sys
import nbformat
from nbclient import NotebookClient

for name in sys.argv[1:]:
    notebook = nbformat.read(name, 4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    NotebookClient(notebook, timeout=600, kernel_name="python3", coalesce_streams=True).execute()
    nbformat.write(notebook, f"ran {name}")
"""


def outputs(path):
    """Return what the cells of a notebook print, each with its lines made one text."""
    cells = json.loads(Path(path).read_text("utf-8"))["cells"]
    return [
        ["".join(part.get("text") or part["data"]["text/plain"]) for part in cell["outputs"]]
        for cell in cells
        if cell["cell_type"] == "code"
    ]


@pytest.fixture(scope="module")
def machine(english, tmp_path_factory):
    """A machine with the library and Jupyter's own, and an empty folder with what was taken along."""
    folder = newcomer.copy(tmp_path_factory.mktemp("taken along") / "project")
    inside = with_environment(folder)
    run("pip install -q . && pip install -q nbclient ipykernel", folder, **inside)
    taken = folder.parent / "taken"
    taken.mkdir()
    for kind in ("ipynb", "py"):
        for path in english.glob(f"*/*.{kind}"):
            (taken / path.name).write_bytes(path.read_bytes())
    return folder, taken, inside


def test_notebooks_run_from_top_to_bottom_and_print_what_they_hold(machine):
    """One of eight, and those that are no program: the others run as programs below."""
    folder, taken, inside = machine
    apart = sorted(f"{Path(name).name}.ipynb" for name in take.extras.NEEDS)
    names = sorted(path.name for path in taken.glob("*.ipynb"))
    ordinary = [name for name in names if name not in apart]
    assert len(ordinary) > 10
    ordinary = ordinary[::8]
    (folder.parent / "execute.py").write_text(EXECUTE, "utf-8")
    run(f"python ../execute.py {' '.join(ordinary)}", taken, **inside)
    run("pip install -q '.[dask]'", folder, **inside)
    run(f"python ../execute.py {' '.join(apart)}", taken, **inside)
    for name in [*ordinary, *apart]:
        assert outputs(taken / f"ran {name}") == outputs(taken / name), name
    alone = [name for name in names if not (taken / name).with_suffix(".py").exists()]
    assert {*alone} <= {*apart}


def test_programs_run_by_themselves_and_print_the_same(machine):
    _, taken, inside = machine
    for path in sorted(taken.glob("*.py")):
        said = run(f"python -W error {path.name}", taken, **inside)
        held = outputs(path.with_suffix(".ipynb"))
        assert said == "".join("".join(each) for each in held), path.name
