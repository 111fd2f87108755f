"""Change one thing, and see whether the pages follow or stop: ``python tools/attack.py [NAME ...]``.

Each attack of a list (``tools/attacks.toml``) is made on a copy of the library, whose doctests do not
stand before the pages.
Then all cells are run and all claims checked, as a build does, and with ``--gallery`` all scripts as well.
An attack that stops a page ends there, and is told as a build tells it; of one that stops none, every
sentence is shown whose numbers are others now.
What no program can tell is whether the sentences around them are still true: read them.
"""

import argparse
import difflib
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
import tomllib
import traceback
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs" / "_ext"))

# Imported once, and shared by the processes that are forked from this one.
import matplotlib.pyplot as plt
import sklearn.preprocessing  # noqa: F401 - the slowest import of pages and scripts
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from figures.lettering import visible_texts
from fresh.keys import DOCS
from pages.cells import Page, operands

AT_ONCE = 2
GLUED = re.compile(r"\{glue:text\}`[^`]*::(\w[\w. ]*):([^`]*)`")
FORK = multiprocessing.get_context("fork")


def parts(names, gallery):
    """List what is run, one process for each: first pages, then scripts."""
    pages = [*DOCS.glob("*.md"), *DOCS.glob("tutorial/*.md"), *DOCS.glob("beyond/*.md")]
    shortest = sorted(pages, key=lambda page: page.stat().st_size)  # what stops, stops soon
    found = [ROOT / name for name in names] or shortest
    return found + sorted((ROOT / "gallery").glob("f*.py")) * gallery


# What runs in a process of its own.


def told(path, library):
    """Run a page or a script with a library; return what is wrong, and what it says by its places."""
    for name in [name for name in sys.modules if name.split(".")[0] == "gdtutorial"]:
        del sys.modules[name]
    sys.path.insert(0, str(library))
    sys.dont_write_bytecode = True
    os.chdir(DOCS)
    name = path.relative_to(ROOT).as_posix()
    with capture_output():
        return (on_page if path.suffix == ".md" else in_figures)(name, path.read_text("utf-8"))


def on_page(name, text):
    """Run the cells of a page and check its claims."""
    page = Page(text)
    shell = InteractiveShell.instance()
    wrong, printed, numbers = broken(name, page, 0, shell.user_ns), {}, {}
    for number, (cell, line) in enumerate(zip(page.cells, page.lines, strict=True), start=1):
        with capture_output() as seen:
            result = shell.run_cell(cell.source)
        if not result.success:
            error = result.error_before_exec or result.error_in_exec
            wrong.append(f"{name}:{line}: this cell fails: {type(error).__name__}: {error}")
            break
        for output in seen.outputs:
            if "scrapbook" in output.metadata:
                numbers[output.metadata["scrapbook"]["name"]] = next(iter(output.data.values()))
        if seen.stdout:
            printed[f"{name}, cell {number}"] = seen.stdout
        wrong += broken(name, page, number, shell.user_ns)
    sentences = {
        f"{name}:{number}": GLUED.sub(lambda match: shown(numbers, *match.groups()), line)
        for number, line in enumerate(text.splitlines(), start=1)
        if GLUED.search(line)
    }
    return wrong, sentences | printed


def broken(name, page, after, names):
    """Return the claims after so many cells that do not hold."""
    wrong = []
    for claim in page.claims:
        if claim.after == after:
            held = value(claim.text, names)
            if held != "True":
                there = ", ".join(
                    f"{part} is {value(part, names)}" for part in operands(claim.text)
                )
                wrong.append(
                    f"{name}:{claim.line}: this claim does not hold: {claim.text} ({there})"
                )
    return wrong


def value(text, names):
    """Return the value of an expression, or its error."""
    try:
        return str(eval(text, names))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def shown(numbers, name, style):
    """Write a number as its sentence does."""
    number = numbers.get(name, "?")
    try:
        return format(float(number), style)
    except ValueError:
        return number.strip("'")


def in_figures(name, text):
    """Run a script; return what is written in its figures, and their alternative texts."""
    path = str(ROOT / name)
    try:
        exec(compile(text, path, "exec"), {"__name__": "__main__", "__file__": path})
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        line = [0, *(frame.lineno for frame in frames if frame.filename == path)][-1]
        return [f"{name}:{line}: {type(error).__name__}: {error}"], {}
    figures = [plt.figure(number) for number in plt.get_fignums()]
    words = {
        f"{name}, words {f.number}": "\n".join(t.get_text() for t in visible_texts(f))
        for f in figures
    }
    return [], words | {f"{name}, figure {f.number}": f.get_label() for f in figures}


# Attacking it.


def attempt(attack, paths):
    """Make one attack on a copy of the library, or none; return what stopped it, and what is said."""
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        shutil.copytree(ROOT / "gdtutorial", Path(folder) / "gdtutorial")
        if attack:
            change(Path(folder) / attack["file"], attack["pattern"], attack["replacement"])
        said = {}
        for path in paths:
            with ProcessPoolExecutor(1, FORK) as process:
                wrong, here = process.submit(told, path, folder).result()
            if wrong:
                return wrong, {}
            said |= here
    return [], said


def change(path, pattern, replacement):
    """Change the one place of a file that a pattern names."""
    text, n = re.subn(pattern, replacement, path.read_text("utf-8"))
    if n != 1:
        raise SystemExit(f"the pattern {pattern} must be found once in {path.name}, not {n} times")
    path.write_text(text, "utf-8")


def show(attack, wrong, said, before):
    """Print what an attack led to."""
    print(f"\n{attack['name']}: {'stopped' if wrong else 'followed'}")
    for trouble in wrong:
        print(f"  {trouble}".replace("\n", "\n    "))
    for place, text in said.items():
        if text != before.get(place):
            print(f"  {place}")
            old = before.get(place, "").splitlines()
            for line in difflib.ndiff(old, text.splitlines()):
                if line[0] in "-+":
                    print(f"    {line}")
    sys.stdout.flush()


def main():
    """Read the command line, and make the attacks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="the attacks to make; all, if none is named")
    parser.add_argument("--list", type=Path, default=ROOT / "tools" / "attacks.toml")
    parser.add_argument("--page", action="append", default=[], help="a page to run, not all")
    parser.add_argument("--gallery", action="store_true", help="run the gallery's scripts, too")
    asked = parser.parse_args()
    attacks = tomllib.loads(asked.list.read_text("utf-8"))["attack"]
    chosen = [attack for attack in attacks if not asked.names or attack["name"] in asked.names]
    paths = parts(asked.page, asked.gallery)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        none, *made = [pool.submit(attempt, attack, paths) for attack in (None, *chosen)]
        print("The library's doctests, which a build runs before any page, are set aside.")
        ends = []
        for attack, future in zip(chosen, made, strict=True):
            wrong, said = future.result()
            show(attack, wrong, said, {} if wrong else none.result()[1])
            ends.append("stopped" if wrong else "followed")
        wrong, _ = none.result()
    if wrong:
        raise SystemExit("\n".join(["without any attack, this is wrong:", *wrong]))
    print(f"\n{ends.count('stopped')} stopped, {ends.count('followed')} followed.")
    unexpected = [
        f"{attack['name']}: this was to be {attack['expect']}"
        for attack, end in zip(chosen, ends, strict=True)
        if attack["expect"] != end
    ]
    print(*unexpected or ["Each as expected."], sep="\n")
    return bool(unexpected)


if __name__ == "__main__":
    sys.exit(main())
