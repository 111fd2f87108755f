"""Try to make the site stale, at random: ``make soak``.

Drawn steps edit the sources, let a build fail, stop one in the middle, undo, damage what is kept.
After each step `make site` must give what it gives in a clean folder, byte for byte;
where a source is wrong it must say so, and leave the site as it was.
``SECONDS=``, ``STEPS=`` and ``SEED=`` say how long, how far, and which sequence.
"""

import argparse
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
DIFFERENT: dict[str, str] = {}
"""What may differ from one build to the next, below the folder of a language, and why."""

MADE = {"build", "site", ".uv", ".venv", ".git", "__pycache__"}

# Edits, each with the files that it may befall.


def add(text):
    """Return the edit that adds a text at the end."""
    return lambda source: source + text


def first(pattern, better):
    """Return the edit that replaces the first place where a pattern matches, if there is one."""
    return lambda source: re.sub(pattern, better, source, count=1)


def page(text):
    """Return the edit that adds a text to a page with cells."""
    return lambda source: source + text if "{code-cell}" in source else source


CELL = "\n```{{code-cell}} ipython3\n{}\n```\n"
GOOD = [
    ("library: a number", "gdtutorial/line.py", first("= 2.0", "= 3.0")),
    ("library: syntax", "gdtutorial/*.py", add("\n_NOTHING = 1\n")),
    ("library: a comment", "gdtutorial/*.py", add("\n# Nothing.\n")),
    ("library: a docstring", "gdtutorial/*.py", first('"""\n', '\n\n1 + 1 = 2\n"""\n')),
    ("library: the style", "gdtutorial/*.mplstyle", add("\nxtick.major.width: 1.3\n")),
    ("page: a sentence", "docs/**/*.md", add("\n1 + 1 = 2\n")),
    ("page: a cell", "docs/**/*.md", page(CELL.format("print(1 + 1)"))),
    ("page: a claim", "docs/**/*.md", page("\n1 + 1 = 2\n% claim: 1 + 1 == 2\n")),
    ("script: code", "gallery/f*.py", add("\n1 + 1\n")),
    ("script: text", "gallery/f*.py", add("\n# %%\n# 1 + 1 = 2\n")),
    ("catalog", "docs/locales/**/*.po", first('。"\n', '。1 + 1 = 2。"\n')),
    ("data", "docs/*.json", add("\n")),
    ("style sheet", "docs/_static/*.css", add("/* */\n")),
]
WRONG = [
    (
        "library: a wrong doctest",
        "gdtutorial/*.py",
        add('\n__test__ = {"wrong": ">>> 1 + 1\\n3\\n"}\n'),
        "contradicts its own reference",
    ),
    (
        "page: a false claim",
        "docs/**/*.md",
        page("\n1 + 1 = 3\n% claim: 1 + 1 == 3\n"),
        "this claim does not hold: 1 + 1 == 3",
    ),
    (
        "page: a wrong cell",
        "docs/**/*.md",
        page(CELL.format("1 / 0")),
        "this cell fails",
    ),
    (
        "page: an unknown figure",
        "docs/**/*.md",
        page("\n:::{gallery-figure} f99_none\n1\n:::\n"),
        "no gallery script is named f99_none",
    ),
    ("script: wrong code", "gallery/f*.py", add("\n1 / 0\n"), "failed, as told above: f"),
    (
        "catalog: a gap",
        "docs/locales/**/index.po",
        first('(msgid "[^"]+"\n)msgstr ".+"', r'\1msgstr ""'),
        "not translated in",
    ),
    ("data: wrong", "docs/*.json", first(r"\[", "[["), "this cell fails"),
]

STEPS = (
    *["edit"] * 4,
    *["edit quietly"] * 2,
    *["undo"] * 2,
    *["wrong"] * 3,
    *["interrupt"] * 3,
    *["damage"] * 3,
    "by hand",
)


# The project that is tried.


def furnish(folder):
    """Let `make site` in a folder run with this Python, its packages, and the folder's own library."""
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    (folder / ".uv" / "bin").mkdir(parents=True)
    for name in (".uv/bin/uv", ".venv/site", ".venv/all"):
        (folder / name).touch()


