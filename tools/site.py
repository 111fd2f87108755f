"""Build the site: ``make site``.

Every page is read and written anew, in each language, into an empty folder;
only figures and what cells print are kept from one build to the next, by what they are made from.
So a site made after any number of changes, failures and interruptions is the one that a clean folder gives.
The languages are built side by side: the first draws the figures and runs the cells, then the others start, too.
When the new site is whole it takes the place of the old one; until then the old one stays as it was.

Where the sources, the packages and the site itself are what they were, there is nothing to do.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
for folder in ("_ext", "_run/python"):
    sys.path.insert(0, str(ROOT / "docs" / folder))

from fresh import bytecode

bytecode.forget()

import runtime
from fresh import keys
from fresh.store import digest
from i18n.languages import TABLE
from web import epub, pdf, policy, root, running, sizes

MARK = keys.BUILD / "site.json"
"""What the site was made from, and the digest of each of its files."""

SOURCES = (
    *("CITATION.cff", "README.md", "LICENSE", "docs", "gallery", "gdtutorial", "pyproject.toml"),
    *("requirements/carrier.txt", "tools/runtime.py", "tools/site.py"),
)
SETTINGS = "GDTUTORIAL_DRAFT", "GDTUTORIAL_URL", "READTHEDOCS_CANONICAL_URL"
RUN = "GDTUTORIAL_RUN"
"""``required``: stop where the cells could not be run on the pages; ``none``: leave that out."""


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


def python_for_pages():
    """Return the folders of what runs cells on the pages: none where that is not wanted, or cannot be had."""
    wanted = os.environ.get(RUN, "required" if "GDTUTORIAL_GATE" in os.environ else "")
    if wanted not in {"", "required", "none"}:
        sys.exit(f"{RUN} must be required or none, got {wanted!r}")
    if wanted == "none":
        return {}
    try:
        kept = runtime.get()
    except runtime.Unavailable as trouble:
        if wanted == "required":
            sys.exit(f"Python for the pages cannot be had: {trouble}")
        print(f"No cell runs on the pages, as Python for them cannot be had: {trouble}")
        return {}
    lock = json.loads((kept / runtime.LOCK).read_text("utf-8"))
    table = runtime.table()
    return running.folders(kept, runtime.digests(lock), runtime.sets(lock), table["source"])


def made_from(with_pdf, folders):
    """Return what a site depends on, as a digest."""
    settings = [f"{name}={os.environ.get(name, '')}" for name in SETTINGS]
    parts = [
        keys.contents(sources(), ROOT),
        keys.packages("docs", "dask"),
        *settings,
        str(with_pdf),
        *folders,
    ]
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


def start(language, target, asked, drawn=None):
    """Start to build one language into an empty folder; the file `drawn` will tell that the figures are there."""
    settings = {
        "GDTUTORIAL_LANGUAGE": language,
        "GDTUTORIAL_WHOLE": "1",
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        **({"GDTUTORIAL_PDF": "1"} if asked.pdf else {}),
        **({"GDTUTORIAL_DRAWN": str(drawn)} if drawn else {}),
    }
    doctrees = keys.BUILD / "doctrees" / language
    shutil.rmtree(doctrees, ignore_errors=True)
    # Warnings are errors; all of them are told before the build stops.
    options = ["-q", "-n", "-W", "--keep-going", "-E", "--jobs", "auto", "-d", str(doctrees)]
    return subprocess.Popen(
        [sys.executable, "-m", "sphinx", *options, str(ROOT / "docs"), str(target)],
        cwd=ROOT,
        env=os.environ | settings,
        stderr=None if drawn else subprocess.PIPE,  # two that speak at once are not understood
    )


def build(folder, asked):
    """Build every language, each into the folder of its name, or stop with the words of those that failed."""
    first, *others = TABLE
    drawn = keys.BUILD / "drawn"
    drawn.unlink(missing_ok=True)
    running = {first: start(first, folder / first, asked, drawn)}
    while running[first].poll() is None and not drawn.exists():
        time.sleep(0.1)
    if drawn.exists():
        running |= {language: start(language, folder / language, asked) for language in others}
    for process in running.values():
        _, said = process.communicate()
        sys.stderr.buffer.write(said or b"")
        sys.stderr.flush()
    failed = [TABLE[language].name for language, process in running.items() if process.returncode]
    if failed:
        sys.exit(f"No site: the build in {' and in '.join(failed)} failed, as told above.")
    for language in TABLE:  # for a build that goes on where one stopped
        (folder / language / ".buildinfo").unlink(missing_ok=True)


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pdf", action="store_true", help="with the whole tutorial as a PDF")
    parser.add_argument("--epub", action="store_true", help="name the EPUBs, too")
    asked = parser.parse_args()
    site, new, old = ROOT / "site", keys.BUILD / "new", keys.BUILD / "old"
    folders = python_for_pages()
    mark = made_from(asked.pdf, folders)
    if old.exists() and not site.exists():  # a build was stopped as it exchanged the two
        old.rename(site)
    if not is_there(site, mark):
        for folder in (new, old):
            shutil.rmtree(folder, ignore_errors=True)
        os.environ["GDTUTORIAL_RUN_FOLDER"] = "".join([*folders][-1:])
        build(new, asked)
        running.publish(folders, new)
        (new / "index.html").write_text(root.page(), "utf-8")
        sizes.publish(new)
        policy.write(new)
        (new / ".nojekyll").touch()  # or GitHub Pages leaves out what begins with an underscore
        MARK.unlink(missing_ok=True)
        if site.exists():
            site.rename(old)
        new.rename(site)
        shutil.rmtree(old, ignore_errors=True)
        MARK.write_text(json.dumps({"made from": mark, "files": manifest(site)}), "utf-8")
    print(f"Open {site / 'index.html'}")
    for name in [pdf.NAME] * asked.pdf + [epub.NAME] * asked.epub:
        for language in TABLE:
            print(f"Open {site / language / name}")


if __name__ == "__main__":
    main()
