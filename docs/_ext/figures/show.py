"""Show the figures that the gallery saved.

The directive ``gallery-figure`` shows the very images::

    :::{gallery-figure} f06_loss_surface
    Caption, with {glue:text}`page.md::name` if it needs a number.
    :::

Options: ``:number: 2`` takes a script's second figure,
``:eager:`` loads it at once (for the first figure of a page),
``:repeat:`` shows a figure that another page also shows, without a link target of its own.
"""

import json
import posixpath
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from i18n.catalogs import say

logger = logging.getLogger(__name__)


def all_words(srcdir):
    """Return the messages of all figures, each with the scripts that write it."""
    found = {}
    for script in sorted(Path(srcdir, "gallery").glob("f*.py")):
        for entry in json.loads(script.with_suffix(".json").read_text()):
            for word in entry["words"]:
                found.setdefault(word, []).append(script.stem)
    return found


def told(entry, language, location):
    """Return a figure's alternative text; warn about what its language lacks."""
    version = entry.get("languages", {}).get(language)
    if version is None:
        return entry["alt"]
    for word, said in version["words"].items():
        if not said:
            gap = "not translated in figures.po: %r"
            logger.warning(gap, word, type="translation", subtype="figure", location=location)
    for trouble in version["trouble"]:
        logger.warning("%s (%s)", trouble, language, location=location)
    return version["alt"]


class themed_image(nodes.image):
    """An image shown on a light page or on a dark one."""


class GalleryFigure(SphinxDirective):
    """Show a figure of the gallery, light and dark, with a caption and its origin."""

    required_arguments = 1
    has_content = True
    option_spec = {  # noqa: RUF012 - docutils' way
        "number": directives.positive_int,
        "eager": directives.flag,
        "repeat": directives.flag,
        "bare": directives.flag,
    }

    def run(self):
        stem = self.arguments[0]
        number = self.options.get("number", 1)
        folder = Path(self.env.srcdir) / "gallery"
        sidecar = folder / f"{stem}.json"
        if not sidecar.exists():
            known = ", ".join(sorted(path.stem for path in folder.glob("f*.py")))
            raise self.error(f"no gallery script is named {stem}; there are: {known}")
        entries = json.loads(sidecar.read_text())
        if number > len(entries):
            raise self.error(f"number must be at most {len(entries)} for {stem}, got {number}")
        self.env.note_dependency(str(sidecar))
        entry = entries[number - 1]
        figure = nodes.figure(classes=["gallery-figure"])
        self.set_source_info(figure)
        alt = told(entry, self.config.language, figure)
        for theme in ("light", "dark"):
            figure += themed_image(
                uri=f"/gallery/images/{entry[theme]}",
                told=alt,  # not alt: the page's catalog has no part in it
                width=entry["width"],
                height=entry["height"],
                classes=[f"only-{theme}"],
                # The dark twin stays lazy: a hidden image that is lazy is never fetched.
                eager="eager" in self.options and theme == "light",
            )
        if "bare" not in self.options:
            self.caption(figure, stem)
        if "bare" not in self.options and "repeat" not in self.options:
            name = stem if number == 1 else f"{stem}-{number}"
            figure["ids"] = [name]
            figure["names"] = [name]
            self.state.document.note_explicit_target(figure)
        return [figure]

    def caption(self, figure, stem):
        """Add the caption and the link to the gallery page."""
        body = self.parse_content_to_nodes()
        if body:
            if not isinstance(body[0], nodes.paragraph):
                raise self.error(f"the caption of {stem} must be plain text")
            caption = nodes.caption(body[0].rawsource, "", *body[0].children)
            caption.source, caption.line = body[0].source, body[0].line  # for its translation
            figure += caption
        text = nodes.inline("", say("How this figure is made"))
        link = pending_xref(
            "",
            text,
            refdomain="std",
            reftype="doc",
            refdoc=self.env.docname,
            reftarget=f"/gallery/{stem}",
            refexplicit=True,
            refwarn=True,
        )
        origin = nodes.paragraph("", "", link, classes=["figure-origin"])
        figure += nodes.legend("", *body[1:], origin)


def visit_themed_image(self, node):
    """Write one of the two images."""
    uri = node["uri"]
    if uri in self.builder.images:
        uri = posixpath.join(self.builder.imgpath, quote(self.builder.images[uri]))
    loading = {} if node["eager"] else {"loading": "lazy"}
    size = {name: node[name] for name in ("width", "height")}
    self.body.append(
        self.emptytag(
            node, "img", "\n", src=uri, alt=node["told"], decoding="async", **size, **loading
        )
    )
    raise nodes.SkipNode


def setup(app):
    """Register the directive and its image."""
    app.add_node(themed_image, html=(visit_themed_image, None))
    app.add_directive("gallery-figure", GalleryFigure)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
