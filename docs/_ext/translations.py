"""The same site in every language: what gettext leaves out, and the way from one to the other."""

import posixpath
import re
from collections import defaultdict
from html import escape
from pathlib import Path

import catalogs
import proofread
from babel.messages.extract import extract_from_file
from docutils import nodes
from sphinx.builders.gettext import Catalog, MsgOrigin
from sphinx.errors import ExtensionError
from sphinx.search import SearchLanguage
from sphinx.util import logging
from sphinx.util.nodes import extract_messages

logger = logging.getLogger(__name__)

NAMES = {"en": "English", "zh_CN": "中文"}
"""The languages, each as those call it who speak it; its site lies in a folder of this name."""


def tag(language):
    """Return the tag of a language, as web pages have it: zh-CN."""
    return language.replace("_", "-")


# Search: Chinese has no spaces between words, so every two neighbours are one.

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
PIECES = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")


class SearchByPairs(SearchLanguage):
    """Finds Chinese by its pairs of characters: 学习率 is 学习 and 习率, in the index and in what is asked."""

    lang = "zh_CN"
    language_name = "Chinese"
    js_stemmer_code = "window.Stemmer = class { stemWord(word) { return word; } };"
    js_splitter_code = r"""
window.splitQuery = (query) =>
  (query.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{Letter}\p{Number}_])+/gu) || []).flatMap((piece) =>
    /^\p{Script=Han}{2}/u.test(piece)
      ? [...piece].slice(1).map((character, i) => [...piece][i] + character)
      : [piece]);
"""

    def split(self, text):
        """Cut a text into words, and Chinese into pairs."""
        words = []
        for piece in PIECES.findall(text):
            if len(piece) > 1 and re.match(f"[{HAN}]", piece):
                words += [piece[i : i + 2] for i in range(len(piece) - 1)]
            else:
                words.append(piece)
        return words

    def stem(self, word):
        """Leave the word, in small letters."""
        return word.lower()


def keep_anchors(app, doctree):
    """Keep the anchors of headings: MyST forgets them when it reads a translated paragraph."""
    if hasattr(doctree, "myst_slugs"):
        app.env.metadata[app.env.docname]["myst_slugs"] = doctree.myst_slugs


# Words that are no text of a page.


def read_marked(app, doctree, docname):
    """Translate the words that the HTML of cells marks, or add them to the page's catalog."""
    language = app.config.language
    for raw in list(doctree.findall(nodes.raw)):
        if not catalogs.marked_words(raw.astext()):
            continue
        if app.builder.name == "gettext":
            for word in catalogs.marked_words(raw.astext()):
                app.builder.catalogs[docname].add(word, MsgOrigin(docname, 1))
        elif language != "en":
            text = catalogs.translate_marked(raw.astext(), translator(language, docname))
            raw.replace_self(nodes.raw("", text, format="html"))


def read_formulas(app, doctree, docname):
    """Translate the words that stand in formulas, or add them to the page's catalog."""
    for node in doctree.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)):
        words = catalogs.phrases(node.astext())
        if not words:
            continue
        if app.builder.name == "gettext":
            for word in words:
                app.builder.catalogs[docname].add(word, MsgOrigin(docname, 1))
        elif app.config.language != "en":
            translate = translator(app.config.language, docname)
            node[:] = [nodes.Text(catalogs.translate_phrases(node.astext(), translate))]


def translator(language, docname):
    """Return what translates the words of a page that are no text of it, and warns of gaps."""
    catalog = catalogs.read(language, docname)

    def translate(word):
        if word not in catalog:
            warn(docname, word, docname)
        return catalog.get(word, word)

    return translate


def name_thumbnails(app, doctree, _docname):
    """Write the titles of the gallery's thumbnails in the language of the page."""
    if app.config.language == "en":
        return
    titles = {}
    for path in Path(app.srcdir).glob("gallery/f*.rst"):
        titles |= catalogs.read(app.config.language, f"gallery/{path.stem}")
    for raw in list(doctree.findall(nodes.raw)):
        if "sphx-glr-thumbnail-title" in raw.astext():
            text = re.sub(
                r'(thumbnail-title">)([^<]+)(?=</div>)',
                lambda match: match[1] + titles.get(match[2], match[2]),
                raw.astext(),
            )
            raw.replace_self(nodes.raw("", text, format="html"))


