"""The rules about input, each in one place, each with a message that states the rule and the value.

The steps in :mod:`gdtutorial.model` check nothing, so that any array can pass through them.
The functions around them, at the edges, call these checks first.
"""

from __future__ import annotations

from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
RandomState = int | np.random.RandomState

LARGEST = 1e150
"""Up to this size a number's square is finite, and so is the mean of many."""


def integer(name: str, value: Any, low: int, high: int | None = None, why: str = "") -> int:
    """Return `value` as an ``int`` if it is a whole number from `low` to `high`."""
    rule = f"of at least {low}" if high is None else f"between {low} and {high}"
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not whole or value < low or (high is not None and value > high):
        raise ValueError(f"{name} must be a whole number {rule}{why}, got {value!r}")
    return int(value)


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


def numbers(name: str, value: ArrayLike) -> Array:
    """Return `value` as an array of floats if it holds real numbers, and not text, dates or None."""
    try:
        array = np.asarray(value)
        kind = array.dtype.kind
        if kind in "biuf" or (kind == "O" and all(isinstance(item, Real) for item in array.flat)):
            return array.astype(float, copy=False)
    except (TypeError, ValueError, OverflowError):
        pass
    raise ValueError(f"{name} must hold numbers, got {value!r}")


def finite(name: str, value: ArrayLike) -> Array:
    """Return `value` as an array of floats if none of them is NaN or infinite."""
    array = numbers(name, value)
    bad = ~np.isfinite(array)
    if bad.any():
        raise ValueError(
            f"{name} must be finite, got {array[bad].flat[0].item()!r} "
            f"({bad.sum()} of {array.size} values are NaN or infinite)"
        )
    return array


def sized(name: str, value: ArrayLike) -> Array:
    """Return `value` as an array if each of its numbers is finite and its square is, too."""
    array = finite(name, value)
    large = array[np.abs(array) > LARGEST]
    if large.size:
        raise ValueError(
            f"{name} must be at most {LARGEST:g} in size (its square must be finite), "
            f"got {large.flat[0].item()!r}"
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


def settings(b: ArrayLike, w: ArrayLike, lr: ArrayLike, **more: Array) -> tuple[Array, ...]:
    """Return `b`, `w`, `lr` and any `more`, each with one entry for each of k settings, shape (k,)."""
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
    return tuple(together)


def parameters(bs: ArrayLike, ws: ArrayLike) -> tuple[Array, Array]:
    """Return `bs` and `ws` as arrays if they broadcast together; infinities and NaN may pass."""
    bs, ws = numbers("bs", bs), numbers("ws", ws)
    try:
        np.broadcast_shapes(bs.shape, ws.shape)
    except ValueError:
        raise ValueError(
            f"bs and ws must have shapes that broadcast together, got {bs.shape} and {ws.shape}"
        ) from None
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
            f"a grid must have at least 2 points along each axis, got shape {bs.shape}"
        )
    if not ((bs == bs[0]).all() and (ws == ws[:, :1]).all()):
        raise ValueError(
            "a grid must be that of np.meshgrid(b_range, w_range): axis 0 over w, axis 1 over b"
        )
    return bs, ws


def random_state(value: Any) -> np.random.RandomState:
    """Return a generator: a new one for a seed, or `value` itself, whose stream then goes on."""
    if isinstance(value, np.random.RandomState):
        return value
    return np.random.RandomState(integer("random_state", value, 0, 2**32 - 1, " or a RandomState"))


def choice(name: str, value: Any, allowed: tuple[Any, ...]) -> Any:
    """Return `value` if it is one of those allowed."""
    if not any(
        value is option or (isinstance(value, str) and value == option) for option in allowed
    ):
        raise ValueError(f"{name} must be one of {', '.join(map(repr, allowed))}, got {value!r}")
    return value