def copy(folder):
    """Put the sources of the whole project into a folder."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    furnish(folder)


def environment(folder, **more):
    """Return the environment of builds in a folder."""
    ours = {name: value for name, value in os.environ.items() if "GDTUTORIAL" not in name}
    ours.pop("PYTHONDONTWRITEBYTECODE", None)  # else each process compiles each package anew
    return ours | {"PYTHONPATH": str(folder), "GDTUTORIAL_RUN": "none"} | more


def start(folder, *command, output, **more):
    """Start a command in a folder, `make site` unless told otherwise."""
    return subprocess.Popen(
        command or ["make", "-s", "site"],
        cwd=folder,
        env=environment(folder, **more),
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # so that all of it can be stopped
    )


def build(folder, *command, **more):
    """Run it to its end; return its exit status and what it said."""
    with tempfile.TemporaryFile() as output:
        status = start(folder, *command, output=output, **more).wait()
        output.seek(0)
        return status, output.read().decode("utf-8")


def files(folder):
    """Return the files in a folder, each with its digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def is_source(path, folder):
    """Tell whether a file is one that people write."""
    parts = path.relative_to(folder).parts
    return path.is_file() and not MADE & set(parts) and parts[:2] != ("docs", "gallery")


class Sequence:
    """A project, and all that was done to it."""

    def __init__(self, folder, seed, but=()):
        self.folder = folder
        self.but = but
        self.draw = random.Random(seed)
        self.seed = seed
        self.told = []
        self.edits = []  # (name, path, change, word) of each that stands
        self.base = {
            path: (path.read_bytes(), path.stat())
            for path in sorted(folder.rglob("*"))
            if is_source(path, folder)
        }
        self.clean = {}
        self.deck = []
        self.seconds = 0.0
        self.site = {}

    # Edits.

    def text(self, path):
        """Return a source as the edits that stand make it."""
        text = self.base[path][0].decode("utf-8")
        for _, where, change, _ in self.edits:
            if where == path:
                text = change(text)
        return text

    def write(self, path, time):
        """Write a source; `time` says what its time is afterwards."""
        before = path.stat()
        path.write_bytes(self.text(path).encode("utf-8"))
        if time != "now":
            then = before if time == "as before" else self.base[path][1]
            os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))

    def edit(self, kinds, time="now"):
        """Draw an edit and make it."""
        kinds = list(kinds)
        self.draw.shuffle(kinds)
        for name, pattern, change, *word in kinds:
            paths = sorted(path for path in self.folder.glob(pattern) if path in self.base)
            self.draw.shuffle(paths)
            for path in paths:
                known = any((name, path) == each[:2] for each in self.edits)
                if not known and change(self.text(path)) != self.text(path):
                    self.edits.append((name, path, change, "".join(word)))
                    self.write(path, time)
                    self.tell(f"{name}, in {path.relative_to(self.folder)}, time: {time}")
                    return

    def undo(self, which):
        """Undo an edit."""
        name, path, *_ = self.edits.pop(which)
        time = self.draw.choice(["now", "as before", "as at first"])
        self.write(path, time)
        self.tell(f"undo {name}, in {path.relative_to(self.folder)}, time: {time}")

    # Steps.

    def tell(self, what):
        """Note what is done."""
        self.told.append(what)

    def step(self):
        """Do one thing that was drawn, and look at the site."""
        for which in reversed(range(len(self.edits))):
            if self.edits[which][3]:  # what was wrong is mended before more is done
                self.undo(which)
        if not self.deck:
            self.deck = [*STEPS]
            self.draw.shuffle(self.deck)
        kind = self.deck.pop()
        self.tell(f"--- {kind}")
        if kind == "edit":
            self.edit(GOOD)
        elif kind == "edit quietly":
            self.edit(GOOD, "as before")
        elif kind == "wrong":
            self.edit(WRONG)
        elif kind == "undo" and self.edits:
            self.undo(self.draw.randrange(len(self.edits)))
        elif kind == "interrupt":
            self.interrupt()
        elif kind == "damage":
            self.damage()
        elif kind == "by hand":
            self.by_hand()
        self.look()
        return kind

    def interrupt(self):
        """Stop a build in the middle."""
        self.edit(GOOD)
        how = self.draw.choice([signal.SIGINT, signal.SIGKILL])
        part = self.draw.random()
        running = start(self.folder, output=subprocess.DEVNULL)
        try:
            running.wait(part * self.seconds)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, how)
            running.wait()
        self.tell(f"{how.name} after {part:.2f} of a build: exit status {running.returncode}")

    def damage(self):
        """Delete, cut or change a file that a build has left."""
        made = [self.folder / name for name in ("site", "docs/gallery")]
        made += [path for path in (self.folder / "build").iterdir() if path.is_dir()]
        found = [path for path in sorted(self.draw.choice(made).rglob("*")) if path.is_file()]
        if not found:
            return
        path = self.draw.choice(found)
        content = path.read_bytes()
        how = self.draw.choice(["delete", "cut", "change"])
        if how == "delete" or not content:
            path.unlink()
        elif how == "cut":
            path.write_bytes(content[: self.draw.randrange(len(content))])
        else:
            place = self.draw.randrange(len(content))
            changed = bytes([content[place] ^ 1 << self.draw.randrange(8)])
            path.write_bytes(content[:place] + changed + content[place + 1 :])
        self.tell(f"{how} {path.relative_to(self.folder)}")

    def by_hand(self):
        """Build one language as a developer may."""
        language = self.draw.choice(["en", "zh_CN"])
        self.tell(f"build {language} by hand")
        python = self.folder / ".venv" / "bin" / "python"
        options = ["-q", "-W", "-d", "build/hand/doctrees", "docs", "build/hand/site"]
        status, said = build(
            self.folder, python, "-m", "sphinx", *options, GDTUTORIAL_LANGUAGE=language
        )
        self.demand(not status, f"a build by hand failed:\n{said}")

    # What must hold.

    def demand(self, holds, what):
        """Stop, with the whole sequence, where something does not hold."""
        if not holds:
            raise AssertionError("\n".join([f"seed {self.seed}:", *self.told, "", what]))

    def look(self):
        """Build, and compare with a clean build; or see that it fails as it should."""
        words = [word for *_, word in self.edits if word]
        before = time.monotonic()
        status, said = build(self.folder)
        seconds = time.monotonic() - before
        site = files(self.folder / "site")
        if words:
            self.demand(status, f"the build must fail, but ended well:\n{said}")
            self.demand(any(word in said for word in words), f"no word of {words}:\n{said}")
            self.demand(not different(site, self.site), "a build that failed changed the site")
        else:
            self.demand(not status, f"the build must end well, but failed:\n{said}")
            if not self.clean:  # the first build is a clean one
                self.clean[self.key()] = site
            wrong = different(site, self.made_clean(), self.but)
            self.demand(not wrong, f"not as a clean build makes it: {', '.join(wrong)}")
            self.site = site
            self.seconds = max(seconds, 0.5 * self.seconds)

    def made_clean(self):
        """Return what a clean build of these sources gives."""
        key = self.key()
        if key not in self.clean:
            with tempfile.TemporaryDirectory(prefix="clean-") as name:
                folder = Path(name) / "project"
                for path, (content, _) in self.base.items():
                    place = folder / path.relative_to(self.folder)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(content)
                for path, text in key:
                    (folder / path).write_text(text, "utf-8", newline="")
                furnish(folder)
                status, said = build(folder)
                self.demand(not status, f"a clean build fails:\n{said}")
                self.clean[key] = files(folder / "site")
        return self.clean[key]

    def key(self):
        """Return the sources that edits have changed, each with its text."""
        changed = {path for _, path, *_ in self.edits}
        return tuple(
            (str(path.relative_to(self.folder)), self.text(path)) for path in sorted(changed)
        )


def different(some, others, but=()):
    """Name the files that are not the same on two sites, but for some pages."""
    return sorted(
        name
        for name in some.keys() | others.keys()
        if some.get(name) != others.get(name) and name.partition("/")[2] not in but
    )


def main():
    """Read the command line, and go on until time or steps are up."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--steps", type=int, default=10**6)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = parser.parse_args()
    end = time.monotonic() + asked.seconds
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        folder = Path(name).resolve() / "project"
        copy(folder)
        sequence = Sequence(folder, asked.seed, DIFFERENT)
        print(f"seed {asked.seed}: a first build", flush=True)
        sequence.look()
        survived = 0
        while survived < asked.steps and time.monotonic() < end:
            told = len(sequence.told)
            sequence.step()
            survived += 1
            print(survived, *sequence.told[told:], sep="\n  ", flush=True)
    print(f"survived {survived} steps, seed {asked.seed}")


if __name__ == "__main__":
    main()
