"""What can be taken along of the whole site: the one place that knows what of it a build makes.

The directive ``take-site`` lists it, with sizes.
``tools/site.py`` says by ``GDTUTORIAL_WHOLE`` that the whole site is built: then the wheel and an archive of all pages
come to lie at its root, and an EPUB in each language. A build of one language by itself, as while you edit, has none of them.
The sizes are known when all is there: :mod:`web.sizes` fills them in.
"""

import os

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from i18n.catalogs import say
from pages import programs
from take.library import WHEEL
from web import book, epub, offline, pdf


class take_site(nodes.General, nodes.Element):
    """Stands for the list until it is known what there is."""


class TakeSite(SphinxDirective):
    """Place the list."""

    def run(self):
        """Leave a place for it."""
        node = take_site()
        self.set_source_info(node)
        return [node]


def offered(app):
    """List what there is: its file, from the folder of the language, what it is, and whether the archive lacks it."""
    found = []
    if app.config.tutorial_pdf:
        found.append(
            (pdf.NAME, say("The whole tutorial as one PDF, to print or to read offline"), True)
        )
    if app.config.gdtutorial_whole and book.pages_of(app):
        found.append(
            (epub.NAME, say("The whole tutorial as an EPUB, for reading devices and phones"), True)
        )
    if app.config.gdtutorial_whole:
        found.append(
            (
                f"../{offline.NAME}",
                say(
                    "This whole site, in every language, to read offline; code does not run in it"
                ),
                True,
            )
        )
    if "programs" in app.env.found_docs:
        found.append((programs.NAME, say("The programs to write, and their judge"), False))
    if app.config.gdtutorial_whole:
        found.append((f"../{WHEEL}", say("The library, to be installed with pip"), False))
    return found


def visit(self, _node):
    """Write the list."""
    up = "../" * self.builder.current_docname.count("/")
    files = offered(self.builder.app)
    if not files:
        raise nodes.SkipNode
    self.body.append('<ul class="take-site">\n')
    for file, what, online in files:
        kind = ' class="online"' if online else ""
        self.body.append(
            f'<li{kind}><a class="made" href="{up}{file}" download>{self.encode(what)}</a>'
            '<span class="size"></span></li>\n'
        )
    self.body.append("</ul>\n")
    raise nodes.SkipNode


def setup(app):
    """Register the directive."""
    app.add_config_value("gdtutorial_whole", bool(os.environ.get("GDTUTORIAL_WHOLE")), "env")
    app.add_node(take_site, html=(visit, None))
    app.add_directive("take-site", TakeSite)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
