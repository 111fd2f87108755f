"""The library keeps to its own rules: docstrings, arrows that run one way, no hidden randomness."""

import ast
import importlib
import inspect
import re
from dataclasses import is_dataclass

import pytest
from helpers import MODULES, PACKAGE

BELOW = {"checks", "data", "model", "moments", "surface", "curvature", "logistic", "features"}
MAY_IMPORT = {  # the arrows of the design
    "settings": set(),
    "palette": set(),
    "checks": set(),
    "data": {"checks"},
    "model": {"checks", "data"},
    "moments": {"checks", "data", "model"},
    "surface": {"checks", "data", "model", "moments"},
    "curvature": {"checks", "data", "model"},
    "logistic": {"checks", "data", "model"},
    "features": {"checks", "data", "model"},
    "differences": {"checks"},
    "autodiff": {"checks"},
    "line_search": {"checks"},
    "conjugate": {"checks", "line_search"},
    "newton": {"checks", "line_search"},
    "rules": set(),
    "problems": BELOW,
    "descent": BELOW | {"rules", "problems"},
    "sharpness": {"checks", "problems"},
    "delay": BELOW | {"rules", "problems", "descent"},
    "contest": BELOW | {"rules", "problems", "descent"},
    "network": BELOW | {"descent"},
    "noise": BELOW,
    "schedules": {"checks", "rules"},
    "stopping": BELOW,
    "faults": BELOW | {"rules", "schedules", "problems", "descent"},
    "plotting": BELOW | {"palette", "rules", "descent"},
}
TREES = {name: ast.parse((PACKAGE / f"{name}.py").read_text("utf-8")) for name in MODULES}


def public(name):
    """List the public functions and classes that a module defines."""
    module = importlib.import_module(f"gdtutorial.{name}")
    return [
        thing
        for key, thing in vars(module).items()
        if not key.startswith("_")
        and (inspect.isfunction(thing) or inspect.isclass(thing))
        and thing.__module__ == module.__name__
    ]


TAUGHT = [thing for name in MODULES if name != "checks" for thing in public(name)]


def full_name(thing):
    return f"{thing.__module__}.{thing.__name__}"


def sections(thing):
    """Cut a numpydoc docstring at its underlined headings."""
    parts = re.split(r"^([A-Z][A-Za-z ]+)\n-+\n", inspect.getdoc(thing), flags=re.M)
    return {"Summary": parts[0]} | dict(zip(parts[1::2], parts[2::2], strict=True))


def imports(tree):
    """List what a module imports, wherever in it the import stands, as dotted names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def dotted(node):
    """Write ``a.b.c`` for an attribute of an attribute of a name, else the empty string."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def functions_that_raise():
    """Name the functions that raise themselves, or through a check or another such function."""
    bodies = {
        (module, node.name): node
        for module, tree in TREES.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    called = {
        key: {dotted(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)}
        for key, node in bodies.items()
    }
    raising = {
        key
        for key, node in bodies.items()
        if any(isinstance(n, ast.Raise) for n in ast.walk(node))
        or any(
            dotted(n.func).startswith("checks.") for n in ast.walk(node) if isinstance(n, ast.Call)
        )
    }
    while True:
        names = {name for _, name in raising}
        more = {key for key in bodies if called[key] & names} - raising
        if not more:
            return raising
        raising |= more


RAISING = functions_that_raise()


def test_every_module_is_known_to_these_rules():
    assert set(MODULES) == set(MAY_IMPORT)


@pytest.mark.parametrize("thing", TAUGHT, ids=full_name)
def test_docstring_has_each_parameter_and_the_result(thing):
    found = sections(thing)
    summary = found["Summary"].split("\n")[0]
    assert summary.endswith((".", ":")), "the summary is a line of its own"
    if inspect.isclass(thing):
        assert "Attributes" in found
        return
    parameters = inspect.signature(thing).parameters
    named = re.findall(r"^([\w*][\w, *]*?)(?: : .*)?$", found.get("Parameters", ""), flags=re.M)
    assert [n.strip("* ") for line in named for n in line.split(",")] == list(parameters)
    returns = inspect.signature(thing).return_annotation not in (None, "None")
    assert ("Returns" in found) == returns


@pytest.mark.parametrize("thing", TAUGHT, ids=full_name)
def test_examples_raises_and_source_are_told(thing):
    assert ">>> " in sections(thing).get("Examples", "")
    raises = (thing.__module__.split(".")[-1], thing.__name__) in RAISING
    assert ("Raises" in sections(thing)) == raises, "it says what it raises, and only if it does"
    assert re.search(r"^(Source: |Beyond the source)", sections(thing)["Notes"], flags=re.M)


@pytest.mark.parametrize("thing", TAUGHT, ids=full_name)
def test_numpydoc_finds_nothing(thing):
    validate = pytest.importorskip("numpydoc.validate")
    deliberate = {
        "GL01",  # a summary on the opening line, as everywhere here
        "SA01",  # See Also only where it helps
        "ES01",  # an extended summary only where one line does not say it
        "EX01",  # the test above asks for examples
        "RT02",  # each returned value has its name, as in a signature
        "RT03",  # a return value may need no more than its name, type and shape
        "SS06",  # a summary may go on in a formula
    }
    if inspect.isclass(thing):
        deliberate.add("PR01")  # what a dataclass takes are its attributes
    errors = validate.validate(full_name(thing))["errors"]
    assert not [error for error in errors if error[0] not in deliberate]


def test_checks_say_what_they_check():
    assert all(
        re.match(r"(Return|Refuse) .+\.\n?", inspect.getdoc(check)) for check in public("checks")
    )


@pytest.mark.parametrize("name", MODULES)
def test_arrows_run_one_way(name):
    own = {
        target.removeprefix("gdtutorial.").split(".")[0]
        for target in imports(TREES[name])
        if target.startswith("gdtutorial")
    }
    anywhere = {"settings"} if name != "settings" else set()  # constants, which import nothing
    assert own <= MAY_IMPORT[name] | anywhere


def test_one_loop_makes_every_update():
    makers = [
        (name, function.name)
        for name, tree in TREES.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for loop in ast.walk(function)
        if isinstance(loop, ast.For | ast.While | ast.comprehension)
        and {dotted(n.func) for n in ast.walk(loop) if isinstance(n, ast.Call)}
        & {"update", "rule"}
    ]
    assert makers == [("descent", "_loop")]


@pytest.mark.parametrize("name", [name for name in MODULES if name != "plotting"])
def test_only_plotting_knows_matplotlib(name):
    assert not [target for target in imports(TREES[name]) if target.startswith("matplotlib")]


@pytest.mark.parametrize("name", MODULES)
def test_randomness_comes_from_a_random_state_that_was_passed(name):
    assert not [target for target in imports(TREES[name]) if re.match(r"(numpy\.)?random", target)]
    used = {
        dotted(node)
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.Attribute) and dotted(node).startswith("np.random.")
    }
    assert used <= {"np.random.RandomState"}


@pytest.mark.parametrize("name", MODULES)
def test_what_the_library_returns_cannot_be_rewritten(name):
    records = [thing for thing in public(name) if is_dataclass(thing)]
    assert all(record.__dataclass_params__.frozen for record in records)
