"""Steps 1 to 4 work on whatever arrays they are given, and turn none of them into NumPy's."""

import ast
from fractions import Fraction

import numpy as np
import pytest
from helpers import PACKAGE

from gdtutorial.model import errors, gradient, mse, predict, update

STEPS = (predict, errors, mse, gradient, update)


class Column:
    """A column of numbers that is no NumPy array, notes what is done with it, and refuses to become one."""

    __array_ufunc__ = None

    def __init__(self, rows, notes):
        self.rows, self.notes = list(rows), notes

    def __array__(self, *args, **kwargs):
        raise AssertionError("a step turned its input into a NumPy array")

    def __len__(self):
        return len(self.rows)

    def _with(self, other, name, operation):
        self.notes.append(name)
        others = other.rows if isinstance(other, Column) else [other] * len(self)
        if len(others) == 1:
            others = others * len(self)
        rows = self.rows * len(others) if len(self) == 1 else self.rows
        return Column([operation(a, b) for a, b in zip(rows, others, strict=True)], self.notes)

    def __add__(self, other):
        return self._with(other, "+", lambda a, b: a + b)

    def __sub__(self, other):
        return self._with(other, "-", lambda a, b: a - b)

    def __mul__(self, other):
        return self._with(other, "*", lambda a, b: a * b)

    def __truediv__(self, other):
        return self._with(other, "/", lambda a, b: a / b)

    def __pow__(self, other):
        return self._with(other, "**", lambda a, b: a**b)

    __radd__, __rmul__ = __add__, __mul__

    def sum(self, axis):
        assert axis == 0
        self.notes.append("sum")
        return Column([sum(self.rows)], self.notes)

    def mean(self, axis):
        assert axis == 0
        self.notes.append("mean")
        return Column([sum(self.rows) / len(self)], self.notes)


def test_the_steps_need_only_arithmetic_sum_and_mean():
    notes = []
    x, y = Column([1.0, 2.0, 4.0], notes), Column([1.0, 0.0, 5.0], notes)
    b, w = Column([0.5], notes), Column([2.0], notes)

    error = errors(predict(b, w, x), y)
    loss = mse(error)
    b, w = update(b, w, *gradient(error, x), 0.25)

    assert error.rows == [1.5, 4.5, 3.5]
    assert loss.rows == [(1.5**2 + 4.5**2 + 3.5**2) / 3]
    assert b.rows == [0.5 - 0.25 * 2 * 9.5 / 3]
    assert w.rows == [2.0 - 0.25 * 2 * 24.5 / 3]
    assert set(notes) == {"+", "-", "*", "/", "**", "sum", "mean"}


def test_fractions_stay_exact():
    x = np.array([[Fraction(1, 3)], [Fraction(1, 2)], [Fraction(5, 7)]])
    y = np.array([[Fraction(1)], [Fraction(-2, 5)], [Fraction(3)]])
    b, w, lr = np.array([Fraction(1, 10)]), np.array([Fraction(-1, 4)]), Fraction(1, 10)
    exact_b, exact_w = b[0], w[0]
    for _ in range(5):
        error = errors(predict(b, w, x), y)
        exact = [exact_b + exact_w * xi - yi for xi, yi in zip(x[:, 0], y[:, 0], strict=True)]
        assert mse(error)[0] == sum(e * e for e in exact) / 3
        b, w = update(b, w, *gradient(error, x), lr)
        exact_w -= lr * 2 * sum(e * xi for e, xi in zip(exact, x[:, 0], strict=True)) / 3
        exact_b -= lr * 2 * sum(exact) / 3
        assert (b[0], w[0]) == (exact_b, exact_w)
        assert isinstance(b[0], Fraction)


def test_at_the_exact_minimum_the_exact_gradient_is_0():
    x = np.array([[Fraction(n)] for n in (0, 1, 2, 5)])
    y = np.array([[Fraction(n)] for n in (1, 4, 3, 8)])
    dx, dy = x - x.mean(), y - y.mean()
    w = (dx * dy).sum() / (dx * dx).sum()
    b = y.mean() - w * x.mean()
    grads = gradient(errors(predict(b, w, x), y), x)
    assert [grad[0] for grad in grads] == [0, 0]


def test_many_settings_come_out_side_by_side():
    x, y = np.array([[1.0], [2.0]]), np.array([[0.0], [1.0]])
    b, w = np.array([0.0, 1.0, 2.0]), np.array([1.0, 1.0, -1.0])
    error = errors(predict(b, w, x), y)
    assert error.shape == (2, 3)
    assert mse(error).shape == (3,)
    b_grad, w_grad = gradient(error, x)
    np.testing.assert_array_equal(b_grad, [2, 4, 0])
    np.testing.assert_array_equal(w_grad, [3, 6, -1])


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_no_step_names_numpy(step):
    tree = ast.parse((PACKAGE / "model.py").read_text("utf-8"))
    imported = {
        alias.name.split(".")[0]
        for node in tree.body
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert "numpy" not in imported
    (function,) = (
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == step.__name__
    )
    named = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    assert not named & {"np", "numpy", "asarray", "checks"}
    assert not [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
