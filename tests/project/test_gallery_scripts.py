"""Each gallery script works alone, stays short, checks its words, and shares by the library only."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

GALLERY = Path(__file__).parents[2] / "gallery"
SCRIPTS = sorted(GALLERY.glob("*.py"))


def tree(script):
    return ast.parse(script.read_text("utf-8"))


def run(script, folder):
    """Run a script as a reader would who has no screen and treats warnings as errors."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "PYTHONPATH", "SYSTEMROOT"}
    }
    environment |= {"HOME": str(folder), "MPLCONFIGDIR": str(folder), "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-W", "ignore:FigureCanvasAgg is non-interactive", script],
        cwd=folder,
        env=environment | {"MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


# The build runs each script; these show that one runs without the build, too.
ALONE = "f06_loss_surface", "f18_bad_sections", "f23_joint_limit", "f42_safe_sums"


@pytest.mark.slow
@pytest.mark.parametrize("name", ALONE)
def test_script_runs_alone(name, tmp_path):
    result = run(GALLERY / f"{name}.py", tmp_path)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_script_is_short_and_in_the_common_style(script):
    text = script.read_text("utf-8")
    assert len(text.splitlines()) <= 80
    assert "fmt: skip" not in text
    assert 'plt.style.use("gdtutorial.style")' in text
    assert "plotting.describe(" in text
    assert text.rstrip().splitlines()[-1] == "plt.show()" or text.count("plt.show()") >= 1
    assert "savefig" not in text


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_script_has_no_line_of_code_over_99_characters(script):
    opening = tree(script).body[0].end_lineno  # sentences, as in text cells: one a line
    lines = script.read_text("utf-8").splitlines()[opening:]
    assert [line for line in lines if len(line) > 99 and not line.startswith("# ")] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_claim_says_in_words_what_it_holds(script):
    """So that a build that it stops names the claim, and not only an expression."""
    claims = [node for node in ast.walk(tree(script)) if isinstance(node, ast.Assert)]
    assert claims
    for claim in claims:
        assert isinstance(claim.msg, ast.Constant), ast.unparse(claim)
        assert " " in claim.msg.value, ast.unparse(claim)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_script_imports_nothing_private(script):
    names = set()
    for node in ast.walk(tree(script)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute):
            names.add(f"attribute.{node.attr}")
    parts = {part for name in names for part in name.split(".")}
    assert not {part for part in parts if part.startswith("_") and not part.endswith("__")}
    roots = {name.split(".")[0] for name in names} - {"attribute"}
    assert roots <= {
        "gdtutorial",
        "matplotlib",
        "numpy",
        "scipy",
        "sklearn",
        *sys.stdlib_module_names,
    }


def test_no_helper_is_written_twice():
    seen = {}
    for script in SCRIPTS:
        for node in ast.walk(tree(script)):
            if isinstance(node, ast.FunctionDef):
                seen.setdefault(node.name, []).append(script.stem)
    assert {name: where for name, where in seen.items() if len(where) > 1} == {}
