"""Draw each idea on the Matplotlib axes it is given, in one visual language.

A colour means the same in every figure: :data:`COLOURS` says what.
The look itself is a style sheet, ``plt.style.use("gdtutorial.style")``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LogNorm, to_hex
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.checks import Array
from gdtutorial.descent import Path
from gdtutorial.model import predict

_STYLE = mpl.rc_params_from_file(
    FilePath(__file__).with_name("style.mplstyle"), use_default_template=False
)
PAPER, INK, FAINT_INK, GRID = (
    to_hex(_STYLE[name])
    for name in ("axes.facecolor", "text.color", "axes.edgecolor", "grid.color")
)

COLOURS = {
    "b": "#0072b2",  # the bias, and sections over it
    "w": "#c94f00",  # the weight, and sections over it
    "data": "#6f7f95",  # training points
    "model": "#a0307f",  # predictions, and the path of a descent
    "good": "#00856a",
    "bad": "#b3261e",
}
"""What each colour stands for; close to the Okabe-Ito palette, which colour-blind readers can tell apart."""

CHALK, EDGE = "#fafafa", "#101114"
"""Marks on a coloured surface, which is the same on a light and on a dark page."""

DARK = {
    PAPER: "#131416",
    INK: "#eceef1",
    FAINT_INK: "#a2a9b4",
    GRID: "#30343a",
    COLOURS["b"]: "#56b4e9",
    COLOURS["w"]: "#ff8d4d",
    COLOURS["data"]: "#93a3b8",
    COLOURS["model"]: "#e889c9",
    COLOURS["good"]: "#2fcfa4",
    COLOURS["bad"]: "#ff8a80",
}
"""For a dark page: the colour that takes the place of each."""

_SIGNS: dict[str, dict[str, Any]] = {
    "start": {"marker": "o", "markersize": 9},
    "minimum": {"marker": "*", "markersize": 17},
    "now": {"marker": "D", "markersize": 8},
}
_NAMES = {"b": "bias b", "w": "weight w"}


def describe(fig: Figure, text: str, **values: float) -> None:
    """Give a figure the text that stands for it where it cannot be seen.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure; the text becomes its label.
    text : str
        What the figure shows, with a replacement field for each computed number: ``"{loss:.2f}"``.
    **values : float
        The numbers.

    Notes
    -----
    The site uses it as alternative text.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> fig = plt.figure()
    >>> describe(fig, "The minimum lies at b = {b:.2f}.", b=1.0235)
    >>> print(fig.get_label())
    The minimum lies at b = 1.02.
    >>> plt.close(fig)
    """
    fig.set_label(text.format(**values))


def heading(fig: Figure, text: str) -> None:
    """Write one heading over all panels of a figure.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure.
    text : str
        What its panels show together.
    """
    fig.suptitle(text, x=0.02, horizontalalignment="left", fontsize="large")


def points(ax: Axes, x: ArrayLike, y: ArrayLike, *, hollow: bool = False, **style: Any) -> None:
    """Draw data points: filled for training, hollow for validation.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    x, y : array, shape (N, 1)
        Feature and label.
    hollow : bool
        Whether to draw rings.
    **style
        Passed on to :meth:`matplotlib.axes.Axes.plot`.
    """
    x, y = checks.data(x, y)
    colour = style.pop("color", COLOURS["data"])
    face = PAPER if hollow else colour
    look = {"marker": "o", "linestyle": "none", "markersize": 5, "alpha": 0.9, **style}
    look.setdefault("markeredgewidth", 1.6 if hollow else 0)
    ax.plot(x[:, 0], y[:, 0], color=colour, markerfacecolor=face, **look)
    ax.set(xlabel="feature x", ylabel="label y")
    ax.locator_params(nbins=4)


def line(ax: Axes, b: ArrayLike, w: ArrayLike, x: ArrayLike, **style: Any) -> None:
    """Draw the model's predictions as a line over the range of a feature.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    b, w : float or array, shape (1,)
        The parameters.
    x : array
        The feature, or only the two ends of its range.
    **style
        Passed on to :meth:`matplotlib.axes.Axes.plot`.
    """
    ends = np.array([np.min(x), np.max(x)])
    b, w = checks.number("b", b), checks.number("w", w)
    ax.plot(ends, predict(b, w, ends), **{"color": COLOURS["model"], **style})


def contours(
    ax: Axes, bs: ArrayLike, ws: ArrayLike, losses: ArrayLike, levels: ArrayLike
) -> QuadContourSet:
    """Draw a loss surface from above: filled between levels, with a line at each level.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw; `b` runs to the right, `w` upwards.
    bs, ws, losses : array, shape (G, H)
        A grid and the surface on it.
    levels : array
        Losses at which to draw a line, rising, all above 0.

    Returns
    -------
    lines : matplotlib.contour.QuadContourSet
        The lines, for a label or an emphasis.
    """
    bs, ws = checks.grid(bs, ws)
    levels = checks.positive("levels", levels)
    ax.contourf(bs, ws, losses, levels=levels, extend="both", norm=_heights(levels))
    lines = ax.contour(bs, ws, losses, levels=levels, colors=CHALK, linewidths=0.9, alpha=0.7)
    ax.set(xlabel=_NAMES["b"], ylabel=_NAMES["w"])
    ax.grid(visible=False)
    return lines


def surface_3d(
    ax: Any, bs: ArrayLike, ws: ArrayLike, losses: ArrayLike, levels: ArrayLike
) -> None:
    """Draw a loss surface in three dimensions, in the colours that its contours have.

    Parameters
    ----------
    ax : mpl_toolkits.mplot3d.axes3d.Axes3D
        Where to draw: axes made with ``projection="3d"``.
    bs, ws, losses : array, shape (G, H)
        A grid and the surface on it.
    levels : array
        The levels of the contours beside it, which set the colours.
    """
    bs, ws = checks.grid(bs, ws)
    norm = _heights(checks.positive("levels", levels))
    ax.computed_zorder = False  # what is drawn later lies on the surface, not in it
    ax.plot_surface(
        bs,
        ws,
        losses,
        cmap=mpl.rcParams["image.cmap"],
        norm=norm,
        rstride=1,
        cstride=1,
        linewidth=0,
        antialiased=False,
    )
    ax.contour(bs, ws, losses, levels=levels, colors=CHALK, linewidths=0.6, alpha=0.6, zorder=2)
    ax.view_init(elev=32, azim=-48)  # from a low corner, so that no wall hides the valley
    ax.set_box_aspect((1, 1, 0.85), zoom=0.97)
    ax.set(xlabel=_NAMES["b"], ylabel=_NAMES["w"], zlabel="loss")
    ax.set(xticks=np.linspace(bs.min(), bs.max(), 3), yticks=np.linspace(ws.min(), ws.max(), 3))
    ax.locator_params(axis="z", nbins=3)
    for axis in ax.xaxis, ax.yaxis, ax.zaxis:
        axis.set_pane_color((1, 1, 1, 0))
        axis.line.set_color(FAINT_INK)
        axis.set_tick_params(pad=-2)
        axis.labelpad = -3
    ax.zaxis.set_ticks_position("lower")  # at the left, where there is room
    ax.zaxis.set_label_position("lower")
    ax.zaxis.set_rotate_label(False)
    ax.zaxis.label.set_rotation(90)
    ax.zaxis.labelpad = -5


def _heights(levels: Array) -> LogNorm:
    return LogNorm(levels[0] / 2, levels[-1] * 2)


def loss_key(axes: Any, levels: ArrayLike) -> None:
    """Write below some contours which colour stands for which loss.

    Parameters
    ----------
    axes : array of matplotlib.axes.Axes
        The contours, all of one figure.
    levels : array
        The levels with which they were drawn.
    """
    _key(axes, ScalarMappable(_heights(checks.positive("levels", levels))))


def _key(axes: Any, mappable: ScalarMappable) -> None:
    fig = np.ravel(axes)[0].figure
    key = fig.colorbar(
        mappable,
        ax=axes,
        location="bottom",
        aspect=40,
        pad=0.03,
        format="{x:g}",
        label="loss (MSE)",
    )
    key.ax.minorticks_off()
    key.ax.grid(visible=False)
    key.outline.set_visible(False)


def emphasise(ax: Any, bs: ArrayLike, ws: ArrayLike, losses: ArrayLike, level: float) -> None:
    """Draw one level of a loss surface thick, on contours or in three dimensions.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    bs, ws, losses : array, shape (G, H)
        A grid and the surface on it.
    level : float
        The loss.
    """
    bs, ws = checks.grid(bs, ws)
    level = checks.number("level", level)
    ax.contour(bs, ws, losses, levels=[level], colors=EDGE, linewidths=4.6, zorder=3)
    ax.contour(bs, ws, losses, levels=[level], colors=CHALK, linewidths=2.6, zorder=4)


def cut(ax: Axes, parameter: str, at: float) -> None:
    """Draw on the contours where a cross-section is cut, in the colour of the section.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    parameter : {"b", "w"}
        The parameter that varies along the cut: over `w` it is vertical, over `b` horizontal.
    at : float
        Where the other parameter is held.
    """
    checks.choice("parameter", parameter, ("b", "w"))
    draw = ax.axvline if parameter == "w" else ax.axhline
    draw(at, color=CHALK, linewidth=6)
    draw(at, color=COLOURS[parameter], linewidth=3)


def mark(
    ax: Any,
    b: ArrayLike,
    w: ArrayLike,
    what: str,
    *,
    loss: float | None = None,
    label: str | None = None,
) -> None:
    """Mark one pair of parameters on the contours, or on the surface in three dimensions.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    b, w : float or array, shape (1,)
        The parameters.
    what : {"start", "minimum", "now"}
        Decides the sign: a dot, a star, a diamond.
    loss : float, optional
        The height at which to mark; axes with three dimensions need it.
    label : str, optional
        For the legend.
    """
    checks.choice("what", what, tuple(_SIGNS))
    place = [[checks.number("b", b)], [checks.number("w", w)]]
    if loss is not None:
        place.append([checks.number("loss", loss)])
    ax.plot(
        *place,
        linestyle="none",
        color=CHALK,
        markeredgecolor=EDGE,
        zorder=5,
        label=label,
        **_SIGNS[what],
    )


def note(
    ax: Axes,
    text: str,
    at: tuple[float, float],
    by: tuple[float, float] = (9, 0),
    *,
    color: str = INK,
    **style: Any,
) -> None:
    """Write a few words beside a point.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to write.
    text : str
        The words.
    at : tuple of float
        The point.
    by : tuple of float
        How far the words lie from it, in typographic points, to the right and upwards.
        They begin there, end there if it is to the left, and are centred if it is straight above or below.
    color : str
        Of the words; :data:`CHALK` gets a dark edge, to be read on any surface.
    **style
        Passed on to :meth:`matplotlib.axes.Axes.annotate`.
    """
    look: dict[str, Any] = {
        "ha": "left" if by[0] > 0 else "right" if by[0] < 0 else "center",
        "va": "center" if by[0] else "bottom" if by[1] > 0 else "top",
        "fontsize": mpl.rcParams["legend.fontsize"],
        "zorder": 8,
        **style,
    }
    text = re.sub(r"(?<!\w)-(?=\d)", "\N{MINUS SIGN}", text)  # as tick labels have it
    words = ax.annotate(text, at, xytext=by, textcoords="offset points", color=color, **look)
    if color == CHALK:
        words.set_path_effects([patheffects.withStroke(linewidth=2.4, foreground=EDGE)])


def path(
    ax: Axes,
    path: Path,
    *,
    setting: int = 0,
    ends: bool = True,
    color: str = CHALK,
    label: str | None = None,
) -> None:
    """Draw the path of a descent: every update faintly, the ends of epochs strongly.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw, contours most often.
    path : gdtutorial.descent.Path
        The path.
    setting : int
        Which of the k settings.
    ends : bool
        Whether to mark the ends of epochs.
    color : str
        For the line and the marks.
    label : str, optional
        For the legend.
    """
    b, w = path.b[:, setting], path.w[:, setting]
    ax.plot(b, w, color=color, linewidth=1.0, alpha=0.7, zorder=3, label=None if ends else label)
    if ends:
        rows = path.epoch_ends
        ax.plot(
            b[rows],
            w[rows],
            "o",
            color=color,
            markeredgecolor=EDGE,
            markeredgewidth=0.6,
            markersize=5,
            zorder=4,
            label=label,
        )


def section(ax: Axes, values: ArrayLike, losses: ArrayLike, parameter: str, **style: Any) -> None:
    """Draw a cross-section of the loss surface, in the colour of the parameter that varies.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    values, losses : array, shape (G,)
        The parameter, and the loss along the section.
    parameter : {"b", "w"}
        The parameter that varies.
    **style
        Passed on to :meth:`matplotlib.axes.Axes.plot`.
    """
    checks.choice("parameter", parameter, ("b", "w"))
    ax.plot(values, losses, **{"color": COLOURS[parameter], **style})
    ax.set(xlabel=_NAMES[parameter], ylabel="loss (MSE)")


def tangent(
    ax: Axes, at: float, loss: float, slope: float, reach: float = 0.8, **style: Any
) -> None:
    """Draw the tangent of a section at one point, and the point.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    at, loss : float
        The point: the parameter and the loss there.
    slope : float
        The gradient there.
    reach : float
        How far the line extends to each side.
    **style
        Passed on to :meth:`matplotlib.axes.Axes.plot`.
    """
    ends = np.array([-reach, reach])
    look = {"color": INK, "linewidth": 1.6, "linestyle": (0, (4, 2)), **style}
    ax.plot(at + ends, loss + slope * ends, **look)
    ax.plot(at, loss, "o", color=INK, markersize=7, zorder=5)


def triangle(ax: Axes, at: float, step: float, before: float, after: float) -> None:
    """Draw a finite step on a section as a triangle: the step along, the change in loss down or up, with their numbers.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    at, step : float
        Where the step begins, and how long it is.
    before, after : float
        The loss at its two ends.
    """
    there = at + step
    ax.fill([at, there, there], [before, before, after], color=INK, alpha=0.15, linewidth=0)
    ax.plot([at, there, there], [before, before, after], color=INK, linewidth=1.6)
    ax.plot([at, there], [before, after], "o", color=INK, markersize=6, zorder=5)
    note(ax, f"{step:g}", (at + step / 2, before), (0, 5))
    note(ax, f"{after - before:.2f}", (there, (before + after) / 2), (6, 0))


def move(ax: Axes, at: tuple[float, float], to: tuple[float, float], **style: Any) -> None:
    """Draw an arrow from one point to another.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    at, to : tuple of float
        The two points.
    **style
        Passed on to the arrow, a :class:`matplotlib.patches.FancyArrowPatch`.
    """
    arrow = {
        "arrowstyle": "-|>",
        "color": INK,
        "linewidth": 1.8,
        "shrinkA": 0,
        "shrinkB": 0,
        **style,
    }
    ax.annotate("", xy=to, xytext=at, arrowprops=arrow, zorder=6)


def step_on_section(
    ax: Axes,
    values: ArrayLike,
    losses: ArrayLike,
    parameter: str,
    at: tuple[float, float],
    to: tuple[float, float],
) -> None:
    """Draw one step of descent on a section: along the parameter, then down or up to the curve.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    values, losses : array, shape (G,)
        The section.
    parameter : {"b", "w"}
        The parameter that varies.
    at, to : tuple of float
        Before and after the step: the parameter, and the loss there.
        The change in loss is drawn in the colour of good where it falls, of bad where it rises.
    """
    section(ax, values, losses, parameter)
    (here, before), (there, after) = at, to
    lowest = np.asarray(values)[np.argmin(losses)]
    outcome = COLOURS["good" if after < before else "bad"]
    corner = (there, before)
    move(ax, at, corner, linewidth=2.2)
    move(ax, corner, to, color=outcome, linewidth=2.2, shrinkB=5)
    ax.plot(here, before, "o", color=INK, markersize=9, zorder=7)
    ax.plot(there, after, "o", color=outcome, markersize=9, zorder=7)
    inwards = 8 if there < lowest else -8  # the hollow of the curve is the free side
    halfway = (there, (before + after) / 2)
    note(ax, f"{after - before:+.2f}", halfway, (inwards, 0), color=outcome, weight="bold")


def sweep(
    ax: Axes, rates: ArrayLike, batch_sizes: Sequence[int], losses: ArrayLike, most: float
) -> None:
    """Draw the loss that many descents end with as a map over learning rate and batch size.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw; a key to the colours is written below.
    rates : array, shape (k,)
        Learning rates, one a column, rising by a constant factor.
    batch_sizes : tuple of int, length r
        Batch sizes, one a row, from below.
    losses : array, shape (r, k)
        Loss at the end of each descent; it may be infinite or NaN.
    most : float
        Loss above which a descent counts as diverged and is drawn in the colour of bad.
    """
    losses = np.asarray(losses, dtype=float)
    cells = ax.pcolormesh(
        rates,
        range(len(batch_sizes)),
        np.where(losses <= most, losses, np.nan),
        norm="log",
        cmap=mpl.colormaps[mpl.rcParams["image.cmap"]].with_extremes(bad=COLOURS["bad"]),
    )
    ax.set(xlabel="learning rate", ylabel="batch size", xscale="log")
    ax.set(yticks=range(len(batch_sizes)), yticklabels=batch_sizes)
    ax.xaxis.set_major_formatter("{x:g}")
    ax.minorticks_off()
    _key(ax, cells)


def loss_levels(losses: ArrayLike, n: int = 9) -> Array:
    """Choose round levels for the contours of a surface, evenly spaced in their logarithm.

    Parameters
    ----------
    losses : array, shape (G, H)
        The surface.
    n : int
        How many levels, at least 2.

    Returns
    -------
    levels : ndarray, shape (at most n,)
        From near the least loss to near the greatest, to two significant digits.

    Examples
    --------
    >>> print(loss_levels([[1.0, 10.0], [100.0, 1000.0]], n=4))
    [  2.  14.  92. 620.]
    """
    losses = checks.positive("losses", losses)
    n = checks.integer("n", n, 2)
    levels = np.geomspace(max(2 * losses.min(), losses.max() / 1e3), losses.max() / 1.6, n)
    return np.unique([float(f"{level:.2g}") for level in levels])
