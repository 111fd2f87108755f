"""How the library is installed: from the site itself where that has an address, else from a copy of the project.

The role says by which command, ``{install}`library` ``; the directive ``install`` says it with what it needs.
"""

from importlib.metadata import metadata

from docutils import nodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

import gdtutorial
from i18n.catalogs import say

WHEEL = f"gdtutorial-{gdtutorial.__version__}-py3-none-any.whl"
"""Lies at the root of a whole site."""


class install(nodes.General, nodes.Element):
    """Says how to install the library."""


def has_wheel(config):
    """Tell whether the wheel can be had from an address."""
    return bool(config.site_url and config.gdtutorial_whole)


def command(config, extra=""):
    """Return the command that installs the library."""
    if not has_wheel(config):
        return f"pip install '.[{extra}]'" if extra else "pip install ."
    address = f"{config.site_url}{WHEEL}"
    return f"pip install 'gdtutorial[{extra}] @ {address}'" if extra else f"pip install {address}"


class Install(SphinxDirective):
    """Place it."""

    def run(self):
        """Leave a place for it."""
        node = install()
        self.set_source_info(node)
        return [node]


class Command(SphinxRole):
    """Say by which command the library is installed."""

    def run(self):
        """Return it as code."""
        return [nodes.literal(self.rawtext, command(self.config))], []


def visit(self, _node):
    """Write the command and what it needs."""
    python = metadata("gdtutorial")["Requires-Python"].removeprefix(">=")
    if has_wheel(self.config):
        told = say("With Python {python} or newer, this installs the library:", python=python)
    else:
        told = say(
            "With Python {python} or newer, this installs the library, in a copy of the project:",
            python=python,
        )
    self.body.append(
        f'<p>{self.encode(told)}</p>\n<div class="highlight-sh notranslate"><div class="highlight">'
        f"<pre>{self.encode(command(self.config))}\n</pre></div></div>\n"
    )
    raise nodes.SkipNode


def setup(app):
    """Register the role and the directive."""
    app.add_node(install, html=(visit, None))
    app.add_directive("install", Install)
    app.add_role("install", Command())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
