"""Draw each idea on the Matplotlib axes it is given, in one visual language.

A colour means the same in every figure: :data:`gdtutorial.palette.COLOURS` says what.
The look itself is a style sheet, ``plt.style.use("gdtutorial.style")``.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager, patheffects
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LogNorm, to_hex
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.checks import Array
from gdtutorial.descent import Trajectory
from gdtutorial.model import predict
from gdtutorial.palette import CHALK, COLOURS, EDGE, FAINT_INK, INK, PAPER, RULE_COLOURS
from gdtutorial.rules import RULES, Rule, adam, decayed, momentum, nesterov, plain, rmsprop
from gdtutorial.surface import SectionStep

_LINES: dict[Rule, str] = {  # solid and dotted, in pairs of a family
    plain: "-",
    decayed: ":",
    momentum: "-",
    nesterov: ":",
    rmsprop: ":",
    adam: "-",
}
RULE_STYLES = {
    name: {"color": RULE_COLOURS[rule.__name__], "linestyle": _LINES[rule]}
    for name, rule in RULES.items()
}
"""How to draw each of :data:`gdtutorial.rules.RULES`: a colour of its own, and solid or dotted."""

_SIGNS: dict[str, dict[str, Any]] = {
    "start": {"marker": "o", "markersize": 9},
    "minimum": {"marker": "*", "markersize": 17},
    "now": {"marker": "D", "markersize": 8},
}
_NAMES = {"b": "bias b", "w": "weight w"}
_FONTS = Path(__file__).parent / "fonts"
_OTHER_FONTS = "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei"
_PLACE = re.compile(r"\$[^$]+\$|(?<![\w.])[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+−]?\d+)?")


def _heights(levels: Array) -> LogNorm:
    return LogNorm(levels[0] / 2, levels[-1] * 2)


def _fill(ax: Axes, bs: Array, ws: Array, losses: Array, levels: Array) -> QuadContourSet:
    return ax.contourf(bs, ws, losses, levels=levels, extend="both", norm=_heights(levels))


def _signed(text: str) -> str:
    """Write negative numbers as tick labels do, with a minus sign."""
    return re.sub(r"(?<![\w.])-(?=\d)|(?<=\de)-(?=\d)", "\N{MINUS SIGN}", text)


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

    Raises
    ------
    ValueError
        If a field has no value, or a value no field.

    Notes
    -----
    The site uses it as alternative text.
    Beyond the source.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> fig = plt.figure()
    >>> describe(fig, "The start lies at w = {w:.2f}.", w=-0.1383)
    >>> print(fig.get_label())
    The start lies at w = −0.14.
    >>> plt.close(fig)
    """
    text = checks.instance("text", text, str)
    fields = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    if fields != set(values):
        raise ValueError(
            "text must have a value for each field, and a field for each value, "
            f"got fields {sorted(fields)} and values {sorted(values)}"
        )
    fig.set_label(_signed(text.format(**values)))


def template(text: str) -> tuple[str, list[str]]:
    """Take the numbers and formulas out of a text, and leave numbered places for them.

    Parameters
    ----------
    text : str
        What is written in a figure.

    Returns
    -------
    message : str
        The text with numbered places for its numbers and formulas, from ``{0}`` on.
    values : list of str
        These, as they stood there: ``message.format(*values)`` is the text.

    Raises
    ------
    ValueError
        If `text` is no text.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> print(template("After 1,000 epochs: b = −0.14"))
    ('After {0} epochs: b = {1}', ['1,000', '−0.14'])
    """
    values: list[str] = []

    def keep(match: re.Match[str]) -> str:
        values.append(match[0])
        return f"{{{len(values) - 1}}}"

    return _PLACE.sub(keep, checks.instance("text", text, str)), values


