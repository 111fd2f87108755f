"""The figures that a cell or a script has drawn, as pictures with the text that stands for them."""

import base64
import io
import logging
import sys
import warnings

from gdtutorial import palette

logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
"""That it looks for fonts, once, is no part of what a cell prints."""


def _pyplot():
    """Return Matplotlib's pyplot if a cell has used it, or None."""
    return sys.modules.get("matplotlib.pyplot")


def drawn():
    """Return the open figures, each with its alternative text, and close them.

    A figure in the tutorial's style comes twice, for a light page and for a dark one, as the build saves it;
    any other one as it is.
    """
    plt = _pyplot()
    found = [_described(plt.figure(number)) for number in plt.get_fignums()] if plt else []
    forget()
    return found


def _described(figure):
    """Return the pictures of a figure, its alternative text, and its size on a page."""
    from matplotlib import rcParams

    from figures import dark

    if rcParams["text.color"].lstrip("#") == palette.INK.lstrip("#"):
        light, shade = map(_png, dark.both(figure))
    else:
        content, shade = io.BytesIO(), None
        figure.savefig(content, format="png", dpi=dark.DPI * dark.DENSITY)
        light = _text(content)
    width, height = dark.size(figure)
    return {
        "light": light,
        "dark": shade,
        "alt": figure.get_label(),
        "width": width,
        "height": height,
    }


def _png(picture):
    """Return a picture as a PNG in base 64."""
    content = io.BytesIO()
    picture.save(content, format="png", compress_level=1)  # it goes no further than the page
    return _text(content)


def _text(content):
    """Return bytes in base 64."""
    return base64.b64encode(content.getvalue()).decode()


def forget():
    """Close every figure."""
    if plt := _pyplot():
        plt.close("all")


def begin():
    """Let figures be as they are where no program has run: none is open, and none has a style."""
    # Scripts say plt.show(); here the page shows their figures.
    warnings.filterwarnings("ignore", "FigureCanvasAgg is non-interactive")
    forget()
    if plt := _pyplot():
        plt.rcdefaults()
