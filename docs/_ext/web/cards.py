"""What others see of a page before they open it: its description, its card, its data for crawlers.

A description is the one in the page's front matter, or else its first sentences in plain words.
A card is the page's first figure, in the shape that social sites show;
they ask for full addresses, so there are cards only where the site has an address.
"""

import json
import os
import re
import unicodedata
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, urljoin

from docutils import nodes
from sphinx.errors import ExtensionError

from figures.show import themed_image, told
from i18n.catalogs import say
from i18n.languages import tag

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SITE_FIGURE = "f06_loss_surface"
"""The figure of the pages that have none."""
FOLDER = "_cards"
SIZE = 1200, 630
MARGIN = 30
ENOUGH = 40
"""How wide a description should be, Chinese signs counting twice."""
MOST = 200
PICTURE = re.compile(r"sphx_glr_(?P<stem>.+)_(?P<number>\d{3})(?:\.\w+)?\.webp")
END = "\u3002\uff01\uff1f"  # of a Chinese sentence
COLON = ":\uff1a"
WIDE = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
CANNOT_BE_SAID = "\0"


def width(text):
    """Return the width of a text in Latin letters."""
    return sum(2 if re.match(f"[{WIDE}]", sign) else 1 for sign in text)


def tidy(text):
    """Return a text with single spaces, and none between Chinese signs."""
    text = " ".join(text.split())
    return re.sub(rf"(?<=[{WIDE}]) (?=[{WIDE}“”])|(?<=[“”]) (?=[{WIDE}])", "", text)


def formula(latex):
    """Return a formula as a sentence says it; those with a structure cannot be said."""
    try:
        text = re.sub(
            r"\\([a-z]+)",
            lambda match: unicodedata.lookup(f"GREEK SMALL LETTER {match[1].upper()}"),
            latex.strip(),
        )
    except KeyError:
        return CANNOT_BE_SAID
    if not re.fullmatch(r"[\w .,=<>+-]+", text) or "_" in text:
        return CANNOT_BE_SAID
    return text.replace("-", "\N{MINUS SIGN}")


def plain(node):
    """Return what a node says, in plain words."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.math):
        return formula(node.astext())
    if isinstance(node, nodes.raw | nodes.image | nodes.footnote_reference | nodes.Invisible):
        return ""
    return "".join(map(plain, node.children))


def sentences(text):
    """List the sentences of a text that can be said, and that do not lead to what comes next."""
    parts = re.split(rf"(?<=[{END}])|(?<=[.!?]) (?=\S)", tidy(text))
    return [
        part
        for part in map(str.strip, parts)
        if part and CANNOT_BE_SAID not in part and part[-1] not in COLON
    ]


def paragraphs(doctree):
    """Yield the paragraphs of a page that belong to nothing else: no list, no note, no figure, no way back."""
    for node in doctree.findall(nodes.paragraph):
        if "shown-on" in node["classes"]:
            continue
        parent = node.parent
        while isinstance(parent, nodes.section | nodes.compound):
            parent = parent.parent
        if isinstance(parent, nodes.document):
            yield node


def first_words(doctree):
    """Return the first sentences of a page: enough of them, and not too many."""
    said = ""
    for paragraph in paragraphs(doctree):
        for sentence in sentences(plain(paragraph)):
            space = "" if not said or re.search(f"[{WIDE}]$", said) else " "
            if width(said) >= ENOUGH and width(said + space + sentence) > MOST:
                return said
            said += space + sentence
        if width(said) >= ENOUGH:
            break
    return said


def take_descriptions(app, doctree, _docname):
    """Note the description in a page's front matter, which the head is to have once.

    Sphinx marks each text that it has translated, and would write the mark into the page.
    """
    if app.builder.format != "html":
        return
    for meta in list(doctree.findall(nodes.meta)):
        meta.attributes.pop("translated", None)
        if meta.get("name") == "description":
            doctree["description"] = tidy(meta["content"])
            meta.parent.remove(meta)


def describe(pagename, doctree):
    """Return a page's description."""
    if doctree is not None:
        return doctree.get("description") or first_words(doctree)
    if pagename == "genindex":
        return say("Every function, class and module of the library, from A to Z.")
    if pagename == "search":
        return say("Search the tutorial, the glossary, the figures and the reference.")
    if pagename == "_modules/index":
        return say("The modules of the library, each with its whole source code.")
    if pagename.startswith("_modules/"):
        module = pagename.removeprefix("_modules/").replace("/", ".")
        return say(
            "The whole source code of {module}, with links to its reference.", module=module
        )
    raise ExtensionError(f"web/cards.py does not know how to describe {pagename}")