def write_in(fig: Figure, language: str, words: Mapping[str, str]) -> None:
    """Write a figure that is otherwise finished in another language.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure; its label, which :func:`describe` gave it, is exchanged, too.
    language : str
        The language, such as ``"zh_CN"``.
        If letters of it are in few fonts, all figures are drawn from now on with one that has them.
    words : dict of str
        What stands for each text, both as :func:`template` gives them: what was computed stays computed.
        A text that is not among them stays as it is.

    Raises
    ------
    ValueError
        If `language` is no text, or `words` is no mapping from texts to texts.

    Notes
    -----
    The font for ``"zh_CN"`` holds the signs of the tutorial's own figures;
    others are drawn from a Chinese font of the machine, where there is one.
    Beyond the source.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> fig, ax = plt.subplots()
    >>> title = ax.set_title("After 12 epochs")
    >>> with plt.rc_context():
    ...     write_in(fig, "zh_CN", {"After {0} epochs": "{0} 轮之后"})
    >>> print(ax.get_title())
    12 轮之后
    >>> plt.close(fig)
    """
    checks.instance("language", language, str)
    checks.instance("words", words, Mapping)
    if not all(isinstance(word, str) for pair in words.items() for word in pair):
        raise ValueError(f"words must map texts to texts, got {checks.shown(words)}")

    def said(text: str) -> str:
        message, values = template(text)
        return words[message].format(*values) if message in words else text

    if spacious := language in {path.stem for path in _FONTS.glob("*.ttf")}:
        mpl.rcParams["font.sans-serif"] = _families(language)
    for text in fig.findobj(Text):
        text.set_text(said(text.get_text()))
        if spacious:
            text.set_linespacing(1.3)  # full squares need more room than letters
    for axis in fig.findobj(Axis):
        for minor in (False, True):
            formatter = axis.get_minor_formatter() if minor else axis.get_major_formatter()
            places = list(axis.get_ticklocs(minor=minor))
            # Asked for its labels, an axis would place them, and Matplotlib 3.8 places those of 3-D axes wrongly.
            labels = [str(label) for label in formatter.format_ticks(places)]
            # Words beside ticks would be written anew at each drawing; numbers stay their formatter's.
            if (others := [said(label) for label in labels]) != labels:
                axis.set_ticks(places, labels=others, minor=minor)
    fig.set_label(said(str(fig.get_label())))


@functools.cache
def _families(language: str) -> list[str]:
    """Make a font of ours known to Matplotlib; return its name, and those of fonts for what it lacks."""
    manager = font_manager.fontManager
    manager.addfont(_FONTS / f"{language}.ttf")
    own = manager.ttflist[-1]
    manager.ttflist.append(dataclasses.replace(own, weight=700))  # it stands for the bold one, too
    known = {font.name for font in manager.ttflist}
    return [own.name, "DejaVu Sans", *(name for name in _OTHER_FONTS if name in known)]


