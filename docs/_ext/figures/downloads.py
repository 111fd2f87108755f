"""The list of all figures, by the page that shows them, each to download as PNG and SVG."""

import json
import re
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import download_reference
from sphinx.util.docutils import SphinxDirective

from i18n.languages import SOURCE, TABLE
from pages.lists import in_order, link, noted, title_item

FORMATS = "png", "svg"
NAME = re.compile(r"f\d\d_")  # a repeated figure has another


class figure_list(nodes.General, nodes.Element):
    """Stands for the list until every page is read; holds the downloads of each figure."""


def target_of(stem, number):
    """Return the name under which a page, and the folder of downloads, knows a figure."""
    return stem if number == 1 else f"{stem}-{number}"


class FigureList(SphinxDirective):
    """List every figure."""

    def run(self):
        self.env.note_reread()
        place = figure_list()
        folder = Path(self.env.srcdir) / "gallery"
        language = self.config.language
        edition = "" if language == SOURCE else f".{language}"
        for script in sorted(folder.glob("f*.py")):
            sidecar = script.with_suffix(".json")
            for number, _ in enumerate(json.loads(sidecar.read_text()), start=1):
                name = target_of(sidecar.stem, number)
                downloads = nodes.inline(figure=name)
                for kind in FORMATS:
                    address = f"/gallery/downloads/{name}{edition}.{kind}"
                    text = nodes.inline("", kind.upper())
                    downloads += download_reference("", "", text, reftarget=address)
                place += downloads
        return [place]


def collect(app, doctree):
    """Note which figures a page shows first."""
    app.env.metadata[app.env.docname]["figure_places"] = [
        name
        for figure in doctree.findall(nodes.figure)
        if "gallery-figure" in figure["classes"]
        for name in figure["ids"]
        if NAME.match(name)
    ]


def fill(app, doctree, docname):
    """Write the list."""
    for place in list(doctree.findall(figure_list)):
        downloads = {inline["figure"]: inline.children for inline in list(place)}
        pages = nodes.bullet_list()
        for page in in_order(app.env):
            items = nodes.bullet_list()
            for name in noted(app.env, page, "figure_places"):
                title = app.env.titles[f"gallery/{name.split('-')[0]}"].astext()
                line = nodes.paragraph("", "", link(app, docname, page, name, title))
                signs = TABLE[app.config.language].list_signs
                for comma, download in zip(signs, downloads[name], strict=True):
                    line += [nodes.Text(comma), download]
                items += nodes.list_item("", line)
            if items.children:
                pages += title_item(app, docname, page, items)
        place.replace_self(pages)


def setup(app):
    """Register the directive and events."""
    app.add_directive("figure-list", FigureList)
    app.add_node(figure_list)
    app.connect("doctree-read", collect)
    app.connect("doctree-resolved", fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
