"""The drawings speak one visual language, and refuse what cannot be drawn."""

import itertools
import re
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from helpers import numbers
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex, to_rgb

from gdtutorial import palette, plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.surface import SectionStep, parameter_grid

STYLE = Path(plotting.__file__).with_name("style.mplstyle")
INKS = {palette.PAPER, palette.INK, palette.FAINT_INK, palette.GRID}
PALETTE = INKS | {*palette.COLOURS.values(), *palette.RULE_COLOURS.values()}
ON_SURFACES = {palette.CHALK, palette.EDGE}
TO_BE_SEEN = sorted(PALETTE - {palette.PAPER, palette.GRID})
MAP = {to_hex(colour) for colour in mpl.colormaps["viridis"].colors}

BS, WS = parameter_grid(b=1, w=2, reach=3, n=5)
BOWL = 1 + (BS - 1) ** 2 + (WS - 2) ** 2
LEVELS = [2, 5, 10]


@pytest.fixture(autouse=True)
def clean():
    """Draw without a screen, in the style of the figures, and leave nothing open."""
    plt.switch_backend("agg")
    with plt.style.context("gdtutorial.style"):
        yield
    plt.close("all")


@pytest.fixture
def ax():
    return plt.subplots()[1]


@pytest.fixture
def hill():
    return plt.subplots(subplot_kw={"projection": "3d"})[1]


@pytest.fixture(scope="module")
def descent():
    """Four epochs of five updates, for two learning rates."""
    x, y, _, _ = tutorial_data()
    return gradient_descent(x, y, 0, 0, [0.1, 0.3], n_epochs=4, batch_size=16)


def linear(colour):
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]


def luminance(colour):
    return np.dot([0.2126, 0.7152, 0.0722], linear(colour))


def contrast(one, other):
    """Compute the contrast of two colours as WCAG defines it, from 1 to 21."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_the_style_sheet_has_the_colours_of_the_palette():
    """Matplotlib reads style sheets and no Python: the only place that writes them again."""
    colours = {
        "figure.facecolor": palette.PAPER,
        "axes.facecolor": palette.PAPER,
        "text.color": palette.INK,
        "axes.titlecolor": palette.INK,
        "axes.labelcolor": palette.INK,
        "axes.edgecolor": palette.FAINT_INK,
        "xtick.color": palette.FAINT_INK,
        "ytick.color": palette.FAINT_INK,
        "grid.color": palette.GRID,
    }
    style = mpl.rc_params_from_file(STYLE, use_default_template=False)
    found = {key: to_hex(value) for key, value in style.items() if "color" in key}
    assert found == colours


def test_every_colour_has_a_dark_counterpart_of_its_own():
    assert set(palette.DARK) == PALETTE
    assert len(set(palette.DARK.values())) == len(PALETTE)


@pytest.mark.parametrize("colour", TO_BE_SEEN)
def test_every_colour_stands_out_on_a_light_and_on_a_dark_page(colour):
    least = 4.5 if colour in INKS else 3
    assert contrast(colour, palette.PAPER) >= least
    assert contrast(palette.DARK[colour], palette.DARK[palette.PAPER]) >= least


SEEN = {  # Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113: linear light as it is seen without one kind of cone
    "all": np.eye(3),
    "no red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "no green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "no blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}  # fmt: skip


def oklab(colour, kind):
    """Where a colour lies in B. Ottosson's Oklab, as eyes of a kind see it."""
    light = np.clip(np.array(SEEN[kind]) @ linear(colour), 0, 1)
    cones = np.cbrt(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
        @ light
    )
    return [
        [0.2104542553, 0.793617785, -0.0040720468],
        [1.9779984951, -2.428592205, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.808675766],
    ] @ cones


@pytest.mark.parametrize("kind", SEEN)
@pytest.mark.parametrize("page", ["light", "dark"])
def test_rules_are_told_apart_with_any_kind_of_colour_vision(kind, page):
    """Two hundredths can just be told apart."""
    found = palette.RULE_COLOURS.values()
    places = [oklab(each if page == "light" else palette.DARK[each], kind) for each in found]
    apart = [np.linalg.norm(one - other) for one, other in itertools.combinations(places, 2)]
    assert min(apart) > 0.1


