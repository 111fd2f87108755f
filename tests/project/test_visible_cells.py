"""What a reader sees of a page's code is enough to run it, and prints what the page shows."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from helpers import need

from pages import cells, extras
from pages import run as in_the_page

DOCS = Path(__file__).parents[2] / "docs"
HIDDEN = {"remove-cell", "remove-input"}  # what is folded can be opened


def is_visible(cell):
    return not HIDDEN & set(cell.metadata.get("tags", []))


PAGES = [
    path
    for path in sorted([*DOCS.glob("*.md"), *DOCS.glob("[!_]*/*.md")])
    if any(map(is_visible, cells.Page(path.read_text("utf-8")).cells))
    and not in_the_page.can_run(path.relative_to(DOCS).with_suffix("").as_posix())
]
"""The others run in the page, where visible cells alone do: tests/run/test_pressed.py."""


def run(page):
    # In a thread of its own, as a browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as elsewhere:
        outputs, wrong = elsewhere.submit(lambda: asyncio.run(cells.run("page", page))).result()
    assert wrong == []
    return of_visible(page, outputs)


def shown(page):
    """Return what the build keeps, or run the page if it has not been built."""
    if kept := cells.kept().get(page.key()):
        return of_visible(page, json.loads((kept / "outputs.json").read_text("utf-8")))
    page.claims = []
    return run(page)


def of_visible(page, outputs):
    printed = ["".join(part.get("text", "") for part in parts) for parts in outputs]
    return [text for cell, text in zip(page.cells, printed, strict=True) if is_visible(cell)]


@pytest.mark.gate
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_visible_cells_run_alone_and_print_the_same(path):
    if absent := extras.missing(path.relative_to(DOCS).with_suffix("").as_posix()):
        need(", ".join(absent), "the page needs it")
    whole, seen = cells.Page(path.read_text("utf-8")), cells.Page(path.read_text("utf-8"))
    seen.cells = [cell for cell in seen.cells if is_visible(cell)]
    seen.lines, seen.claims = [0] * len(seen.cells), []
    assert run(seen) == shown(whole)
