"""What keeps people out of the theme's pages, mended."""

import re

from docutils import nodes
from notfound.utils import replace_uris

REPAIRS = [
    # Two complementary landmarks need names, or they sound alike.
    (
        r'<aside class="sidebar-drawer"',
        '<aside class="sidebar-drawer" aria-label="Site navigation"',
    ),
    (r'<aside class="toc-drawer', '<aside aria-label="On this page" class="toc-drawer'),
    # A heading needs its level.
    (r'role="heading"(?! aria-level)', 'role="heading" aria-level="2"'),
    # The text of a folded cell is drawn by the style sheet, which no reader hears.
    (r'<summary aria-label="Toggle hidden content">', "<summary>"),
]


def mend(page):
    """Return the body of a page, mended."""
    for pattern, better in REPAIRS:
        page = re.sub(pattern, better, page)
    return page


def lead_home(app, doctree, docname):
    """Let the links of the page for missing addresses work from any depth."""
    if docname == app.config.notfound_pagename:
        replace_uris(app, doctree, nodes.reference, "refuri")


def spare_readers(_app, pagename, _template, context, _doctree):
    """Leave out what only the gallery's thumbnails need, where there are none."""
    if not pagename.startswith(("gallery/", "reference/")):
        for kind in ("css_files", "script_files"):
            context[kind] = [file for file in context[kind] if "_static/sg" not in str(file)]


def setup(app):
    """Offer the filter that _templates/page.html uses."""
    app.connect("doctree-resolved", lead_home)
    app.connect("html-page-context", spare_readers, priority=900)
    app.connect(
        "builder-inited",
        lambda app: (
            getattr(app.builder, "templates", None)
            and app.builder.templates.environment.filters.update(mend=mend)
        ),
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
