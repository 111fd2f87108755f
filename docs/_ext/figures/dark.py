"""Draws a figure in its own colours, and in those of a dark page.

Exchanging colours while drawing, instead of in the artists, leaves the figure as its script made it
and reaches what has no public setter, such as the panes of 3-D axes.
The build draws with it, and so does the page where a reader runs a script (see ``docs/_run/running/pictures.py``).
"""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.colors import to_rgb
from PIL import Image

from gdtutorial.palette import DARK, PAPER

DPI = 100  # of the size that a page gives a figure
DENSITY = 2  # pixels saved for each, so that figures are sharp on phones too


class DarkRenderer(RendererAgg):
    """An Agg renderer that draws light colours' dark counterparts."""

    def __init__(self, width, height, dpi, table):
        super().__init__(width, height, dpi)
        self.light = np.array([to_rgb(light) for light in table])
        self.dark = np.array([to_rgb(dark) for dark in table.values()])
        # Agg has these two as attributes of its instances, which would hide a method.
        draw_markers, draw_collection = self.draw_markers, self.draw_path_collection

        def draw_dark_markers(gc, marker, marker_transform, path, transform, face=None):
            gc, face = self.inked(gc), self.exchange(face)
            draw_markers(gc, marker, marker_transform, path, transform, face)

        def draw_dark_collection(
            gc, master, paths, transforms, offsets, offset_transform, faces, edges, *rest, **more
        ):
            inks = self.exchange(faces), self.exchange(edges)
            draw_collection(
                self.inked(gc),
                master,
                paths,
                transforms,
                offsets,
                offset_transform,
                *inks,
                *rest,
                **more,
            )

        self.draw_markers, self.draw_path_collection = draw_dark_markers, draw_dark_collection

    def exchange(self, colours):
        """Replace the light colours among rows of RGB or RGBA, or in a single one."""
        if colours is None or len(colours) == 0:
            return colours
        exchanged = np.array(colours, dtype=float)
        rows = np.atleast_2d(exchanged)
        match = np.abs(rows[:, None, :3] - self.light).max(axis=2) < 1e-3
        hit = match.any(axis=1)
        rows[hit, :3] = self.dark[match[hit].argmax(axis=1)]
        return tuple(exchanged) if exchanged.ndim == 1 else exchanged

    def inked(self, gc):
        """Return a copy of a graphics context with the counterpart of its line colour."""
        copy = self.new_gc()
        copy.copy_properties(gc)
        copy.set_foreground(self.exchange(gc.get_rgb()), isRGBA=True)
        return copy

    def draw_path(self, gc, path, transform, rgbFace=None):
        super().draw_path(self.inked(gc), path, transform, self.exchange(rgbFace))

    def draw_text(self, gc, *args, **kwargs):
        super().draw_text(self.inked(gc), *args, **kwargs)


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


def both(figure):
    """Return a figure's two pictures, light and dark."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")  # or the second picture would be laid out once more
    return draw(figure, PAPER), draw(figure, DARK[PAPER], DARK)


def size(figure):
    """Return a figure's width and height on a page."""
    return tuple(round(inches * DPI) for inches in figure.get_size_inches())
