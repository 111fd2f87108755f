"""The catalogs: what is said in other languages.

Sphinx reads them for the text of the pages; this module reads them for everything else.
"""

import functools
import re
from pathlib import Path

from babel.messages.pofile import read_po

LOCALES = Path(__file__).parents[2] / "locales"


def path_of(language, domain):
    """Return the path of a catalog."""
    return LOCALES / language / "LC_MESSAGES" / f"{domain}.po"


@functools.cache
def read(language, domain):
    """Return the translations of a catalog, those that are finished: a dict."""
    path = path_of(language, domain)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalog = read_po(file)
    return {m.id: m.string for m in catalog if m.id and m.string and not m.fuzzy}


def speaker(language):
    """Return a function that says the site's own words in a language.

    ``make i18n`` collects what it is called with.
    """
    return lambda text: read(language, "sphinx").get(text, text)


def say(text, **values):
    """Say something in the language of the page that is being built."""
    from sphinx.locale import get_translation

    return str(get_translation("sphinx")(text)).format(**values)


SYMBOLS = {"MSE", "error"}  # written out, and yet no words
PHRASE = re.compile(r"(?<!_)(\\text\{)([^{}]*[^\W\d_]{2,}[^{}]*)(\})")
"""Words in a formula; a subscript is a part of its symbol."""


def phrases(formula):
    """List the words of a formula."""
    return [
        text for text in (m[2].strip() for m in PHRASE.finditer(formula)) if text not in SYMBOLS
    ]


def translate_phrases(formula, translate):
    """Translate them, and leave the spaces around them."""

    def put(match):
        text = match[2].strip()
        return match[0] if text in SYMBOLS else match[0].replace(text, translate(text))

    return PHRASE.sub(put, formula)


MARKED = re.compile(r'(<(\w+)\b[^>]*\btranslate=["\']yes["\'][^>]*>)([^<]+)(</\2>)')


def marked_words(markup):
    """List the words that HTML marks with ``translate="yes"``."""
    return [match[3] for match in MARKED.finditer(markup)]


def translate_marked(markup, translate):
    """Translate them."""
    return MARKED.sub(lambda match: match[1] + translate(match[3]) + match[4], markup)