def warn(domain, message, location):
    """Say what is not translated."""
    gap = "not translated in %s.po: %r"
    logger.warning(gap, domain, message, type="translation", subtype="page", location=location)


def find_gaps(app, doctree):
    """Warn about every message of a page that its catalog lacks."""
    if app.config.language == "en" or app.builder.name == "gettext":
        return
    docname = app.env.docname
    catalog = catalogs.read(app.config.language, docname)
    for node, message in extract_messages(doctree):
        if isinstance(node, nodes.math_block | nodes.classifier) or not proofread.worded(message):
            continue
        if (
            not node.get("translated")
            and message not in catalog
            and not re.search(f"[{HAN}]", message)
        ):
            warn(docname, message, node)


# What translators get.


class Sieve(Catalog):
    """A catalog that leaves out what has no words: formulas, code, references, types."""

    def add(self, msg, origin):
        """Add a message that has words."""
        formula = isinstance(origin, nodes.math_block | nodes.classifier)
        if not formula and proofread.worded(msg):
            super().add(msg, origin)


def sift(app):
    """Give the builder of catalogs such ones."""
    if app.builder.name == "gettext":
        app.builder.catalogs = defaultdict(Sieve)


def collect(app, _env):
    """Add to the templates of the catalogs: the words of figures, of the theme, of this machinery."""
    if app.builder.name != "gettext":
        return
    import extras
    import figures
    import furo

    for docname in extras.NEEDS:
        if extras.missing(docname):
            raise ExtensionError(
                f"{docname} would lose its words: install {extras.NEEDS[docname]}"
            )

    for message, stems in figures.all_words(app.srcdir).items():
        for stem in stems:
            app.builder.catalogs["figures"].add(message, MsgOrigin(f"gallery/{stem}.py", 1))
    own = app.builder.catalogs["sphinx"]
    here = Path(__file__).parent
    for path in [here.parent / "conf.py", *sorted(here.glob("*.py"))]:
        for _line, message, *_ in extract_from_file("python", path, keywords={"say": None}):
            own.add(message, MsgOrigin(path.name, 1))
    theme = Path(furo.__file__).parent / "theme" / "furo"
    read = app.builder.templates.environment.extract_translations
    for name in ("base", "page", "search", "genindex", "sidebar/search"):
        for _line, _function, message in read((theme / f"{name}.html").read_text("utf-8")):
            own.add(message, MsgOrigin(f"{name}.html", 1))
    known = known_to_sphinx()
    for message in [*own.metadata]:
        if message in known or ">Furo</a>" in message or not message.strip():
            del own.metadata[message]


def known_to_sphinx():
    """Return what Sphinx itself says in every language of the site."""
    import gettext

    import sphinx

    folder = Path(sphinx.__file__).parent / "locale"
    known = [
        {
            key
            for key, text in gettext.translation("sphinx", folder, [name])._catalog.items()
            if text
        }
        for name in catalogs.LANGUAGES
    ]
    return set.intersection(*known) if known else set()


# The way from one language to the other.


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
    links = [(tag(language), language) for language in NAMES] + [("x-default", "en")]
    context["metatags"] = context.get("metatags", "") + "".join(
        f'<link rel="alternate" hreflang="{name}" '
        f'href="{escape(app.config.site_url or up)}{language}/{escape(target)}">\n'
        for name, language in links
    )
    context["other_languages"] = [
        {
            "tag": tag(language),
            "folder": language,
            "name": name,
            "address": f"{up}{language}/{target}",
        }
        for language, name in NAMES.items()
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
            for language in NAMES
        )
        own = escape(f"{site}{app.config.language}/{target}")
        lines.append(f"<url><loc>{own}</loc>{links}</url>\n")
    Path(app.outdir, "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "".join(lines) + "</urlset>\n",
        encoding="utf-8",
    )


def setup(app):
    """Connect to Sphinx's events."""
    app.add_config_value("site_url", "", "html")
    app.add_search_language(SearchByPairs)
    app.connect("builder-inited", sift)
    app.connect("doctree-read", keep_anchors)
    app.connect("doctree-read", find_gaps)
    app.connect("doctree-resolved", read_marked)
    app.connect("doctree-resolved", read_formulas)
    app.connect("doctree-resolved", name_thumbnails)
    app.connect("env-updated", collect)
    app.connect("html-page-context", lead_across)
    app.connect("build-finished", write_sitemap)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
