"""The modules that run cells on the page, in the Python that is here."""

import ast
import base64
import re
import sys
from pathlib import Path

import pytest

import runtime
from pages import programs, run
from running import cells, errors


@pytest.fixture
def program():
    """Run cells one after the other; give what each printed and how it ended."""
    names, count = cells.fresh(), iter(range(1, 100))

    def run_one(source):
        printed = []
        result = cells.run(source, f"cell {next(count)}", names, printed.append)
        return "".join(printed), result

    return run_one


def test_a_cell_prints_and_shows_its_last_value_as_a_notebook_does(program):
    assert program("x = 2\nprint(x)")[0] == "2\n"
    printed, result = program("print('before')\nx + 1")
    assert (printed, result["value"]) == ("before\n", "3")
    assert program("x + 1;")[1]["value"] is None
    assert program("None")[1]["value"] is None
    assert program("")[1]["error"] is None


def test_definitions_of_a_cell_are_known_to_the_next_and_to_no_other_program(program):
    program("def double(n):\n    return 2 * n\nclass Point:\n    pass")
    assert program("[double(n) for n in range(3)]")[1]["value"] == "[0, 2, 4]"
    assert "double" not in cells.fresh()


def test_an_error_is_told_as_python_does_with_the_reader_s_lines_alone(program):
    program(
        "def gap(data):\n    from gdtutorial.model import predict\n    return predict(0, 1, data)"
    )
    printed, result = program("print('so far')\ngap('ten')")
    assert printed == "so far\n"
    told = result["error"]
    lines = told["text"].splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert [line for line in lines if line.startswith("  File")] == [
        '  File "cell 2", line 2, in <module>',
        '  File "cell 1", line 3, in gap',
    ]
    assert lines[-1].startswith(f"{told['kind']}: ")
    assert told["line"] == 2


def test_the_cause_of_an_error_is_cut_too(program):
    source = "try:\n    import json\n    json.loads('{')\nexcept ValueError as cause:\n    raise KeyError('x') from cause"
    text = program(source)[1]["error"]["text"]
    assert "JSONDecodeError" in text
    assert "KeyError" in text
    assert "json/" not in text
    assert "running" not in text


@pytest.mark.parametrize(
    ("source", "sign"),
    [
        ("print（1）", ["（", "("]),
        ("x = 1，2", ["，", ","]),
        ("x = “a”", ["“", '"']),
        ("x = 3 − 2", ["−", "-"]),
    ],
)
def test_a_sign_of_another_script_is_explained(program, source, sign):
    told = program(f"y = 0\n{source}")[1]["error"]
    assert (told["kind"], told["line"], told["sign"]) == ("SyntaxError", 2, sign)


def test_a_plain_syntax_error_has_its_line_and_no_sign(program):
    told = program("a = 1\nfor b in a\n    pass")[1]["error"]
    assert (told["kind"], told["line"], told["sign"]) == ("SyntaxError", 2, None)


def test_a_package_that_can_be_loaded_is_asked_for(monkeypatch, program):
    for name in ("matplotlib", "sklearn", "torch"):
        monkeypatch.setitem(sys.modules, name, None)  # as if it were not installed
    assert program("import sklearn.linear_model")[1]["lacks"] == "scikit-learn"
    assert program("from matplotlib import pyplot")[1]["lacks"] == "matplotlib"
    assert program("import torch")[1]["lacks"] is None


def test_figures_come_with_the_text_that_stands_for_them_and_are_closed(program):
    source = """
import matplotlib.pyplot as plt
from gdtutorial.plotting import describe
fig, ax = plt.subplots()
describe(fig, "The minimum lies at b = {b:.2f}.", b=1.0235)
"""
    (picture,) = program(source)[1]["pictures"]
    assert picture["alt"] == "The minimum lies at b = 1.02."
    assert base64.b64decode(picture["light"]).startswith(b"\x89PNG")
    assert program("1")[1]["pictures"] == []


def test_what_would_fill_the_page_is_cut(program):
    printed, result = program("for i in range(10**5):\n    print('word')")
    assert len(printed) < cells.MOST + 10
    assert printed.endswith("…")
    assert result["error"] is None


def test_a_value_or_an_error_that_would_fill_the_page_is_cut(program):
    assert len(program("'x' * 10**6")[1]["value"]) < cells.MOST + 10
    assert len(program("raise ValueError('x' * 10**6)")[1]["error"]["text"]) < cells.MOST + 10


def test_what_is_printed_arrives_while_the_cell_runs():
    arrived = []
    names = cells.fresh() | {"arrived": arrived}
    source = "import time\nprint('early')\ntime.sleep(0.2)\nprint('late')\nassert arrived == ['early\\nlate']"
    assert cells.run(source, "cell 1", names, arrived.append)["error"] is None
    arrived.clear()
    source = f"print('x' * {cells.MOST + 1})\nassert arrived[-1].endswith('…')"
    assert cells.run(source, "cell 1", names, arrived.append)["error"] is None


def test_leaving_python_is_an_error_like_others(program):
    assert program("raise SystemExit")[1]["error"]["kind"] == "SystemExit"
    assert program("raise KeyboardInterrupt")[1]["error"]["line"] == 1


def test_what_can_be_loaded_is_what_the_runtime_has():
    assert {*errors.PACKAGES.values()} <= {*runtime.table()["sets"]}


def test_every_word_of_the_buttons_is_used_and_every_word_used_is_there():
    page = Path(run.__file__).parents[2] / "_run" / "page"
    scripts = "\n".join(path.read_text("utf-8") for path in page.glob("*.js"))
    known = {*run.words(str), *programs.words(str)}
    told = set(ast.literal_eval(re.search(r"TOLD = (\[.*?\]);", scripts)[1]))
    asked = {*re.findall(r'say\("([\w-]+)"', scripts)} | told | {"stopped", "cancelled", "ended"}
    assert asked == known
