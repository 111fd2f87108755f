"""A figure's two pictures, as its script drew it and for a dark page; and its downloads."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from PIL import Image
from scipy.spatial import cKDTree

from figures.dark import DarkRenderer
from gdtutorial.palette import DARK, PAPER

DPI = 100  # of the size that a page gives a figure
DENSITY = 2  # pixels saved for each, so that figures are sharp on phones too


def draw(figure, background, table=None):
    """Return a picture of the figure on a background, its inks exchanged by `table`."""
    dpi, patch = figure.dpi, figure.patch
    colour, visible = patch.get_facecolor(), patch.get_visible()
    try:
        figure.set_dpi(DPI * DENSITY)
        canvas = FigureCanvasAgg(figure)
        width, height = canvas.get_width_height(physical=True)
        size = width, height, figure.dpi
        renderer = DarkRenderer(*size, table) if table else RendererAgg(*size)
        patch.set_facecolor(background)
        patch.set_visible(True)
        figure.draw(renderer)
        pixels = np.asarray(renderer.buffer_rgba())
        return Image.fromarray(np.ascontiguousarray(pixels[..., :3]))
    finally:
        figure.set_dpi(dpi)
        patch.set_facecolor(colour)
        patch.set_visible(visible)


def compress(picture, path):
    """Save a picture in 128 colours: a third of the bytes, no visible loss.

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
    Image.fromarray(nearest[codes]).save(path, lossless=True, method=6)


def save(figure, light, dark):
    """Save both pictures of a figure; return the light one, with all its colours."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")  # or the second picture would be laid out once more
    picture = draw(figure, PAPER)
    compress(picture, light)
    compress(draw(figure, DARK[PAPER], DARK), dark)
    return picture


def size(figure):
    """Return a figure's width and height on a page."""
    return tuple(round(inches * DPI) for inches in figure.get_size_inches())


def export(figure, picture, folder, name):
    """Save a figure for slides and print: as pixels and as lines, the same bytes every time."""
    folder.mkdir(exist_ok=True)
    picture.save(folder / f"{name}.png", optimize=True)
    with plt.rc_context({"svg.hashsalt": name}):
        figure.savefig(
            folder / f"{name}.svg",
            metadata={"Date": None, "Title": name, "Description": figure.get_label()},
        )
