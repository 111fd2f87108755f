"""What is written in figures, in other languages.

A script draws its figure once, in English.
Then every text in the figure is exchanged, the figure is drawn again, and its texts are put back for the next language;
so scripts stay free of it.
The words come from the catalog ``figures.po``.
"""

import itertools
import logging
import re
import warnings
from contextlib import contextmanager

from i18n import catalogs

WORD = re.compile(r"[^\W\d_]{2,}")


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
    from gdtutorial.plotting import template

    drawn = [text.get_text() for text in visible_texts(figure)] + [figure.get_label()]
    messages = dict.fromkeys(template(text)[0] for text in drawn)
    return [message for message in messages if has_words(message)]


class Writer(logging.Handler):
    """Notes the words of a figure in one language, and what goes wrong as they are written."""

    def __init__(self, language, figure):
        super().__init__(logging.WARNING)
        catalog = catalogs.read(language, "figures")
        self.words = {message: catalog.get(message, "") for message in words(figure)}
        self.trouble = []

    def emit(self, record):
        """Note what Matplotlib logs."""
        self.trouble.append(record.getMessage())


@contextmanager
def written_in(language, figure):
    """Write a figure in another language for a while; yield the writer."""
    import matplotlib as mpl
    from matplotlib.axis import Axis
    from matplotlib.text import Text

    from gdtutorial.plotting import write_in

    writer = Writer(language, figure)
    log = logging.getLogger("matplotlib")
    log.addHandler(writer)
    log.propagate = False
    before = {text: text.get_text() for text in figure.findobj(Text)}
    label = figure.get_label()
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
        with mpl.rc_context(), warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            write_in(figure, language, {word: said for word, said in writer.words.items() if said})
            yield writer
    finally:
        figure.set_label(label)
        for text, english in before.items():
            text.set_text(english)
        for restore, own in itertools.chain(*ticks):
            restore(own)
        log.removeHandler(writer)
        log.propagate = True
    writer.trouble += [str(warning.message) for warning in heard]
