"""The verdict on a learning rate follows from eigenvalues, and descents agree with it."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from helpers import columns, numbers
from hypothesis import assume, given
from hypothesis import strategies as st

from gdtutorial.curvature import contraction, hessian, joint_limit, verdict
from gdtutorial.data import standardise, tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.rules import momentum
from gdtutorial.surface import minimum

X_TRAIN, Y_TRAIN, X_VAL, _ = tutorial_data()
SCALED, _, _ = standardise(X_TRAIN, X_VAL)
YEARS = np.arange(2000.0, 2025).reshape(-1, 1)


def exact_eigenvalues(x):
    """Compute them to 60 digits, from the very floats of the feature."""
    values = [Fraction(value) for value in x.ravel().tolist()]
    mean, square = sum(values) / len(values), sum(value**2 for value in values) / len(values)
    bend = [mpmath.mpf(m.numerator) / m.denominator for m in (mean, square, square - mean**2)]
    largest = 1 + bend[1] + mpmath.hypot(1 - bend[1], 2 * bend[0])
    return 4 * bend[2] / largest, largest


def larger_root(e, mu):
    """Compute the size of the larger root of r**2 - (1 + mu - e) r + mu."""
    middle = (1 + mu - e) / 2
    root = mpmath.sqrt(middle**2 - mu)
    return max(abs(middle + root), abs(middle - root))


@given(columns(), numbers(0.01, 3), numbers(0, 0.99))
def test_the_contraction_is_the_spectral_radius_of_one_update(data, fraction, momentum):
    x, _ = data
    lr = fraction * joint_limit(x)
    one = np.eye(2)
    update = np.block(
        [[(1 + momentum) * one - lr * hessian(x), -momentum * one], [one, np.zeros((2, 2))]]
    )
    expected = np.abs(np.linalg.eigvals(update)).max()
    # A double eigenvalue is known to half the digits only.
    assert contraction(x, lr, momentum) == pytest.approx(expected, rel=1e-6)


FEATURES = st.sampled_from(
    [
        X_TRAIN,
        10 * X_TRAIN,
        SCALED,
        YEARS,
        YEARS / 1e6,
        1e6 + X_TRAIN,
        1e-6 * X_TRAIN,
        1e70 * X_TRAIN,
    ]
)
PARTS = st.one_of(  # of the limit: tiny, ordinary, and near 1 from both sides
    st.integers(1, 300).map(lambda k: 10.0**-k),
    numbers(0.01, 3),
    st.tuples(st.integers(2, 16), st.sampled_from([1, -1])).map(
        lambda p: 1 + p[1] * 10.0 ** -p[0]
    ),
)


@given(FEATURES, PARTS, st.just(0.0) | numbers(0, 0.99) | st.just(1 - 2.0**-53))
def test_words_and_contraction_are_those_of_sixty_digits(x, part, mu):
    """Floating point says so only within a few dozen roundings of the limit, and nothing false elsewhere."""
    lr = float(part * joint_limit(x) * (1 + mu))
    with mpmath.workdps(60):
        smallest, largest = exact_eigenvalues(x)
        rho = max(larger_root(lr * value, mpmath.mpf(mu)) for value in (smallest, largest))
        nearly = [  # what roundings of the eigenvalues make of it
            max(
                larger_root(lr * value * (1 + sign * 2.0**-46), mpmath.mpf(mu))
                for value in (smallest, largest)
            )
            for sign in (1, -1)
        ]
        apart = max(abs(near - rho) for near in nearly) + 4 * np.finfo(float).eps
        assert abs(contraction(x, lr, mu) - rho) <= apart
        word = verdict(x, lr, mu)
        if word == "borderline":
            assert abs(lr * largest / (2 * (1 + mpmath.mpf(mu))) - 1) < 2.0**-45
        else:
            assert (word == "diverges") == (rho > 1)
            assert (word == "diverges") == (contraction(x, lr, mu) > 1)


@pytest.mark.parametrize("x", [X_TRAIN, SCALED, YEARS])
@pytest.mark.parametrize("momentum", [0, 0.5, 0.9])
def test_at_the_limit_floating_point_cannot_tell(x, momentum):
    limit = joint_limit(x) * (1 + momentum)
    for lr in np.nextafter(limit, 0), limit, np.nextafter(limit, 9):
        assert verdict(x, lr, momentum) == "borderline"
    assert verdict(x, limit * (1 - 1e-13), momentum) == "oscillates"
    assert verdict(x, limit * (1 + 1e-13), momentum) == "diverges"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_calendar_years_converge_below_their_limit(part):
    """Their contraction is 1 - 7e-13 and less, so near to 1 that a careless tolerance swallows it."""
    lr = part * joint_limit(YEARS)
    assert 1 - 1e-10 < contraction(YEARS, lr) < 1
    assert verdict(YEARS, lr) == ("oscillates" if part > 0.75 else "crawls")
    y = YEARS / 10 - 200
    path = gradient_descent(YEARS, y, 0, 0, [lr, 1.01 * joint_limit(YEARS)], n_epochs=3000)
    assert path.loss[-1, 0] < path.loss[0, 0]
    assert path.loss[-1, 1] > path.loss[0, 1]


@pytest.mark.parametrize("lr", [6e-9, 1e-12, 1e-17, 1e-300, 5e-324])
def test_a_tiny_rate_crawls(lr):
    assert verdict(X_TRAIN, lr) == "crawls"
    assert contraction(X_TRAIN, lr) < 1


@given(columns(), numbers(0.05, 3), numbers(0, 0.9))
def test_momentum_raises_the_joint_limit_by_one_plus_itself(data, fraction, momentum):
    x, _ = data
    assume(abs(fraction - 1) > 1e-13)
    word = verdict(x, fraction * joint_limit(x) * (1 + momentum), momentum)
    assert (word == "diverges") == (fraction > 1)


@pytest.mark.parametrize(
    ("x", "lr", "momentum", "word"),
    [
        (X_TRAIN, 0.01, 0, "crawls"),
        (X_TRAIN, 0.1, 0, "converges"),
        (X_TRAIN, 0.8, 0, "oscillates"),
        (X_TRAIN, 0.9, 0, "diverges"),
        (X_TRAIN, 0.9, 0.5, "oscillates"),
        (X_TRAIN, 0.1, 0.5, "converges"),
        (X_TRAIN, 0.1, 0.9, "oscillates"),
        (10 * X_TRAIN, 0.03, 0, "oscillates"),
        (10 * X_TRAIN, 0.1, 0, "diverges"),
        (SCALED, 0.5, 0, "converges"),
        (SCALED, 1, 0, "borderline"),
        (X_TRAIN, 1e100, 0, "diverges"),
    ],
)
def test_the_words(x, lr, momentum, word):
    assert verdict(x, lr, momentum) == word


def distances(lr, mu, n_epochs):
    path = gradient_descent(X_TRAIN, Y_TRAIN, 3, 0, lr, momentum, n_epochs=n_epochs, momentum=mu)
    b, w = minimum(X_TRAIN, Y_TRAIN)
    return np.array([path.b[:, 0] - b, path.w[:, 0] - w])


@pytest.mark.parametrize("momentum", [0, 0.3, 0.8])
@pytest.mark.parametrize("lr", [0.003, 0.01, 0.05, 0.1, 0.3, 0.6, 0.78, 0.9, 1.2, 2])
def test_a_descent_does_what_the_verdict_says(lr, momentum):
    word, off = verdict(X_TRAIN, lr, momentum), distances(lr, momentum, 400)
    size = np.hypot(*off)
    if word == "diverges":
        assert size[400] > size[300] > 1
    else:
        assert size[400] < 0.8 * size[0]
    if word == "crawls":
        assert size[300] > 0.45 * size[200]
    if word == "converges":
        assert size[400] < 0.55 * size[300] or size[300] < 1e-9
    if word == "oscillates":
        _, directions = np.linalg.eigh(hessian(X_TRAIN))
        assert (np.diff(np.sign(directions.T @ off[:, :40])) != 0).any()


@pytest.mark.parametrize("judge", [contraction, verdict])
def test_bad_input_is_refused(judge):
    with pytest.raises(ValueError, match="lr must be above 0, got -1"):
        judge(X_TRAIN, -1)
    with pytest.raises(ValueError, match="momentum must be at least 0 and below 1, got 1"):
        judge(X_TRAIN, 0.1, 1)
    with pytest.raises(ValueError, match="x must vary"):
        judge(np.ones((3, 1)), 0.1)
