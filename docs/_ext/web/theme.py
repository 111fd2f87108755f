"""What keeps people out of the theme's pages, mended."""

from pathlib import Path

from docutils import nodes
from notfound.utils import replace_uris
from sphinx.errors import ExtensionError

from i18n.catalogs import say
from i18n.languages import TABLE, chosen
from pages.cells import page_of
from web.links import switcher
from web.mend import mended


def repairs():
    """List what is wrong on every page, and what is better, in the language of the page."""
    site, page = say("Site navigation"), say("On this page")
    return [
        # Two complementary landmarks need names, or they sound alike.
        ('<aside class="sidebar-drawer"', f'<aside class="sidebar-drawer" aria-label="{site}"'),
        ('<aside class="toc-drawer', f'<aside aria-label="{page}" class="toc-drawer'),
        # A heading needs its level.
        (r'role="heading"(?! aria-level)', 'role="heading" aria-level="2"'),
        # A frame of another page may have no storage.
        (
            r'(document\.body\.dataset\.theme = )localStorage\.getItem\("theme"\) \|\| "auto";',
            r'\1"auto";\n      try { \1localStorage.getItem("theme") || "auto"; } catch {}',
        ),
        # The theme's own words that it does not offer for translation.
        ("@pradyunsg</a>'s", say("@pradyunsg's").replace("pradyunsg", "pradyunsg</a>", 1)),
        *((f"<title>{english}</title>", f"<title>{said}</title>") for english, said in icons()),
        ("Toggle site navigation sidebar", say("Toggle site navigation sidebar")),
        ("Toggle table of contents sidebar", say("Toggle table of contents sidebar")),
        (
            "Toggle Light / Dark / Auto color theme",
            say("Toggle light, dark or automatic colours"),
        ),
    ]


def icons():
    """List the titles of the theme's icons, which screen readers say, and what the site calls them."""
    return [
        ("Contents", say("Contents")),
        ("Menu", say("Menu")),
        ("Expand", say("Expand")),
        ("Light mode", say("Light colours")),
        ("Dark mode", say("Dark colours")),
        ("Auto light/dark, in light mode", say("Automatic colours, light now")),
        ("Auto light/dark, in dark mode", say("Automatic colours, dark now")),
    ]


LABEL = (
    '<summary aria-label="Toggle hidden content">\n'
    '<p class="collapsed admonition-title">(.*?)</p>\n'
    '<p class="expanded admonition-title">(.*?)</p>\n</summary>'
)
"""The label of a folded cell, as MyST-NB writes it."""


def mend_label(page):
    """Mend the labels of folded cells.

    The text is drawn by the style sheet, so no reader hears its label: it goes.
    Nothing but phrases may stand in a summary, and no paragraph.
    """
    better = (
        r'<summary>\n<span class="collapsed admonition-title">\1</span>\n'
        r'<span class="expanded admonition-title">\2</span>\n</summary>'
    )
    return mended(page, LABEL, better, "MyST-NB", page.count('<summary aria-label="Toggle'))


def mend_source(page):
    """Mend the source of a module, whose parts Sphinx marks: nothing but phrases may stand in it."""

    def inside(found):
        text, block = found[0], '<div class="viewcode-block"'
        times = text.count(block)
        text = mended(text, block, '<span class="viewcode-block"', "Sphinx")
        return mended(text, "</div>", "</span>", "Sphinx", times)

    return mended(page, r"(?s)(?<=<pre>).*?(?=</pre>)", inside, "Sphinx", 1)


def mend(page, languages=(), folded=False):
    """Return the body of a page, mended, with links to its other languages at the top."""
    for pattern, better in repairs():
        page = mended(page, pattern, better, "Furo")
    if 'class="toctree-checkbox"' in page:  # there are pages below others
        page = mended(
            page,
            r'aria-label="Toggle navigation of ([^"]*)"',
            lambda found: 'aria-label="' + say("Pages below: {title}", title=found[1]) + '"',
            "Furo",
        )
    if folded:
        page = mend_label(page)
    if 'class="viewcode-block"' in page:
        page = mend_source(page)
    if 'class="colon"' in page:  # the name of a list of parameters has the signs of its language
        colon = TABLE[chosen()].list_signs[0].strip()
        page = mended(
            page, '<span class="colon">:</span>', f'<span class="colon">{colon}</span>', "Docutils"
        )
    place = '<div class="theme-toggle-container'
    return mended(page, place, lambda found: switcher(languages) + found[0], "Furo")


def find_folded(app, pagename, _template, context, _doctree):
    """Tell whether a page folds a cell, as the tags in its source ask for it."""
    tags = set()
    path = Path(app.env.doc2path(pagename))
    if pagename in app.env.found_docs and path.suffix == ".md":
        for cell in page_of(path.read_text("utf-8")).cells:
            tags |= set(cell.metadata.get("tags", []))
    context["folded"] = any(tag.startswith("hide-") for tag in tags)


class pictures(nodes.General, nodes.Element):
    """All images of a figure, as one."""


def pass_by(_self, _node):
    """Write nothing: what is inside writes itself."""


def join_pictures(_app, doctree, _docname):
    """Let the light and the dark image of a figure stand as one: Docutils closes a caption after the first."""
    for figure in doctree.findall(nodes.figure):
        images = [child for child in figure if isinstance(child, nodes.image)]
        if len(images) > 1:
            figure[: len(images)] = [pictures("", *images)]


def lead_home(app, doctree, docname):
    """Let the links of the page for missing addresses work from any depth."""
    if docname == app.config.notfound_pagename:
        replace_uris(app, doctree, nodes.reference, "refuri")


def spare_readers(_app, pagename, _template, context, _doctree):
    """Leave out what only the scripts of the gallery need, where there is none."""
    if not pagename.startswith("gallery/f"):
        for kind in ("css_files", "script_files"):
            files = [file for file in context[kind] if "_static/sg" not in str(file)]
            if len(files) == len(context[kind]):
                raise ExtensionError(f"{pagename} has no {kind} of sphinx-gallery to leave out")
            context[kind] = files


def setup(app):
    """Offer the filter that _templates/page.html uses."""
    app.add_node(pictures, html=(pass_by, pass_by))
    app.connect("doctree-resolved", lead_home)
    app.connect("doctree-resolved", join_pictures)
    app.connect("html-page-context", find_folded)
    app.connect("html-page-context", spare_readers, priority=900)
    app.connect(
        "builder-inited",
        lambda app: (
            getattr(app.builder, "templates", None)
            and app.builder.templates.environment.filters.update(mend=mend)
        ),
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
