"""The loss of many lines at once."""

from programs._inputs import number, points

TASK = """
Return the loss of each line of a grid, without a loop, as [the loss surface](tutorial/surface.md) needs it.
`bs` and `ws` are the values of the bias and of the weight along either side.
In the result a row belongs to a weight, and a column to a bias: its shape is `(len(ws), len(bs))`.
"""
HINT = """
Give the points an axis of their own: reshape `x` and `y` to `(-1, 1, 1)` and `ws` to `(-1, 1)`, and broadcasting makes all errors at once.
Then take the mean of their squares over the axis of the points alone.
"""


def surface(x, y, bs, ws):
    """Return the loss of each pair of b and w.

    x, y: columns, shape (N, 1)
    bs, ws: arrays of one axis
    returns: shape (len(ws), len(bs))
    """
    x, y = x.reshape(-1, 1, 1), y.reshape(-1, 1, 1)
    error = bs + ws.reshape(-1, 1) * x - y
    return (error**2).mean(axis=0)


def draw(rng):
    """Draw points, and a grid that is no square."""
    drawn = points(rng, rng.randint(3, 5))
    b, w = number(rng, 0.5, 2), number(rng, 0.5, 2)
    bs = b + 0.5 * (1 + rng.randint(1, 3)) * rng.permutation(2)
    ws = w + 0.25 * (1 + rng.randint(1, 3)) * rng.permutation(3)
    return {"x": drawn["x"], "y": drawn["y"], "bs": bs.round(2), "ws": ws.round(2)}


def transposed(x, y, bs, ws):
    """Your rows belong to the bias: a row belongs to a weight, a column to a bias."""
    return surface(x, y, bs, ws).T


def total(x, y, bs, ws):
    """You add the squared errors up: take their mean over the points."""
    return len(x) * surface(x, y, bs, ws)


def points_first(x, y, bs, ws):
    """You average the points before you square: square each error first."""
    return (bs + ws.reshape(-1, 1) * x.mean() - y.mean()) ** 2


def exchanged(x, y, bs, ws):
    """You multiply x by the bias and add the weight: it is the other way about."""
    return surface(x, y, ws, bs).T
