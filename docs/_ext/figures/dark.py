"""A figure's two pictures: as its script drew it, and in the inks of a dark page."""

from contextlib import contextmanager

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.colors import to_rgb
from PIL import Image
from scipy.spatial import cKDTree

from gdtutorial import plotting

DPI = 100  # of the size that a page gives a figure
DENSITY = 2  # pixels saved for each, so that figures are sharp on phones too


class DarkInk:
    """An Agg renderer that draws light colours' dark counterparts.

    Changing the renderer instead of the artists leaves the figure as its script made it
    and reaches what has no public setter, such as the panes of 3-D axes.
    """

    def __init__(self, renderer, table):
        self._renderer = renderer
        self._light = np.array([to_rgb(light) for light in table])
        self._dark = np.array([to_rgb(dark) for dark in table.values()])

    def __getattr__(self, name):
        return getattr(self._renderer, name)

    def _map(self, colours):
        """Replace the light colours among rows of RGB or RGBA."""
        if colours is None or len(colours) == 0:
            return colours
        mapped = np.array(colours, dtype=float)
        rows = np.atleast_2d(mapped)
        match = np.abs(rows[:, None, :3] - self._light).max(axis=2) < 1e-3
        hit = match.any(axis=1)
        rows[hit, :3] = self._dark[match[hit].argmax(axis=1)]
        return mapped

    @contextmanager
    def _ink(self, gc):
        """Exchange the line colour of a graphics context for a while."""
        before = gc._rgb
        gc._rgb = tuple(self._map(before))
        try:
            yield
        finally:
            gc._rgb = before

    def _face(self, face):
        return None if face is None else tuple(self._map(face))

    def draw_path(self, gc, path, transform, face=None):
        with self._ink(gc):
            self._renderer.draw_path(gc, path, transform, self._face(face))

    def draw_markers(self, gc, marker, marker_transform, path, transform, face=None):
        with self._ink(gc):
            self._renderer.draw_markers(
                gc, marker, marker_transform, path, transform, self._face(face)
            )

    def draw_path_collection(self, gc, *args, **kwargs):
        args = list(args)
        args[5:7] = map(self._map, args[5:7])  # face colours, edge colours
        with self._ink(gc):
            self._renderer.draw_path_collection(gc, *args, **kwargs)

    def draw_text_image(self, image, x, y, angle, gc):
        with self._ink(gc):
            self._renderer.draw_text_image(image, x, y, angle, gc)


def draw(figure, background, table=None):
    """Return a picture of the figure on a background, its inks exchanged by `table`."""
    dpi, patch = figure.dpi, figure.patch
    colour, visible = patch.get_facecolor(), patch.get_visible()
    try:
        figure.set_dpi(DPI * DENSITY)
        canvas = FigureCanvasAgg(figure)
        width, height = canvas.get_width_height(physical=True)
        renderer = RendererAgg(width, height, figure.dpi)
        agg = renderer._renderer
        if table:
            renderer._renderer = DarkInk(agg, table)
            renderer._update_methods()
        patch.set_facecolor(background)
        patch.set_visible(True)
        figure.draw(renderer)
        pixels = np.asarray(agg)
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
    compress(draw(figure, plotting.PAPER), light)
    compress(draw(figure, plotting.DARK[plotting.PAPER], plotting.DARK), dark)
    return tuple(round(inches * DPI) for inches in figure.get_size_inches())


def export(figure, folder, name):
    """Save a figure for slides and print: as pixels and as lines, the same bytes every time."""
    folder.mkdir(exist_ok=True)
    draw(figure, plotting.PAPER).save(folder / f"{name}.png", optimize=True)
    with plt.rc_context({"svg.hashsalt": name}):
        figure.savefig(
            folder / f"{name}.svg",
            metadata={"Date": None, "Title": name, "Description": figure.get_label()},
        )


def figures():
    """Return the open figures."""
    return [plt.figure(number) for number in plt.get_fignums()]


def close():
    """Close the open figures."""
    plt.close("all")
