"""The whole tutorial as one PDF, printed by a headless Chromium from the pages just built.

``make pdf`` sets GDTUTORIAL_PDF; the site then holds the PDF, and ``pdf-link`` shows a link to it.
Without it there is neither, so that a site never offers a PDF that is older than its pages.
"""

import os
import posixpath
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from docutils import nodes
from lxml import etree, html
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from pages.lists import in_order

NAME = "gradient-descent.pdf"
PARTS = re.compile(r"(tutorial|beyond)/|glossary$")  # the pages that make the book
DROPPED = """
    //*[contains(@class, 'headerlink') or contains(@class, 'figure-origin')]
    | //*[contains(@class, 'explorable') or contains(@class, 'only-dark')]
    | //*[@data-verdict or @role='status'] | //form//button | //script
"""
LOOKS = """
    @page { size: A4; margin: 20mm 18mm 22mm; @bottom-center { content: counter(page); font: 9pt system-ui; } }
    @page :first { @bottom-center { content: none; } }
    html { font-size: 10.5pt; font-variant-ligatures: none; }
    .overview ol { padding-left: 2rem; }
    body { background: none; }
    .cover { padding-top: 35vh; }
    .cover .title { font-size: 2.6rem; font-weight: 650; margin: 0; }
    .overview, .chapter { break-before: page; }
    h1, h2, h3, h4 { break-after: avoid; white-space: break-spaces; } /* or the outline joins words */
    form.predict, .admonition, tr { break-inside: avoid; }
    div.cell, pre { break-inside: auto; orphans: 4; widows: 4; }
    figure.gallery-figure img { max-width: 130mm; max-height: 130mm; }
"""


def browser():
    """Return a Chromium's path."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program:
        raise ExtensionError("the PDF needs a Chromium: install one, or let CHROMIUM name it")
    return program


def chapter(app, page, book):
    """Return a page's text, fit to stand in one document with the others."""
    folder = Path(app.outdir)
    address = app.builder.get_target_uri(page)
    root = html.parse(folder / address, html.HTMLParser(encoding="utf-8")).getroot()
    for element in root.xpath(DROPPED):
        element.drop_tree()
    (article,) = root.xpath("//article[@role='main']")
    for element in article.iter(etree.Element):
        for name in ("id", "aria-describedby", "name"):
            if element.get(name):
                element.set(name, f"{page}--{element.get(name)}")
        if element.get("src"):
            element.set(
                "src",
                picture(folder, posixpath.join(posixpath.dirname(address), element.get("src"))),
            )
            element.attrib.pop("loading", None)
        if element.tag == "details":
            element.set("open", "")
        if element.tag == "a":
            follow(app, element, address, page, book)
    article.tag, article.attrib["class"], article.attrib["id"] = "section", "chapter", page
    return html.tostring(article, encoding="unicode")


def picture(folder, address):
    """Return the address of a figure drawn in lines, where there is one."""
    match = re.search(r"/sphx_glr_(.+)_(\d{3})((?:\.\w+)?)\.webp$", address)
    if match:
        name = match[1] if match[2] == "001" else f"{match[1]}-{int(match[2])}"
        name += match[3]  # the language
        drawn = sorted(folder.glob(f"_downloads/*/{name}.svg"))
        if drawn:
            return drawn[0].relative_to(folder).as_posix()
    return posixpath.normpath(address)


def follow(app, element, address, page, book):
    """Let a link lead to its place in the book, or to the site where that has an address."""
    target = element.get("href", "")
    if urlsplit(target).scheme:
        return
    parts = urlsplit(
        posixpath.normpath(posixpath.join("/", posixpath.dirname(address), unquote(target)))
    )
    goal = page if target.startswith("#") else book.get(parts.path.lstrip("/"))
    if goal:
        anchor = urlsplit(target).fragment
        element.set("href", f"#{goal}--{anchor}" if anchor else f"#{goal}")
    elif app.config.html_baseurl:
        element.set("href", urljoin(app.config.html_baseurl, parts.geturl().lstrip("/")))
    else:
        del element.attrib["href"]


def assemble(app):
    """Return the whole tutorial as one HTML document, to lie in the site's root."""
    pages = [page for page in in_order(app.env) if PARTS.match(page)]
    book = {app.builder.get_target_uri(page): page for page in pages}
    first = (Path(app.outdir) / app.builder.get_target_uri(pages[0])).read_text("utf-8")
    head = html.fromstring(first).find("head")
    depth = "../" * pages[0].count("/")
    looks = "".join(
        html.tostring(element, encoding="unicode").replace(f'href="{depth}', 'href="', 1)
        for element in head.xpath("link[@rel='stylesheet'] | style")
    )
    contents = "".join(
        f'<li><a href="#{page}">{app.env.titles[page].astext()}</a></li>' for page in pages
    )
    title = app.config.html_title
    own_font = "" if app.config.language == "en" else ' class="no-chinese-font"'
    return f"""<!doctype html>
<html lang="{app.config.language.replace("_", "-")}"{own_font}><head><meta charset="utf-8"><title>{title}</title>{looks}<style>{LOOKS}</style></head>
<body data-theme="light"><div class="cover"><p class="title">{title}</p><p>{app.config.copyright}</p></div>
<nav class="overview"><ol>{contents}</ol></nav>
{"".join(chapter(app, page, book) for page in pages)}</body></html>
"""


def build(app, exception):
    """Print the PDF, or remove one that another build has left."""
    if exception or app.builder.format != "html":
        return
    target = Path(app.outdir) / NAME
    target.unlink(missing_ok=True)
    if not app.config.tutorial_pdf:
        return
    from playwright.sync_api import sync_playwright

    source = Path(app.outdir) / "_book.html"
    source.write_text(assemble(app), "utf-8")
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=browser(),
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            page = chromium.new_page(color_scheme="light")
            page.goto(source.as_uri(), wait_until="load")
            page.evaluate("document.fonts.ready.then(() => true)")
            page.pdf(
                path=target,
                prefer_css_page_size=True,
                print_background=True,
                outline=True,
                tagged=True,
            )
            chromium.close()
        target.write_bytes(without_dates(target.read_bytes()))
    finally:
        source.unlink()


def without_dates(content):
    """Return a PDF that does not tell when it was printed; no byte moves."""
    return re.sub(rb"\(D:\d{14}", b"(D:20000101000000", content)


class pdf_link(nodes.General, nodes.TextElement):
    """A link to the PDF, on a site that has one."""


class PdfLink(SphinxDirective):
    """Place the link."""

    has_content = True

    def run(self):
        text = " ".join(self.content)
        node = pdf_link(text, text)
        self.set_source_info(node)
        return [node]


def visit_pdf_link(self, _node):
    """Write the link, or nothing."""
    if not self.config.tutorial_pdf:
        raise nodes.SkipNode
    up = "../" * self.builder.current_docname.count("/")
    self.body.append(f'<p class="pdf"><a class="reference internal" href="{up}{NAME}" download>')


def depart_pdf_link(self, _node):
    """Close it."""
    self.body.append("</a></p>\n")


def setup(app):
    """Register the directive and the printing."""
    app.add_config_value("tutorial_pdf", bool(os.environ.get("GDTUTORIAL_PDF")), "html")
    app.add_node(pdf_link, html=(visit_pdf_link, depart_pdf_link))
    app.add_directive("pdf-link", PdfLink)
    app.connect("build-finished", build)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