def heading(fig: Figure, text: str) -> None:
    """Write one heading over all panels of a figure.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure.
    text : str
        What its panels show together.

    Raises
    ------
    ValueError
        If `text` is no text.

    Notes
    -----
    Source: "Choosing a learning rate", where one rate is seen on two sections.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> fig, panels = plt.subplots(1, 2)
    >>> heading(fig, "Learning rate 0.2")
    >>> print(fig.get_suptitle())
    Learning rate 0.2
    >>> plt.close(fig)
    """
    fig.suptitle(
        checks.instance("text", text, str),
        x=0.02,
        horizontalalignment="left",
        fontsize="large",
    )


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

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, or `x` is constant.

    Notes
    -----
    Source: "Splitting the data" and "The bad feature".

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> fig, ax = plt.subplots()
    >>> points(ax, x_train, y_train)
    >>> points(ax, x_val, y_val, hollow=True)
    >>> for drawn in ax.lines:
    ...     print(len(drawn.get_xdata()), drawn.get_markerfacecolor() == PAPER)
    80 False
    20 True
    >>> plt.close(fig)
    """
    x, y = checks.data(x, y)
    checks.choice("hollow", hollow, (False, True))
    look = {
        "color": COLOURS["data"],
        "alpha": 0.9,
        "linestyle": "none",
        "marker": "o",
        "markersize": 5,
        "markeredgewidth": 1.6 if hollow else 0,
        "markerfacecolor": PAPER if hollow else "auto",
        **style,
    }
    ax.plot(x, y, **look)
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

    Raises
    ------
    ValueError
        If `b` or `w` is not one number, or `x` does not hold at least two finite numbers that vary.

    Notes
    -----
    Source: "Computing the model's predictions" and "Updating the parameters".

    Examples
    --------
    It runs from the least feature to the greatest:

    >>> import matplotlib.pyplot as plt
    >>> fig, ax = plt.subplots()
    >>> line(ax, b=1, w=2, x=[0.5, 0.0, 3.0])
    >>> print(ax.lines[0].get_xydata().tolist())
    [[0.0, 1.0], [3.0, 7.0]]
    >>> plt.close(fig)
    """
    b, w = checks.number("b", b), checks.number("w", w)
    x = checks.varied("x", checks.numbers("x", x).reshape(-1, 1))
    ends = np.array([x.min(), x.max()])
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
    levels : array, shape (L,)
        Losses at which to draw a line: at least 2, rising from above 0.

    Returns
    -------
    lines : matplotlib.contour.QuadContourSet
        The lines, for a label or an emphasis.

    Raises
    ------
    ValueError
        If `bs` and `ws` are not a grid, `losses` is not finite on it, or `levels` do not rise from above 0.

    Notes
    -----
    Source: "The loss surface".

    Examples
    --------
    On a round bowl, the line at level 2 is a circle of radius 1 around the minimum:

    >>> import matplotlib.pyplot as plt
    >>> from gdtutorial.surface import parameter_grid
    >>> bs, ws = parameter_grid(b=1, w=2)
    >>> fig, ax = plt.subplots()
    >>> lines = contours(ax, bs, ws, 1 + (bs - 1) ** 2 + (ws - 2) ** 2, levels=[2, 5])
    >>> b, w = lines.get_paths()[0].vertices.T
    >>> print(np.allclose(np.hypot(b - 1, w - 2), 1, atol=1e-3))
    True
    >>> plt.close(fig)
    """
    bs, ws, losses = checks.surface(bs, ws, losses)
    levels = checks.rising("levels", levels)
    losses = np.maximum(losses, np.finfo(float).tiny)  # a loss of 0 has no logarithm, but a colour
    _fill(ax, bs, ws, losses, levels)
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
    levels : array, shape (L,)
        The levels of the contours beside it, which set the colours.

    Raises
    ------
    ValueError
        If `ax` has no third dimension, `bs` and `ws` are not a grid, `losses` is not finite on it,
        or `levels` do not rise from above 0.

    Notes
    -----
    Source: "The loss surface".

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from gdtutorial.surface import parameter_grid
    >>> bs, ws = parameter_grid(n=11)
    >>> fig, ax = plt.subplots(subplot_kw={"projection": "3d"})
    >>> surface_3d(ax, bs, ws, 1 + (bs - 1) ** 2 + (ws - 2) ** 2, levels=[2, 5])
    >>> print(ax.get_xlabel(), ax.get_ylabel(), ax.get_zlabel(), sep=", ")
    bias b, weight w, loss
    >>> plt.close(fig)
    """
    if ax.name != "3d":
        raise ValueError(f'ax must be made with projection="3d", got {ax.name!r}')
    bs, ws, losses = checks.surface(bs, ws, losses)
    levels = checks.rising("levels", levels)
    losses = np.maximum(losses, np.finfo(float).tiny)  # a loss of 0 has no logarithm, but a colour
    ax.computed_zorder = False  # what is drawn later lies on the surface, not in it
    ax.plot_surface(
        bs,
        ws,
        losses,
        cmap=mpl.rcParams["image.cmap"],
        norm=_heights(levels),
        rstride=1,
        cstride=1,
        linewidth=0,
        antialiased=False,
        rasterized=True,  # thousands of facets, in a file of lines
    )
    ax.contour(bs, ws, losses, levels=levels, colors=CHALK, linewidths=0.6, alpha=0.6, zorder=2)
    ax.view_init(elev=32, azim=-48)  # from a low corner, so that no wall hides the valley
    ax.set_box_aspect((1, 1, 0.85), zoom=0.97)
    ax.set_xlabel(_NAMES["b"], labelpad=-3)
    ax.set_ylabel(_NAMES["w"], labelpad=-3)
    ax.set_zlabel("loss", labelpad=-5, rotation=90)
    ax.set(xticks=np.linspace(bs.min(), bs.max(), 3), yticks=np.linspace(ws.min(), ws.max(), 3))
    ax.locator_params(axis="z", nbins=3)
    ax.tick_params(pad=-2)
    for axis in ax.xaxis, ax.yaxis, ax.zaxis:
        axis.set_pane_color((1, 1, 1, 0))
        axis.line.set_color(FAINT_INK)
    ax.zaxis.set_rotate_label(False)
    ax.zaxis.set_ticks_position("lower")  # at the left, where there is room
    ax.zaxis.set_label_position("lower")


