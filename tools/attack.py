"""Change one thing, and see whether the pages follow or stop: ``python tools/attack.py [NAME ...]``.

Each attack of a list (``tools/attacks.toml``) is made on a copy of the project, in which the library's
doctests do not stand before the pages.
Then all cells are run and all claims checked, as a build does, and with ``--gallery`` all scripts as well.
A page that stops is told as a build tells it; of one that follows, every sentence is shown whose
numbers are others now.
What no program can tell is whether the sentences around them are still true: read them.
"""

import argparse
import asyncio
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
GLUED = re.compile(r"\{glue:text\}`[^`]*::(\w[\w. ]*):([^`]*)`")
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", "build", "site", "dist", "__pycache__", ".*_cache", "*.egg-info"
)

# What a project computes; this part runs in the project itself, or in a copy of it.


def told(names, gallery):
    """Run what this project computes; return what is wrong, and each sentence with its numbers."""
    sys.path.insert(0, str(ROOT / "docs" / "_ext"))
    from fresh import keys
    from pages.cells import Page, kept, run_all

    paths = [ROOT / name for name in names] or sorted(keys.DOCS.glob("[!_]*/*.md")) + sorted(
        keys.DOCS.glob("*.md")
    )
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}
    pages = {name: page for name, text in texts.items() if (page := Page(text)).cells}
    new = {name: page for name, page in pages.items() if not kept().get(page.key())}
    wrong = asyncio.run(run_all(new))
    said = {}
    for name, page in pages.items():
        result = kept().get(page.key())
        if result:
            outputs = json.loads((result / "outputs.json").read_text("utf-8"))
            said |= sentences(name, texts[name], outputs)
    if gallery:
        failed, labels = drawn()
        wrong, said = wrong + failed, said | labels
    return {"wrong": wrong, "said": said}


def sentences(name, text, outputs):
    """Return the lines of a page that show a number, and what its cells print, by their places."""
    numbers = {
        output["metadata"]["scrapbook"]["name"]: next(iter(output["data"].values()))
        for cell in outputs
        for output in cell
        if "scrapbook" in output.get("metadata", {})
    }
    found = {
        f"{name}:{number}": GLUED.sub(lambda match: shown(numbers, *match.groups()), line)
        for number, line in enumerate(text.splitlines(), start=1)
        if GLUED.search(line)
    }
    printed = {
        f"{name}, cell {number}": "".join(output.get("text", "") for output in cell)
        for number, cell in enumerate(outputs, start=1)
    }
    return found | {place: text for place, text in printed.items() if text}


def shown(numbers, name, style):
    """Write a number as its sentence does."""
    value = numbers.get(name, "?")
    try:
        return format(float(value), style)
    except ValueError:
        return value.strip("'")


def drawn():
    """Run the gallery's scripts; return what failed, and the text of each figure."""
    import runpy
    import traceback

    import matplotlib.pyplot as plt

    failed, labels = [], {}
    for script in sorted((ROOT / "gallery").glob("f*.py")):
        name = script.relative_to(ROOT).as_posix()
        try:
            runpy.run_path(str(script))
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            line = [0, *(frame.lineno for frame in frames if frame.filename == str(script))][-1]
            failed.append(f"{name}:{line}: {type(error).__name__}: {error}")
        labels |= {f"{name}, figure {i}": plt.figure(i).get_label() for i in plt.get_fignums()}
        plt.close("all")
    return failed, labels


# Attacking it.


def attempt(attack, names, before, gallery, build):
    """Make one attack on a copy; return whether something stopped, and print what was seen."""
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
        change(copy / "docs" / "conf.py", r' *"fresh\.guard",\n', "")
        change(copy / attack["file"], attack["pattern"], attack["replacement"])
        after = run(copy, names, gallery)
        wrong = after["wrong"]
        if build:
            wrong = wrong + built(copy)
    print(f"\n{attack['name']}: {'stopped' if wrong else 'followed'}")
    for trouble in wrong:
        print(f"  {trouble}".replace("\n", "\n    "))
    for place, text in after["said"].items():
        if text != before["said"].get(place):
            print(f"  {place}")
            old = before["said"].get(place, "").splitlines()
            for line in difflib.ndiff(old, text.splitlines()):
                if line[0] in "-+":
                    print(f"    {line}")
    return bool(wrong)


def change(path, pattern, replacement):
    """Change the one place of a file that a pattern names."""
    text, n = re.subn(pattern, replacement, path.read_text("utf-8"))
    if n != 1:
        raise SystemExit(f"the pattern {pattern} must be found once in {path.name}, not {n} times")
    path.write_text(text, "utf-8")


def run(project, names, gallery):
    """Run what a project computes, in a process of its own."""
    answer = project / "build" / "told.json"
    answer.parent.mkdir(exist_ok=True)
    own = {"PYTHONPATH": str(project), "MPLBACKEND": "agg", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(
        [sys.executable, str(project / "tools" / "attack.py"), "--tell", str(answer)]
        + ["--gallery"] * gallery
        + [part for name in names for part in ("--page", name)],
        env=os.environ | own,
        stdout=subprocess.DEVNULL,  # what scripts print
        check=True,
    )
    return json.loads(answer.read_text("utf-8"))


def built(project):
    """Build the English site of a project; return what the build says if it fails."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-n",
            "-W",
            "--keep-going",
            "docs",
            "build/site/en",
        ],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(project), "GDTUTORIAL_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    return [f"the build:\n{done.stderr.rstrip()}"] if done.returncode else []


def main():
    """Read the command line, and make the attacks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="the attacks to make; all, if none is named")
    parser.add_argument("--list", type=Path, default=ROOT / "tools" / "attacks.toml")
    parser.add_argument("--page", action="append", default=[], help="a page to run, not all")
    parser.add_argument("--gallery", action="store_true", help="run the gallery's scripts, too")
    parser.add_argument("--build", action="store_true", help="build the whole English site, too")
    parser.add_argument("--tell", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.tell:
        asked.tell.write_text(json.dumps(told(asked.page, asked.gallery)), "utf-8")
        return 0
    attacks = tomllib.loads(asked.list.read_text("utf-8"))["attack"]
    chosen = [attack for attack in attacks if not asked.names or attack["name"] in asked.names]
    before = run(ROOT, asked.page, asked.gallery)
    if before["wrong"]:
        raise SystemExit("\n".join(["without any attack, this is wrong:", *before["wrong"]]))
    print("The library's doctests, which a build runs before any page, are set aside.")
    unexpected = []
    for attack in chosen:
        stopped = attempt(attack, asked.page, before, asked.gallery, asked.build)
        if attack["expect"] != ("stopped" if stopped else "followed"):
            unexpected.append(f"{attack['name']}: this was to be {attack['expect']}")
    print("", *unexpected or [f"{len(chosen)} attacks, each as expected."], sep="\n")
    return bool(unexpected)


if __name__ == "__main__":
    sys.exit(main())
