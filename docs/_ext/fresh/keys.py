"""What a result is made of, as digests: the library, the machinery, the packages.

For figures and numbers the library is its syntax, without docstrings and comments, and its style:
whoever mends a docstring draws nothing again.
"""

import ast
import functools
import hashlib
import platform
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import gdtutorial

LIBRARY = Path(gdtutorial.__file__).parent
MACHINERY = Path(__file__).parents[1]
DOCS = MACHINERY.parent
BUILD = DOCS.parent / "build"
"""Where caches lie; nothing in it is published."""


def _digest(named):
    """Return the digest of named contents."""
    total = hashlib.sha256()
    for name, content in sorted(named):
        total.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return total.hexdigest()


def contents(paths, root):
    """Return the digest of files, by their names below a folder and their bytes."""
    return _digest((path.relative_to(root).as_posix(), path.read_bytes()) for path in paths)


@functools.cache
def syntax(source):
    """Return what a program does, as text: its syntax without docstrings and comments."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for block in ("body", "orelse", "finalbody"):
            statements = getattr(node, block, None)
            if isinstance(statements, list):
                kept = [each for each in statements if not _is_text(each)]
                setattr(node, block, kept)
    return ast.dump(tree)


def _is_text(node):
    """Tell whether a statement is a string and nothing else, as docstrings are."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def library():
    """Return a digest of what the library computes and how it draws."""
    modules = LIBRARY.rglob("*.py")
    programs = [(path.name, syntax(path.read_text("utf-8")).encode()) for path in modules]
    styles = [(path.name, path.read_bytes()) for path in LIBRARY.rglob("*.mplstyle")]
    return _digest([*programs, *styles])


def library_text():
    """Return a digest of the library with all that is written in it."""
    return contents(LIBRARY.rglob("*.py"), LIBRARY)


def machinery():
    """Return a digest of what turns sources into pages, in which Sphinx sees no change."""
    kinds = "_ext/**/*.py", "_ext/**/*.js", "_templates/*", "locales/*/LC_MESSAGES/sphinx.po"
    return contents([path for kind in kinds for path in DOCS.glob(kind)], DOCS)


@functools.cache
def packages(*extras):
    """Name this Python, and the version of each package that the library or one of its extras needs."""
    wanted = [("gdtutorial", extras)]
    found = {}
    while wanted:
        name, asked = wanted.pop()
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # an optional one
        for line in package.requires or []:
            need = Requirement(line)
            marker = need.marker
            if marker is None or any(marker.evaluate({"extra": e}) for e in asked or [""]):
                each = canonicalize_name(need.name), tuple(sorted(need.extras))
                if each not in found:
                    found[each] = ""
                    wanted.append(each)
        found[canonicalize_name(name), ()] = package.version
    found.pop(("gdtutorial", ()))
    python = f"{sys.version} {platform.machine()}"
    return "\n".join(
        [python, *sorted(f"{name} {version}" for (name, _), version in found.items())]
    )


def setup(app):
    """Let Sphinx read every page again when what computes or writes it has changed."""
    app.add_config_value("gdtutorial_library", library(), "env")
    app.add_config_value("gdtutorial_machinery", machinery(), "env")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