def test_a_mark_with_a_dark_edge_stands_out_on_every_colour_of_a_surface():
    for under in MAP | {palette.COLOURS["bad"]}:
        assert max(contrast(under, mark) for mark in ON_SURFACES) >= 3


@pytest.mark.parametrize("parameter", ["b", "w"])
def test_a_cut_and_its_section_have_the_colour_of_the_parameter_that_varies(parameter, ax):
    plotting.cut(ax, parameter, 0.5)
    plotting.section(ax, [1, 2], [3, 4], parameter)
    *_, cut, section = ax.lines
    assert cut.get_color() == section.get_color() == palette.COLOURS[parameter]
    assert len(set(cut.get_xdata())) == (1 if parameter == "w" else 2)


def test_a_loss_has_one_colour_in_contours_in_three_dimensions_and_in_the_key(ax, hill):
    plotting.contours(ax, BS, WS, BOWL, LEVELS)
    plotting.surface_3d(hill, BS, WS, BOWL, LEVELS)
    plotting.loss_key(ax, LEVELS)
    key = ax.figure.axes[-1].collections[-1]
    drawn = [ax.collections[0], hill.collections[0], key]
    colours = {to_hex(each.get_cmap()(each.norm(3.7))) for each in drawn}
    assert len(colours) == 1


@pytest.mark.parametrize("levels", [LEVELS, [0.1, 50]])
def test_the_bands_are_the_colours_with_which_matplotlib_fills_contours(levels, ax):
    norm = mpl.colors.LogNorm(levels[0] / 2, levels[-1] * 2)
    filled = ax.contourf(BS, WS, BOWL, levels=levels, norm=norm, extend="both", cmap="viridis")
    assert plotting.bands(levels) == [to_hex(colour) for colour in filled.get_facecolor()]


def test_a_surface_is_drawn_on_the_axes_that_its_labels_name(ax, hill):
    valley = 1 + BS**2 + 0 * WS  # varies over b alone
    lines = plotting.contours(ax, BS, WS, valley, [2, 5])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("bias b", "weight w")
    assert np.ptp(lines.get_paths()[0].vertices[:, 0]) < np.ptp(BS)
    assert np.ptp(lines.get_paths()[0].vertices[:, 1]) == np.ptp(WS)
    plotting.surface_3d(hill, BS, WS, valley, [2, 5])
    assert (hill.get_xlabel(), hill.get_ylabel()) == ("bias b", "weight w")


@pytest.mark.parametrize("setting", [0, 1])
def test_a_path_is_drawn_through_every_update_and_marked_at_the_ends_of_epochs(
    setting, ax, descent
):
    plotting.path(ax, descent, setting=setting, label="path")
    line, dots = ax.lines
    updates = np.column_stack((descent.b[:, setting], descent.w[:, setting]))
    np.testing.assert_array_equal(line.get_xydata(), updates)
    np.testing.assert_array_equal(dots.get_xydata(), updates[::5])
    assert line.get_linestyle() == "-"
    assert (dots.get_linestyle(), dots.get_marker()) == ("None", "o")
    assert ax.get_legend_handles_labels() == ([dots], ["path"])


def test_a_path_without_marks_is_a_line(ax, descent):
    plotting.path(ax, descent, ends=False, label="path")
    (line,) = ax.lines
    assert len(line.get_xdata()) == 21
    assert ax.get_legend_handles_labels() == ([line], ["path"])


@pytest.mark.parametrize(("loss", "outcome"), [(1, "good"), (9, "bad")])
def test_a_step_is_good_where_the_loss_falls_and_bad_where_it_rises(loss, outcome, ax):
    values = np.array([-2, 0, 3])
    step = SectionStep("w", values, values**2, slope=-4, at=(-2, 4), to=(loss**0.5, loss))
    plotting.step_on_section(ax, step)
    assert ax.get_title(loc="left") == f"w moves {loss**0.5 + 2:.2f}"
    assert ax.texts[-1].get_text() == f"{loss - 4:+d}.00".replace("-", "\N{MINUS SIGN}")
    assert ax.texts[-1].get_color() == ax.lines[-1].get_color() == palette.COLOURS[outcome]
    assert ax.texts[-1].xy == (step.to[0], (4 + loss) / 2), (
        "it says how far, halfway along the way"
    )


