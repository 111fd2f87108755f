"""The figures that a cell has drawn, as pictures with the text that stands for them."""

import base64
import io
import logging
import sys

logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
"""That it looks for fonts, once, is no part of what a cell prints."""


def _pyplot():
    """Return Matplotlib's pyplot if a cell has used it, or None."""
    return sys.modules.get("matplotlib.pyplot")


def drawn():
    """Return the open figures, each as a PNG in base 64 with its alternative text, and close them."""
    plt, found = _pyplot(), []
    for number in plt.get_fignums() if plt else []:
        figure, content = plt.figure(number), io.BytesIO()
        figure.savefig(content, format="png", dpi=144)
        found.append(
            {"png": base64.b64encode(content.getvalue()).decode(), "alt": figure.get_label()}
        )
    forget()
    return found


def forget():
    """Close every figure."""
    if plt := _pyplot():
        plt.close("all")
