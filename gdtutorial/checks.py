"""The rules about input, each in one place, each with a message that states the rule and the value.

The steps in :mod:`gdtutorial.model` check nothing, so that any array can pass through them.
The functions around them, at the edges, call these checks first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
RandomState = int | np.random.RandomState

LARGEST = 1e150
"""Up to this size a number's square is finite, and so is the mean of many."""

COUNTABLE = 2**53
"""Up to this size floats tell whole numbers apart."""

MEMORY = 4 * 2**30
"""Bytes that the arrays of one call may take; what asks for more is refused before it begins."""


def shown(value: Any) -> str:
    """Return what a message says of a value: its ``repr``, but not more than a few lines of it."""
    try:
        text = repr(value)
    except Exception:  # whole numbers of more than 4300 digits refuse, and foreign objects may
        text = f"a {type(value).__name__} too large to show"
    return text if len(text) <= 300 else f"{text[:300]}…"


def memory(name: str, value: Any, entries: int) -> None:
    """Refuse a `value` of `name` that asks for arrays of so many `entries` that they exceed :data:`MEMORY`."""
    if 8 * entries > MEMORY:
        raise ValueError(
            f"{name} must not take more than {_bytes(MEMORY)} of memory, "
            f"got {shown(value)}, which would take {_bytes(8 * entries)}"
        )


def _bytes(size: int) -> str:
    """Write a number of bytes in a unit that keeps it short."""
    for unit in "KiB", "MiB", "GiB", "TiB":
        size, more = size // 2**10, size
        if size < 2**10:
            return f"{more / 2**10:.3g} {unit}"
    return "more than 1000 TiB"


def instance(name: str, value: Any, kind: type) -> Any:
    """Return `value` if it is of this `kind`."""
    if not isinstance(value, kind):
        raise ValueError(f"{name} must be of type {kind.__name__}, got {shown(value)}")
    return value


def function(name: str, value: Any, why: str = "") -> Any:
    """Return `value` if it can be called."""
    if not callable(value):
        raise ValueError(f"{name} must be a function{why}, got {shown(value)}")
    return value


def integer(name: str, value: Any, low: int, high: int | None = None, why: str = "") -> int:
    """Return `value` as an ``int`` if it is a whole number from `low` to `high`."""
    rule = f"of at least {low}" if high is None else f"between {low} and {high}"
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool | np.timedelta64)
    if not whole or value < low or (high is not None and value > high):
        raise ValueError(f"{name} must be a whole number {rule}{why}, got {shown(value)}")
    return int(value)


def integers(name: str, values: Any, low: int) -> tuple[int, ...]:
    """Return `values` as a tuple of ``int`` if they are a row of whole numbers of at least `low`."""
    if not isinstance(values, Iterable):
        raise ValueError(f"{name} must be a row of whole numbers, got {shown(values)}")
    return tuple(integer(f"each of {name}", value, low) for value in values)


def number(name: str, value: Any) -> float:
    """Return `value` as a ``float`` if it is one number of a size that can be squared."""
    array = sized(name, value)
    if array.size != 1:
        raise ValueError(f"{name} must be one number, got shape {array.shape}")
    return float(array.item())


def positive(name: str, value: ArrayLike) -> Array:
    """Return `value` as an array if each of its numbers is finite and above 0."""
    array = finite(name, value)
    if not (array > 0).all():
        raise ValueError(f"{name} must be above 0, got {array[~(array > 0)].flat[0].item()!r}")
    return array


def factor(name: str, value: Any) -> float:
    """Return `value` as a ``float`` if one can multiply and divide by it, whatever the size of the other number."""
    scale = number(name, positive(name, value))
    if scale < 1 / LARGEST:
        raise ValueError(
            f"{name} must be at least {1 / LARGEST:g} (one can divide by it), got {scale!r}"
        )
    return scale


def fraction(name: str, value: ArrayLike) -> Array:
    """Return `value` as an array if each of its numbers is at least 0, and below 1."""
    array = finite(name, value)
    outside = array[(array < 0) | (array >= 1)]
    if outside.size:
        raise ValueError(f"{name} must be at least 0 and below 1, got {outside.flat[0].item()!r}")
    return array


def momentum(value: Any) -> float:
    """Return `value` as a ``float`` if it is a momentum: at least 0, and below 1."""
    return float(fraction("momentum", number("momentum", value)))


