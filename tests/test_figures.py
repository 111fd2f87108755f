"""A figure is drawn once: its dark and its Chinese pictures leave it, and Matplotlib, as they were."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.text import Text

from figures import lettering, pictures
from gdtutorial.plotting import COLOURS, DARK, INK, PAPER


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
    found = pictures.draw(everything(), DARK[PAPER], DARK)
    expected = pictures.draw(everything(DARK.get), DARK[PAPER])
    np.testing.assert_array_equal(pixels(found), pixels(expected))


def test_a_figure_is_light_again_after_its_dark_picture():
    fig = everything()
    fig.draw_without_rendering()
    fig.set_layout_engine("none")  # each drawing would move things a little
    before = pixels(pictures.draw(fig, PAPER))
    assert (pixels(pictures.draw(fig, DARK[PAPER], DARK)) != before).any()
    np.testing.assert_array_equal(pixels(pictures.draw(fig, PAPER)), before)


def test_words_beside_ticks_are_translated_and_numbers_there_stay_their_formatter_s():
    ax = plt.subplots()[1]
    ax.set(xticks=[0, 1], xticklabels=["momentum", "Training: 80 points"], ylim=(0, 1))
    ax.figure.draw_without_rendering()
    formatter, writing = ax.yaxis.get_major_formatter(), Text.set_text
    with lettering.written_in("zh_CN", ax.figure) as writer:
        assert Text.set_text is writing, "no class of Matplotlib is changed"
        ax.figure.draw_without_rendering()
    assert not writer.trouble
    labels = [label.get_text() for label in ax.get_xticklabels()]
    assert labels == ["动量", "训练集：80 个点"]
    assert ax.yaxis.get_major_formatter() is formatter
