"""A small site with the real machinery, for tests that build: three pages, two figures, two languages."""

import shutil
from pathlib import Path

import soak

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "project" / "small"
"""What is the small site's own; the rest is the project's."""

MACHINERY = (
    *("Makefile", "CITATION.cff", "LICENSE", "README.md", "pyproject.toml", "requirements"),
    *("tools/runtime.py", "tools/site.py"),
    *("docs/conf.py", "docs/_ext", "docs/_root", "docs/_run", "docs/_static"),
    *("docs/_templates", "docs/inventories", "docs/404.md"),
    *(f"docs/locales/zh_CN/LC_MESSAGES/{domain}.po" for domain in ("404", "sphinx")),
    "gdtutorial",
)


def make(folder):
    """Put the sources of a small site into a folder."""
    for name in MACHINERY:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    for module in (folder / "gdtutorial").glob("*.py"):  # only those of the line are run
        module.write_text(module.read_text("utf-8").replace(">>> ", ">> "), "utf-8")
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    soak.furnish(folder)
    return folder