def share(value: Any) -> float:
    """Return `value` as a ``float`` if it is a share of something: above 0, and below 1."""
    return float(fraction("share", number("share", positive("share", value))))


def until(tolerance: Any, n_updates: Any, k: int) -> tuple[float, int]:
    """Return when to stop: at which size of the largest slope, and after how many updates of k parameters."""
    tolerance = number("tolerance", positive("tolerance", tolerance))
    n_updates = integer("n_updates", n_updates, 0)
    memory("n_updates", n_updates, n_updates * (k + 1))
    return tolerance, n_updates


def numbers(name: str, value: ArrayLike) -> Array:
    """Return `value` as an array of floats if it holds real numbers: no text, no dates, no None, nothing masked."""
    if type(value) is np.ndarray and value.dtype == np.float64:
        return value  # most are, and each of a library's functions asks
    try:
        given = np.asanyarray(value)
        array = np.asarray(given)
        masked = _masked(value if array is given else given, array.ndim)
        kind = array.dtype.kind
        real = kind in "biuf" or (kind == "O" and all(map(_is_real, array.flat)))
        with np.errstate(over="ignore"):  # numbers longer than floats become infinite
            array = array.astype(float, copy=False) if real else array
    except Exception:  # whatever a foreign object raises when asked for its numbers
        real = False
    if not real:
        raise ValueError(f"{name} must hold numbers, got {shown(value)}")
    if masked:
        raise ValueError(f"{name} must hold no masked values, got {masked} of {array.size}")
    return array


def _is_real(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, np.timedelta64)


def _masked(value: Any, depth: int) -> int:
    """Count what is masked in an array, or in the arrays that lists hold, which NumPy joins without their masks."""
    if isinstance(value, np.ma.MaskedArray):
        return int(np.ma.getmaskarray(value).sum())
    if depth and isinstance(value, Sequence):
        return sum(_masked(item, depth - 1) for item in value)
    return 0


def finite(name: str, value: ArrayLike) -> Array:
    """Return `value` as an array of floats if none of them is NaN or infinite."""
    array = numbers(name, value)
    good = np.isfinite(array)
    if not good.all():
        bad = ~good
        raise ValueError(
            f"{name} must be finite, got {array[bad].flat[0].item()!r} "
            f"({bad.sum()} of {array.size} values are NaN or infinite)"
        )
    return array


def sized(name: str, value: ArrayLike) -> Array:
    """Return `value` as an array if each of its numbers is finite and its square is, too."""
    array = finite(name, value)
    large = np.abs(array) > LARGEST
    if large.any():
        raise ValueError(
            f"{name} must be at most {LARGEST:g} in size (its square must be finite), "
            f"got {array[large].flat[0].item()!r}"
        )
    return array


def column(name: str, value: ArrayLike, least: int = 2) -> Array:
    """Return `value` as an array if it is a finite column of at least two points, or `least`."""
    array = sized(name, value)
    if array.ndim != 2 or array.shape[1] != 1:
        raise ValueError(f"{name} must be a column of shape (N, 1), got shape {array.shape}")
    if len(array) < least:
        points = "1 point" if least == 1 else f"{least} points"
        raise ValueError(f"{name} must hold at least {points}, got {len(array)}")
    return array


def table(name: str, value: ArrayLike) -> Array:
    """Return `value` as an array if it is a finite table of at least two rows and one column."""
    array = sized(name, value)
    if array.ndim != 2 or not array.shape[1]:
        raise ValueError(f"{name} must be a table of shape (N, d), got shape {array.shape}")
    if len(array) < 2:
        raise ValueError(f"{name} must hold at least 2 points, got {len(array)}")
    return array


def independent(name: str, with_ones: Array) -> Array:
    """Return a table that begins with ones if none of its columns follows, up to rounding, from the others."""
    rank, width = int(np.linalg.matrix_rank(with_ones)), with_ones.shape[1]
    if rank < width:
        raise ValueError(
            f"{name} must hold features of which none follows from the others or is constant, up to rounding, "
            f"got {rank - 1} that stand on their own among {width - 1}"
        )
    return with_ones


def varied(name: str, value: ArrayLike) -> Array:
    """Return `value` as a column if its points vary, by more than the rounding of their mean."""
    array = column(name, value)
    if (array == array[0]).all():
        raise ValueError(f"{name} must vary, got the constant {array[0].item()!r}")
    mean = float(array.mean())
    deviation = float(((array - mean) ** 2).mean()) ** 0.5
    least = max(1 / LARGEST, len(array) * float(np.finfo(float).eps) * abs(mean))
    if deviation <= least:
        raise ValueError(
            f"{name} must vary by more than rounding, by {least:.1e} around a mean of {mean:g}, "
            f"got a standard deviation of {deviation:.1e}"
        )
    return array


