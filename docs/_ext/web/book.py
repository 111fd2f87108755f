"""The tutorial's pages as one document, for the PDF: each link leads to its place in it."""

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

from i18n.languages import TABLE, tag
from pages.lists import in_order

PARTS = re.compile(r"(tutorial|beyond)/|glossary$")  # the pages that make the book
DROPPED = """
    //*[contains(@class, 'headerlink') or contains(@class, 'figure-origin')]
    | //*[contains(@class, 'explorable') or contains(@class, 'only-dark') or contains(@class, 'run-')]
    | //*[contains(@class, 'take-along')]
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


def article(app, page):
    """Return the text of a page that was built, without what works on a page alone."""
    path = Path(app.outdir) / app.builder.get_target_uri(page)
    root = html.parse(path, html.HTMLParser(encoding="utf-8")).getroot()
    for element in root.xpath(DROPPED):
        element.drop_tree()
    for words in root.xpath("//a[@data-set]"):  # what they set is not in the book
        words.drop_tag()
    (found,) = root.xpath("//article[@role='main']")
    return found


def pages_of(app):
    """List the pages that make the book, in order."""
    return [page for page in in_order(app.env) if PARTS.match(page)]


def chapter(app, page, book):
    """Return a page's text, fit to stand in one document with the others."""
    folder = Path(app.outdir)
    address = app.builder.get_target_uri(page)
    text = article(app, page)
    for element in text.iter(etree.Element):
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
    text.tag, text.attrib["class"], text.attrib["id"] = "section", "chapter", page
    return html.tostring(text, encoding="unicode")


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
    pages = pages_of(app)
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
    own_font = ' class="lacks-font"' if TABLE[app.config.language].font else ""
    return f"""<!doctype html>
<html lang="{tag(app.config.language)}"{own_font}><head><meta charset="utf-8"><title>{title}</title>{looks}<style>{LOOKS}</style></head>
<body data-theme="light"><div class="cover"><p class="title">{title}</p><p>{app.config.copyright}</p></div>
<nav class="overview"><ol>{contents}</ol></nav>
{"".join(chapter(app, page, book) for page in pages)}</body></html>
"""
