"""Full-batch descent is the closed form of a quadratic's iterates."""

import numpy as np
from helpers import columns, numbers
from hypothesis import given

from gdtutorial.descent import gradient_descent


@given(columns(), numbers(-10, 10), numbers(-10, 10), numbers(0.01, 0.99))
def test_every_update_is_the_eigenvectors_shrunk(data, b, w, fraction):
    r"""z_t = z* + V (1 - lr lambda)^t V' (z_0 - z*), with the Hessian's eigenvectors V."""
    x, y = data
    design = np.hstack([np.ones_like(x), x])
    eigenvalues, vectors = np.linalg.eigh(2 * design.T @ design / len(x))
    lr = fraction * 2 / eigenvalues[-1]
    end = np.linalg.lstsq(design, y, rcond=None)[0].ravel()

    t = np.arange(61).reshape(-1, 1)
    shrunk = (1 - lr * eigenvalues) ** t * (vectors.T @ ([b, w] - end))
    expected = end + shrunk @ vectors.T

    path = gradient_descent(x, y, b, w, lr, n_epochs=60)
    size = 1 + np.abs(expected).max()
    np.testing.assert_allclose(np.hstack([path.b, path.w]), expected, rtol=0, atol=1e-10 * size)
