"""A figure is drawn once: its dark and its Chinese pictures leave it, and Matplotlib, as they were."""

import re
import runpy
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.contour import QuadContourSet
from matplotlib.text import Text

from figures import dark, lettering
from gdtutorial.palette import COLOURS, DARK, INK, PAPER
from pages import explore

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "docs" / "_static"


@pytest.fixture(autouse=True)
def clean():
    plt.switch_backend("agg")
    with plt.style.context("gdtutorial.style"):
        yield
    plt.close("all")


def everything(colour=lambda light: light):
    """Draw one of each kind of thing, in colours that a function chooses."""
    b, w, ink = colour(COLOURS["b"]), colour(COLOURS["w"]), colour(INK)
    look = dict.fromkeys(("text.color", "axes.titlecolor", "axes.labelcolor"), ink)
    look |= {"xtick.color": b, "ytick.color": b, "axes.edgecolor": w, "grid.color": w}
    with plt.rc_context(look | {"axes.facecolor": colour(PAPER)}):
        fig = plt.figure()
        ax, hill = fig.add_subplot(1, 2, 1), fig.add_subplot(1, 2, 2, projection="3d")
        ax.plot([0, 1, 2], [0, 1, 0], "o-", color=b, markeredgecolor=w, label="a line")
        ax.scatter([0.5, 1, 1.5], [0.5, 0.2, 0.5], c=[b, w, b], edgecolors=ink)
        ax.fill_between([0, 1], [0, 0.2], color=w, alpha=0.4)
        ax.set(title="words", xlabel=r"$\frac{1}{2} \sqrt{x}$")
        ax.legend()
        hill.plot([0, 1], [0, 1], [0, 1], color=b)
        for axis in hill.xaxis, hill.yaxis, hill.zaxis:
            axis.set_pane_color(colour(PAPER))
    return fig


def pixels(picture):
    return np.asarray(picture)


def test_the_dark_picture_is_that_of_a_figure_drawn_in_dark_colours():
    found = dark.draw(everything(), DARK[PAPER], DARK)
    expected = dark.draw(everything(DARK.get), DARK[PAPER])
    np.testing.assert_array_equal(pixels(found), pixels(expected))


def test_a_figure_is_light_again_after_its_dark_picture():
    fig = everything()
    fig.draw_without_rendering()
    fig.set_layout_engine("none")  # each drawing would move things a little
    before = pixels(dark.draw(fig, PAPER))
    assert (pixels(dark.draw(fig, DARK[PAPER], DARK)) != before).any()
    np.testing.assert_array_equal(pixels(dark.draw(fig, PAPER)), before)


def test_words_beside_ticks_are_translated_and_numbers_there_stay_their_formatter_s():
    ax = plt.subplots()[1]
    ax.set(xticks=[0, 1], xticklabels=["momentum", "Training: 80 points"], ylim=(0, 1))
    ax.figure.draw_without_rendering()
    formatter, writing = ax.yaxis.get_major_formatter(), Text.set_text
    with lettering.written_in("zh_CN", ax.figure) as writer:
        assert Text.set_text is writing, "no class of Matplotlib is changed"
        ax.figure.draw_without_rendering()
        labels = [label.get_text() for label in ax.get_xticklabels()]
    assert not writer.trouble
    assert labels == ["动量", "训练集：80 个点"]
    assert ax.yaxis.get_major_formatter() is formatter


def test_the_browser_fills_its_contours_as_the_figure_of_the_loss_surface_does(monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: None)
    runpy.run_path(str(ROOT / "gallery" / "f06_loss_surface.py"))
    drawn = [each for each in plt.gcf().findobj(QuadContourSet) if each.filled]
    found = [(each.levels.tolist(), list(map(to_hex, each.get_facecolor()))) for each in drawn]
    data = explore.common_data()
    assert found == [(data["levels"], data["bands"])]


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.[cj]s*")), ids=lambda path: path.name)
def test_no_colour_of_its_own_stands_in_a_style_sheet_or_script_without_its_reason(path):
    lines = path.read_text("utf-8").splitlines()
    own = [
        line for line in lines if re.search(r"#[0-9a-f]{3,8}\b|\b(rgba?|hsla?)\(\d", line, re.I)
    ]
    assert not [line for line in own if "/*" not in line]