def classes(x: ArrayLike, label: ArrayLike) -> tuple[Array, Array]:
    """Return `x` and `label` as columns if the labels are 0 and 1, and neither part of `x` lies beyond the other."""
    x, label = data(x, label, name="label")
    other = label[(label != 0) & (label != 1)]
    if other.size:
        raise ValueError(f"label must be 0 or 1, got {other[0].item()!r}")
    zeros, ones = x[label == 0], x[label == 1]
    if not (zeros.size and ones.size):
        raise ValueError(f"label must hold both 0 and 1, got only {label[0].item()!r}")
    if zeros.max() <= ones.min() or ones.max() <= zeros.min():
        raise ValueError(
            "the two classes must overlap in x (else the loss has no minimum: a steeper curve is always better), "
            f"got {zeros.min():g} to {zeros.max():g} for 0 and {ones.min():g} to {ones.max():g} for 1"
        )
    return x, label


def data(x: ArrayLike, y: ArrayLike, name: str = "y") -> tuple[Array, Array]:
    """Return `x` and `y` as columns if they are of one length and `x` varies."""
    return _of_one_length(varied("x", x), column(name, y), name)


def part(x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """Return `x` and `y` as columns if they are of one length; a part may be a single point."""
    return _of_one_length(column("x", x, least=1), column("y", y, least=1))


def _of_one_length(x: Array, y: Array, name: str = "y") -> tuple[Array, Array]:
    if len(x) != len(y):
        raise ValueError(f"x and {name} must have the same length, got {len(x)} and {len(y)}")
    return x, y


def row(name: str, value: ArrayLike) -> Array:
    """Return a copy of `value` as an array with one axis if it is one number or a row of finite ones."""
    array = finite(name, value)
    if array.ndim > 1 or not array.size:
        raise ValueError(f"{name} must be a number or a row of numbers, got shape {array.shape}")
    return np.array(array, ndmin=1)


def bowl(name: str, value: ArrayLike) -> Array:
    """Return `value` as a table if it is a Hessian that bends upwards in every direction, by more than rounding."""
    array = sized(name, value)
    if array.ndim != 2 or array.shape[0] != array.shape[1] or not array.size:
        raise ValueError(f"{name} must be a table of shape (k, k), got shape {array.shape}")
    if not np.allclose(array, array.T, rtol=1e-9, atol=1e-12 * np.abs(array).max()):
        raise ValueError(
            f"{name} must be the same with rows and columns exchanged, got {shown(value)}"
        )
    bends = np.linalg.eigvalsh(array)
    least = max(1 / LARGEST, len(array) * float(np.finfo(float).eps) * float(bends[-1]))
    if not bends[0] > least:
        raise ValueError(
            f"{name} must bend upwards in every direction, by more than {least:.1e}, "
            f"got curvatures from {bends[0]:g} to {bends[-1]:g}"
        )
    return array


def entries(name: str, value: ArrayLike, n: int) -> Array:
    """Return a copy of `value` as a row if it holds `n` numbers that can be squared."""
    array = row(name, sized(name, value))
    if len(array) != n:
        raise ValueError(f"{name} must be a row of length {n}, got length {len(array)}")
    return array


def settings(b: ArrayLike, w: ArrayLike, lr: ArrayLike, **more: Array) -> tuple[Array, ...]:
    """Return copies of `b`, `w`, `lr` and any `more`, each with one entry for each of k settings, shape (k,)."""
    arrays = {"b": finite("b", b), "w": finite("w", w), "lr": positive("lr", lr), **more}
    shapes = {name: array.shape for name, array in arrays.items()}
    *first, last = arrays
    names = f"{', '.join(first)} and {last}"
    if any(array.ndim > 1 for array in arrays.values()):
        raise ValueError(f"{names} must be numbers or have shape (k,), got shapes {shapes}")
    try:
        together = np.broadcast_arrays(*(np.atleast_1d(array) for array in arrays.values()))
    except ValueError:
        raise ValueError(
            f"{names} must agree on the number of settings k, got shapes {shapes}"
        ) from None
    if together[0].size == 0:
        raise ValueError(f"{names} must hold at least 1 setting, got shapes {shapes}")
    return tuple(array.copy() for array in together)


def parameters(
    bs: ArrayLike, ws: ArrayLike, names: tuple[str, str] = ("bs", "ws")
) -> tuple[Array, Array]:
    """Return `bs` and `ws` as arrays if they broadcast together; infinities and NaN may pass."""
    one, other = names
    bs, ws = numbers(one, bs), numbers(other, ws)
    try:
        shape = np.broadcast_shapes(bs.shape, ws.shape)
    except ValueError:
        raise ValueError(
            f"{one} and {other} must have shapes that broadcast together, got {bs.shape} and {ws.shape}"
        ) from None
    memory(f"the shape of {one} and {other} together", shape, 3 * math.prod(shape))
    return bs, ws


def axis(name: str, line: Array) -> Array:
    """Return `line`, one axis of a grid, if its values stay apart."""
    if not (np.diff(line) > 0).all():
        raise ValueError(
            f"reach must be wide enough to tell {len(line)} values of {name} apart, "
            f"got {line[0].item()!r} to {line[-1].item()!r}"
        )
    return line


def grid(bs: ArrayLike, ws: ArrayLike) -> tuple[Array, Array]:
    """Return `bs` and `ws` if they are a grid as ``np.meshgrid(b_range, w_range)`` gives it."""
    bs, ws = finite("bs", bs), finite("ws", ws)
    if bs.ndim != 2 or bs.shape != ws.shape:
        raise ValueError(
            f"bs and ws must be grids of one shape, got shapes {bs.shape} and {ws.shape}"
        )
    if min(bs.shape) < 2:
        raise ValueError(
            f"bs and ws must have at least 2 points along each axis, got shape {bs.shape}"
        )
    if not ((bs == bs[0]).all() and (ws == ws[:, :1]).all()):
        raise ValueError(
            "bs and ws must be those of np.meshgrid(b_range, w_range): axis 0 over w, axis 1 over b"
        )
    return bs, ws


def surface(bs: ArrayLike, ws: ArrayLike, losses: ArrayLike) -> tuple[Array, Array, Array]:
    """Return `bs`, `ws` and `losses` if they are a grid and a finite surface on it."""
    bs, ws = grid(bs, ws)
    losses = finite("losses", losses)
    if losses.shape != bs.shape:
        raise ValueError(f"losses must have the grid's shape {bs.shape}, got {losses.shape}")
    return bs, ws, losses


def curve(values: ArrayLike, losses: ArrayLike) -> tuple[Array, Array]:
    """Return `values` and `losses` if they are two finite rows of one length."""
    values, losses = finite("values", values), finite("losses", losses)
    if values.ndim != 1 or values.shape != losses.shape or not values.size:
        raise ValueError(
            "values and losses must be two rows of one length, "
            f"got shapes {values.shape} and {losses.shape}"
        )
    return values, losses


def point(name: str, value: ArrayLike) -> tuple[float, float]:
    """Return `value` as two ``float`` if it is a point."""
    array = finite(name, value)
    if array.shape != (2,):
        raise ValueError(f"{name} must be a point, two numbers, got shape {array.shape}")
    return float(array[0]), float(array[1])


def rising(name: str, value: ArrayLike) -> Array:
    """Return `value` as an array if it is a row of at least two numbers that rise from above 0."""
    row = positive(name, value)
    if row.ndim != 1 or len(row) < 2 or (np.diff(row) <= 0).any():
        raise ValueError(
            f"{name} must be a row of at least 2 numbers that rise, got {shown(value)}"
        )
    return row


def seed(value: Any) -> int | np.random.RandomState:
    """Return `value` if it is a seed, or a generator."""
    if isinstance(value, np.random.RandomState):
        return value
    return integer("random_state", value, 0, 2**32 - 1, " or a RandomState")


def random_state(value: Any) -> np.random.RandomState:
    """Return a generator: a new one for a seed, or `value` itself, whose stream then goes on."""
    value = seed(value)
    return value if isinstance(value, np.random.RandomState) else np.random.RandomState(value)


def choice(name: str, value: Any, allowed: tuple[Any, ...]) -> Any:
    """Return `value` if it is one of those allowed."""
    if not any(
        value is option or (isinstance(value, str) and value == option) for option in allowed
    ):
        raise ValueError(
            f"{name} must be one of {', '.join(map(repr, allowed))}, got {shown(value)}"
        )
    return value
