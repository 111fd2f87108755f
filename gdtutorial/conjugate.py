"""Conjugate gradients: directions that do not undo what earlier steps have done."""

from __future__ import annotations

from numpy.typing import ArrayLike

from gdtutorial.line_search import Walk, on_a_bowl


def conjugate_gradients(
    h: ArrayLike, r: ArrayLike, at: ArrayLike, tolerance: float = 1e-6, n_updates: int = 1000
) -> Walk:
    r"""Descend on a bowl with k parameters, in k steps but for rounding.

    .. math::

        p \leftarrow p + \eta \, d, \qquad
        d \leftarrow -g_\text{new} + \frac{g_\text{new}^T g_\text{new}}{g^T g} \, d, \qquad
        \eta = \frac{g^T g}{d^T H d}

    Parameters
    ----------
    h, r : array, shapes (k, k) and (k,)
        The bowl :math:`p^T H p / 2 - r^T p`: its Hessian, and the gradient at 0 turned round.
    at : array, shape (k,)
        The start.
    tolerance : float
        The size of the largest slope at which to stop, above 0.
    n_updates : int
        How many steps to take at most.

    Returns
    -------
    walk : Walk
        The places, the rates and the counts: one gradient, and one product with the Hessian for each step.

    Raises
    ------
    ValueError
        If `h` is no bowl, `r` or `at` is not a finite row of its size, or a number breaks its rule.

    Notes
    -----
    Any two of the directions are conjugate: :math:`d_i^T H d_j = 0`, so a step along one leaves the slope along the other as it is.
    M. R. Hestenes and E. Stiefel (1952), doi:10.6028/jres.049.044.
    Beyond the source.

    Examples
    --------
    >>> walk = conjugate_gradients([[2.0, 0.0], [0.0, 8.0]], [0.0, 0.0], at=[4.0, 1.0])
    >>> print((abs(walk.places[-1]) < 1e-15).all(), walk.rates.round(4), walk.n_gradients)
    True [0.2    0.3125] 3
    """
    return on_a_bowl(
        h, r, at, tolerance, n_updates, lambda g, last, way: (g @ g) / (last @ last) * way - g
    )
