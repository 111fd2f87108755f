"""Draws a figure in the colours of a dark page.

Exchanging colours while drawing, instead of in the artists, leaves the figure as its script made it
and reaches what has no public setter, such as the panes of 3-D axes.
"""

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb


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