def loss_key(axes: Any, levels: ArrayLike) -> None:
    """Write below some contours which colour stands for which loss.

    Parameters
    ----------
    axes : array of matplotlib.axes.Axes
        The contours, all of one figure.
    levels : array, shape (L,)
        The levels with which they were drawn.

    Raises
    ------
    ValueError
        If `levels` do not rise from above 0.

    Notes
    -----
    Source: "The bad feature", where the levels of two surfaces are compared.

    Examples
    --------
    The colours reach a little beyond the levels, to half the first and twice the last:

    >>> import matplotlib.pyplot as plt
    >>> fig, ax = plt.subplots()
    >>> loss_key(ax, levels=[0.5, 2, 8])
    >>> print("{:g} to {:g}".format(*fig.axes[-1].get_xlim()))
    0.25 to 16
    >>> plt.close(fig)
    """
    _key(axes, ScalarMappable(_heights(checks.rising("levels", levels))))


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

    Raises
    ------
    ValueError
        If `bs` and `ws` are not a grid, `losses` is not finite on it, or `level` does not lie on the surface.

    Notes
    -----
    Source: "The loss surface", where the level 3 stands out.

    Examples
    --------
    A dark edge first, then the line, so that it shows on every colour:

    >>> import matplotlib.pyplot as plt
    >>> from gdtutorial.surface import parameter_grid
    >>> bs, ws = parameter_grid()
    >>> fig, ax = plt.subplots()
    >>> emphasise(ax, bs, ws, (bs - 1) ** 2 + (ws - 2) ** 2, level=3)
    >>> print([drawn.get_linewidth().item() for drawn in ax.collections])
    [4.6, 2.6]
    >>> plt.close(fig)
    """
    bs, ws, losses = checks.surface(bs, ws, losses)
    level = checks.number("level", level)
    if not losses.min() < level < losses.max():
        raise ValueError(
            f"level must lie on the surface, between {losses.min():g} and {losses.max():g}, "
            f"got {level!r}"
        )
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

    Raises
    ------
    ValueError
        If `parameter` is another word, or `at` is not one finite number.

    Notes
    -----
    Source: "Cross-sections".

    Examples
    --------
    The cut over `w` stands at one `b`:

    >>> import matplotlib.pyplot as plt
    >>> fig, ax = plt.subplots()
    >>> cut(ax, "w", at=0.52)
    >>> print(ax.lines[-1].get_xdata(), ax.lines[-1].get_color() == COLOURS["w"])
    [0.52, 0.52] True
    >>> plt.close(fig)
    """
    checks.choice("parameter", parameter, tuple(_NAMES))
    at = checks.number("at", at)
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

    Raises
    ------
    ValueError
        If `what` is another word, a parameter or `loss` is not one finite number,
        or `loss` is missing in three dimensions, or given in two.

    Notes
    -----
    Source: "The loss surface", with the random start and the minimum.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> fig, ax = plt.subplots()
    >>> mark(ax, 0.4967, -0.1383, "start")
    >>> mark(ax, 1.0235, 1.9690, "minimum")
    >>> for sign in ax.lines:
    ...     print(sign.get_marker(), sign.get_xydata().tolist())
    o [[0.4967, -0.1383]]
    * [[1.0235, 1.969]]
    >>> plt.close(fig)
    """
    checks.choice("what", what, tuple(_SIGNS))
    place = [[checks.number("b", b)], [checks.number("w", w)]]
    if (loss is not None) != (ax.name == "3d"):
        raise ValueError(
            "loss must be given on axes with three dimensions, and only there, "
            f"got {loss!r} on axes with projection {ax.name!r}"
        )
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
        Of the words; :data:`gdtutorial.palette.CHALK` gets a dark edge, to be read on any surface.
    **style
        Passed on to :meth:`matplotlib.axes.Axes.annotate`.

    Raises
    ------
    ValueError
        If `at` or `by` is not two finite numbers.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    Words to the left of a point end there, and a minus is as long as on the axes:

    >>> import matplotlib.pyplot as plt
    >>> fig, ax = plt.subplots()
    >>> note(ax, "slope -1.83", at=(0.5, 2.7), by=(-9, 0))
    >>> print(ax.texts[0].get_text(), ax.texts[0].get_ha())
    slope −1.83 right
    >>> plt.close(fig)
    """
    text = checks.instance("text", text, str)
    at, by = checks.point("at", at), checks.point("by", by)
    look: dict[str, Any] = {
        "ha": "left" if by[0] > 0 else "right" if by[0] < 0 else "center",
        "va": "center" if by[0] else "bottom" if by[1] > 0 else "top",
        "fontsize": mpl.rcParams["legend.fontsize"],
        "zorder": 8,
        **style,
    }
    words = ax.annotate(
        _signed(text), at, xytext=by, textcoords="offset points", color=color, **look
    )
    if color == CHALK:
        words.set_path_effects([patheffects.withStroke(linewidth=2.4, foreground=EDGE)])


