"""What several tests share: random data for hypothesis, the library's modules, what may not be lacking."""

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from i18n.languages import TABLE

settings.register_profile("gate", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("gate")

PACKAGE = Path(__file__).parent.parent / "gdtutorial"
MODULES = sorted(path.stem for path in PACKAGE.glob("[a-z]*.py"))
LANGUAGES = tuple(TABLE)
"""Those of the site, English first."""


def in_turn(names):
    """Give each name one of the languages, in turn: for what is slow, and the same in all of them."""
    return [(name, LANGUAGES[i % len(LANGUAGES)]) for i, name in enumerate(names)]


def looked_at(names, language):
    """Return the pages to look at in a language: all that somebody has written; what is made from code, in turn."""
    turns = dict(
        in_turn([n for n in names if n.startswith(("gallery/", "reference/", "_modules/"))])
    )
    return [f"{language}/{name}" for name in names if turns.get(name, language) == language]


def first_of(*values):
    """Return values for a test of which the first is for everybody; in the others the gate looks at the same thing."""
    return [values[0], *(pytest.param(value, marks=pytest.mark.gate) for value in values[1:])]


def need(what, how):
    """Skip a test that lacks something, or fail in the gate, where nothing may be lacking."""
    if os.environ.get("GDTUTORIAL_GATE"):
        pytest.fail(f"no {what}: {how}")
    pytest.skip(f"no {what}: {how}", allow_module_level=True)  # a newcomer's machine may lack it


def no_gaps(gaps):
    """Fail if translations lack anything; in a draft, count and name it."""
    if gaps and os.environ.get("GDTUTORIAL_DRAFT"):
        named = "; ".join(map(str, gaps))
        pytest.skip(f"a draft, {len(gaps)} to translate: {named}")  # DRAFT=1 asks for it
    assert not gaps


def bookmarks(book):
    """Return the number of the page where each chapter of a PDF begins, by its title."""
    entries = [entry for entry in book.outline if not isinstance(entry, list)]
    return {entry.title: book.get_destination_page_number(entry) for entry in entries}


def text_of(page):
    """Return the text of a page, of a site or of a PDF, its white space made one."""
    text = page.extract_text() if hasattr(page, "extract_text") else page.text_content()
    return " ".join(text.split())


COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""What axe need look at again in another theme."""


def violations(reader, addresses, options=None):
    """Return what axe finds on each page of the site, where it finds anything."""
    from axe_playwright_python.sync_playwright import Axe

    found = {}
    for address in addresses:
        page = reader.open(address)
        for one in Axe().run(page, options=options).response["violations"]:
            found[address, one["id"]] = [node["html"][:160] for node in one["nodes"][:3]]
    return found


def numbers(low, high):
    return st.floats(low, high, allow_subnormal=False)


@st.composite
def columns(draw, most=30):
    """Draw a feature that varies, and labels, all between -10 and 10."""
    n = draw(st.integers(2, most))
    x, y = (draw(arrays(float, (n, 1), elements=numbers(-10, 10))) for _ in "xy")
    assume(x.std() > 0.1)
    return x, y


def safe_rate(x):
    """Compute a learning rate below the limit of every batch, whatever its points."""
    return 1 / (1 + (x**2).max())


def source_loop(x, y, b, w, lr, n_epochs, batch_size):
    """Descend in plain Python numbers, one point after the other: every update of b and w."""
    x, y, b, w = x.ravel().tolist(), y.ravel().tolist(), float(b), float(w)
    path = [(b, w)]
    for _ in range(n_epochs):
        for first in range(0, len(x), batch_size):
            batch = range(first, min(first + batch_size, len(x)))
            error = [b + w * x[i] - y[i] for i in batch]
            b_grad = 2 * sum(error) / len(batch)
            w_grad = 2 * sum(x[i] * e for i, e in zip(batch, error, strict=True)) / len(batch)
            b, w = b - lr * b_grad, w - lr * w_grad
            path.append((b, w))
    return np.array(path)
