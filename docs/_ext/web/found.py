"""What the search page knows before it asks Sphinx's index: a line of each page, and the words of learners.

``docs/search.toml`` holds the words, for each page and each language;
a language also finds by the words of the source, as readers know terms in English, too.
``_static/found.js``, which only the search page loads, puts these pages first.
"""

import json
import tomllib
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError

from i18n import languages
from i18n.catalogs import say

LONGEST = 160
"""Signs of a line that nobody wrote to be one."""


def words_of(table, pages, language):
    """Return the words of each page in a language, or say which row leads nowhere."""
    for page, row in table.items():
        if page not in pages:
            raise ExtensionError(f"search.toml has words for a page that does not exist: {page}")
        if unknown := set(row) - set(languages.TABLE):
            raise ExtensionError(f"search.toml, {page}: no such language: {sorted(unknown)}")
    kinds = dict.fromkeys([language, languages.SOURCE])
    return {page: [w for kind in kinds for w in row.get(kind, [])] for page, row in table.items()}


def line_of(doctree):
    """Return the description of a page, or the beginning of its first paragraph."""
    for meta in doctree.findall(nodes.meta):
        if meta.get("name") == "description":
            return meta["content"]
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            text = " ".join(paragraph.astext().split())
            return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
    return ""


def add_found(app, pagename, _template, context, _doctree):
    """Give the search page its index: for each page its line and its words, and what to say of a search."""
    if pagename != "search":
        return
    file = Path(app.srcdir) / "search.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    words = words_of(table, app.env.found_docs, languages.chosen())
    found = {
        "pages": {
            page: [line_of(app.env.get_doctree(page)), *words.get(page, [])]
            for page in sorted(app.env.found_docs - {app.config.notfound_pagename})
        },
        "instead": say(
            "No page says “{asked}”. These say “{found}”.", asked="{asked}", found="{found}"
        ),
        "nothing": say(
            "Nothing found. Try fewer words, or another: the glossary lists the terms."
        ),
    }
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    context["found"] = text.replace("<", "\\u003c")


def setup(app):
    """Hand the index to the template of the search page."""
    app.connect("html-page-context", add_found)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