def test_a_descent_that_diverged_has_the_colour_of_bad_and_no_other_has(ax):
    losses = [[0.1, 2, 3], [0.2, np.inf, np.nan]]
    plotting.sweep(ax, [0.1, 0.3, 0.9], [1, 80], losses, most=2)
    ax.figure.draw_without_rendering()
    colours = [to_hex(colour) for colour in ax.collections[0].get_facecolor()]
    bad = [colour == palette.COLOURS["bad"] for colour in colours]
    assert bad == [False, False, True, False, True, True]


@given(low=numbers(1e-6, 1e6), reach=numbers(4.001, 1e9), n=st.integers(2, 20))
def test_levels_rise_between_the_least_and_the_greatest_loss(low, reach, n):
    levels = plotting.loss_levels([low, low * reach], n)
    assert 2 <= len(levels) <= n
    assert low < levels[0]
    assert levels[-1] < low * reach
    assert (np.diff(levels) > 0).all()


@pytest.mark.parametrize(
    ("text", "values", "message"),
    [
        ("at {b:.2f}, {w:.2f}", {"b": 1}, "got fields ['b', 'w'] and values ['b']"),
        ("at {b:.2f}", {"b": 1, "w": 2}, "got fields ['b'] and values ['b', 'w']"),
        ("at {}", {}, "got fields [''] and values []"),
    ],
)
def test_a_description_has_a_value_for_each_field_and_a_field_for_each_value(
    text, values, message
):
    rule = "text must have a value for each field, and a field for each value, "
    with pytest.raises(ValueError, match=re.escape(rule + message)):
        plotting.describe(plt.figure(), text, **values)


def test_a_hill_needs_three_dimensions(ax):
    with pytest.raises(
        ValueError, match="ax must be made with projection=\"3d\", got 'rectilinear'"
    ):
        plotting.surface_3d(ax, BS, WS, BOWL, LEVELS)


def test_a_mark_in_three_dimensions_needs_a_height(hill):
    with pytest.raises(ValueError, match="loss must be given on axes with three dimensions"):
        plotting.mark(hill, 1, 2, "start")
    with pytest.raises(ValueError, match="loss must be one number"):
        plotting.mark(hill, 1, 2, "start", loss=[1, 2])


def test_a_path_has_only_its_settings(ax, descent):
    with pytest.raises(ValueError, match="setting must be a whole number between 0 and 1, got 2"):
        plotting.path(ax, descent, setting=2)


@pytest.mark.parametrize(
    ("by", "sides"),
    [
        ((9, 0), ("left", "center")),
        ((-9, 5), ("right", "center")),
        ((0, 9), ("center", "bottom")),
        ((0, -9), ("center", "top")),
    ],
)
def test_a_note_stands_beside_its_point_and_not_on_it(ax, by, sides):
    plotting.note(ax, "here", at=(0, 0), by=by)
    (words,) = ax.texts
    assert (words.get_ha(), words.get_va()) == sides


@pytest.mark.parametrize("end", ["min", "max"])
def test_a_level_that_is_no_line_is_not_drawn_thick(ax, end):
    with pytest.raises(ValueError, match="level must lie on the surface"):
        plotting.emphasise(ax, BS, WS, BOWL, getattr(BOWL, end)())


def test_the_words_of_a_triangle_stand_halfway_along_its_sides(ax):
    plotting.triangle(ax, 1, 2, 10, 4)
    assert [words.xy for words in ax.texts] == [(2, 10), (3, 7)]


@pytest.mark.parametrize("hollow", [False, True])
def test_only_an_open_point_has_an_edge(hollow, ax):
    plotting.points(ax, [[0], [1]], [[0], [1]], hollow=hollow)
    assert (ax.lines[0].get_markeredgewidth() > 0) == hollow
