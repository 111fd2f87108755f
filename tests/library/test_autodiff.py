"""The engine's gradients are those of algebra, of finite differences, of the tutorial and of PyTorch."""

import ast
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest
import sympy
from helpers import PACKAGE, columns, need, numbers
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from gdtutorial.autodiff import Variable, backward, history
from gdtutorial.data import tutorial_data
from gdtutorial.differences import check_gradient
from gdtutorial.model import errors, gradient, initialise, mse, predict, update


def code(path):
    """Return the lines of a program without its docstrings, comments and empty lines."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):  # fmt: skip
            node.body = node.body[1:]
    return [line for line in ast.unparse(tree).splitlines() if line.strip()]


def test_the_engine_has_forty_lines_at_most():
    assert len(code(PACKAGE / "autodiff.py")) <= 40


def expressions(leaf):
    """Draw what can be written with the engine's operations."""
    more = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / (b * b + 1),
        "tanh": lambda a, b: (a * 0.5).tanh() if hasattr(a, "tanh") else sympy.tanh(a * 0.5) + 0 * b,
        "square": lambda a, b: a**2 + b,
        "number": lambda a, b: 2.5 * a + (b - 0.5) / 4,
    }  # fmt: skip
    return st.recursive(
        st.sampled_from(leaf),
        lambda inner: st.tuples(st.sampled_from(sorted(more)), inner, inner).map(
            lambda drawn: lambda *v: more[drawn[0]](drawn[1](*v), drawn[2](*v))
        ),
        max_leaves=8,
    )


@given(
    expressions([lambda p, q: p, lambda p, q: q]),  # noqa: ARG005 - one of two variables
    numbers(-2, 2),
    numbers(-2, 2),
)
@hypothesis_settings(max_examples=30)
def test_gradients_are_the_derivatives_that_algebra_finds(expression, p, q):
    here, symbols = (Variable(p), Variable(q)), sympy.symbols("p q")
    written = sympy.sympify(expression(*symbols))
    places = dict(zip(symbols, (p, q), strict=True))
    end = expression(*here)
    grads = backward(end)
    assert end.value == pytest.approx(float(written.subs(places)), rel=1e-9, abs=1e-9)
    for variable, symbol in zip(here, symbols, strict=True):
        expected = float(sympy.diff(written, symbol).subs(places))
        assert grads.get(variable, 0.0) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(columns(), numbers(-10, 10), numbers(-10, 10))
def test_the_tutorials_loss_has_the_tutorials_gradient(data, b, w):
    x, y = data
    b, w = Variable(b), Variable(w)
    loss = mse(errors(predict(np.array([b]), np.array([w]), x), y)).item()
    grads = backward(loss)
    error = errors(predict(b.value, w.value, x), y)
    expected = np.ravel(gradient(error, x))
    size = 1 + np.abs(error).mean() * (1 + np.abs(x).max())
    np.testing.assert_allclose([grads[b], grads[w]], expected, rtol=0, atol=1e-12 * size)
    assert loss.value == pytest.approx(mse(error).item(), rel=1e-12)


def test_inputs_come_before_what_is_made_of_them():
    a, b = Variable(0.5), Variable(2.0)
    c = a * b
    end = (c + a).tanh() * c
    order = history(end)
    place = {node: i for i, node in enumerate(order)}
    assert order[-1] is end
    assert len(place) == len(order) == 6
    assert all(place[source] < place[node] for node in order for source, _ in node.inputs)


def test_a_chain_of_many_links_needs_no_deep_stack():
    a = Variable(1.0)
    end = a
    for _ in range(20_000):
        end = end * 1.0001
    assert backward(end)[a] == pytest.approx(1.0001**20_000)


def test_a_whole_descent_can_be_differentiated_by_its_rate():
    """The tutorial's own update runs on variables, too; central differences agree."""
    x, y, _, _ = (column[:5] for column in tutorial_data())

    def end(rate):
        b, w = np.array([rate * 0 + 0.5]), np.array([rate * 0 - 0.1])
        for _ in range(5):
            error = errors(predict(b, w, x), y)
            b, w = update(b, w, *gradient(error, x), np.array([rate]))
        return mse(errors(predict(b, w, x), y)).item()

    def slope(p):
        rate = Variable(p.item())
        return [backward(end(rate))[rate]]

    assert check_gradient(lambda p: end(p.item()), slope, 0.1) < 1e-8


def network(p, x, y, tanh):
    hidden = tanh(p[0:3] + p[3:6] * x)
    return ((p[6:7] + hidden @ p[7:10].reshape(3, 1) - y) ** 2).mean()


def test_pytorch_finds_the_same_gradients():
    if find_spec("torch") is None:
        need("PyTorch", "the oracle for gradients; `make torch` installs it")
    torch = import_module("torch")
    x, y, _, _ = tutorial_data()
    start = np.random.RandomState(0).randn(10)
    p = torch.tensor(start, requires_grad=True)
    theirs = network(p, torch.from_numpy(x), torch.from_numpy(np.sin(6 * y)), torch.tanh)
    theirs.backward()
    variables = np.array([Variable(value) for value in start.tolist()])
    ours = network(variables, x, np.sin(6 * y), np.tanh)
    grads = backward(ours)
    assert ours.value == pytest.approx(theirs.item(), abs=1e-12)
    np.testing.assert_allclose([grads[v] for v in variables], p.grad.numpy(), rtol=0, atol=1e-12)

    b, w = (torch.from_numpy(part).requires_grad_() for part in initialise())
    mse(errors(predict(b, w, torch.from_numpy(x)), torch.from_numpy(y))).backward()
    line = [Variable(part.item()) for part in initialise()]
    loss = mse(errors(predict(*(np.array([v]) for v in line), x), y)).item()
    grads = backward(loss)
    theirs = [b.grad.item(), w.grad.item()]
    np.testing.assert_allclose([grads[v] for v in line], theirs, rtol=0, atol=1e-12)


@pytest.mark.parametrize("other", ["1", None, Variable(1.0)])
def test_only_a_number_is_an_exponent(other):
    with pytest.raises(TypeError):
        Variable(2.0) ** other
