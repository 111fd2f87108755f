"""The whole site as one zip, to read offline, in every language: pages lead from one to the other.

It leaves out what runs cells, which needs a server, itself, and what says the same again (``LEFT_OUT``);
where a published page offers one of these, the page in the archive does not.
So no page in it has a button that is dead, or a link to what is not there.
"""

import re

from i18n.catalogs import speaker
from i18n.languages import TABLE
from web import cards, epub, pdf, policy, running
from web.packed import pack

NAME = "gradient-descent.zip"
FOLDER = "gradient-descent"
"""What it unpacks to."""

README = "README.txt"
LEFT_OUT = {epub.NAME, pdf.NAME, policy.NAME, NAME, "404.html", "sitemap.xml"}
"""The names of files that are of no use in it."""

FOLDERS = {running.FOLDER, cards.FOLDER}
"""Folders that are of no use in it: Python for the page, and the cards that social sites show."""

PACKED = {".png", ".webp", ".whl", ".woff2", ".zip"}
"""Endings of what is compressed already."""

OFFER = re.compile(r'<li class="online">.*?</li>\n', re.DOTALL)
BAR = re.compile(r'<div class="run-bar"[^>]*></div>\n')
HOW = re.compile(r'<p class="run-how"[^>]*>.*?</p>', re.DOTALL)
SCRIPT = re.compile(r"<script\b[^>]*_static/run\.js[^>]*></script>\n?")


def lacks(say):
    """Say what a copy lacks."""
    return say(
        "This copy for offline reading leaves out Python for the page, so no code runs here."
    )


def without(page, language):
    """Return a page without what the archive does not hold."""
    for pattern in (OFFER, BAR, SCRIPT):
        page = pattern.sub("", page)
    return HOW.sub(f'<p class="run-how needed">{lacks(speaker(language))}</p>', page)


def readme():
    """Return what the archive says of itself, in every language."""
    texts = []
    for language in TABLE:
        say = speaker(language)
        lines = [
            say("Gradient descent"),
            "",
            say(
                "Open index.html: the pages work as files, with their figures, exercises and search."
            ),
            say("Or serve them from this folder, and open the address that this prints:"),
            "",
            "    python3 -m http.server",
            "",
            lacks(say),
            say("It also leaves out the PDF and the EPUB, which hold the same text."),
        ]
        texts.append("\n".join(lines))
    return "\n\n\n".join(texts) + "\n"


def files(site):
    """Return the content of each file of the archive, by its name."""
    found = {README: readme().encode()}
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site)
        if FOLDERS & {*name.parts} or name.name in LEFT_OUT:
            continue
        content = path.read_bytes()
        if path.suffix == ".html" and name.parts[0] in TABLE:
            content = without(content.decode(), name.parts[0]).encode()
        found[name.as_posix()] = content
    return {f"{FOLDER}/{name}": found[name] for name in sorted(found)}


def write(site):
    """Put the archive into a site."""
    inside = files(site)
    as_it_is = {name for name in inside if name.endswith((*PACKED,))}
    (site / NAME).write_bytes(pack(inside, as_it_is))
