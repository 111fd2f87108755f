"""Tasks of a worksheet: a question, room to write, and the way to one state of an explorable, for eyes and cameras.

The directive has the page of the explorable, and what to set, as the role ``set`` has it::

    :::{task} tutorial/learning-rate lr=worksheet-key.md::trap&n=0
    :lines: 3
    What will happen?
    :::

A state that the explorable cannot take stops the build, with its page and line.
The link shows the explorable alone, so that nothing beside it tells the answer.
A code for cameras needs a full address: where the site has none, there is no code,
and a container of the class ``no-codes``, which says so, stays on the page.
"""

from html import escape

import segno
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.errors import SphinxError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from i18n.catalogs import say
from pages.explore import common_data, explorable
from pages.fields import fields
from pages.settable import glued_text, read

logger = logging.getLogger(__name__)


class task(nodes.General, nodes.Element):
    """A question; `page` and `asked` say of which state, `lines` how much room there is to write."""


class Task(SphinxDirective):
    """Ask about a state of an explorable."""

    required_arguments = 2
    has_content = True
    option_spec = {"lines": directives.positive_int}  # noqa: RUF012 - docutils' way

    def run(self):
        """Return the question."""
        page, asked = self.arguments
        node = task("", page=page, asked=asked, lines=self.options.get("lines", 3))
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        return [node]


class ReadTasks(SphinxPostTransform):
    """Find the address of each state, once the numbers are known."""

    default_priority = 5

    def run(self):
        """Find them all, and leave out what speaks of missing codes where there are codes."""
        for node in list(self.document.findall(task)):
            try:
                node["state"] = self.state(node)
            except (ValueError, SphinxError) as trouble:
                logger.warning("no task for %s: %s", node["asked"], trouble, location=node)
                node.replace_self(node.children)
        for node in list(self.document.findall(nodes.container)):
            if "no-codes" in node["classes"] and self.config.html_baseurl:
                node.parent.remove(node)

    def state(self, node):
        """Return a state as an address says it; raise ValueError if there is no such page or state."""
        if node["page"] not in self.env.found_docs:
            raise ValueError(f"there is no page {node['page']}")
        place = next(self.env.get_doctree(node["page"]).findall(explorable), None)
        if place is None:
            raise ValueError(f"{node['page']} has no explorable")
        known = fields(place["name"], common_data())
        found = read(node["asked"], known, lambda value: glued_text(self.env, value))
        return "&".join(f"{name}={known[name].write(value)}" for name, value in found.items())


def code(address):
    """Return an address as a QR code, in SVG: black on white, with its quiet margin."""
    made = segno.make(address, error="m", micro=False)
    return made.svg_inline(omitsize=True, light="#fff", svgclass=None, lineclass=None)


def picture(address):
    """Return the code of an address with its alternative text."""
    told = escape(say("A QR code of the address below it"))
    return f'<div class="qr" role="img" aria-label="{told}">{code(address)}</div>'


def visit_task(self, node):
    """Begin the question."""
    self.body.append(self.starttag(node, "div", CLASS="task") + '<div class="asked">\n')


def depart_task(self, node):
    """End it, and write the way to the state and the room to write."""
    here = self.builder.get_relative_uri(self.builder.current_docname, node["page"])
    full = self.builder.get_target_uri(node["page"])
    end = f"?embed#{node['state']}"
    base = self.config.html_baseurl
    shown = escape((base.partition("://")[2] or base) + full + end)
    self.body.append(
        f'</div>\n<div class="way">{picture(base + full + end) if base else ""}'
        f'<p><a href="{escape(here + end)}"><code>{shown}</code></a></p></div>\n'
        f'<div class="lines">{"<span></span>" * node["lines"]}</div></div>\n'
    )


def pass_by(_self, _node):
    """Leave the question as it is."""


def add_style(app, _page, _template, _context, doctree):
    """Load the looks of tasks where there are tasks."""
    if doctree is not None and next(doctree.findall(task), None) is not None:
        app.add_css_file("worksheet.css")


def setup(app):
    """Register the directive and what reads it."""
    others = {"text": (pass_by, pass_by), "latex": (pass_by, pass_by)}
    app.add_node(task, html=(visit_task, depart_task), **others)
    app.add_directive("task", Task)
    app.add_post_transform(ReadTasks)
    app.connect("html-page-context", add_style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