def figure_of(app, doctree):
    """Return the name of a page's first figure, or of the site's, and its alternative text."""
    language = app.config.language
    for image in doctree.findall(themed_image):
        if "/thumb/" in image["uri"] or "still" in image["classes"]:
            continue  # a card leads to its own page, and what stands still has no picture for slides
        found = PICTURE.fullmatch(Path(image["uri"]).name)
        if not found:
            raise ExtensionError(f"a figure's file has a name of another form: {image['uri']}")
        number = int(found["number"])
        return found["stem"] + (f"-{number}" if number > 1 else ""), image["told"]
    sidecar = Path(app.srcdir) / "gallery" / f"{SITE_FIGURE}.json"
    if not sidecar.exists():
        return None
    return SITE_FIGURE, told(json.loads(sidecar.read_text())[0], language, None)


def draw(app, name):
    """Write a figure's card; return its place on the site."""
    from PIL import Image

    from gdtutorial.palette import PAPER
    from i18n.languages import SOURCE

    edition = "" if app.config.language == SOURCE else f".{app.config.language}"
    place = f"{FOLDER}/{name}.png"
    target = Path(app.outdir) / place
    if not target.exists():
        with Image.open(
            Path(app.srcdir) / "gallery" / "downloads" / f"{name}{edition}.png"
        ) as file:
            figure = file.convert("RGB")
        figure.thumbnail([side - 2 * MARGIN for side in SIZE], Image.Resampling.LANCZOS)
        card = Image.new("RGB", SIZE, PAPER)
        card.paste(figure, [(a - b) // 2 for a, b in zip(SIZE, figure.size, strict=True)])
        target.parent.mkdir(exist_ok=True)
        # Processes that write pages side by side may want the same card: each takes its place whole.
        partial = target.with_suffix(f".{os.getpid()}")
        card.quantize(128).save(partial, "PNG", optimize=True)
        partial.replace(target)
    return place


def data(page):
    """Return what crawlers read, as a script; pure ASCII and without a sign that ends one."""
    text = json.dumps(page)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">{text}</script>\n'


def meta(kind, name, content):
    """Return an element of the head."""
    return f'<meta {kind}="{name}" content="{escape(str(content))}">\n'


def level(pagename):
    """Return for whom a page is."""
    if pagename.startswith(("beyond/", "reference/")):
        return say("Intermediate")
    return say("Beginner")


def card(app, pagename, title, about, doctree):
    """Return what the head of a page says to social sites and to crawlers."""
    config = app.config
    home = pagename == config.root_doc
    tags = [
        ("property", "og:title", title),
        ("property", "og:type", "website" if home else "article"),
        ("property", "og:site_name", config.project),
        ("property", "og:description", about),
    ]
    page = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": title,
        "description": about,
        "inLanguage": tag(config.language),
        "license": LICENCE,
        "educationalLevel": level(pagename),
        "isAccessibleForFree": True,
        "author": {"@type": "Organization", "name": config.author},
    }
    whole = {"@type": "LearningResource", "name": config.project}
    base = config.html_baseurl
    if base:
        page["url"] = urljoin(base, quote(app.builder.get_target_uri(pagename)))
        whole["url"] = urljoin(base, quote(app.builder.get_target_uri(config.root_doc)))
        tags.append(("property", "og:url", page["url"]))
        figure = figure_of(app, doctree)
        if figure:
            name, alt = figure
            page["image"] = urljoin(base, quote(draw(app, name)))
            tags += [
                ("property", "og:image", page["image"]),
                ("property", "og:image:width", SIZE[0]),
                ("property", "og:image:height", SIZE[1]),
                ("property", "og:image:alt", alt),
                ("name", "twitter:card", "summary_large_image"),
            ]
    if not home:
        page["isPartOf"] = whole
    return "".join(meta(*each) for each in tags) + data(page)


def introduce(app, pagename, _template, context, doctree):
    """Put it all into the head of a page."""
    about = describe(pagename, doctree)
    head = meta("name", "description", about)
    if doctree is not None and pagename != app.config.notfound_pagename:
        title = tidy(unescape(re.sub(r"<[^>]*>", "", context["title"])))
        head += card(app, pagename, title, about, doctree)
    context["metatags"] = context.get("metatags", "") + head


def setup(app):
    """Connect to Sphinx's events."""
    app.connect("doctree-resolved", take_descriptions)
    app.connect("html-page-context", introduce)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
