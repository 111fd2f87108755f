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
    pixels = np.asarray(picture).reshape(-1, 3)
    codes, inverse, counts = np.unique(
        pixels @ np.array([65536, 256, 1]), return_inverse=True, return_counts=True
    )
    colours = np.column_stack([codes >> 16, codes >> 8 & 255, codes & 255])
    if len(colours) > 128:
        common = colours[np.argsort(-counts, kind="stable")[:96]]
        others = picture.quantize(32, method=Image.Quantize.MEDIANCUT).getpalette()
        palette = np.vstack([common, np.reshape(others, (-1, 3))])
        colours = palette[cKDTree(palette).query(colours)[1]]
    image = colours[inverse].astype(np.uint8).reshape(picture.height, picture.width, 3)
    Image.fromarray(image).save(path, lossless=True, method=6)


def save(figure, light, dark):
    """Save both pictures of a figure; return its width and height on a page."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")  # or the second picture would be laid out once more
    compress(draw(figure, PAPER), light)
    compress(draw(figure, DARK[PAPER], DARK), dark)
    return tuple(round(inches * DPI) for inches in figure.get_size_inches())


def export(figure, folder, name):
    """Save a figure for slides and print: as pixels and as lines, the same bytes every time."""
    folder.mkdir(exist_ok=True)
    draw(figure, PAPER).save(folder / f"{name}.png", optimize=True)
    with plt.rc_context({"svg.hashsalt": name}):
        figure.savefig(
            folder / f"{name}.svg",
            metadata={"Date": None, "Title": name, "Description": figure.get_label()},
        )
