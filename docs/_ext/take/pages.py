"""The notebook and the program of each page with cells, beside the page, and the links to them.

``take-list`` lists those of all pages, for teachers.
"""

from pathlib import Path, PurePosixPath

import nbformat
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from i18n.catalogs import say
from i18n.languages import TABLE
from pages import cells, extras
from pages.lists import in_order, link
from pages.run import PAGES
from take.library import command, has_wheel
from take.markdown import Heading, Writer
from take.notebook import notebook, program

HIDDEN = {"remove-cell", "remove-input"}
NO_PROGRAM = {"beyond/dask"}
"""Its workers are processes, and each would run the program that starts them."""


class take_along(nodes.General, nodes.Element):
    """Links to what can be taken along of a page; `kinds` lists it."""


class take_list(nodes.General, nodes.Element):
    """Stands for the list of all that can be taken along."""


def text_of(app, docname):
    """Return the source of a page."""
    return Path(app.env.doc2path(docname)).read_text("utf-8")


def kinds(app, docname):
    """List what can be taken along of a page, as endings of files."""
    if app.builder.name != "html" or not docname.startswith(PAGES) or extras.missing(docname):
        return []
    found = cells.page_of(text_of(app, docname)).cells
    if all(HIDDEN & set(cell.metadata.get("tags", [])) for cell in found):
        return []
    return ["ipynb"] if docname in NO_PROGRAM else ["ipynb", "py"]


def opening(app, docname, address):
    """Return what a reader of a notebook has to know first: what it is, what it needs, whose it is."""
    config = app.config
    source = say("A page of the tutorial “{title}”.", title=config.project)
    extra = extras.NEEDS.get(docname, ("",))[0]
    install = f"`{command(config, extra)}`"
    if has_wheel(config):
        needs = say("Its code needs the library, which {command} installs.", command=install)
    else:
        needs = say(
            "Its code needs the library, which {command} installs in a copy of the project.",
            command=install,
        )
    first = f"[{source}]({address})" if address else source
    return f"{first}\n{needs}\n\n© {config.copyright}"


def write(app, docname, doctree, kinds):
    """Write what can be taken along of a page beside it."""
    target = app.builder.get_target_uri(docname)
    address = app.config.html_baseurl and f"{app.config.html_baseurl}{target}"
    writer = Writer(app.config.language, address)
    title, *blocks = writer.blocks(doctree)
    if not isinstance(title, Heading):
        raise TypeError(f"{docname} does not begin with its title")
    known = [title, opening(app, docname, address), *blocks]
    pictures = Path(app.srcdir, "gallery", "images")
    made = notebook(known, cells.read(text_of(app, docname)), pictures)
    texts = {"ipynb": nbformat.writes(made) + "\n", "py": program(made)}
    for kind in kinds:
        path = Path(app.outdir, f"{docname}.{kind}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[kind], "utf-8")


def offer(app, doctree, docname):
    """Write them, and say so below what the page is about; or fill the list."""
    if found := kinds(app, docname):
        write(app, docname, doctree, found)
        place = next(doctree.findall(nodes.admonition))
        name = PurePosixPath(docname).name
        place.parent.insert(place.parent.index(place) + 1, take_along(name=name, kinds=found))
    for place in list(doctree.findall(take_list)):
        items, colon = nodes.bullet_list(), TABLE[app.config.language].list_signs[0]
        for page in in_order(app.env):
            line = nodes.paragraph()
            for kind in kinds(app, page):
                address = app.builder.get_relative_uri(docname, page).removesuffix("html") + kind
                file = nodes.reference("", names()[kind], internal=True, refuri=address)
                line += [nodes.Text(" · " if line.children else ""), file]
            if line.children:
                title = app.env.titles[page].astext()
                items += nodes.list_item("", line)
                line[:0] = [link(app, docname, page, "", title), nodes.Text(colon)]
        place.replace_self(items)


def names():
    """Return what the two are called."""
    return {"ipynb": say("notebook"), "py": say("program")}


class TakeList(SphinxDirective):
    """List all that can be taken along."""

    def run(self):
        """Leave a place for it."""
        self.env.note_reread()
        return [take_list()]


def visit(self, node):
    """Write the links."""
    links = " · ".join(
        f'<a class="reference internal" href="{node["name"]}.{kind}" download>{names()[kind]}</a>'
        for kind in node["kinds"]
    )
    said = say("Take this page along: {links}", links=links)
    self.body.append(f'<p class="take-along">{said}</p>\n')
    raise nodes.SkipNode


def setup(app):
    """Register the links and the list."""
    app.add_node(take_along, html=(visit, None))
    app.add_node(take_list)
    app.add_directive("take-list", TakeList)
    app.connect("doctree-resolved", offer, priority=950)  # all else is in its place by then
    return {"parallel_read_safe": True, "parallel_write_safe": True}
