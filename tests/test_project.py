"""The project as a whole: its hosting file, its packaging, and a build that follows the library."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


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


def test_citation_names_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_hosting_file_builds_what_make_builds():
    text = (ROOT / ".readthedocs.yaml").read_text("utf-8")
    commands = re.findall(r"^    - (.*)$", text, re.MULTILINE)
    assert commands[0] == "make site"
    assert "cp -R site $READTHEDOCS_OUTPUT/html" in commands


def test_package_alone_needs_three_others():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needs = {re.match(r"[\w-]+", need)[0] for need in project["dependencies"]}
    assert needs == {"numpy", "matplotlib", "scikit-learn"}


def test_requirements_are_hashed_and_name_no_host():
    for name in ("requirements.txt", "requirements-uv.txt"):
        text = (ROOT / name).read_text("utf-8")
        pins = re.findall(r"^[\w.-]+==", text, flags=re.MULTILINE)
        blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
        assert len(blocks) == len(pins) > 0
        assert all("--hash=sha256:" in block for block in blocks)
        assert "://" not in text


def build(copy, language="en"):
    """Build the site of a copy and return what went wrong."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going"),
            *("-d", "build/doctrees", "docs", "site"),
        ],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "GDTUTORIAL_LANGUAGE": language},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


PAGE = """---
file_format: mystnb
kernelspec:
  name: python3
myst:
  html_meta:
    description: A page for a test.
---

# A page

```{code-cell} ipython3
:tags: [remove-cell]
from myst_nb import glue
from gdtutorial import data
x, y, *_ = data.tutorial_data()
glue("mean", y.mean().item(), display=False)
```

The mean is {glue:text}`index.md::mean:.12f`.

:::{gallery-figure} f03_training_and_validation
The data.
:::

```{toctree}
:caption: Figures
gallery/index
```
"""


@pytest.fixture
def copy(tmp_path):
    """A copy of the project with one page and one figure."""
    shutil.copytree(
        ROOT / "docs",
        tmp_path / "docs",
        ignore=shutil.ignore_patterns("gallery", "tutorial", "reference", "*.md", "LC_MESSAGES"),
    )
    shutil.copytree(
        ROOT / "gdtutorial", tmp_path / "gdtutorial", ignore=shutil.ignore_patterns("__pycache__")
    )
    (tmp_path / "docs" / "index.md").write_text(PAGE, "utf-8")
    (tmp_path / "gallery").mkdir()
    for name in ("GALLERY_HEADER.rst", "f03_training_and_validation.py"):
        shutil.copy(ROOT / "gallery" / name, tmp_path / "gallery")
    return tmp_path


@pytest.mark.slow
def test_figures_and_numbers_follow_the_library(copy):
    def results():
        outcome = build(copy)
        assert outcome.returncode == 0, outcome.stderr
        page = (copy / "site" / "index.html").read_text("utf-8")
        (mean,) = set(re.findall(r"\d\.\d{12}\b", page))
        pictures = {
            path.name: path.read_bytes()
            for path in (copy / "site" / "_images").glob("sphx_glr_f03*.webp")
            if "_thumb" not in path.name
        }
        assert len(pictures) == 2
        return float(mean), pictures

    mean, pictures = results()
    again, same = results()
    assert again == mean
    assert same == pictures

    for module in (copy / "gdtutorial").glob("*.py"):  # whose doctests would stop the build
        module.write_text(module.read_text("utf-8").replace(">>> ", ">> "), "utf-8")
    (copy / "gdtutorial" / "holds.py").write_text('"""Holds.\n\n>>> 1 + 1\n2\n"""\n', "utf-8")
    settings = copy / "gdtutorial" / "settings.py"
    text = settings.read_text("utf-8")
    changed = text.replace("\nNOISE = 0.1\n", "\nNOISE = 0.3\n")
    assert changed != text
    settings.write_text(changed, "utf-8")
    later, others = results()
    assert later != mean
    for name, picture in pictures.items():
        assert others[name] != picture, f"{name} did not follow the library"

    (copy / "gallery" / "f03_training_and_validation.py").rename(copy / "gallery" / "f04_new.py")
    page = copy / "docs" / "index.md"
    page.write_text(page.read_text("utf-8").replace("f03_training_and_validation", "f04_new"))
    outcome = build(copy)
    assert outcome.returncode == 0, outcome.stderr
    left = [path.name for path in (copy / "docs" / "gallery").rglob("*f03*")]
    assert left == [], "what a deleted script made must go"


@pytest.mark.slow
def test_unknown_figure_is_an_error_that_lists_the_known(copy):
    page = copy / "docs" / "index.md"
    page.write_text(page.read_text("utf-8").replace("f03_training_and_validation", "f99_none"))
    outcome = build(copy)
    assert outcome.returncode != 0
    assert "no gallery script is named f99_none; there are: f03_training" in outcome.stderr


EXERCISES = """
## Predict, then see

```{code-cell} ipython3
:tags: [remove-cell]
glue("both", [True, True], display=False)
glue("two", [True, False], display=False)
```

:::{predict}
:answer: both
Which?

- This.
- That.
:::

:::{predict}
:answer: two
Which of three?

- This.
- That.
- A third.
:::

:::{solution-start}
:::

It has no end.
"""


@pytest.mark.slow
def test_exercise_that_cannot_be_checked_stops_the_build(copy):
    page = copy / "docs" / "index.md"
    page.write_text(page.read_text("utf-8") + EXERCISES, "utf-8")
    outcome = build(copy)
    assert outcome.returncode != 0
    assert "exactly one choice must be true (glued: [True, True])" in outcome.stderr
    assert "must say of each of 3 choices if it is true" in outcome.stderr
    assert "a solution starts here and never ends" in outcome.stderr


@pytest.mark.slow
def test_figure_that_lacks_a_word_or_a_sign_stops_the_chinese_build(copy):
    chinese = copy / "docs" / "locales" / "zh_CN"
    shutil.copytree(ROOT / "docs" / "locales" / "zh_CN", chinese, dirs_exist_ok=True)
    catalog = chinese / "LC_MESSAGES" / "figures.po"
    text = catalog.read_text("utf-8")
    text, lost = re.subn(r'(msgid "Training: .*\n)msgstr ".*"', r'\1msgstr ""', text)
    text, rare = re.subn(r'(msgid "Validation: .*\n)msgstr "', r'\1msgstr "龘', text)
    assert (lost, rare) == (1, 1)
    catalog.write_text(text, "utf-8")
    outcome = build(copy, "zh_CN")
    assert outcome.returncode != 0
    assert "not translated in figures.po: 'Training: {0} points'" in outcome.stderr
    assert "CJK UNIFIED IDEOGRAPH-9F98" in outcome.stderr
