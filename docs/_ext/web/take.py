"""What can be taken along: the one place that knows what of it a build makes.

The directive ``take-along`` lists it, with sizes; ``install`` says how to get the library.
``tools/site.py`` says by ``GDTUTORIAL_WHOLE`` that the whole site is built: then the wheel and an archive of all pages
come to lie at its root, and an EPUB in each language. A build of one language by itself, as while you edit, has none of them.
The sizes are known when all is there: :mod:`web.sizes` fills them in.
"""

import os
from importlib.metadata import metadata

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import gdtutorial
from i18n.catalogs import say
from pages import programs
from web import book, epub, offline, pdf

WHEEL = f"gdtutorial-{gdtutorial.__version__}-py3-none-any.whl"


class take_along(nodes.General, nodes.Element):
    """Stands for the list until it is known what there is."""


class install(nodes.General, nodes.Element):
    """Says how to install the library."""


class Place(SphinxDirective):
    """Place one of the two."""

    def run(self):
        node = {"take-along": take_along, "install": install}[self.name]()
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


def visit_list(self, _node):
    """Write the list."""
    up = "../" * self.builder.current_docname.count("/")
    files = offered(self.builder.app)
    if not files:
        raise nodes.SkipNode
    self.body.append('<ul class="take-along">\n')
    for file, what, online in files:
        kind = ' class="online"' if online else ""
        self.body.append(
            f'<li{kind}><a class="made" href="{up}{file}" download>{self.encode(what)}</a>'
            '<span class="size"></span></li>\n'
        )
    self.body.append("</ul>\n")
    raise nodes.SkipNode


def visit_install(self, _node):
    """Write the command: from the site itself where its address is known, else from a copy of the project."""
    config = self.config
    python = metadata("gdtutorial")["Requires-Python"].removeprefix(">=")
    if config.site_url and config.gdtutorial_whole:
        told = say("With Python {python} or newer, this installs the library:", python=python)
        command = f"pip install {config.site_url}{WHEEL}"
    else:
        told = say(
            "With Python {python} or newer, this installs the library, in a copy of the project:",
            python=python,
        )
        command = "pip install ."
    self.body.append(
        f'<p>{self.encode(told)}</p>\n<div class="highlight-sh notranslate"><div class="highlight">'
        f"<pre>{self.encode(command)}\n</pre></div></div>\n"
    )
    raise nodes.SkipNode


def setup(app):
    """Register the directives."""
    app.add_config_value("gdtutorial_whole", bool(os.environ.get("GDTUTORIAL_WHOLE")), "env")
    app.add_node(take_along, html=(visit_list, None))
    app.add_node(install, html=(visit_install, None))
    app.add_directive("take-along", Place)
    app.add_directive("install", Place)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
