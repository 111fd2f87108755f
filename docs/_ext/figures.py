"""Figures: the gallery saves each in a light and a dark version, and the pages show them.

:func:`scrape` is called by sphinx-gallery after each block of a script.
The directive ``gallery-figure`` shows the very images that it saved::

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
from sphinx.util.docutils import SphinxDirective


def scrape(_block, block_vars, gallery_conf):
    """Save the open figures and return the reStructuredText that shows them."""
    import inks  # here, because a build with nothing to draw need not wait for Matplotlib

    stem = Path(block_vars["src_file"]).stem
    sidecar = Path(gallery_conf["src_dir"]) / "gallery" / f"{stem}.json"
    shown = []
    for figure, path in zip(inks.figures(), block_vars["image_path_iterator"], strict=False):
        alt = figure.get_label()
        if not alt:
            raise ValueError(f"{stem}: a figure has no alternative text: call describe()")
        light = Path(path).with_suffix(".webp")
        dark = light.with_name(f"{light.stem}_dark.webp")
        width, height = inks.save(figure, light, dark)
        count = len(block_vars["image_path_iterator"])
        inks.export(
            figure, sidecar.parent / "downloads", stem if count == 1 else f"{stem}-{count}"
        )
        known = json.loads(sidecar.read_text()) if count > 1 else []
        entry = {"light": light.name, "dark": dark.name, "alt": alt}
        known.append(entry | {"width": width, "height": height})
        sidecar.write_text(json.dumps(known, indent=1))
        shown.append(f"\n.. gallery-figure:: {stem}\n   :number: {count}\n   :bare:\n")
    inks.close()
    return "".join(shown)


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
        for theme in ("light", "dark"):
            figure += themed_image(
                uri=f"/gallery/images/{entry[theme]}",
                alt=entry["alt"],
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
            figure += nodes.caption("", "", *body[0].children)
        text = nodes.inline("", "How this figure is made")
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
    attributes = {name: node[name] for name in ("alt", "width", "height")}
    self.body.append(
        self.emptytag(node, "img", "\n", src=uri, decoding="async", **attributes, **loading)
    )
    raise nodes.SkipNode


def describe_thumbnails(app, doctree):
    """Give the gallery's thumbnails the alternative text of their figures."""
    for image in doctree.findall(nodes.image):
        name = posixpath.basename(image["uri"])
        if name.startswith("sphx_glr_f") and "_thumb." in name:
            stem = name.removeprefix("sphx_glr_").split("_thumb.")[0]
            sidecar = Path(app.srcdir) / "gallery" / f"{stem}.json"
            image["alt"] = json.loads(sidecar.read_text())[0]["alt"]


def setup(app):
    """Register the directive and its image."""
    app.add_node(themed_image, html=(visit_themed_image, None))
    app.add_directive("gallery-figure", GalleryFigure)
    app.connect("doctree-read", describe_thumbnails)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
