"""The data: a synthetic line with noise, its split, its spoilt twin and its standardised twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdtutorial import checks
from gdtutorial.checks import Array, RandomState
from gdtutorial.settings import FACTOR, N_POINTS, NOISE, SEED, TRAIN, TRUE_B, TRUE_W

if TYPE_CHECKING:
    from sklearn.preprocessing import StandardScaler


def make_line(
    n: int = N_POINTS,
    b: float = TRUE_B,
    w: float = TRUE_W,
    noise: float = NOISE,
    random_state: RandomState = SEED,
) -> tuple[Array, Array]:
    r"""Make points around a line.

    .. math::

        y_i = b + w x_i + \varepsilon_i, \qquad
        x_i \sim \mathcal{U}(0, 1), \quad
        \varepsilon_i \sim \mathcal{N}(0, \text{noise}^2)

    Parameters
    ----------
    n : int
        Number of points, at least 2.
    b, w : float
        True bias and true weight: in the salary story, thousands, and thousands per year.
    noise : float
        Standard deviation of the noise, in the unit of `y`; 0 gives a perfect line.
    random_state : int or numpy.random.RandomState
        The seed, or a generator whose stream goes on.

    Returns
    -------
    x, y : ndarray, shape (n, 1)
        Feature and label.

    Raises
    ------
    ValueError
        If `n` is below 2 or asks for too much memory, `noise` is negative, or a number is not finite.

    Notes
    -----
    Source: "Data generation", output P01.

    Examples
    --------
    >>> x, y = make_line(n=100, b=1, w=2, noise=0.1, random_state=42)
    >>> print("X:", x[:5], "\n\nY:", y[:5])  # doctest: +NORMALIZE_WHITESPACE
    X: [[0.37454012]
     [0.95071431]
     [0.73199394]
     [0.59865848]
     [0.15601864]]
    <BLANKLINE>
    Y: [[1.75778494]
     [2.87152788]
     [2.47316396]
     [1.99856008]
     [1.29007009]]
    """
    n = checks.integer("n", n, 2)
    checks.memory("n", n, 4 * n)
    b, w, noise = checks.number("b", b), checks.number("w", w), checks.number("noise", noise)
    if noise < 0:
        raise ValueError(f"noise must be at least 0 (a standard deviation), got {noise!r}")
    rng = checks.random_state(random_state)
    x = rng.rand(n, 1)
    epsilon = noise * rng.randn(n, 1)
    y = b + w * x + epsilon
    return x, y


def split_index(
    n: int, train: float = TRAIN, random_state: RandomState = SEED
) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Shuffle the numbers of n points and cut them into training and validation.

    Parameters
    ----------
    n : int
        Number of points, at least 2.
    train : float
        Fraction for training, above 0 and below 1; both parts must get a point.
    random_state : int or numpy.random.RandomState
        The seed, or a generator whose stream goes on.

    Returns
    -------
    train_idx, val_idx : ndarray of int, shapes (int(n * train),) and the rest
        Row numbers, each of the n exactly once.

    Raises
    ------
    ValueError
        If `n` is below 2 or asks for too much memory, or if `train` leaves either part empty.

    Notes
    -----
    Source: "Splitting the data", outputs P02 and P17.
    P17 comes from the stream that made the data, going on; :func:`tutorial_data` does the same.
    P02 cannot come from a fresh run: there the seed was set again, and the start drawn, before the shuffle.
    The example does so.

    Examples
    --------
    >>> from gdtutorial.model import initialise
    >>> x, y = make_line(random_state=42)
    >>> rng = np.random.RandomState(42)
    >>> b, w = initialise(random_state=rng)
    >>> train_idx, val_idx = split_index(100, random_state=rng)
    >>> x_train, y_train = x[train_idx], y[train_idx]
    >>> print("x_train: {}".format(x_train[:5]))
    x_train: [[0.60754485]
     [0.54269608]
     [0.28093451]
     [0.89482735]
     [0.66252228]]
    >>> print("x_train: {}".format(x_train[75:]))
    x_train: [[0.04522729]
     [0.54671028]
     [0.47221493]
     [0.19598286]
     [0.72900717]]
    """
    n = checks.integer("n", n, 2)
    checks.memory("n", n, n)
    n_train = int(n * checks.number("train", train))
    if not 0 < n_train < n:
        raise ValueError(
            f"train must leave at least 1 of the {n} points to training and to validation, got {checks.shown(train)}"
        )
    rng = checks.random_state(random_state)
    idx = np.arange(n)
    rng.shuffle(idx)
    return idx[:n_train], idx[n_train:]


def tutorial_data(
    b: float = TRUE_B, w: float = TRUE_W, random_state: RandomState = SEED
) -> tuple[Array, Array, Array, Array]:
    """Make the tutorial's data: 100 points around a line, split 80 to 20, out of one stream.

    Parameters
    ----------
    b, w : float
        True bias and true weight.
    random_state : int or numpy.random.RandomState
        The seed, or a generator whose stream goes on.

    Returns
    -------
    x_train, y_train, x_val, y_val : ndarray, shapes (80, 1) and (20, 1)
        Training data, then validation data.

    Raises
    ------
    ValueError
        If `b` or `w` is not finite.

    Notes
    -----
    Source: "Data generation" and "Splitting the data", run once from top to bottom.

    Examples
    --------
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> print(x_train.shape, x_val.shape)
    (80, 1) (20, 1)
    >>> print(x_train[:5].ravel())
    [0.77127035 0.06355835 0.86310343 0.02541913 0.73199394]
    """
    rng = checks.random_state(random_state)
    x, y = make_line(b=b, w=w, random_state=rng)
    train_idx, val_idx = split_index(len(x), random_state=rng)
    return x[train_idx], y[train_idx], x[val_idx], y[val_idx]


