"""Cells run before any page is read, and claims are checked beside the sentences that they protect.

A sentence whose words lean on a number is followed by its claim, which no reader sees::

    Each step is shorter than the one before.
    % claim: steps[1] < steps[0]

A claim is an expression of Python over the names that the cells above it have made.
It stands below its sentence, in the middle of a paragraph too.
One that is false stops the build, with its page, its line and the values in it.

A page is kept by what it is made from, code and claims, library and packages:
text may change without a cell being run again, and nothing else may.
Cells run in the folder of the documentation, and read no file of the project
but those that the page names at its top: ``reads: [printed_outputs.json]``.
"""

import ast
import asyncio
import functools
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from myst_nb.core.read import read_myst_markdown_notebook
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from sphinx.errors import ExtensionError

from fresh import keys
from fresh.store import Store, key
from pages import extras

CLAIM = re.compile(r"% claim:(.*)")
COLOUR = re.compile(r"\x1b\[[\d;]*m")
AT_ONCE = 2
SECONDS = 300  # that a cell may take
STARTS = 3  # that a kernel may need


def paragraphs(text):
    """Move the claims of a paragraph below it: where it stood, Markdown would cut it in two."""
    lines, claims = [], []
    for line in text.splitlines():
        if CLAIM.fullmatch(line.rstrip()):
            claims.append(line)
            continue
        if not line.strip() or line.startswith(("```", ":::")):
            lines += claims
            claims = []
        lines.append(line)
    return "\n".join([*lines, *claims, ""])


@dataclass(frozen=True)
class Claim:
    """What a sentence leans on: an expression, its line, and how many cells come before."""

    text: str
    line: int
    after: int


class Page:
    """The cells and claims of a page."""

    def __init__(self, text):
        self.notebook = read_myst_markdown_notebook(paragraphs(text), add_source_map=True)
        self.reads = self.notebook.metadata.pop("reads", [])
        starts = zip(self.notebook.cells, self.notebook.metadata["source_map"], strict=True)
        code = [(cell, start) for cell, start in starts if cell.cell_type == "code"]
        self.cells = [cell for cell, _ in code]
        self.lines = [start + 1 for _, start in code]
        self.claims = [
            Claim(match[1].strip(), number, sum(line < number for line in self.lines))
            for number, line in enumerate(text.splitlines(), start=1)
            if (match := CLAIM.fullmatch(line.rstrip()))
        ]

    def key(self):
        """Return the key of all that is computed on the page, as everything stands now."""
        return key(
            json.dumps([cell.source for cell in self.cells]),
            json.dumps([(claim.text, claim.after) for claim in self.claims]),
            keys.library(),
            keys.packages("docs", "dask"),
            keys.contents([keys.DOCS / name for name in self.reads], keys.DOCS),
            keys.contents([Path(__file__)], keys.DOCS),
        )


page_of = functools.lru_cache(maxsize=200)(Page)
"""The page that a text makes; it is asked for several times in a build."""


def kept():
    """Return the store of what pages computed."""
    return Store(keys.BUILD / "cells", most=100)


def read(text):
    """Return a page as a notebook with its outputs; myst-nb calls it."""
    page = Page(text)  # of its own: myst-nb writes into it
    if page.cells:
        page.notebook.metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
        result = kept().get(page.key())
        if result is None:
            raise ExtensionError(
                "the cells of a page have not been run: it changed during the build"
            )
        outputs = json.loads((result / "outputs.json").read_text("utf-8"))
        for cell, said in zip(page.cells, outputs, strict=True):
            cell.outputs = nbformat.from_dict(said)
    return page.notebook


# Running them.

ONLY_WHAT_IS_NAMED = """
def keep_to_what_is_named(project, named):
    import os
    import sys

    def refuse(event, arguments):
        if event == "open" and isinstance(arguments[0], str | bytes):
            file = os.path.realpath(os.fsdecode(arguments[0]))
            if file.startswith(project) and file not in named and os.path.isfile(file):
                raise PermissionError(f"name {{file}} at the top of the page, under reads")

    sys.addaudithook(refuse)

keep_to_what_is_named({project!r}, {named!r})
del keep_to_what_is_named
"""


