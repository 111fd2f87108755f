"""Scripts that the build does not run, shown with what they printed when the tests ran them.

    :::{recorded} pytorch_five_steps.py
    :::

Beside the script lies its record, ``pytorch_five_steps.txt``: what it was run with and the script's digest,
then what it printed.
A record that belongs to another version of the script stops the build;
a test runs the script again and compares, but for times, which no second run repeats.
``make record`` renews all records.
"""

import hashlib
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

ROOT = Path(__file__).parents[3]
PACKAGES = {"torch": "PyTorch", "dask": "Dask", "numpy": "NumPy"}
"""What such scripts are about, by the name that they import; the first that one does."""


def digest(script):
    """Return the digest of a script."""
    return hashlib.sha256(Path(script).read_bytes()).hexdigest()


def run(script, seconds=None):
    """Run a script, any warning being an error, and return what it printed, if it ends in time."""
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=seconds,
    )
    if done.returncode:
        raise RuntimeError(f"{Path(script).name} failed:\n{done.stderr}")
    return done.stdout


def made_with(script):
    """Name the package that a script is about, and the version that is installed."""
    text = Path(script).read_text("utf-8")
    name = next(each for each in PACKAGES if re.search(rf"^import {each}\b", text, re.MULTILINE))
    return f"{PACKAGES[name]} {version(name).split('+')[0]}"


def record(script):
    """Run a script, and write its record beside it."""
    text = f"{made_with(script)}, script {digest(script)}\n{run(script)}"
    Path(script).with_suffix(".txt").write_text(text, "utf-8")


def read(script):
    """Return what a script was run with and what it printed, if the record is this script's."""
    script = Path(script)
    record = script.with_suffix(".txt")
    if not record.exists():
        raise ExtensionError(f"{script.name} has no record of its output: run `make record`")
    head, output = record.read_text("utf-8").split("\n", 1)
    package, recorded = head.split(", script ")
    if recorded != digest(script):
        raise ExtensionError(
            f"{script.name} is not the script whose output was recorded: run `make record`"
        )
    return package, output


class Recorded(SphinxDirective):
    """Show a script and its recorded output, as a page shows a cell."""

    required_arguments = 1

    def run(self):
        name, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(name)
        self.env.note_dependency(str(Path(name).with_suffix(".txt")))
        _, output = read(path)
        code = Path(path).read_text("utf-8")
        cell = nodes.container(classes=["cell", "recorded"])
        for part, text, language in (
            ("input", code, "python"),
            (
                "output",
                output,
                "none",
            ),
        ):
            block = nodes.literal_block(text.rstrip("\n"), text.rstrip("\n"), language=language)
            self.set_source_info(block)
            cell += nodes.container("", block, classes=[f"cell_{part}"])
        return [cell]


def setup(app):
    """Register the directive."""
    app.add_directive("recorded", Recorded)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
