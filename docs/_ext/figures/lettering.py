"""What is written in figures, in other languages.

A script draws its figure once, in English.
Then every text in the figure is exchanged, the figure is drawn again, and its texts are put back for the next language;
so scripts stay free of it.
The words come from the catalog ``figures.po``.
Numbers and formulas in them are places, ``After {0} epochs``: what was computed stays computed.
"""

import functools
import itertools
import logging
import re
import warnings
from contextlib import contextmanager

from i18n import catalogs
from i18n.languages import TABLE

FONT = "figures.ttf"  # in the folder of a language, made by `make fonts`
PLACE = re.compile(r"\$[^$]+\$|(?<![\w.])[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+−]?\d+)?")
WORD = re.compile(r"[^\W\d_]{2,}")


def abstract(text):
    """Return a text with places for its numbers and formulas, and these."""
    values = []

    def keep(match):
        values.append(match[0])
        return f"{{{len(values) - 1}}}"

    return PLACE.sub(keep, text), values


def has_words(message):
    """Tell whether there is something to translate, besides numbers, signs and symbols."""
    return WORD.search(re.sub(r"\{\d+\}", "", message)) is not None


def visible_texts(figure):
    """List what a reader sees written in a figure that has been drawn."""
    from matplotlib.text import Text

    texts = [text for text in figure.findobj(Text) if text.get_visible()]
    return [text for text in texts if text.get_text().strip()]


def words(figure):
    """List the messages of a figure, its alternative text last."""
    drawn = [text.get_text() for text in visible_texts(figure)] + [figure.get_label()]
    messages = dict.fromkeys(abstract(text)[0] for text in drawn)
    return [message for message in messages if has_words(message)]


@functools.cache
def font_of(language):
    """Make the font of a language known to Matplotlib, if it needs one; return its name in a list."""
    from matplotlib import font_manager

    path = catalogs.LOCALES / language / FONT
    if not path.exists():
        return []
    font_manager.fontManager.addfont(path)
    return [font_manager.get_font(path).family_name]


class Writer(logging.Handler):
    """Writes in one language, and notes the words it used and what went wrong."""

    def __init__(self, language):
        super().__init__(logging.WARNING)
        self.catalog = catalogs.read(language, "figures")
        self.words = {}
        self.said = set()
        self.trouble = []

    def emit(self, record):
        """Note what Matplotlib logs, except that this font has one weight."""
        if "find font weight" not in record.getMessage():
            self.trouble.append(record.getMessage())

    def translate(self, text):
        """Return a text in the language, or as it is after noting that the catalog lacks it."""
        if text in self.said:
            return text
        message, values = abstract(text)
        if not has_words(message):
            return text
        self.words[message] = self.catalog.get(message, "")
        said = self.words[message].format(*values) or text
        self.said.add(said)
        return said


def write_tick_labels(figure, writer):
    """Exchange the words that axes write beside their ticks anew each time they are drawn.

    Only those: the numbers stay their formatter's.
    """
    from matplotlib.axis import Axis

    for axis in figure.findobj(Axis):
        for minor in (False, True):
            labels = [label.get_text() for label in axis.get_ticklabels(minor=minor)]
            said = [writer.translate(label) for label in labels]
            if said != labels:
                axis.set_ticks(axis.get_ticklocs(minor=minor), labels=said, minor=minor)


@contextmanager
def written_in(language, figure):
    """Write a figure in another language for a while; yield the writer."""
    import matplotlib as mpl
    from matplotlib.axis import Axis

    writer = Writer(language)
    families = [*font_of(language), "DejaVu Sans"]
    log = logging.getLogger("matplotlib")
    log.addHandler(writer)
    log.propagate = False
    before = {text: text.get_text() for text in visible_texts(figure)}
    ticks = [
        [
            (axis.set_major_locator, axis.get_major_locator()),
            (axis.set_minor_locator, axis.get_minor_locator()),
            (axis.set_major_formatter, axis.get_major_formatter()),
            (axis.set_minor_formatter, axis.get_minor_formatter()),
        ]
        for axis in figure.findobj(Axis)
    ]  # setting a tick's label gives its axis others
    try:
        with (
            mpl.rc_context({"font.sans-serif": families}),
            warnings.catch_warnings(record=True) as heard,
        ):
            warnings.simplefilter("always")
            for text in before:
                text.set_text(writer.translate(text.get_text()))
                text.set_linespacing(TABLE[language].line_spacing)
            write_tick_labels(figure, writer)
            yield writer
    finally:
        for text, english in before.items():
            text.set_text(english)
        for restore, own in itertools.chain(*ticks):
            restore(own)
        log.removeHandler(writer)
        log.propagate = True
    writer.trouble += [str(warning.message) for warning in heard]
