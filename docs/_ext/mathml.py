"""Formulae as MathML, written at build: no page needs JavaScript to show one."""

import html

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)
CONVERTER = LatexToMathML(fancy_error=False)


def convert(node, *, display):
    """Return the MathML of a math node, or its LaTeX after a warning."""
    latex = node.astext().strip()
    if display and r"\\" in latex and r"\begin" not in latex:
        latex = rf"\begin{{aligned}}{latex}\end{{aligned}}"
    try:
        mathml = CONVERTER.convert_with_local_state(latex, displaystyle=display)
        # Browsers stretch the overline, but not the combining bar that stands for it.
        return mathml.replace("\u0332</mo></mover>", "\u203e</mo></mover>")
    except LatexError as error:
        logger.warning("cannot turn %r into MathML: %s", latex, error, location=node)
        return f"<code>{html.escape(latex)}</code>"


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


def setup(app):
    """Register the renderer."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
