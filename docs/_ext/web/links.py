"""The way from one language to the others: links in the head, the switcher, the sitemap."""

import posixpath
from html import escape
from pathlib import Path

from i18n.catalogs import say
from i18n.languages import SOURCE, TABLE, tag


def lead_across(app, pagename, _template, context, _doctree):
    """Name each language's page in the head of a page, and give the switcher its address.

    Search engines want full addresses, where the site has one.
    The switcher's are relative, so that they work from files, too;
    only the page for missing addresses, which is served from any depth, starts at the root.
    """
    target = app.builder.get_target_uri(pagename)
    up = "../" * (target.count("/") + 1)
    if pagename == app.config.notfound_pagename:
        up = posixpath.dirname(app.config.notfound_urls_prefix.rstrip("/")).rstrip("/") + "/"
    links = [(tag(language), language) for language in TABLE] + [("x-default", SOURCE)]
    context["metatags"] = context.get("metatags", "") + "".join(
        f'<link rel="alternate" hreflang="{name}" '
        f'href="{escape(app.config.site_url or up)}{language}/{escape(target)}">\n'
        for name, language in links
    )
    context["other_languages"] = [
        {
            "tag": tag(language),
            "folder": language,
            "name": row.name,
            "address": f"{up}{language}/{target}",
        }
        for language, row in TABLE.items()
        if language != app.config.language
    ]


def write_sitemap(app, exception):
    """List every page, with its other languages; a sitemap needs full addresses."""
    site = app.config.site_url
    if exception or app.builder.name != "html" or not site:
        return
    lines = []
    for docname in sorted(app.env.found_docs - {app.config.notfound_pagename}):
        target = app.builder.get_target_uri(docname)
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{tag(language)}" href="{escape(f"{site}{language}/{target}")}"/>'
            for language in TABLE
        )
        own = escape(f"{site}{app.config.language}/{target}")
        lines.append(f"<url><loc>{own}</loc>{links}</url>\n")
    Path(app.outdir, "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "".join(lines) + "</urlset>\n",
        encoding="utf-8",
    )


def switcher(languages):
    """Return the links to a page's other languages, for the top of the page."""
    links = "".join(
        f'<a class="language" lang="{other["tag"]}" hreflang="{other["tag"]}" '
        f'data-language="{other["folder"]}" href="{escape(other["address"])}">{other["name"]}</a>'
        for other in languages
    )
    name = say("Other languages")
    return f'<nav class="languages" aria-label="{name}">{links}</nav>'


def setup(app):
    """Connect to Sphinx's events."""
    app.add_config_value("site_url", "", "html")
    app.connect("html-page-context", lead_across)
    app.connect("build-finished", write_sitemap)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
