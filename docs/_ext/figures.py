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
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import matplotlib.pyplot as plt
import numpy as np
from docutils import nodes
from docutils.parsers.rst import directives
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.colors import to_rgb
from PIL import Image
from scipy.spatial import cKDTree
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxDirective

from gdtutorial import plotting

BACKGROUND = {"light": plotting.PAPER, "dark": plotting.DARK[plotting.PAPER]}  # of every page
DPI = 100  # of the size that a page gives a figure
DENSITY = 2  # pixels saved for each, so that figures are sharp on phones too


class DarkInk:
    """An Agg renderer that draws light colours' dark counterparts.

    Changing the renderer instead of the artists leaves the figure as its script made it
    and reaches what has no public setter, such as the panes of 3-D axes.
    """

    def __init__(self, renderer, table):
        self._renderer = renderer
        self._light = np.array([to_rgb(light) for light in table])
        self._dark = np.array([to_rgb(dark) for dark in table.values()])

    def __getattr__(self, name):
        return getattr(self._renderer, name)

    def _map(self, colours):
        """Replace the light colours among rows of RGB or RGBA."""
        if colours is None or len(colours) == 0:
            return colours
        mapped = np.array(colours, dtype=float)
        rows = np.atleast_2d(mapped)
        match = np.abs(rows[:, None, :3] - self._light).max(axis=2) < 1e-3
        hit = match.any(axis=1)
        rows[hit, :3] = self._dark[match[hit].argmax(axis=1)]
        return mapped

    @contextmanager
    def _ink(self, gc):
        """Exchange the line colour of a graphics context for a while."""
        before = gc._rgb
        gc._rgb = tuple(self._map(before))
        try:
            yield
        finally:
            gc._rgb = before

    def _face(self, face):
        return None if face is None else tuple(self._map(face))

    def draw_path(self, gc, path, transform, face=None):
        with self._ink(gc):
            self._renderer.draw_path(gc, path, transform, self._face(face))

    def draw_markers(self, gc, marker, marker_transform, path, transform, face=None):
        with self._ink(gc):
            self._renderer.draw_markers(
                gc, marker, marker_transform, path, transform, self._face(face)
            )

    def draw_path_collection(self, gc, *args, **kwargs):
        args = list(args)
        args[5:7] = map(self._map, args[5:7])  # face colours, edge colours
        with self._ink(gc):
            self._renderer.draw_path_collection(gc, *args, **kwargs)

    def draw_text_image(self, image, x, y, angle, gc):
        with self._ink(gc):
            self._renderer.draw_text_image(image, x, y, angle, gc)


def draw(figure, background, table=None):
    """Return a picture of the figure on a background, its inks exchanged by `table`."""
    dpi, patch = figure.dpi, figure.patch
    colour, visible = patch.get_facecolor(), patch.get_visible()
    try:
        figure.set_dpi(DPI * DENSITY)
        canvas = FigureCanvasAgg(figure)
        width, height = canvas.get_width_height(physical=True)
        renderer = RendererAgg(width, height, figure.dpi)
        agg = renderer._renderer
        if table:
            renderer._renderer = DarkInk(agg, table)
            renderer._update_methods()
        patch.set_facecolor(background)
        patch.set_visible(True)
        figure.draw(renderer)
        pixels = np.asarray(agg)
        return Image.fromarray(np.ascontiguousarray(pixels[..., :3]))
    finally:
        figure.set_dpi(dpi)
        patch.set_facecolor(colour)
        patch.set_visible(visible)


def save(picture, path):
    """Save a picture in 256 colours: a third of the bytes, no visible loss.

    The commonest colours, which fill whole areas, are kept exactly; the rest go to the nearest.
    """
    pixels = np.asarray(picture).reshape(-1, 3)
    codes, inverse, counts = np.unique(
        pixels @ np.array([65536, 256, 1]), return_inverse=True, return_counts=True
    )
    colours = np.column_stack([codes >> 16, codes >> 8 & 255, codes & 255])
    if len(colours) > 256:
        common = colours[np.argsort(-counts, kind="stable")[:64]]
        others = picture.quantize(192, method=Image.Quantize.MEDIANCUT, kmeans=2).getpalette()
        palette = np.vstack([common, np.reshape(others, (-1, 3))])
        colours = palette[cKDTree(palette).query(colours)[1]]
    image = colours[inverse].astype(np.uint8).reshape(picture.height, picture.width, 3)
    Image.fromarray(image).save(path, lossless=True, method=6)


def scrape(block, block_vars, gallery_conf):
    """Save the open figures and return the reStructuredText that shows them."""
    stem = Path(block_vars["src_file"]).stem
    sidecar = Path(gallery_conf["src_dir"]) / "gallery" / f"{stem}.json"
    shown = []
    for number, path in zip(plt.get_fignums(), block_vars["image_path_iterator"], strict=False):
        figure = plt.figure(number)
        alt = figure.get_label()
        if not alt:
            raise ValueError(f"{stem}: figure {number} has no alternative text: call describe()")
        light = Path(path).with_suffix(".webp")
        dark = light.with_name(f"{light.stem}_dark.webp")
        figure.draw_without_rendering()
        figure.set_layout_engine("none")  # or the second picture would be laid out once more
        save(draw(figure, BACKGROUND["light"]), light)
        save(draw(figure, BACKGROUND["dark"], plotting.DARK), dark)
        width, height = (round(inches * DPI) for inches in figure.get_size_inches())
        count = len(block_vars["image_path_iterator"])
        known = json.loads(sidecar.read_text()) if count > 1 else []
        entry = {"light": light.name, "dark": dark.name, "alt": alt}
        known.append(entry | {"width": width, "height": height})
        sidecar.write_text(json.dumps(known, indent=1))
        shown.append(f"\n.. gallery-figure:: {stem}\n   :number: {count}\n   :bare:\n")
    plt.close("all")
    return "".join(shown)


class themed_image(nodes.image):  # noqa: N801 - docutils finds visitors by this name
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
