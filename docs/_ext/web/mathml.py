"""Formulae as MathML, written at build: no page needs JavaScript to show one."""

import html
import re

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from web.mend import mended

logger = logging.getLogger(__name__)
PUNCTUATION = re.compile("[,.;:?)\uff0c\u3002\uff1b\uff1a\uff1f\uff09\u3001\u201d]+")
CONVERTER = LatexToMathML(fancy_error=False)


def convert(node, *, display):
    """Return the MathML of a math node, or its LaTeX after a warning."""
    latex = node.astext().strip()
    if display and r"\\" in latex and r"\begin" not in latex:
        latex = rf"\begin{{aligned}}{latex}\end{{aligned}}"
    try:
        mathml = CONVERTER.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        logger.warning("cannot turn %r into MathML: %s", latex, error, location=node)
        return f"<code>{html.escape(latex)}</code>"
    if r"\overline" in latex:
        # Browsers stretch the overline, but not the combining bar that stands for it.
        mathml = mended(mathml, "\u0332(?=</mo></mover>)", "\u203e", "math-core")
    if "<mtable" in mathml:
        # The standard has this attribute for other elements, and says the same of a table.
        mathml = mended(
            mathml, '(<mtable[^>]*) scriptlevel="0"', r"\1", "math-core", mathml.count("<mtable")
        )
    return mathml


def visit_math(self, node):
    """Write an inline formula."""
    self.body.append(convert(node, display=False))
    raise nodes.SkipNode


def visit_math_block(self, node):
    """Write a displayed formula, in a box of its own that scrolls when the screen is narrow."""
    self.body.append(self.starttag(node, "div", CLASS="math-block"))
    if node["number"]:
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append(convert(node, display=True) + "</div>\n")
    raise nodes.SkipNode


def keep_whole(_app, doctree, _docname):
    """Keep a formula and the punctuation after it on one line: browsers would break between them."""
    for node in list(doctree.findall(nodes.math)):
        place = node.parent.index(node) + 1
        after = node.parent[place] if place < len(node.parent) else None
        signs = isinstance(after, nodes.Text) and PUNCTUATION.match(after)
        if signs:
            node.parent[place] = nodes.Text(after[signs.end() :])
            node.replace_self(
                nodes.inline("", "", node.deepcopy(), nodes.Text(signs[0]), classes=["whole"])
            )


def setup(app):
    """Register the renderer."""
    app.connect("doctree-resolved", keep_whole, priority=900)  # translated by then
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
