"""The whole tutorial as an EPUB, made from the pages just built; it lies beside the first page of its language.

A chapter is a page of the book (see :mod:`web.book`) without what works on a page alone:
an explorable gives way to the figure above it, a question keeps its folded solution, formulae are MathML.
Not every reading device knows WebP, so the figures are PNG, as they look on a light page.
It tells no time: its identifier follows from its content.
"""

import hashlib
import io
import posixpath
import re
import uuid
from html import escape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree
from PIL import Image

from i18n.languages import tag
from web import book
from web.packed import pack

NAME = "gradient-descent.epub"
TIME = "2000-01-01T00:00:00Z"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
CONTAINER = (
    HEAD + '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="book/content.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
LOOKS = """
body { line-height: 1.5; }
h1, h2, h3, h4 { line-height: 1.2; page-break-after: avoid; }
img { height: auto; max-width: 100%; }
pre { overflow-wrap: anywhere; padding: 0.5em; white-space: pre-wrap; }
pre, code { font-size: 0.9em; }
table { border-collapse: collapse; }
td, th { border: 1px solid; padding: 0.2em 0.5em; }
figure { margin: 1em 0; page-break-inside: avoid; }
figcaption { font-size: 0.9em; }
.cell_output pre { border-left: 3px solid; }
.math-block { margin: 1em 0; overflow-x: auto; }
.admonition, .solution, .predict { border: 1px solid; margin: 1em 0; padding: 0 1em; }
.admonition-title, summary { font-weight: bold; }
"""
KEPT = {
    "alt",
    "class",
    "colspan",
    "height",
    "href",
    "id",
    "lang",
    "rowspan",
    "src",
    "start",
    "width",
}
"""The attributes of text; those of formulae are all kept."""


def path_of(app, page):
    """Return where a page lies in the book."""
    return re.sub(r"\.html$", ".xhtml", app.builder.get_target_uri(page))


def plain_questions(article):
    """Leave of each question what can be read: its text and its choices."""
    for form in article.xpath(".//form"):
        form.tag = "div"
        for group in form.xpath(".//fieldset"):
            choices = group.xpath("label[input/@type='radio']")
            for element in [*group]:
                if element not in choices:
                    element.drop_tree()
            for choice in choices:
                choice.tag = "li"
                choice.find("input").drop_tree()
            if choices:
                group.tag = "ul"
            else:
                group.drop_tree()


def follow(app, element, address, paths):
    """Let a link lead to its place in the book, or to the site where that has an address."""
    target = element.get("href", "")
    parts = urlsplit(target)
    if parts.scheme or target.startswith("#"):
        return
    place = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(parts.path)))
    after = f"#{parts.fragment}" if parts.fragment else ""
    if place in paths:
        own = posixpath.dirname(paths[address])
        element.set("href", posixpath.relpath(paths[place], own or ".") + after)
    elif app.config.html_baseurl:
        element.set("href", urljoin(app.config.html_baseurl, place) + after)
    else:
        del element.attrib["href"]


def chapter(app, page, paths, figures):
    """Return a page as XHTML; note the figures that it shows, by their names in the book."""
    address = app.builder.get_target_uri(page)
    article = book.article(app, page)
    plain_questions(article)
    for element in article.xpath(".//*[not(ancestor-or-self::math)]"):
        if element.tag == "img":
            source = posixpath.normpath(
                posixpath.join(posixpath.dirname(address), element.get("src"))
            )
            name = f"figures/{Path(source).stem}.png"
            figures[name] = Path(app.outdir) / unquote(source)
            element.set("src", posixpath.relpath(name, posixpath.dirname(address) or "."))
        if element.tag == "a":
            follow(app, element, address, paths)
        for attribute in {*element.attrib} - KEPT:
            del element.attrib[attribute]
    text = "".join(etree.tostring(part, encoding="unicode", method="xml") for part in article)
    text = re.sub(r"<math\b", '<math xmlns="http://www.w3.org/1998/Math/MathML"', text)
    return document(app, app.env.titles[page].astext(), text, "../" * address.count("/"))


