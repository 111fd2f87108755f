"""The gradient, measured."""

from programs._inputs import points

TASK = """
Check a gradient without its formula: measure it.
Go `h` forwards and `h` backwards in one parameter while the other stands still, and divide the difference of the two losses by the way between them.
Return the slope over `b`, then the slope over `w`; [the gradient](tutorial/gradient.md) does the same with triangles.
"""
HINT = """
Write a small function inside for the loss at any `b` and `w`, and call it four times.
From `b - h` to `b + h` it is not `h` far.
"""


def slopes(x, y, b, w, h):
    """Return the slopes over b and over w.

    x, y: columns, shape (N, 1)
    b, w: numbers, where to measure
    h: how far to go, each way
    returns: two numbers
    """

    def loss(b, w):
        return ((b + w * x - y) ** 2).mean()

    b_slope = (loss(b + h, w) - loss(b - h, w)) / (2 * h)
    w_slope = (loss(b, w + h) - loss(b, w - h)) / (2 * h)
    return b_slope, w_slope


def draw(rng):
    """Draw points, a place, and a step that is wide enough to be seen."""
    drawn = points(rng, rng.randint(3, 6))
    return drawn | {"h": round(rng.uniform(0.05, 0.3), 2)}


def _loss(x, y, b, w):
    return ((b + w * x - y) ** 2).mean()


def forwards(x, y, b, w, h):
    """You measure from where you stand to h ahead: go h backwards as well, and the error of the slope shrinks."""
    here = _loss(x, y, b, w)
    return (_loss(x, y, b + h, w) - here) / h, (_loss(x, y, b, w + h) - here) / h


def backwards(x, y, b, w, h):
    """You measure from h behind to where you stand: go h forwards as well, and the error of the slope shrinks."""
    here = _loss(x, y, b, w)
    return (here - _loss(x, y, b - h, w)) / h, (here - _loss(x, y, b, w - h)) / h


def short_way(x, y, b, w, h):
    """Your slopes are twice too steep: from h behind to h ahead it is twice h."""
    b_slope, w_slope = slopes(x, y, b, w, h)
    return 2 * b_slope, 2 * w_slope


def no_way(x, y, b, w, h):
    """You return the differences of the losses: divide them by twice h."""
    b_slope, w_slope = slopes(x, y, b, w, h)
    return 2 * h * b_slope, 2 * h * w_slope


def both_at_once(x, y, b, w, h):
    """You move both parameters at once: one of them stands still while the other moves."""
    slope = (_loss(x, y, b + h, w + h) - _loss(x, y, b - h, w - h)) / (2 * h)
    return slope, slope


def other_order(x, y, b, w, h):
    """You return the slope over w first: the one over b comes first."""
    b_slope, w_slope = slopes(x, y, b, w, h)
    return w_slope, b_slope
