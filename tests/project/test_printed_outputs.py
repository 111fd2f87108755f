"""The doctests print the source's 19 outputs to the character."""

import doctest
import importlib
import json
import re
from pathlib import Path

import pytest
from helpers import MODULES

OUTPUTS = json.loads(
    (Path(__file__).parents[2] / "docs" / "printed_outputs.json").read_text("utf-8")
)


class Recorder(doctest.DocTestRunner):
    """Keeps what each example really printed, blanks and all."""

    def __init__(self):
        super().__init__(verbose=False)
        self.printed = []

    def report_success(self, *told):
        *_, got = told
        self.printed.append(got)

    report_failure = report_success

    def report_unexpected_exception(self, *told):
        *_, (_, error, _) = told
        raise error


@pytest.fixture(scope="module")
def doctests():
    """Every docstring with examples."""
    modules = [importlib.import_module(f"gdtutorial.{name}") for name in MODULES]
    return [
        test
        for module in modules
        for test in doctest.DocTestFinder().find(module)
        if test.examples
    ]


@pytest.fixture(scope="module")
def printed(doctests):
    """What the examples of each docstring print, one string an example."""
    result = {}
    for test in doctests:
        runner = Recorder()
        runner.run(test, out=lambda _: None)
        assert len(runner.printed) == len(test.examples), test.name
        result[test.name] = runner.printed
    return result


def outputs_named(text):
    """Read "P05 and P06" and "P09 to P13" alike."""
    for first, last in re.findall(r"P(\d\d) to P(\d\d)", text):
        text += "".join(f" P{i:02}" for i in range(int(first), int(last)))
    return set(re.findall(r"P\d\d", text))


def prints(pieces, text):
    """Say whether one print, or several in direct succession, give the text and its newline."""
    return any(
        "".join(pieces[first:last]) == text + "\n"
        for first in range(len(pieces))
        for last in range(first + 1, len(pieces) + 1)
    )


def test_there_are_nineteen_outputs():
    assert [output["id"] for output in OUTPUTS] == [f"P{i:02}" for i in range(1, 20)]


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output["id"])
def test_output_is_printed_where_it_is_named(output, doctests, printed):
    where = [test.name for test in doctests if output["id"] in outputs_named(test.docstring)]
    assert where, "no docstring names it"
    assert any(prints(printed[name], output["text"]) for name in where), where


def test_the_comparison_minds_a_trailing_blank():
    assert prints(["", "b: 1 \n", "c\n"], "b: 1 \nc")
    assert not prints(["b: 1\n"], "b: 1 ")
    assert not prints(["a\n", "b: 1\n"], "b:")


def test_no_output_shows_how_numpy_writes_its_own_types(printed):
    noisy = [
        (name, piece)
        for name, pieces in printed.items()
        for piece in pieces
        if re.search(r"np\.\w+\d*\(|array\(|dtype", piece)
    ]
    assert not noisy


def test_no_example_is_skipped(doctests):
    skipped = [
        (test.name, example.source)
        for test in doctests
        for example in test.examples
        if example.options.get(doctest.SKIP) or "SKIP" in example.source
    ]
    assert not skipped
