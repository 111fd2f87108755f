"""Inputs that several programs draw: few digits, so that a learner can type them."""


def number(rng, low, high):
    """Draw a number, of either sign, that is not near 0."""
    return round(float(rng.choice([-1, 1]) * rng.uniform(low, high)), 2)


def column(rng, n):
    """Draw a column of different numbers between 0.2 and 3, most of them above 1 or below."""
    return (rng.choice(281, size=(n, 1), replace=False) + 20) / 100


def points(rng, n):
    """Draw points around a line, and parameters far from it."""
    x = column(rng, n)
    b, w = number(rng, 0.5, 2), number(rng, 0.5, 2)
    y = (b + w * x + 0.3 * rng.randn(n, 1)).round(2)
    return {"x": x, "y": y, "b": round(b + 1 + float(rng.rand()), 2), "w": round(w - 1, 2)}