def document(app, title, body, up=""):
    """Return a document of the book."""
    language = tag(app.config.language)
    return (
        f'{HEAD}<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">\n'
        f"<head><title>{escape(title)}</title>"
        f'<link rel="stylesheet" type="text/css" href="{up}looks.css"/></head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )


def png(path):
    """Return a picture as PNG; it has few colours already."""
    with Image.open(path) as picture:
        colours = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    written = io.BytesIO()
    colours.save(written, "PNG", optimize=True)
    return written.getvalue()


def described(app, files, spine):
    """Return the package document: what the book is, holds, and in which order it is read."""
    digest = hashlib.sha256(b"".join(hashlib.sha256(files[name]).digest() for name in files))
    kinds = {".css": "text/css", ".png": "image/png", ".xhtml": "application/xhtml+xml"}
    items, order = [], []
    for number, (name, content) in enumerate(files.items()):
        traits = ["nav"] * (name == "nav.xhtml") + ["mathml"] * (b"<math " in content)
        traits = f' properties="{" ".join(traits)}"' if traits and name.endswith(".xhtml") else ""
        kind = kinds[Path(name).suffix]
        items.append(f'<item id="item{number}" href="{name}" media-type="{kind}"{traits}/>\n')
        if name in spine:
            order.append(f'<itemref idref="item{number}"/>\n')
    access = {
        "accessMode": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeature": ["alternativeText", "MathML", "tableOfContents"],
        "accessibilityHazard": ["none"],
    }
    told = "".join(
        f'<meta property="schema:{name}">{value}</meta>\n'
        for name, values in access.items()
        for value in values
    )
    return (
        f'{HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">urn:uuid:{uuid.UUID(digest.hexdigest()[:32], version=4)}</dc:identifier>\n'
        f"<dc:title>{escape(app.config.html_title)}</dc:title>\n"
        f"<dc:language>{tag(app.config.language)}</dc:language>\n"
        f"<dc:creator>{escape(app.config.author)}</dc:creator>\n"
        f"<dc:rights>{escape(app.config.copyright)}</dc:rights>\n"
        f'<meta property="dcterms:modified">{TIME}</meta>\n{told}'
        f"</metadata>\n<manifest>\n{''.join(items)}</manifest>\n"
        f"<spine>\n{''.join(order)}</spine>\n</package>\n"
    )


def assemble(app, pages):
    """Return the content of each file of the book, by its name."""
    paths = {app.builder.get_target_uri(page): path_of(app, page) for page in pages}
    figures = {}
    chapters = {path_of(app, page): chapter(app, page, paths, figures) for page in pages}
    title = escape(app.config.html_title)
    listed = "".join(
        f'<li><a href="{path_of(app, page)}">{escape(app.env.titles[page].astext())}</a></li>\n'
        for page in pages
    )
    texts = {
        "title.xhtml": document(
            app, title, f"<h1>{title}</h1>\n<p>{escape(app.config.copyright)}</p>"
        ),
        "nav.xhtml": document(
            app, title, f'<nav epub:type="toc">\n<h1>{title}</h1>\n<ol>\n{listed}</ol>\n</nav>'
        ),
        **chapters,
        "looks.css": app.builder.highlighter.get_stylesheet() + LOOKS,
    }
    files = {name: text.encode() for name, text in texts.items()}
    files |= {name: png(path) for name, path in sorted(figures.items())}
    opf = described(app, files, {"title.xhtml", *chapters})
    inside = {"content.opf": opf.encode()} | files
    return {"META-INF/container.xml": CONTAINER.encode()} | {
        f"book/{name}": content for name, content in inside.items()
    }


def build(app, exception):
    """Write the book, where there is a tutorial."""
    if exception or app.builder.name != "html" or not app.config.gdtutorial_whole:
        return
    pages = book.pages_of(app)
    if pages:
        # What kind of archive it is must come first, and as it is.
        files = {"mimetype": b"application/epub+zip"} | assemble(app, pages)
        (Path(app.outdir) / NAME).write_bytes(pack(files, as_it_is={"mimetype"}))


def setup(app):
    """Write it when the pages are there."""
    app.connect("build-finished", build)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