def path(
    ax: Axes,
    path: Trajectory,
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
    path : gdtutorial.descent.Trajectory
        The path.
    setting : int
        Which of the k settings.
    ends : bool
        Whether to mark the ends of epochs.
    color : str
        For the line and the marks.
    label : str, optional
        For the legend.

    Raises
    ------
    ValueError
        If `setting` is not one of the path's.

    Notes
    -----
    Source: "The path of gradient descent", which leaves out the updates between the ends of epochs.

    Examples
    --------
    Three epochs of five updates, and the start:

    >>> import matplotlib.pyplot as plt
    >>> from gdtutorial.data import tutorial_data
    >>> from gdtutorial.descent import gradient_descent
    >>> x, y, x_val, y_val = tutorial_data()
    >>> fig, ax = plt.subplots()
    >>> path(ax, gradient_descent(x, y, b=0, w=0, lr=0.1, n_epochs=3, batch_size=16))
    >>> print([len(drawn.get_xdata()) for drawn in ax.lines])
    [16, 4]
    >>> plt.close(fig)
    """
    checks.instance("path", path, Trajectory)
    checks.choice("ends", ends, (False, True))
    setting = checks.integer("setting", setting, 0, path.b.shape[1] - 1)
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

    Raises
    ------
    ValueError
        If `parameter` is another word, or `values` and `losses` are not two finite rows of one length.

    Notes
    -----
    Source: "Cross-sections".

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> fig, ax = plt.subplots()
    >>> section(ax, [1, 2, 3], [4, 1, 2], "w")
    >>> print(ax.get_xlabel(), ax.get_ylabel(), sep=", ")
    weight w, loss (MSE)
    >>> print(ax.lines[0].get_color() == COLOURS["w"])
    True
    >>> plt.close(fig)
    """
    checks.choice("parameter", parameter, tuple(_NAMES))
    values, losses = checks.curve(values, losses)
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

    Raises
    ------
    ValueError
        If one of the numbers is not finite.

    Notes
    -----
    Source: "Visualising the gradients".

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> fig, ax = plt.subplots()
    >>> tangent(ax, at=1, loss=2, slope=-3, reach=0.5)
    >>> drawn, point = ax.lines
    >>> print(drawn.get_xydata().tolist(), point.get_xydata().tolist())
    [[0.5, 3.5], [1.5, 0.5]] [[1.0, 2.0]]
    >>> plt.close(fig)
    """
    at, loss = checks.number("at", at), checks.number("loss", loss)
    slope, reach = checks.number("slope", slope), checks.number("reach", reach)
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

    Raises
    ------
    ValueError
        If one of the numbers is not finite.

    Notes
    -----
    Source: "Visualising the gradients", where the step is 0.12.

    Examples
    --------
    The source's step of `b`:

    >>> import matplotlib.pyplot as plt
    >>> from gdtutorial.data import tutorial_data
    >>> from gdtutorial.surface import loss_surface
    >>> x, y, x_val, y_val = tutorial_data()
    >>> fig, ax = plt.subplots()
    >>> triangle(ax, 0.52, 0.12, *loss_surface(x, y, [0.52, 0.64], -0.16))
    >>> print([words.get_text() for words in ax.texts])
    ['0.12', '−0.35']
    >>> plt.close(fig)
    """
    at, step = checks.number("at", at), checks.number("step", step)
    before, after = checks.number("before", before), checks.number("after", after)
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

    Raises
    ------
    ValueError
        If `at` or `to` is not two finite numbers.

    Notes
    -----
    Source: "Computing the loss", for an error, and "Choosing a learning rate", for a step.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> fig, ax = plt.subplots()
    >>> move(ax, at=(0.5, 2.7), to=(0.8, 1.7))
    >>> print("from", ax.texts[0].xyann, "to", ax.texts[0].xy)
    from (0.5, 2.7) to (0.8, 1.7)
    >>> plt.close(fig)
    """
    at, to = checks.point("at", at), checks.point("to", to)
    look = {"arrowstyle": "-|>", "color": INK, "linewidth": 1.8, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", xy=to, xytext=at, arrowprops=look | style, zorder=6)


def step_on_section(ax: Axes, step: SectionStep) -> None:
    """Draw one step of descent on a section: along the parameter, then down or up to the curve.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw; its title says how far the parameter moves.
    step : gdtutorial.surface.SectionStep
        The section and the step.
        The change in loss is drawn in the colour of good where it falls, of bad where it rises.

    Raises
    ------
    ValueError
        If the step's parameter is neither `b` nor `w`, its section is not two finite rows of one length,
        or one of its ends is not two finite numbers.

    Notes
    -----
    Source: "Choosing a learning rate", with the rates 0.2, 0.8 and 1.1.

    Examples
    --------
    A step too far, up the other side of the curve:

    >>> import matplotlib.pyplot as plt
    >>> from gdtutorial.surface import SectionStep
    >>> values = np.array([-1.0, 0.0, 1.0, 2.0])
    >>> fig, ax = plt.subplots()
    >>> step_on_section(ax, SectionStep("b", values, values**2, slope=-2, at=(-1, 1), to=(2, 4)))
    >>> words = ax.texts[-1]
    >>> print(words.get_text(), words.get_color() == COLOURS["bad"])
    +3.00 True
    >>> plt.close(fig)
    """
    checks.instance("step", step, SectionStep)
    (here, before), (there, after) = checks.point("at", step.at), checks.point("to", step.to)
    values, losses = checks.curve(step.values, step.losses)
    section(ax, values, losses, step.parameter)
    lowest = values[losses.argmin()]
    outcome = COLOURS["good" if after < before else "bad"]
    corner = (there, before)
    move(ax, step.at, corner, linewidth=2.2)
    move(ax, corner, step.to, color=outcome, linewidth=2.2, shrinkB=5)
    ax.plot(here, before, "o", color=INK, markersize=9, zorder=7)
    ax.plot(there, after, "o", color=outcome, markersize=9, zorder=7)
    inwards = 8 if there < lowest else -8  # the hollow of the curve is the free side
    halfway = (there, (before + after) / 2)
    note(ax, f"{after - before:+.2f}", halfway, (inwards, 0), color=outcome, weight="bold")
    ax.set_title(f"{step.parameter} moves {step.moved:.2f}")


def sweep(
    ax: Axes, rates: ArrayLike, batch_sizes: Sequence[int], losses: ArrayLike, most: float
) -> None:
    """Draw the loss that many descents end with as a map over learning rate and batch size.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw; a key to the colours is written below.
    rates : array, shape (k,)
        Learning rates, one a column: at least 2, rising by a constant factor.
    batch_sizes : tuple of int, length r
        Batch sizes, one a row, from below.
    losses : array, shape (r, k)
        Loss at the end of each descent; it may be infinite or NaN.
    most : float
        Loss above which a descent counts as diverged and is drawn in the colour of bad.

    Raises
    ------
    ValueError
        If `rates` do not rise from above 0, `losses` does not have their shape or holds a number that is not above 0,
        or all of them are above `most`.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    Two of these six descents diverged:

    >>> import matplotlib.pyplot as plt
    >>> fig, ax = plt.subplots()
    >>> losses = [[0.01, 0.02, np.inf], [0.5, 0.1, 1e9]]
    >>> sweep(ax, rates=[0.1, 0.3, 0.9], batch_sizes=[1, 80], losses=losses, most=2.7)
    >>> print(np.ma.count_masked(ax.collections[0].get_array()))
    2
    >>> plt.close(fig)
    """
    rates = checks.rising("rates", rates)
    batch_sizes = checks.integers("batch_sizes", batch_sizes, 1)
    rows, losses = range(len(batch_sizes)), checks.numbers("losses", losses)
    checks.positive("losses", losses[np.isfinite(losses)])
    if losses.shape != (len(rows), len(rates)):
        raise ValueError(
            f"losses must have a row for each of {len(rows)} batch sizes "
            f"and a column for each of {len(rates)} rates, got shape {losses.shape}"
        )
    bounded = losses <= checks.number("most", most)
    if not bounded.any():
        raise ValueError(f"most must be at least the lowest of losses, got {checks.shown(most)}")
    cells = ax.pcolormesh(
        rates,
        rows,
        np.where(bounded, losses, np.nan),
        norm="log",
        cmap=mpl.colormaps[mpl.rcParams["image.cmap"]].with_extremes(bad=COLOURS["bad"]),
    )
    ax.set(xlabel="learning rate", ylabel="batch size", xscale="log")
    ax.set(yticks=rows, yticklabels=batch_sizes)
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
    levels : ndarray, shape (from 2 to n,)
        From near the least loss to near the greatest, to two significant digits.

    Raises
    ------
    ValueError
        If a loss is not above 0, they do not reach above 4 times the least of them,
        or `n` is not a whole number of at least 2.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> print(loss_levels([[1.0, 10.0], [100.0, 1000.0]], n=4))
    [  2.  14.  92. 620.]
    """
    losses = checks.positive("losses", losses)
    n = checks.integer("n", n, 2)
    checks.memory("n", n, n)
    if not losses.size:
        raise ValueError(f"losses must hold at least one number, got shape {losses.shape}")
    low, high = losses.min(), losses.max()
    if high <= 4 * low:
        raise ValueError(
            "losses must reach above 4 times the least of them, to have levels between, "
            f"got {low:g} to {high:g}"
        )
    levels = np.geomspace(max(2 * low, high / 1e3), high / 1.6, n)
    return np.unique([float(f"{level:.2g}") for level in levels])


def bands(levels: ArrayLike) -> list[str]:
    """Return the colours with which contours are filled, from below the first level to above the last.

    Parameters
    ----------
    levels : array, shape (L,)
        The levels of the contours: at least 2, rising from above 0.

    Returns
    -------
    colours : list of str, length L + 1
        As hexadecimal strings.

    Raises
    ------
    ValueError
        If `levels` do not rise from above 0.

    Notes
    -----
    The site's explorables fill their contours with them.
    Beyond the source.

    Examples
    --------
    The ends of the map stand for all that is lower or higher:

    >>> print(bands([2, 5, 10]))
    ['#440154', '#2b748e', '#31b57b', '#fde725']
    """
    levels = checks.rising("levels", levels)
    bs, ws = np.meshgrid([0.0, 1.0], [0.0, 1.0])
    ends = np.where(bs > 0, levels[-1], levels[0])
    filled = _fill(Figure().subplots(), bs, ws, ends, levels)
    return [to_hex(colour) for colour in np.asarray(filled.get_facecolor())]
