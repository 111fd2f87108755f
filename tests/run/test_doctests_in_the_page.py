"""The library's reference holds in the Python of the page, too: NumPy and the rest are other versions there."""

import doctest
import importlib
import json

import pytest
from helpers import MODULES

pytestmark = [pytest.mark.gate, pytest.mark.browser]

PROGRAM = f"""
import doctest, importlib, io, json
import matplotlib, sklearn

told, found = io.StringIO(), {{}}
for name in {MODULES}:
    runner = doctest.DocTestRunner(verbose=False)
    for test in doctest.DocTestFinder().find(importlib.import_module(f"gdtutorial.{{name}}")):
        runner.run(test, out=told.write)
    found[name] = [runner.failures, runner.tries]
print(told.getvalue() + json.dumps(found))
"""


def examples(name):
    """Count the examples of a module."""
    module = importlib.import_module(f"gdtutorial.{name}")
    return sum(len(test.examples) for test in doctest.DocTestFinder().find(module))


def test_every_example_of_the_library_gives_what_the_reference_says(open_page):
    page = open_page("en/tutorial/start.html")
    page.write(0, PROGRAM)
    assert page.run(0, "Done") == "Done", page.output(0).text_content()
    expected = {name: [0, examples(name)] for name in MODULES}
    assert sum(count for _, count in expected.values()) > 200
    assert json.loads(page.output(0).locator("pre").first.text_content()) == expected
