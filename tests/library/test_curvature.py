"""The curvature is what algebra and NumPy's eigenvalues say."""

import numpy as np
import sympy
from helpers import columns, numbers
from hypothesis import given

from gdtutorial.curvature import (
    condition_number,
    eigenvalues,
    hessian,
    joint_limit,
    section_limits,
)


def test_algebra_gives_the_same_hessian_limits_and_condition():
    b, w = sympy.symbols("b w")
    xs, ys = [sympy.Rational(n, 7) for n in (1, 2, 5, 11)], [3, 1, 4, 1]
    loss = sum((b + w * x - y) ** 2 for x, y in zip(xs, ys, strict=True)) / sympy.Integer(4)
    exact = sympy.hessian(loss, (b, w))
    smallest, largest = sorted(exact.eigenvals(), key=float)
    x = np.array(xs, dtype=float).reshape(-1, 1)

    np.testing.assert_allclose(hessian(x), np.array(exact, dtype=float), rtol=1e-14)
    np.testing.assert_allclose(eigenvalues(x), [float(smallest), float(largest)], rtol=1e-14)
    np.testing.assert_allclose(
        section_limits(x), [float(2 / exact[0, 0]), float(2 / exact[1, 1])], rtol=1e-14
    )
    np.testing.assert_allclose(joint_limit(x), float(2 / largest), rtol=1e-14)
    np.testing.assert_allclose(condition_number(x), float(largest / smallest), rtol=1e-13)


@given(columns())
def test_eigenvalues_are_those_of_eigvalsh(data):
    x, _ = data
    design = np.hstack([np.ones_like(x), x])
    expected = np.linalg.eigvalsh(2 * design.T @ design / len(x))
    np.testing.assert_allclose(eigenvalues(x), expected, rtol=1e-9)
    np.testing.assert_allclose(np.linalg.eigvalsh(hessian(x)), expected, rtol=1e-9)


@given(columns())
def test_joint_limit_is_never_above_a_section_limit(data):
    x, _ = data
    assert joint_limit(x) <= min(section_limits(x)) * (1 + 1e-15)
    assert condition_number(x) >= 1


@given(columns(), numbers(-1e6, 1e6))
def test_the_smallest_eigenvalue_keeps_its_digits_far_from_the_origin(data, offset):
    """Its oracle is the determinant, 4 var(x), over the largest; eigvalsh would lose ten digits."""
    x = np.round(data[0], 3) + np.round(offset)
    smallest, largest = eigenvalues(x)
    np.testing.assert_allclose(smallest * largest, 4 * (x - x.mean()).var(), rtol=1e-9)
    np.testing.assert_allclose(smallest + largest, 2 + 2 * (x**2).mean(), rtol=1e-12)
