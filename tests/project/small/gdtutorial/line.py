"""The library of the small site: one line."""

SLOPE = 2.0
"""How steep the line is."""


def height(x: float) -> float:
    """Compute how high the line lies.

    Parameters
    ----------
    x : float
        Where.

    Returns
    -------
    float
        How high, 1 at the start.

    Examples
    --------
    >>> height(0)
    1.0
    """
    return 1 + SLOPE * x
