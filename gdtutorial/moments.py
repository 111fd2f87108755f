"""Six numbers in place of a set of points, however many: all that the loss of a line is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gdtutorial import checks
from gdtutorial.checks import Array


@dataclass(frozen=True)
class Moments:
    r"""Six numbers that stand for a set of points: all that its loss is made of.

    They add up over parts: with shares :math:`p = n_1 / n` and :math:`q = n_2 / n`,
    and with :math:`\Delta` for the second part's mean minus the first's,

    .. math::

        \sigma_x^2 &= p \, \sigma_{x1}^2 + q \, \sigma_{x2}^2 + p q \, \Delta_x^2 \\
        w^* \sigma_x^2 &= p \, w_1^* \sigma_{x1}^2 + q \, w_2^* \sigma_{x2}^2 + p q \, \Delta_x \Delta_y

    Attributes
    ----------
    n : int
        How many points.
    x_mean, y_mean : float
        Means of feature and label.
    x_variance : float
        Mean squared distance of the feature from its mean.
    slope : float
        The weight w* of the least loss; 0 where the feature is constant, and any weight does as well.
    least : float
        The least loss, in the squared unit of `y`.

    Notes
    -----
    Distances are taken from means, not from 0, so that no large sums have to cancel.
    Sums such as :math:`\sum x_i^2` add up, too, but the difference of two large ones loses what it should keep.
    Beyond the source; the sums are those of Chan, Golub and LeVeque,
    "Updating formulae and a pairwise algorithm for computing sample variances", 1979.

    Examples
    --------
    Parts may be of any size, and may be added in any order:

    >>> from gdtutorial.data import tutorial_data
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> some, others = moments(x_train[:20], y_train[:20]), moments(x_train[20:], y_train[20:])
    >>> whole = moments(x_train, y_train)
    >>> print(whole.n, (some + others).n)
    80 80
    >>> print(round(whole.slope, 4), round((some + others).slope, 4))
    1.969 1.969
    """

    n: int
    x_mean: float
    y_mean: float
    x_variance: float
    slope: float
    least: float

    def __add__(self, other: Moments) -> Moments:
        """Add the moments of two sets of points.

        Parameters
        ----------
        other : Moments
            Those of the second set.

        Returns
        -------
        together : Moments
            Those of the points of both.
        """
        if not isinstance(other, Moments):
            return NotImplemented
        n = self.n + other.n
        p, q = self.n / n, other.n / n
        dx, dy = other.x_mean - self.x_mean, other.y_mean - self.y_mean
        variance = p * self.x_variance + q * other.x_variance + p * q * dx**2
        covariance = (
            p * self.slope * self.x_variance + q * other.slope * other.x_variance + p * q * dx * dy
        )
        slope = _slope(covariance, variance)
        least = (
            p * (self.least + self.x_variance * (self.slope - slope) ** 2)
            + q * (other.least + other.x_variance * (other.slope - slope) ** 2)
            + p * q * (dy - slope * dx) ** 2
        )
        return Moments(n, self.x_mean + q * dx, self.y_mean + q * dy, variance, slope, least)

    def loss(self, bs: ArrayLike, ws: ArrayLike) -> Array:
        """Compute the loss of the points at any parameters, as :func:`gdtutorial.surface.loss_surface` does.

        Parameters
        ----------
        bs, ws : array
            Parameters, of shapes that broadcast together; a path that diverged may hold infinities.

        Returns
        -------
        losses : ndarray
            Of the shape that `bs` and `ws` have together, in the squared unit of `y`.
        """
        bs, ws = checks.parameters(bs, ws)
        x_std = self.x_variance**0.5
        with np.errstate(over="ignore", invalid="ignore"):
            losses: Array = (
                (bs + ws * self.x_mean - self.y_mean) ** 2
                + (x_std * (ws - self.slope)) ** 2
                + self.least
            )
        return losses

    def points(self) -> tuple[Array, Array]:
        r"""Make four points whose loss is the same as that of all n, at any parameters.

        .. math::

            x = \bar{x} \pm \sigma_x, \qquad
            y = \bar{y} \pm w^* \sigma_x \pm \sqrt{\text{MSE}(b^*, w^*)}

        Returns
        -------
        x, y : ndarray, shape (4, 1)
            Feature and label: two points above each other on either side, around the best line.

        Examples
        --------
        >>> from gdtutorial.data import make_line
        >>> from gdtutorial.surface import loss_surface
        >>> x, y = make_line(n=1000)
        >>> four_x, four_y = moments(x, y).points()
        >>> print(
        ...     loss_surface(x, y, 0.5, -0.1).round(12)
        ...     == loss_surface(four_x, four_y, 0.5, -0.1).round(12)
        ... )
        True
        """
        side, height = np.array([[-1.0], [-1.0], [1.0], [1.0]]), np.array([[-1.0], [1.0]] * 2)
        dx = side * self.x_variance**0.5
        return self.x_mean + dx, self.y_mean + self.slope * dx + height * self.least**0.5


def moments(x: ArrayLike, y: ArrayLike) -> Moments:
    """Compute the moments of a set of points, or of a part of it.

    Parameters
    ----------
    x, y : array, shape (N, 1)
        Feature and label; a part may be a single point.

    Returns
    -------
    part : Moments
        Six numbers, whatever N is.

    Raises
    ------
    ValueError
        If the data are not two finite columns of one length, or hold no point.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> part = moments([[0.0], [1.0], [2.0]], [[1.0], [3.0], [5.0]])
    >>> print(part.n, part.x_mean, part.y_mean, part.slope, part.least)
    3 1.0 3.0 2.0 0.0
    """
    x, y = checks.part(x, y)
    x_mean, y_mean = float(x.mean()), float(y.mean())
    dx, dy = x - x_mean, y - y_mean
    variance = float((dx**2).mean())
    slope = _slope(float((dx * dy).mean()), variance)
    return Moments(len(x), x_mean, y_mean, variance, slope, float(((dy - slope * dx) ** 2).mean()))


def _slope(covariance: float, variance: float) -> float:
    """Divide, unless the feature is constant, up to distances whose square is lost."""
    return covariance / variance if variance > checks.LARGEST**-2 else 0.0
