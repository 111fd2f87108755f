"""The catalogs: what is said in other languages.

Sphinx reads them for the text of the pages; this module reads them for everything else.
"""

import functools
import re
from pathlib import Path

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from i18n import languages

LOCALES = Path(__file__).parents[2] / "locales"


def path_of(language, domain):
    """Return the path of a catalog."""
    return LOCALES / language / "LC_MESSAGES" / f"{domain}.po"


def all_paths():
    """List every catalog."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/**/*.po"))


def language_of(path):
    """Return the language of a catalog."""
    return Path(path).resolve().relative_to(LOCALES).parts[0]


def load(path):
    """Read a catalog."""
    with Path(path).open("rb") as file:
        return read_po(file)


def messages(path):
    """List the messages of a catalog."""
    return [message for message in load(path) if message.id]


@functools.cache
def read(language, domain):
    """Return the translations of a catalog, those that are finished: a dict."""
    path = path_of(language, domain)
    if not path.exists():
        return {}
    return {m.id: m.string for m in messages(path) if m.string and not m.fuzzy}


def said_by_sphinx(language):
    """Return what Sphinx brings along in a language, plurals aside: a dict."""
    import sphinx

    path = Path(sphinx.__file__).parent / "locale" / language / "LC_MESSAGES" / "sphinx.mo"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {
            m.id: m.string for m in read_mo(file) if isinstance(m.id, str) and m.id and m.string
        }


def speaker(language):
    """Return a function that says the site's own words in a language.

    ``make i18n`` collects what it is called with.
    """
    return lambda text: read(language, "sphinx").get(text, text)


def say(text, **values):
    """Say something in the language of the page that is being built, and warn of a gap."""
    from sphinx.locale import get_translation
    from sphinx.util import logging

    said = str(get_translation("sphinx")(text))
    if said == text and languages.chosen() != languages.SOURCE:
        gap = "not translated in sphinx.po: %r"
        logging.getLogger(__name__).warning(gap, text, type="translation", subtype="machinery")
    return said.format(**values)


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
