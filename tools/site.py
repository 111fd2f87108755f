"""Build the site: ``make site``.

Every page is read and written anew, in each language, into an empty folder;
only figures and what cells print are kept from one build to the next, by what they are made from.
So a site made after any number of changes, failures and interruptions is the one that a clean folder gives.
When the new site is whole it takes the place of the old one; until then the old one stays as it was.

Where the sources, the packages and the site itself are what they were, there is nothing to do.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs" / "_ext"))

from fresh import bytecode

bytecode.forget()

from fresh import keys
from fresh.store import digest
from i18n.languages import TABLE
from web import root

MARK = keys.BUILD / "site.json"
"""What the site was made from, and the digest of each of its files."""

SOURCES = "CITATION.cff", "docs", "gallery", "gdtutorial", "pyproject.toml", "tools/site.py"
SETTINGS = "GDTUTORIAL_DRAFT", "GDTUTORIAL_URL", "READTHEDOCS_CANONICAL_URL"


def sources():
    """List the files that the site is made from."""
    files = []
    for name in SOURCES:
        path = ROOT / name
        files += [path] if path.is_file() else path.rglob("*")
    made = ROOT / "docs" / "gallery"
    return [
        path
        for path in files
        if path.is_file() and made not in path.parents and "__pycache__" not in path.parts
    ]


def made_from(asked):
    """Return what a site depends on, as a digest."""
    settings = [f"{name}={os.environ.get(name, '')}" for name in SETTINGS]
    parts = [keys.contents(sources(), ROOT), keys.packages("docs", "dask"), *settings, str(asked)]
    return digest("\0".join(parts).encode())


def manifest(site):
    """Return the digest of each file of a site."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): digest(path.read_bytes()) for path in files}


def is_there(site, mark):
    """Tell whether the site was made from just this, and is still as it was made."""
    try:
        known = json.loads(MARK.read_text("utf-8"))
        return known["made from"] == mark and known["files"] == manifest(site)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def build(language, target, asked):
    """Build one language into an empty folder."""
    settings = {
        "GDTUTORIAL_LANGUAGE": language,
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        **({"GDTUTORIAL_PDF": "1"} if asked.pdf else {}),
    }
    doctrees = keys.BUILD / "doctrees" / language
    shutil.rmtree(doctrees, ignore_errors=True)
    # Warnings are errors; all of them are told before the build stops.
    options = ["-q", "-n", "-W", "--keep-going", "-E", "--jobs", "auto", "-d", str(doctrees)]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, str(ROOT / "docs"), str(target)],
        cwd=ROOT,
        env=os.environ | settings,
        check=False,
    )
    if done.returncode:
        sys.exit(f"No site: the build in {TABLE[language].name} failed, as told above.")
    (target / ".buildinfo").unlink(missing_ok=True)  # for a build that goes on where one stopped


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pdf", action="store_true", help="with the whole tutorial as a PDF")
    asked = parser.parse_args()
    site, new, old = ROOT / "site", keys.BUILD / "new", keys.BUILD / "old"
    mark = made_from(asked)
    if old.exists() and not site.exists():  # a build was stopped as it exchanged the two
        old.rename(site)
    if not is_there(site, mark):
        for folder in (new, old):
            shutil.rmtree(folder, ignore_errors=True)
        for language in TABLE:
            build(language, new / language, asked)
        (new / "index.html").write_text(root.page(), "utf-8")
        MARK.unlink(missing_ok=True)
        if site.exists():
            site.rename(old)
        new.rename(site)
        shutil.rmtree(old, ignore_errors=True)
        MARK.write_text(json.dumps({"made from": mark, "files": manifest(site)}), "utf-8")
    print(f"Open {site / 'index.html'}")
    if asked.pdf:
        for language in TABLE:
            print(f"Open {site / language / 'gradient-descent.pdf'}")


if __name__ == "__main__":
    main()
