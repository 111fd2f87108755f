"""Sentences that set the explorable of their page to the situation that they tell.

The role ``set`` has the words, and what to set; a number that a cell of a page glued stands by its name::

    Set the rate {set}`just above it <lr=learning-rate.md::above&n=30>`, and it diverges.

What is not named is as it was at first, so that the sentence is true whatever a reader did before.
An address that the explorable cannot take stops the build, with its page and line.
Without a script the words lead to the explorable, and on paper they are words.
"""

import json
import posixpath
from html import escape

from docutils import nodes
from myst_nb.ext.glue.crossref import read_glue_cache
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole

from pages.explore import common_data, explorable
from pages.fields import fields

logger = logging.getLogger(__name__)


class setter(nodes.Inline, nodes.TextElement):
    """Words that set an explorable; ``address`` says to what, ``explorable`` which, ``state`` what was read."""


class Set(ReferenceRole):
    """Words that set the explorable of the page."""

    def run(self):
        """Return the words."""
        node = setter(self.rawtext, self.title, address=self.target)
        self.set_source_info(node)
        return [node], []


def read(address, known, glued):
    """Read an address; raise ValueError that says what is wrong with it.

    `known` has the fields of the explorable, `glued` finds the number of a name such as ``page.md::name``.
    """
    state = {}
    for part in address.split("&"):
        name, _, value = part.partition("=")
        if name not in known:
            raise ValueError(f"{name!r} is none of {', '.join(known)}")
        if name in state:
            raise ValueError(f"{name} is set twice")
        text = glued(value) if "::" in value else value
        try:
            state[name] = known[name].read(text)
        except ValueError:
            raise ValueError(f"{name} must be {known[name]}, got {text!r}") from None
    return state


def glued_text(env, value):
    """Return what a cell glued, as text; raise ValueError if none did. The name of its page starts where `env` is."""
    page, _, name = value.partition("::")
    folder = posixpath.dirname(env.docname)
    docname = posixpath.normpath(posixpath.join(folder, page.removesuffix(".md")))
    found = read_glue_cache(env.mystnb_config.output_folder, docname)
    if name not in found:
        raise ValueError(f"no cell of {page} glues {name}")
    return found[name]["data"]["text/plain"]


class ReadAddresses(SphinxPostTransform):
    """Read what each sentence sets, once the numbers are known."""

    default_priority = 5

    def run(self):
        """Read them all."""
        place = next(self.document.findall(explorable), None)
        for node in list(self.document.findall(setter)):
            try:
                if place is None:
                    raise ValueError("the page has no explorable")
                known = fields(place["name"], common_data())
                node["state"] = read(
                    node["address"], known, lambda value: glued_text(self.env, value)
                )
                node["explorable"] = place["name"]
            except ValueError as trouble:
                logger.warning("cannot set %s: %s", node["address"], trouble, location=node)
                node.replace_self(node.children)


def visit_setter(self, node):
    """Write a link to the explorable that knows what to set."""
    state = escape(json.dumps(node["state"], separators=(",", ":")))
    self.body.append(f'<a class="setter" href="#explore-{node["explorable"]}" data-set="{state}">')


def depart_setter(self, _node):
    """Close it."""
    self.body.append("</a>")


def pass_by(_self, _node):
    """Leave the words as they are."""


def setup(app):
    """Register the role and what reads it."""
    others = {"text": (pass_by, pass_by), "latex": (pass_by, pass_by)}
    app.add_node(setter, html=(visit_setter, depart_setter), **others)
    app.add_role("set", Set())
    app.add_post_transform(ReadAddresses)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
