"""The loss at any parameters: grids, the surface, its sections, its slopes and its minimum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.checks import Array
from gdtutorial.model import update
from gdtutorial.moments import moments
from gdtutorial.settings import N_GRID, REACH, STEP, TRUE_B, TRUE_W


def parameter_grid(
    b: float = TRUE_B, w: float = TRUE_W, reach: float = REACH, n: int = N_GRID
) -> tuple[Array, Array]:
    """Lay a square grid of parameters around a centre.

    Parameters
    ----------
    b, w : float
        The centre.
    reach : float
        How far the grid extends to each side, in the units of `b` and `w`, above 0.
    n : int
        Number of values along each axis, at least 2.

    Returns
    -------
    bs, ws : ndarray, shape (n, n)
        As ``np.meshgrid(b_range, w_range)`` gives them: axis 0 runs over `w`, axis 1 over `b`.

    Raises
    ------
    ValueError
        If `n` is below 2 or asks for too much memory, a number is not finite, or `reach` is not above 0 or too small beside the centre.

    Notes
    -----
    Source: "The loss surface", outputs P07 and P08.

    Examples
    --------
    >>> bs, ws = parameter_grid(b=1, w=2, reach=3, n=101)
    >>> print(bs.shape, ws.shape)
    (101, 101) (101, 101)
    >>> print(bs)
    [[-2.   -1.94 -1.88 ...  3.88  3.94  4.  ]
     [-2.   -1.94 -1.88 ...  3.88  3.94  4.  ]
     [-2.   -1.94 -1.88 ...  3.88  3.94  4.  ]
     ...
     [-2.   -1.94 -1.88 ...  3.88  3.94  4.  ]
     [-2.   -1.94 -1.88 ...  3.88  3.94  4.  ]
     [-2.   -1.94 -1.88 ...  3.88  3.94  4.  ]]
    """
    b, w = checks.number("b", b), checks.number("w", w)
    reach = checks.number("reach", checks.positive("reach", reach))
    n = checks.integer("n", n, 2, why=" (a grid of one point has no slope)")
    checks.memory("n", n, 2 * n**2)
    b_range = checks.axis("b", np.linspace(b - reach, b + reach, n))
    w_range = checks.axis("w", np.linspace(w - reach, w + reach, n))
    bs, ws = np.meshgrid(b_range, w_range)
    return bs, ws


def minimum(x: ArrayLike, y: ArrayLike) -> tuple[float, float]:
    r"""Where the loss is least: the least-squares line, in closed form.

    .. math::

        w^* = \frac{\overline{(x - \bar{x})(y - \bar{y})}}{\overline{(x - \bar{x})^2}},
        \qquad b^* = \bar{y} - w^* \bar{x}

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.

    Returns
    -------
    b, w : float
        In the unit of `y`, and in the unit of `y` per unit of `x`.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, or `x` is constant.

    Notes
    -----
    Gradient descent does not need it; the pictures do, to mark where it is heading.
    Source: marked in the figures of "The loss surface" and "The path of gradient descent".

    Examples
    --------
    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> b, w = minimum(x_train, y_train)
    >>> print(round(b, 4), round(w, 4))
    1.0235 1.969
    """
    whole = moments(*checks.data(x, y))
    return whole.y_mean - whole.slope * whole.x_mean, whole.slope


def loss_surface(x: ArrayLike, y: ArrayLike, bs: ArrayLike, ws: ArrayLike) -> Array:
    r"""Compute the loss of all points at any parameters: a grid, a path, or one pair.

    The MSE of a line is a quadratic in `b` and `w`, a sum of three squares around the minimum:

    .. math::

        \text{MSE}(b, w) = \left(b + w \bar{x} - \bar{y}\right)^2
        + \left(\sigma_x (w - w^*)\right)^2 + \text{MSE}(b^*, w^*),
        \qquad \sigma_x^2 = \overline{(x - \bar{x})^2}

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.
    bs, ws : array
        Parameters, of shapes that broadcast together; a path that diverged may hold infinities.

    Returns
    -------
    losses : ndarray
        Of the shape that `bs` and `ws` have together, in the squared unit of `y`.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, `x` is constant, or `bs` and `ws` do not broadcast.

    Notes
    -----
    A few means over the data, then a few operations a grid point: O(N + G²) time and O(G²) memory for a G by G grid.
    The source's recipe, in the example, keeps a grid for each point, O(N G²) of both.
    Nothing is subtracted from a large sum, so no digits cancel.
    Source: "The loss surface", outputs P09 to P13.

    Examples
    --------
    The recipe, which is how broadcasting is learnt:

    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> bs, ws = parameter_grid()
    >>> dummy_yhat = bs + ws * x_train[0]
    >>> print(dummy_yhat.shape)
    (101, 101)
    >>> all_predictions = np.apply_along_axis(lambda x: bs + ws * x, axis=1, arr=x_train)
    >>> print(all_predictions.shape)
    (80, 101, 101)
    >>> all_labels = y_train.reshape(-1, 1, 1)
    >>> print(all_labels.shape)
    (80, 1, 1)
    >>> all_errors = all_predictions - all_labels
    >>> print(all_errors.shape)
    (80, 101, 101)
    >>> all_losses = (all_errors**2).mean(axis=0)
    >>> print(all_losses.shape)
    (101, 101)

    The short way, to the same numbers:

    >>> losses = loss_surface(x_train, y_train, bs, ws)
    >>> print(np.allclose(losses, all_losses, rtol=1e-12, atol=0))
    True
    """
    return moments(*checks.data(x, y)).loss(bs, ws)


def cross_section(
    bs: ArrayLike,
    ws: ArrayLike,
    losses: ArrayLike,
    *,
    b: float | None = None,
    w: float | None = None,
) -> tuple[float, Array, Array]:
    """Cut a loss surface along the grid line nearest to one value of one parameter.

    Parameters
    ----------
    bs, ws : array, shape (G, H)
        A grid, as :func:`parameter_grid` gives it.
    losses : array, shape (G, H)
        The surface on it.
    b, w : float
        Where to cut; give one of them, and the section runs over the other.

    Returns
    -------
    cut : float
        The value on the grid nearest to the one asked for.
    values : ndarray, shape (G,) or (H,)
        The other parameter along the section.
    section : ndarray, of the same shape
        The loss along it.

    Raises
    ------
    ValueError
        If not exactly one of `b` and `w` is given, or it lies outside the grid.

    Notes
    -----
    Source: "Cross-sections".

    Examples
    --------
    The cut nearest to the random start's `b`, 0.4967, and where the section over `w` is lowest:

    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> bs, ws = parameter_grid()
    >>> cut, values, section = cross_section(
    ...     bs, ws, loss_surface(x_train, y_train, bs, ws), b=0.4967
    ... )
    >>> print(round(cut, 2), round(values[section.argmin()], 2))
    0.52 2.72
    """
    bs, ws, losses = checks.surface(bs, ws, losses)
    if (b is None) == (w is None):
        raise ValueError(
            "give exactly one of b and w, the one to hold fixed, "
            f"got b={checks.shown(b)} and w={checks.shown(w)}"
        )
    if w is None:
        i = _nearest("b", b, bs[0])
        return float(bs[0, i]), ws[:, 0].copy(), losses[:, i].copy()
    i = _nearest("w", w, ws[:, 0])
    return float(ws[i, 0]), bs[0].copy(), losses[i].copy()


def _nearest(name: str, value: float | None, line: Array) -> int:
    number = checks.number(name, value)
    if not line.min() <= number <= line.max():
        raise ValueError(
            f"{name} must lie on the grid, between {line.min():g} and {line.max():g}, got {number!r}"
        )
    return int(np.abs(line - number).argmin())


def geometric_gradient(
    x: ArrayLike, y: ArrayLike, b: float, w: float, step: float = STEP
) -> tuple[float, float]:
    r"""Take each slope by a small step: the change in loss, divided by the step.

    .. math::

        \frac{\text{MSE}(b + h, w) - \text{MSE}(b, w)}{h}
        \qquad
        \frac{\text{MSE}(b, w + h) - \text{MSE}(b, w)}{h}

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.
    b, w : float
        Where to stand.
    step : float
        The step h, in the unit of the parameter that takes it, to either side.

    Returns
    -------
    b_slope, w_slope : float
        They approach the gradient as the step shrinks, with an error in proportion to it.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, `x` is constant,
        `step` is 0 or too small to move `b` and `w`, or a loss is too large for a float.

    Notes
    -----
    Source: "Visualising the gradients", where the step is 0.12.

    Examples
    --------
    On the grid lines nearest to the random start, as in the source:

    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> b_slope, w_slope = geometric_gradient(x_train, y_train, b=0.52, w=-0.16, step=0.12)
    >>> print(round(b_slope, 2), round(w_slope, 2))
    -2.9 -1.79
    """
    b, w, step = checks.number("b", b), checks.number("w", w), checks.number("step", step)
    if b + step == b or w + step == w:
        raise ValueError(f"step must move both b and w, got {step!r} at b={b!r} and w={w!r}")
    losses = loss_surface(x, y, [b, b + step, b], [w, w, w + step])
    here, b_there, w_there = checks.finite("the loss around b and w", losses)
    return float(b_there - here) / step, float(w_there - here) / step


@dataclass(frozen=True)
class SectionStep:
    """One step of descent on a section: one parameter moves, the other stands still.

    Attributes
    ----------
    parameter : {"b", "w"}
        The parameter that moves.
    values, losses : ndarray, shape (G,)
        The section: the parameter, and the loss along it.
    slope : float
        The slope against which it steps.
    at, to : tuple of float
        Before and after the step: the parameter, and the loss there.

    Notes
    -----
    Source: "Choosing a learning rate".

    Examples
    --------
    A step of 3 on the curve of squares, over its lowest point and up the other side:

    >>> values = np.array([-1.0, 0.0, 1.0, 2.0])
    >>> step = SectionStep("b", values, values**2, slope=-2, at=(-1, 1), to=(2, 4))
    >>> print(step.moved, step.crosses)
    3 True
    """

    parameter: str
    values: Array
    losses: Array
    slope: float
    at: tuple[float, float]
    to: tuple[float, float]

    @property
    def moved(self) -> float:
        """How far the parameter moves."""
        return self.to[0] - self.at[0]

    @property
    def crosses(self) -> bool:
        """Whether the lowest point of the section lies between the two ends."""
        lowest = float(self.values[self.losses.argmin()])
        return min(self.at[0], self.to[0]) < lowest < max(self.at[0], self.to[0])


def section_steps(
    x: ArrayLike,
    y: ArrayLike,
    bs: ArrayLike,
    ws: ArrayLike,
    b: float,
    w: float,
    lr: float,
    step: float = STEP,
) -> tuple[SectionStep, SectionStep]:
    """Take one step of descent on the section over `b`, and one on the section over `w`.

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label.
    bs, ws : array, shape (G, H)
        A grid, as :func:`parameter_grid` gives it.
    b, w : float
        Where to begin: the steps are taken where the grid lines nearest to it cross.
    lr : float
        The learning rate.
    step : float
        The width of the triangles that measure the slopes, as in :func:`geometric_gradient`.

    Returns
    -------
    over_b, over_w : SectionStep
        The step of each parameter while the other stands still.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, `x` is constant, `bs` and `ws` are not a grid,
        `b` or `w` lies outside it, `lr` is not one finite number or so large that a loss is not finite, or `step` is 0 or too small.

    Notes
    -----
    Source: "Choosing a learning rate", with the rates 0.2, 0.8 and 1.1.

    Examples
    --------
    At a rate of 1.1 the loss rises along `b`, and falls along `w`:

    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> steps = section_steps(x_train, y_train, *parameter_grid(), b=0.4967, w=-0.1383, lr=1.1)
    >>> for each in steps:
    ...     print(each.parameter, round(each.moved, 2), each.to[1] > each.at[1])
    b 3.19 True
    w 1.97 False
    """
    losses = loss_surface(x, y, bs, ws)
    b_at, w_values, over_w = cross_section(bs, ws, losses, b=b)
    w_at, b_values, over_b = cross_section(bs, ws, losses, w=w)
    b_slope, w_slope = geometric_gradient(x, y, b_at, w_at, step)
    b_to, w_to = update(b_at, w_at, b_slope, w_slope, checks.number("lr", lr))
    losses = loss_surface(x, y, [b_at, b_to, b_at], [w_at, w_at, w_to])
    before, b_after, w_after = checks.finite("the loss after a step with lr", losses).tolist()
    return (
        SectionStep("b", b_values, over_b, b_slope, (b_at, before), (b_to, b_after)),
        SectionStep("w", w_values, over_w, w_slope, (w_at, before), (w_to, w_after)),
    )
