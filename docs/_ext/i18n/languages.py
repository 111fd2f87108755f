"""The languages of the site: the one place that names them.

A further language is a row of the table and its catalogs, in the folder of its name under ``locales``
(``make i18n`` makes them), with a list of terms, ``terms.csv``, if there is one.
If its letters are in few fonts, add one of its name to ``gdtutorial/fonts``, for what is written in figures.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass

from i18n import chinese
from i18n.style import Style


@dataclass(frozen=True)
class Font:
    """A font of ours, for browsers that have none for a language, and for the PDF."""

    family: str
    """Its name in ``site.css``."""
    file: str
    """Its file in ``_static/fonts``, cut by ``make fonts``."""
    samples: str
    """Two of its signs: where they look alike, a browser has no font for them."""


@dataclass(frozen=True)
class Language:
    """What the site has to know of a language, besides its catalogs."""

    name: str
    """As those call it who speak it."""
    font: Font | None = None
    list_signs: tuple[str, str] = (": ", ", ")
    """What stands between a name and its list, and within the list."""
    search_by_pairs: bool = False
    """Whether words run together, so that a search goes by pairs of neighbours."""
    style: Style | None = None
    order: Callable = str.casefold
    """The key by which words are sorted."""


TABLE = {
    "en": Language("English"),
    "zh_CN": Language(
        "中文",
        font=Font("Noto Sans SC, in part", "noto-sans-sc.woff2", samples="中文"),
        list_signs=("：", "，"),
        search_by_pairs=True,
        style=chinese.STYLE,
        order=chinese.by_pinyin,
    ),
}
"""Each language by the name that Sphinx knows it by; its site lies in a folder of this name."""

SOURCE = "en"
"""The language in which everything is written first."""

OTHERS = [language for language in TABLE if language != SOURCE]
"""Those into which it is translated."""


def tag(language):
    """Return the tag of a language, as web pages have it: zh-CN."""
    return language.replace("_", "-")


def chosen():
    """Return the language that is being built."""
    language = os.environ.get("GDTUTORIAL_LANGUAGE", SOURCE)
    if language not in TABLE:
        raise ValueError(
            f"GDTUTORIAL_LANGUAGE must be one of {', '.join(TABLE)}, got {language!r}"
        )
    return language
