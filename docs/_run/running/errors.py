"""Tell an error as Python does, cut to the lines that the reader wrote."""

import re
import traceback
import unicodedata

PACKAGES = {"matplotlib": "matplotlib", "sklearn": "scikit-learn", "scipy": "scikit-learn"}
"""What can be loaded when it is asked for, by the name that an import gives."""

SIGN = re.compile(r"invalid (?:non-printable )?character '?(.)")

LOOK_ALIKES = dict(zip("、。“”‘’−×", ",.\"\"''-*", strict=True))
"""Signs that no normal form turns into what was meant."""


def lacks(error):
    """Return the set of packages that an import did not find, or None."""
    if isinstance(error, ModuleNotFoundError):
        return PACKAGES.get((error.name or "").split(".")[0])
    return None


def cut(told):
    """Leave the reader's lines of a traceback, and of what caused it: what is read from a file has a path."""
    while told:
        told.stack = traceback.StackSummary.from_list(
            [frame for frame in told.stack if not frame.filename.startswith(("/", "<"))]
        )
        told = told.__cause__ or told.__context__


def line_of(error, name):
    """Return the line of a cell where an error came from, or None."""
    if isinstance(error, SyntaxError) and error.filename == name:
        return error.lineno
    found = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == name
    ]
    return found[-1] if found else None


def full_width(error):
    """Return the sign of another script in a syntax error, and the one that Python knows, or None."""
    if isinstance(error, SyntaxError) and (match := SIGN.search(str(error.msg))):
        meant = "".join(unicodedata.normalize("NFKC", match[1]).split())
        meant = LOOK_ALIKES.get(match[1], meant)
        if meant.isascii():
            return [match[1], meant or " "]
    return None


def told(error, name):
    """Return the text of an error in a cell, its kind, its line, and a sign that was meant otherwise."""
    text = traceback.TracebackException.from_exception(error)
    cut(text)
    return {
        "text": "".join(text.format()).rstrip("\n"),
        "kind": type(error).__name__,
        "line": line_of(error, name),
        "sign": full_width(error),
    }
