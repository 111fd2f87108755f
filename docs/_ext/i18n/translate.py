"""Words of a page that gettext leaves out, translated; and what a catalog lacks, said."""

from docutils import nodes
from sphinx.builders.gettext import MsgOrigin
from sphinx.util import logging
from sphinx.util.nodes import extract_messages

from i18n import catalogs, formats, proofread
from i18n.languages import SOURCE
from pages import extras

logger = logging.getLogger(__name__)


def keep_anchors(app, doctree):
    """Keep the anchors of headings: MyST forgets them when it reads a translated paragraph."""
    if hasattr(doctree, "myst_slugs"):
        app.env.metadata[app.env.docname]["myst_slugs"] = doctree.myst_slugs


def read_marked(app, doctree, docname):
    """Translate the words that the HTML of cells marks, or add them to the page's catalog."""
    language = app.config.language
    for raw in list(doctree.findall(nodes.raw)):
        if not catalogs.marked_words(raw.astext()):
            continue
        if app.builder.name == "gettext":
            for word in catalogs.marked_words(raw.astext()):
                app.builder.catalogs[docname].add(word, MsgOrigin(docname, 1))
        elif language != SOURCE:
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
        elif app.config.language != SOURCE:
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


def warn(domain, message, location):
    """Say what is not translated."""
    gap = "not translated in %s.po: %r"
    logger.warning(gap, domain, message, type="translation", subtype="page", location=location)


def find_gaps(app, doctree):
    """Warn about every message of a page that its catalog lacks."""
    if app.config.language == SOURCE or app.builder.name == "gettext":
        return
    docname = app.env.docname
    if extras.missing(docname):
        return  # what stands in for the page says each word by the catalog already
    catalog = catalogs.read(app.config.language, docname)
    own = catalogs.read(app.config.language, "sphinx")
    known = {*catalog, *catalog.values(), *own.values()}
    for node, message in extract_messages(doctree):
        if isinstance(node, nodes.math_block | nodes.classifier) or not proofread.worded(message):
            continue
        if not node.get("translated") and formats.without(message) not in known:
            warn(docname, message, node)


def setup(app):
    """Connect to Sphinx's events."""
    app.connect("doctree-read", keep_anchors)
    app.connect("doctree-read", find_gaps)
    app.connect("doctree-resolved", read_marked)
    app.connect("doctree-resolved", read_formulas)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
