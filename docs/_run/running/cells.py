"""Run the cells of a page, one after the other, as a notebook does."""

import ast
import contextlib
import io
import linecache
import time

from running import errors, pictures

MOST = 200_000
"""Signs that a cell may print, or show: more would fill the page before anybody can stop it."""


def fresh():
    """Return the names that a program begins with, and forget the figures of the one before."""
    pictures.begin()
    return {"__name__": "__main__", "__builtins__": __builtins__}


class Written(io.TextIOBase):
    """Hands on what is printed, in pieces, up to a limit."""

    def __init__(self, hand_on, piece=2000, seconds=0.1):
        self.hand_on, self.piece, self.seconds = hand_on, piece, seconds
        self.waiting, self.count, self.is_cut = "", 0, False
        self.last = time.monotonic()

    def writable(self):
        """Say that it can be written to."""
        return True

    def write(self, text):
        """Take a text."""
        before = min(self.count, MOST)
        self.count += len(text)
        self.waiting += text[: MOST - before]
        if self.count > MOST and not self.is_cut:
            self.is_cut = True
            self.waiting += "\n…"
            self.flush()
        if len(self.waiting) >= self.piece or time.monotonic() - self.last > self.seconds:
            self.flush()
        return len(text)

    def flush(self):
        """Hand on what waits."""
        if self.waiting:
            self.hand_on(self.waiting)
            self.waiting = ""
        self.last = time.monotonic()


def cut(text):
    """Leave of a text what a page can take."""
    return text if len(text) <= MOST else text[:MOST] + "\n…"


def halves(source, name):
    """Compile a cell: what it does, and the expression at its end whose value a notebook shows."""
    tree = ast.parse(source, name)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr) and not source.rstrip().endswith(";"):
        tree.body.pop()
        value = compile(ast.Expression(last.value), name, "eval")
        return compile(tree, name, "exec"), value
    return compile(tree, name, "exec"), None


def run(source, name, names, hand_on):
    """Run one cell.

    Parameters
    ----------
    source : str
        The cell.
    name : str
        What tracebacks call it.
    names : dict
        The names that it sees, and adds to.
    hand_on : callable
        Called with each piece of what it prints.

    Returns
    -------
    dict
        ``value``, as a notebook writes it, or None; ``pictures``, each with its alternative text;
        ``error``, or None; and ``lacks``, a package that is not here yet, or None.
    """
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    result = {"value": None, "pictures": [], "error": None, "lacks": None}
    out = Written(hand_on)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            does, value = halves(source, name)
            exec(does, names)
            if value is not None:
                shown = eval(value, names)
                if shown is not None:
                    names["_"] = shown
                    result["value"] = cut(repr(shown))
            result["pictures"] = pictures.drawn()
        except BaseException as error:
            result["lacks"] = errors.lacks(error)
            result["error"] = errors.told(error, name)
            result["error"]["text"] = cut(result["error"]["text"])
            pictures.forget()
        out.flush()
    return result
