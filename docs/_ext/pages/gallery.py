"""The cards of the gallery, by the page that shows each figure, and the way from a script back to its pages."""

import json
import re
from html import escape

from docutils import nodes
from sphinx.addnodes import compact_paragraph, pending_xref
from sphinx.util.docutils import SphinxDirective

from figures.keep import scripts
from figures.show import themed_image, told
from figures.thumbnails import SIZE
from i18n.catalogs import say
from i18n.languages import TABLE
from pages.lists import in_order, link, noted
from web.mend import mended

ALL = "gallery/index"
PICTURE = re.compile(r"sphx_glr_(f\d\d_\w+?)_\d{3}\.")


class figure_index(nodes.General, nodes.Element):
    """Stands for the cards of all figures until every page is read."""


class Cards(SphinxDirective):
    """Show the cards of some figures."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self):
        return [card_list(self.card(stem) for stem in self.arguments[0].split())]

    def card(self, stem):
        """Return the card of a figure: its thumbnail, light and dark, and the title of its script."""
        place = nodes.list_item(classes=["figure-card"], stem=stem)
        self.set_source_info(place)
        sidecar = self.env.srcdir / "gallery" / f"{stem}.json"
        self.env.note_dependency(str(sidecar))
        alt = told(json.loads(sidecar.read_text("utf-8"))[0], self.config.language, place)
        line = nodes.paragraph()
        for theme in ("light", "dark"):
            mark = "_dark" if theme == "dark" else ""
            line += themed_image(
                uri=f"/gallery/images/thumb/sphx_glr_{stem}_thumb{mark}.webp",
                told=alt,
                width=SIZE[0],
                height=SIZE[1],
                classes=[f"only-{theme}", "no-scaled-link"],  # the card leads to the script
                eager=False,
            )
        target = {"refdomain": "std", "reftype": "doc", "reftarget": f"/gallery/{stem}"}
        line += pending_xref(
            "", nodes.inline(), refdoc=self.env.docname, refexplicit=False, refwarn=True, **target
        )
        place += line
        return place


class FigureIndex(Cards):
    """Show the cards of all figures, and a field that picks some by a word."""

    def run(self):
        self.env.note_reread()
        stems = scripts(self.env)
        words = {"one": say("1 figure"), "many": say("{n} figures", n="{n}")}
        words["none"] = say("No figure has this word.")
        label = escape(say("Show figures with the word"))
        data = "".join(f' data-{name}="{escape(word)}"' for name, word in words.items())
        form = (
            f'<form class="figure-filter" role="search"{data}><label>{label} '
            '<input type="search" autocomplete="off" spellcheck="false"></label> '
            f"<output>{escape(words['many'].format(n=len(stems)))}</output></form>"
        )
        place = figure_index()
        place += [self.card(stem) for stem in stems]
        return [nodes.raw("", form, format="html"), place]


def card_list(cards):
    """Return the list of some cards."""
    return nodes.bullet_list("", *cards, classes=["figure-cards"])


def replace_thumbnails(_app, docname, source):
    """Put our cards in the place of those that sphinx-gallery writes."""
    if docname == ALL:
        source[0] = mended(
            source[0],
            r"(?s)\.\. raw:: html\n\n +<div id='sg-tag-list'.*?(?=\n\.\. toctree::)",
            ".. figure-index::\n\n",
            "sphinx-gallery",
            1,
        )


def collect(app, doctree):
    """Note which figures a page shows."""
    found = [
        PICTURE.search(image["uri"])
        for image in doctree.findall(themed_image)
        if not app.env.docname.startswith("gallery/")
    ]
    app.env.metadata[app.env.docname]["figure_uses"] = list(
        dict.fromkeys(m[1] for m in found if m)
    )


def groups(env):
    """Return the figures by the page that shows each first, in reading order."""
    found, seen = {}, set()
    for page in in_order(env):
        # A figure has its place where other pages can link to it: a repeated one has none.
        names = [name.split("-")[0] for name in noted(env, page, "figure_places")]
        stems = [name for name in dict.fromkeys(names) if name not in seen]
        if stems:
            found[page] = stems
        seen |= set(stems)
    return found


def anchor(page):
    """Return the anchor of a page's group in the gallery."""
    return page.replace("/", "-")


def list_groups(_app, env):
    """Name the groups among the contents of the gallery's page."""
    if ALL not in env.tocs:
        return []
    (top,) = env.tocs[ALL].children
    del top[1:]
    items = nodes.bullet_list()
    for page in groups(env):
        target = {"refuri": ALL, "anchorname": f"#{anchor(page)}", "internal": True}
        text = nodes.reference("", "", nodes.Text(env.titles[page].astext()), **target)
        items += nodes.list_item("", compact_paragraph("", "", text))
    top += items
    env.toc_num_entries[ALL] = 1 + len(items)
    return [ALL]


def group(app, doctree, docname):
    """Write the cards of all figures by the pages that show them."""
    for place in list(doctree.findall(figure_index)):
        cards = {card["stem"]: card for card in place}
        sections = []
        for page, stems in groups(app.env).items():
            title = app.env.titles[page].astext()
            heading = nodes.title("", "", link(app, docname, page, "", title))
            listed = card_list(cards.pop(stem) for stem in stems)
            sections.append(nodes.section("", heading, listed, ids=[anchor(page)]))
        rest = [card_list(cards.values())] if cards else []  # on no page yet
        place.replace_self([*rest, *sections])


def lead_back(app, doctree, docname):
    """Name the pages that show a figure, below the title of its script."""
    stem = docname.removeprefix("gallery/")
    if stem == docname or docname == ALL:
        return
    colon, comma = TABLE[app.config.language].list_signs
    line = nodes.paragraph("", say("Shown on") + colon, classes=["shown-on"])
    uses = [page for page in in_order(app.env) if stem in noted(app.env, page, "figure_uses")]
    for number, page in enumerate(uses):
        place = stem if stem in noted(app.env, page, "figure_places") else ""
        title = app.env.titles[page].astext()
        line += [nodes.Text(comma if number else ""), link(app, docname, page, place, title)]
    if uses:
        title = next(doctree.findall(nodes.title))
        title.parent.insert(title.parent.index(title) + 1, line)


def add_filter(app, pagename, _template, _context, _doctree):
    """Load what picks cards by a word, on the one page that has it."""
    if pagename == ALL:
        app.add_js_file("gallery.js", defer="defer")


def setup(app):
    """Register the directives and events."""
    app.add_node(figure_index)
    app.add_directive("figure-cards", Cards)
    app.add_directive("figure-index", FigureIndex)
    app.connect("source-read", replace_thumbnails)
    app.connect("doctree-read", collect)
    app.connect("env-updated", list_groups)
    app.connect("doctree-resolved", group)
    app.connect("doctree-resolved", lead_back)
    app.connect("html-page-context", add_filter)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