def spoil(x: ArrayLike, w: float = TRUE_W, factor: float = FACTOR) -> tuple[Array, float]:
    r"""Multiply the feature, and divide the weight, so that no label changes.

    .. math:: \frac{w}{c} \cdot c x_i = w x_i

    Parameters
    ----------
    x : array, shape (N, 1)
        The feature.
    w : float
        True weight.
    factor : float
        The multiplier c, above 0.

    Returns
    -------
    bad_x : ndarray, shape (N, 1)
        The feature on its new scale.
    bad_w : float
        The true weight that goes with it.

    Raises
    ------
    ValueError
        If `x` is not a finite column of at least 2 points, or `factor` is not above 0, or so small that dividing by it overflows.

    Notes
    -----
    Source: "The bad feature", outputs P16 and P17.

    Examples
    --------
    >>> rng = np.random.RandomState(42)
    >>> x, y = make_line(random_state=rng)
    >>> train_idx, val_idx = split_index(100, random_state=rng)
    >>> bad_x, bad_w = spoil(x, w=2, factor=10)
    >>> print("bad_w: {} \n\nbad_x: {}".format(bad_w, bad_x[:5]))  # doctest: +NORMALIZE_WHITESPACE
    bad_w: 0.2
    <BLANKLINE>
    bad_x: [[3.74540119]
     [9.50714306]
     [7.31993942]
     [5.98658484]
     [1.5601864 ]]

    >>> bad_x_train, bad_x_val = bad_x[train_idx], bad_x[val_idx]
    >>> print(
    ...     "bad_x_train: {} \n\nbad_x_val: {}".format(bad_x_train[:5], bad_x_val[:5])
    ... )  # doctest: +NORMALIZE_WHITESPACE
    bad_x_train: [[7.71270347]
     [0.6355835 ]
     [8.63103426]
     [0.25419127]
     [7.31993942]]
    <BLANKLINE>
    bad_x_val: [[3.04613769]
     [1.5599452 ]
     [6.62522284]
     [1.07891427]
     [9.09320402]]
    """
    x, w = checks.column("x", x), checks.number("w", w)
    factor = checks.factor("factor", factor)
    return x * factor, w / factor


def standardise(x_train: ArrayLike, x_val: ArrayLike) -> tuple[Array, Array, StandardScaler]:
    r"""Bring the feature to mean 0 and standard deviation 1, as the training data have them.

    .. math::

        \text{scaled } x_i = \frac{x_i - \bar{x}}{\sigma},
        \qquad \bar{x} = \frac{1}{N} \sum_{i=1}^{N} x_i,
        \quad \sigma = \sqrt{\frac{1}{N} \sum_{i=1}^{N} (x_i - \bar{x})^2}

    Parameters
    ----------
    x_train : array, shape (N, 1)
        Training feature: the scaler is fitted on this alone, so that nothing leaks out of validation.
    x_val : array, shape (M, 1)
        Validation feature, transformed with the training data's mean and deviation.

    Returns
    -------
    scaled_x_train, scaled_x_val : ndarray, shapes (N, 1) and (M, 1)
        Without unit: how many training deviations a point lies above the training mean.
    scaler : sklearn.preprocessing.StandardScaler
        Fitted; it keeps the mean and the deviation, to scale new points and to read weights in the old unit.

    Raises
    ------
    ValueError
        If the training feature is constant, or either is not a finite column of at least 2 points.

    Notes
    -----
    Source: "StandardScaler", output P18.

    Examples
    --------
    >>> x_train, y_train, x_val, y_val = tutorial_data()
    >>> scaled_x_train, scaled_x_val, scaler = standardise(x_train, x_val)
    >>> print(
    ...     "scaled_x_train:{} \n\nscaled_x_val:{}".format(scaled_x_train[:5], scaled_x_val[:5])
    ... )  # doctest: +NORMALIZE_WHITESPACE
    scaled_x_train:[[ 0.97579054]
     [-1.33529489]
     [ 1.27567819]
     [-1.45984132]
     [ 0.84753056]]
    <BLANKLINE>
    scaled_x_val:[[-0.54811074]
     [-1.0334378 ]
     [ 0.62066576]
     [-1.19052198]
     [ 1.42660312]]
    >>> print(round(scaled_x_train.min(), 2), round(scaled_x_train.max(), 2))
    -1.52 1.68
    """
    x_train, x_val = checks.varied("x_train", x_train), checks.column("x_val", x_val)
    from sklearn.preprocessing import StandardScaler  # slow to import, and needed here alone

    scaler = StandardScaler().fit(x_train)
    return scaler.transform(x_train), scaler.transform(x_val), scaler
