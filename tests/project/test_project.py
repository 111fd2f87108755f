"""The project as a whole: its hosting file, its packaging."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("schema", "name"),
    [("readthedocs", ".readthedocs.yaml"), ("citation-file-format", "CITATION.cff")],
)
def test_file_follows_its_published_schema(schema, name):
    subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema", "--builtin-schema"),
            *(f"vendor.{schema}", ROOT / name),
        ],
        check=True,
        capture_output=True,
    )


def test_hosting_file_builds_what_make_builds():
    text = (ROOT / ".readthedocs.yaml").read_text("utf-8")
    commands = re.findall(r"^    - (.*)$", text, re.MULTILINE)
    assert commands[0] == "GDTUTORIAL_RUN=required make site"
    assert 'cp -R site "$READTHEDOCS_OUTPUT/html"' in commands


def test_package_alone_needs_three_others():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needs = {re.match(r"[\w-]+", need)[0] for need in project["dependencies"]}
    assert needs == {"numpy", "matplotlib", "scikit-learn"}


def test_requirements_are_hashed_and_name_no_host():
    files = sorted((ROOT / "requirements").glob("*.txt"))
    assert files
    for path in files:
        text = path.read_text("utf-8")
        pins = re.findall(r"^[\w.-]+==", text, flags=re.MULTILINE)
        blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
        assert len(blocks) == len(pins) > 0
        assert all("--hash=sha256:" in block for block in blocks)
        assert "://" not in text
