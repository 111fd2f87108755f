"""What the pages about PyTorch show is what PyTorch prints, and it is what the library computes."""

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from helpers import PACKAGE, need
from sphinx.errors import ExtensionError

sys.path.insert(0, str(PACKAGE.parent / "docs" / "_ext"))
from pages import recorded

BEYOND = PACKAGE.parent / "docs" / "beyond"
SCRIPTS = sorted([*BEYOND.glob("pytorch_*.py"), *BEYOND.glob("processes_*.py")])
OUTPUTS = {
    output["id"]: output["text"]
    for output in json.loads((PACKAGE.parent / "docs" / "printed_outputs.json").read_text("utf-8"))
}


def test_there_are_scripts():
    assert {script.stem for script in SCRIPTS} >= {"pytorch_five_steps", "processes_lost"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "script",
    [  # what starts many processes is the gate's
        pytest.param(path, marks=[pytest.mark.gate] * path.stem.startswith("processes_"))
        for path in SCRIPTS
    ],
    ids=lambda script: script.stem,
)
def test_a_script_prints_what_is_recorded(script):
    if find_spec("torch") is None:
        need("PyTorch", "`make torch` installs it")
    _, output = recorded.read(script)
    assert recorded.run(script, seconds=300) == output


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_record_belongs_to_its_script(script):
    package, output = recorded.read(script)
    assert package.removeprefix("PyTorch ")[0].isdigit()
    assert output


def test_the_five_steps_print_the_sources_last_output():
    _, output = recorded.read(PACKAGE.parent / "docs" / "beyond" / "pytorch_five_steps.py")
    assert output == OUTPUTS["P19"] + "\n"


def test_every_update_of_every_batch_is_the_same():
    _, output = recorded.read(PACKAGE.parent / "docs" / "beyond" / "pytorch_batches.py")
    assert len(output.splitlines()) == 3
    assert all(line.endswith("each as ours") for line in output.splitlines())


@pytest.fixture
def page(tmp_path):
    """A page of a site of its own, with a script and its record."""
    script = SCRIPTS[0]
    for path in script, script.with_suffix(".txt"):
        shutil.copy(path, tmp_path)
    (tmp_path / "conf.py").write_text(
        f"import sys\nsys.path.insert(0, {recorded.__file__.rpartition('/')[0]!r})\n"
        "extensions = ['recorded']\n"
    )
    (tmp_path / "index.rst").write_text(f"Page\n====\n\n.. recorded:: {script.name}\n")
    return tmp_path / script.name


def build(folder):
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-E", str(folder), str(folder / "built")],
        capture_output=True,
        text=True,
    )


def test_the_build_shows_script_and_record_together(page):
    done = build(page.parent)
    assert (done.returncode, done.stderr) == (0, "")
    shown = (page.parent / "built" / "index.html").read_text("utf-8")
    assert recorded.read(page)[1].splitlines()[0] in shown
    assert "sha256" not in shown
    assert recorded.digest(page) not in shown


@pytest.mark.parametrize("change", [" ", "# 1\n"])
def test_the_build_stops_when_the_script_is_another(page, change):
    page.write_text(page.read_text("utf-8") + change, "utf-8")
    with pytest.raises(ExtensionError, match="is not the script whose output was recorded"):
        recorded.read(page)
    done = build(page.parent)
    assert done.returncode != 0
    assert "is not the script whose output was recorded" in done.stderr
    assert not (page.parent / "built" / "index.html").exists()


def test_the_build_stops_without_a_record(page):
    Path(page).with_suffix(".txt").unlink()
    done = build(page.parent)
    assert done.returncode != 0
    assert "has no record of its output" in done.stderr
