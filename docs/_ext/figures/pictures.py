"""A figure's two pictures, as its script drew it and for a dark page; and its downloads."""

import re

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image
from scipy.spatial import cKDTree

from figures.dark import both


def in_few_colours(picture):
    """Return a picture in 128 colours: a third of the bytes, no visible loss.

    The commonest colours, which fill whole areas, are kept exactly; the rest go to the nearest.
    """
    red, green, blue = np.moveaxis(np.asarray(picture, dtype=np.int32), -1, 0)
    codes = red << 16 | green << 8 | blue
    counts = np.bincount(
        codes.ravel(), minlength=1 << 24
    )  # a table of all colours needs no sorting
    found = np.flatnonzero(counts)
    colours = np.column_stack([found >> 16, found >> 8 & 255, found & 255])
    if len(colours) > 128:
        common = colours[np.argsort(-counts[found], kind="stable")[:96]]
        others = picture.quantize(32, method=Image.Quantize.MEDIANCUT).getpalette()
        palette = np.vstack([common, np.reshape(others, (-1, 3))])
        colours = palette[cKDTree(palette).query(colours)[1]]
    nearest = np.zeros((1 << 24, 3), np.uint8)
    nearest[found] = colours
    return Image.fromarray(nearest[codes])


def save(figure, light, dark):
    """Save both pictures of a figure; return the light one."""
    picture, shade = map(in_few_colours, both(figure))
    picture.save(light, lossless=True, method=6)
    shade.save(dark, lossless=True, method=6)
    return picture


def export(figure, picture, folder, name):
    """Save a figure for slides and print: as pixels and as lines, the same bytes every time."""
    folder.mkdir(exist_ok=True)
    picture.quantize(128, dither=Image.Dither.NONE).save(folder / f"{name}.png", optimize=True)
    lines = folder / f"{name}.svg"
    with plt.rc_context({"svg.hashsalt": name}):
        figure.savefig(
            lines,
            metadata={"Date": None, "Title": name, "Description": figure.get_label()},
        )
    lines.write_text(PATH.sub(shorter, lines.read_text("utf-8")), encoding="utf-8")


PATH, LONG = re.compile(r' d="[^"]*"'), re.compile(r"\d+\.\d{3,}")


def shorter(path):
    """Write a path in hundredths of a point, of which nothing is seen: Matplotlib writes millionths."""
    return LONG.sub(lambda number: f"{float(number[0]):.2f}", path[0])
