"""What can be taken along: the one place that knows what of it a build makes.

The directive ``take-along`` lists it, with sizes; ``install`` says how to get the library.
``tools/site.py`` says by ``GDTUTORIAL_WHOLE`` that the whole site is built: then the wheel and an archive of all pages
come to lie at its root, and an EPUB in each language. A build of one language by itself, as while you edit, has none of them.
The sizes are known when all is there, so they are filled in last, and a file that is missing stops the build.
"""

import os
import re
from importlib.metadata import metadata
from urllib.parse import unquote

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from i18n.catalogs import say
from pages import programs
from web import book, epub, offline, pdf, running

SIZED = re.compile(
    r'(<a class="made" href="([^"]*)"[^>]*>.*?</a>)<span class="size"></span>', re.DOTALL
)


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
                say("This whole site, in every language, to read offline; cells do not run in it"),
                True,
            )
        )
    if "programs" in app.env.found_docs:
        found.append((programs.NAME, say("The programs to write, and their judge"), False))
    if app.config.gdtutorial_whole:
        found.append(
            (f"../{running.wheel()[0]}", say("The library, to be installed with pip"), False)
        )
    return found


def visit_list(self, _node):
    """Write the list."""
    up = "../" * self.builder.current_docname.count("/")
    self.body.append('<ul class="take-along">\n')
    for file, what, online in offered(self.builder.app):
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
        command = f"pip install {config.site_url}{running.wheel()[0]}"
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


def fill(site):
    """Write the size of each file beside its link, in all pages of a site, as far as the files are there."""
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")

        def sized(match, folder=path.parent):
            file = folder / unquote(match[2])
            if not file.exists():
                return match[0]
            return f'{match[1]} <span class="size">({max(file.stat().st_size / 1e6, 0.1):.1f} MB)</span>'

        told = SIZED.sub(sized, text)
        if told != text:
            path.write_text(told, "utf-8")


def publish(site):
    """Put what lies at the root into a site, and say on its pages how large everything is."""
    name, content = running.wheel()
    (site / name).write_bytes(content)
    fill(site)
    offline.write(site)  # which does not tell its own size
    fill(site)
    for path in sorted(site.rglob("*.html")):
        if missing := SIZED.search(path.read_text("utf-8")):
            raise FileNotFoundError(
                f"{path.relative_to(site)} offers {missing[2]}, which was not made"
            )


def setup(app):
    """Register the directives."""
    app.add_config_value("gdtutorial_whole", bool(os.environ.get("GDTUTORIAL_WHOLE")), "env")
    app.add_node(take_along, html=(visit_list, None))
    app.add_node(install, html=(visit_install, None))
    app.add_directive("take-along", Place)
    app.add_directive("install", Place)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
