"""Ask whether the tests would notice: ``python tools/mutants.py --sample 240``.

A mutant is the library with one small change: a sign, a bound, a constant, a default, a check left out.
Each runs against the doctests and the library's tests, in a copy, until the first failure.
Those that nothing fails on are printed as the changed line, before and after.
A survivor either shows what no test protects, or behaves as the library does;
the latter are listed below, each with the reason.

Sampled from all mutants by a seed, so that two people speak of the same ones; no number, and all of them run.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "gdtutorial"
SECONDS = 300  # a mutant that takes longer than this hangs, and so is noticed

SAME: dict[tuple[str, str], str] = {
    ("logistic", "for _ in range((101)):"): "the rounds end much earlier",
    ("plotting", "bs, ws = np.meshgrid([0.0, (2.0)], [0.0, 1.0])"): "only the colours are used",
    ("plotting", "ends = np.where(bs > (1), levels[-1], levels[0])"): "only the colours are used",
    (
        "plotting",
        "inwards = (9) if there < lowest else -8  # the hollow of the curve is the free side",
    ): "a hair's breadth",
}
"""Changed lines that change no behaviour: module and new line, with the reason."""

LOOK = {
    "alpha",
    "fontsize",
    "labelpad",
    "linewidth",
    "linewidths",
    "markeredgewidth",
    "markersize",
    "pad",
    "shrinkB",
}
"""Settings of Matplotlib whose exact numbers are a matter of taste: eyes judge them, and no test does."""

OPERATORS = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One changed expression of a module."""

    module: str
    line: int
    before: str
    after: str
    source: str

    def __str__(self):
        """Return the changed line, before and after."""
        return f"{self.module}.py:{self.line}\n  - {self.before.strip()}\n  + {self.after.strip()}"


def changes(node):
    """Yield other expressions that could stand in the place of one."""
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        yield ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
    elif isinstance(node, ast.Compare):
        for i, operator in enumerate(node.ops):
            if type(operator) in OPERATORS:
                others = [*node.ops[:i], OPERATORS[type(operator)](), *node.ops[i + 1 :]]
                yield ast.Compare(node.left, others, node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(OPERATORS[type(node.op)](), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub | ast.Invert):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
        if isinstance(node.value, float):
            yield ast.Constant(node.value * 1.1)
    elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("checks."):
        yield from node.args[1:2] or node.args[:1]
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)


def looks(node):
    """Yield names and values of a call's keywords, or of a written dictionary."""
    if isinstance(node, ast.keyword) and node.arg:
        yield node.arg, node.value
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant):
                yield key.value, value


def mutants(path):
    """List the mutants of a module, in the order of its lines."""
    source = path.read_bytes()
    tree = ast.parse(source)
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    left_out = set()
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):  # no mypy runs here
            for inner in ast.walk(getattr(node, name, None) or ast.Pass()):
                left_out.add(inner)
        if isinstance(node, ast.Raise | ast.JoinedStr):  # the words of messages
            left_out.update(ast.walk(node))
        for name, value in looks(node):
            if name in LOOK:
                left_out.update(
                    x for x in ast.walk(value) if isinstance(x, ast.Constant | ast.UnaryOp)
                )
    found = []
    for node in ast.walk(tree):
        if node in left_out or not isinstance(node, ast.expr):
            continue
        for change in changes(node):
            first = starts[node.lineno - 1] + node.col_offset
            last = starts[node.end_lineno - 1] + node.end_col_offset
            text = f"({ast.unparse(change)})".encode()
            new = source[:first] + text + source[last:]
            try:
                ast.parse(new)
            except SyntaxError:
                continue
            before = source.splitlines()[node.lineno - 1].decode()
            after = new.splitlines()[node.lineno - 1].decode()
            found.append(Mutant(path.stem, node.lineno, before, after, new.decode()))
    return sorted(set(found), key=lambda mutant: (mutant.line, mutant.after))


def survives(mutant, folder):
    """Tell whether every test passes on a copy of the library that holds the mutant."""
    target = folder / "gdtutorial" / f"{mutant.module}.py"
    whole = target.read_bytes()
    target.write_text(mutant.source, "utf-8")
    environment = os.environ | {
        "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": "agg", "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "h"),
    }  # fmt: skip
    pytest = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "-m",
        "not gate and not slow",
    ]
    try:
        for tests in (
            ["--doctest-modules", f"gdtutorial/{mutant.module}.py"],  # most fall here, in a second
            ["--doctest-modules", "gdtutorial"],
            ["tests/library"],
        ):
            done = subprocess.run(
                [*pytest, *tests], cwd=folder, env=environment, capture_output=True, timeout=SECONDS, check=False
            )  # fmt: skip
            if done.returncode not in {0, 5}:  # 5: no test there
                return False
    except subprocess.TimeoutExpired:
        return False
    finally:
        target.write_bytes(whole)
    return True


def main():
    """Read the command line, run the mutants and print the survivors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", help="names of modules; all, if none is given")
    parser.add_argument("--sample", type=int, help="how many mutants, of all that there are")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    paths = [LIBRARY / f"{name}.py" for name in asked.modules] or sorted(LIBRARY.glob("[a-z]*.py"))
    chosen = [mutant for path in paths for mutant in mutants(path)]
    total = len(chosen)
    if asked.sample and asked.sample < total:
        chosen = random.Random(asked.seed).sample(chosen, asked.sample)
    chosen = [mutant for mutant in chosen if (mutant.module, mutant.after.strip()) not in SAME]
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(asked.jobs) as pool:
        free = Queue()
        for number in range(asked.jobs):
            folder = Path(place) / str(number)
            for name in ("gdtutorial", "tests", "docs/_ext", "gallery"):
                shutil.copytree(
                    ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
                )
            shutil.copy(ROOT / "pyproject.toml", folder)
            free.put(folder)

        def try_one(mutant):
            folder = free.get()
            try:
                alive = survives(mutant, folder)
            finally:
                free.put(folder)
            if alive:
                print(mutant, flush=True)
            return alive

        alive = sum(pool.map(try_one, chosen))
    share = 1 - alive / max(1, len(chosen))
    print(f"{len(chosen)} of {total} mutants ran, {alive} survived: {share:.1%} were noticed")


if __name__ == "__main__":
    main()