def environment():
    """Return the environment of cells: the same wherever and by whomever the site is built."""
    own = {
        "PYTHONPATH": str(keys.LIBRARY.parent),
        "PYTHONHASHSEED": "0",
        "MPLBACKEND": "agg",
        "IPYTHONDIR": str(keys.BUILD / "ipython"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }
    return os.environ | own


async def run(name, page):
    """Run a page; return the outputs of its cells, and what is wrong with it."""
    chances = STARTS
    while True:
        chances -= 1
        try:
            return await run_once(name, page)
        except RuntimeError as error:
            # Another program may take a port that Jupyter has just found free.
            if not chances or "died before replying" not in str(error):
                raise


async def run_once(name, page):
    """Run a page in a kernel of its own."""
    client = NotebookClient(
        page.notebook,
        timeout=SECONDS,
        coalesce_streams=True,  # how a kernel cuts what is printed into pieces depends on the moment
        kernel_name="python3",
        extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
        resources={"metadata": {"path": str(keys.DOCS)}},
    )
    outputs = []
    async with client.async_setup_kernel(env=environment(), cwd=str(keys.DOCS)):
        await _silently(client, _guard(page))
        wrong = await check(client, name, page, 0)
        for number, (cell, line) in enumerate(zip(page.cells, page.lines, strict=True), start=1):
            place = page.notebook.cells.index(cell)
            try:
                await client.async_execute_cell(cell, place)
            except CellExecutionError as error:
                wrong.append(f"{name}:{line}: this cell fails\n{COLOUR.sub('', str(error))}")
                break
            outputs.append(cell.outputs)
            wrong += await check(client, name, page, number)
    return outputs, wrong


def _guard(page):
    """Return the program that keeps cells from files that the page does not name."""
    root = keys.DOCS.parent
    project = tuple(f"{root / folder}{os.sep}" for folder in ("docs", "gallery", "tests"))
    named = [str((keys.DOCS / name).resolve()) for name in page.reads]
    return ONLY_WHAT_IS_NAMED.format(project=project, named=named)


async def _silently(client, code, **expressions):
    """Run code that leaves no trace; return the values of expressions, as Python writes them."""
    message = client.kc.execute(
        code, silent=True, store_history=False, user_expressions=expressions, stop_on_error=False
    )
    reply = await client.async_wait_for_reply(message)
    return reply["content"].get("user_expressions", {})


async def check(client, name, page, after):
    """Check the claims that stand after so many cells; return those that do not hold."""
    wrong = []
    for claim in page.claims:
        if claim.after == after:
            trouble = await trouble_with(client, claim.text)
            if trouble:
                wrong.append(f"{name}:{claim.line}: {trouble}")
    return wrong


async def trouble_with(client, text):
    """Say what is wrong with a claim, or nothing."""
    try:
        parts = operands(text)
    except SyntaxError as error:
        return f"this claim is no expression: {text} ({error.msg})"
    expressions = {"claim": text} | {f"part{i}": part for i, part in enumerate(parts)}
    replies = await _silently(client, "", **expressions)
    held = said(replies.pop("claim"))
    if held in {"True", "np.True_"}:
        return ""
    if held not in {"False", "np.False_"}:
        return f"a claim must be true or false, but {text} is {held}"
    there = ", ".join(
        f"{part} is {said(reply)}"
        for part, reply in zip(parts, replies.values(), strict=True)
        if reply["status"] == "ok"  # what is named inside a loop has no value here
    )
    return f"this claim does not hold: {text}" + (f" ({there})" if there else "")


def said(reply):
    """Return the value of an expression as Python writes it, or its error."""
    if reply["status"] == "ok":
        return reply["data"].get("text/plain", "")
    return f"{reply['ename']}: {reply['evalue']}"


def operands(text):
    """List what a claim compares, but for plain numbers."""
    found = []
    for node in ast.walk(ast.parse(text, mode="eval")):
        if isinstance(node, ast.Compare):
            found += [node.left, *node.comparators]
    texts = [ast.unparse(node) for node in found if not isinstance(node, ast.Constant)]
    return list(dict.fromkeys(texts))


async def run_all(pages):
    """Run pages, some at once; keep those that are right, and return what is wrong."""
    free = asyncio.Semaphore(AT_ONCE)

    async def run_one(name, page):
        async with free:
            before = page.key()
            outputs, wrong = await run(name, page)
        if page.key() != before:
            wrong.append(f"{name}: the library changed while its cells ran: build once more")
        if not wrong:
            kept().put(before, {"outputs.json": json.dumps(outputs).encode()})
        return wrong

    found = await asyncio.gather(*(run_one(name, page) for name, page in pages.items()))
    return [trouble for wrong in found for trouble in wrong]


# What Sphinx sees of them.


def pages_of(app, docnames):
    """Return the pages among some documents that have cells, each by the name of its file."""
    found = {}
    for docname in sorted(docnames):
        path = Path(app.env.doc2path(docname))
        if path.suffix == ".md" and not extras.missing(docname):
            page = page_of(path.read_text("utf-8"))
            if page.cells:
                found[path.relative_to(keys.DOCS.parent).as_posix()] = page
    return found


def run_before_reading(app, _env, docnames):
    """Run the cells of all pages that are going to be read, and stop if one of them is wrong."""
    new = {
        name: page for name, page in pages_of(app, docnames).items() if not kept().get(page.key())
    }
    trouble = asyncio.run(run_all(new))
    if trouble:
        raise ExtensionError("\n".join(["the pages are not right:", *trouble]))


def find_outdated(app, env, _added, _changed, _removed):
    """Name the pages whose numbers are no longer those that they were read with."""
    outdated = []
    for docname in env.found_docs:
        known = env.metadata.get(docname, {}).get("cells")
        if known and pages_of(app, [docname]):
            (page,) = pages_of(app, [docname]).values()
            if page.key() != known:
                outdated.append(docname)
    return outdated


def note(app, _doctree):
    """Note what a page was read with."""
    docname = app.env.docname
    for page in pages_of(app, [docname]).values():
        app.env.metadata[docname]["cells"] = page.key()
        for name in page.reads:
            app.env.note_dependency(str(keys.DOCS / name))


def keep_apart(app):
    """Let myst-nb write what it hands from reading to writing beside the doctrees of this build."""
    # myst-nb fills it from conf.py, but takes this folder from no setting.
    app.env.mystnb_config = app.env.mystnb_config.copy(
        output_folder=str(Path(app.doctreedir) / "glued")
    )


def setup(app):
    """Connect to Sphinx's events."""
    app.connect("builder-inited", keep_apart, priority=900)
    app.connect("env-get-outdated", find_outdated)
    app.connect("env-before-read-docs", run_before_reading)
    app.connect("doctree-read", note)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
