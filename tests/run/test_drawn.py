"""What a script draws on the page, in the Python that is here: as the build draws it, light and dark."""

import base64
import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from figures import dark
from gdtutorial.palette import DARK, PAPER
from running import cells
from web import running

LINE = """
import matplotlib.pyplot as plt
from gdtutorial import plotting
plt.style.use("gdtutorial.style")
fig, ax = plt.subplots()
ax.plot([0, 1], color=plotting.COLOURS["b"])
plotting.describe(fig, "A line.")
plt.show()
"""
NAME = "f99_line.py"


@pytest.fixture
def script():
    """Run a whole script, as a page does; give what it printed, and how it ended."""

    def run(source):
        printed = []
        result = cells.run(source, NAME, cells.fresh(), printed.append)
        return "".join(printed), result

    return run


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB"))


def test_a_figure_in_the_tutorial_s_style_comes_light_and_dark_as_the_build_draws_it(script):
    (picture,) = script(LINE)[1]["pictures"]
    exec(LINE, {})
    light, shade = map(np.asarray, dark.both(plt.gcf()))
    np.testing.assert_array_equal(pixels(picture["light"]), light)
    np.testing.assert_array_equal(pixels(picture["dark"]), shade)
    for png, paper in (("light", PAPER), ("dark", DARK[PAPER])):
        assert "#" + pixels(picture[png])[0, 0].tobytes().hex() == paper
    assert (picture["alt"], picture["width"], picture["height"]) == ("A line.", 640, 420)


def test_a_figure_in_any_other_style_comes_once_as_it_is(script):
    source = "import matplotlib.pyplot as plt\nplt.style.use('dark_background')\nplt.plot([1, 2])"
    (picture,) = script(source)[1]["pictures"]
    assert picture["dark"] is None
    assert (pixels(picture["light"])[0, 0] == 0).all()


def test_a_program_begins_without_the_style_and_the_figures_of_the_one_before(script):
    script(LINE + "\nplt.figure()\n1 / 0")
    assert plt.get_fignums() == []
    (picture,) = script(LINE.replace("plt.style.use", "str"))[1]["pictures"]
    assert picture["dark"] is None


def test_to_show_a_figure_that_the_page_shows_is_no_reason_to_warn(script, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")  # without one Matplotlib does not even try
    with pytest.warns(UserWarning, match="non-interactive"):
        exec(LINE, {})
    printed, result = script(LINE)
    assert printed == ""
    assert result["error"] is None


def test_an_error_names_the_script_and_its_line_and_nothing_of_ours(script):
    told = script(LINE.replace('"A line."', '"A {n}."'))[1]["error"]
    assert told["kind"] == "ValueError"
    assert told["line"] == LINE.splitlines().index('plotting.describe(fig, "A line.")') + 1
    assert [line for line in told["text"].splitlines() if line.startswith("  File")] == [
        f'  File "{NAME}", line {told["line"]}, in <module>'
    ]


def test_what_draws_travels_with_what_runs():
    names = {*running.modules()}
    assert {"running/cells.py", "running/pictures.py", "figures/dark.py"} <= names
    assert {name.split("/")[0] for name in names} == {"running", "figures"}
