"""Schedules: where they begin and end, which way they go, and that a rule follows them."""

from functools import partial

import numpy as np
import pytest
from helpers import numbers
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.rules import RULES, decayed, momentum, plain
from gdtutorial.schedules import cosine, exponential, one_cycle, scheduled, step, warm_up

lengths = st.integers(10, 500)
rates = numbers(1e-4, 10)


@given(rates, lengths)
def test_each_begins_and_ends_where_it_says(lr, n):
    assert cosine(0, lr, n) == pytest.approx(lr)
    assert cosine(n, lr, n, least=lr / 10) == cosine(2 * n, lr, n, least=lr / 10)
    assert cosine(n, lr, n, least=lr / 10) == pytest.approx(lr / 10)
    assert warm_up(0, lr, n, start=0.2) == pytest.approx(0.2 * lr)
    assert warm_up(n, lr, n) == warm_up(3 * n, lr, n) == pytest.approx(lr)
    assert one_cycle(0, lr, n) == pytest.approx(lr / 25)
    assert one_cycle(n - 1, lr, n) == pytest.approx(lr / 25e4)
    assert exponential(n, lr, 10 ** (1 / n)) == pytest.approx(10 * lr)
    assert step(n - 1, lr, n) == lr
    assert step(n, lr, n) == pytest.approx(lr / 10)


@given(rates, lengths)
def test_a_cosine_falls_a_warm_up_rises_and_one_cycle_does_both(lr, n):
    t = np.arange(n)
    assert (np.diff(cosine(t, lr, n)) < 0).all()
    assert (np.diff(warm_up(t, lr, n)) > 0).all()
    cycle = one_cycle(t, lr, n)
    top = cycle.argmax()
    assert (np.diff(cycle[: top + 1]) > 0).all()
    assert (np.diff(cycle[top:]) < 0).all()
    assert cycle.max() <= lr * (1 + 1e-12)
    assert abs(top - (0.3 * n - 1)) < 1


@given(rates, lengths)
def test_the_mean_of_a_cosine_is_half_its_rate(lr, n):
    """Symmetry about the middle: with both ends counted, the rates of any two mirrored updates add up to lr."""
    rate = cosine(np.arange(n + 1), lr, n)
    np.testing.assert_allclose(rate + rate[::-1], lr, rtol=1e-12)


def test_an_array_of_updates_gives_an_array_and_one_update_a_number():
    for schedule in (
        partial(cosine, n_updates=7),
        partial(step, every=3),
        partial(exponential, factor=0.9),
        partial(warm_up, n_updates=4),
        partial(one_cycle, n_updates=8),
    ):
        many = schedule(np.arange(8), 0.3)
        assert type(schedule(2, 0.3)) is float
        assert [schedule(t, 0.3) for t in range(8)] == pytest.approx(many.tolist(), rel=1e-12)
        assert schedule(2, [0.3, 0.6]).shape == (2,)


def test_decay_is_a_rule_that_follows_a_schedule():
    x, y, _, _ = tutorial_data()
    start = initialise()
    falling = scheduled(lambda t, lr: lr / (1 + t / 20))
    mine = gradient_descent(x, y, *start, [0.1, 0.5], falling, n_epochs=50)
    ours = gradient_descent(x, y, *start, [0.1, 0.5], decayed, n_epochs=50, tau=20)
    np.testing.assert_allclose(mine.loss, ours.loss, rtol=1e-13)


@pytest.mark.parametrize("name", RULES)
def test_a_constant_schedule_changes_no_rule(name):
    x, y, _, _ = tutorial_data()
    rule = RULES[name]
    constant = scheduled(lambda _, lr: lr, rule)
    one, other = (
        gradient_descent(x, y, 0, 0, 0.05, each, n_epochs=20) for each in (rule, constant)
    )
    np.testing.assert_allclose(one.loss, other.loss, rtol=1e-13)


def test_a_rule_keeps_its_own_settings_and_refuses_others():
    x, y, _, _ = tutorial_data()
    rolling = scheduled(partial(cosine, n_updates=20), momentum)
    few, much = (gradient_descent(x, y, 0, 0, 0.1, rolling, momentum=mu, n_epochs=20).loss[-1] for mu in (0.1, 0.8))  # fmt: skip
    assert few != much
    with pytest.raises(ValueError, match="tau"):
        gradient_descent(x, y, 0, 0, 0.1, rolling, tau=3)
    with pytest.raises(ValueError, match="no setting but lr"):
        gradient_descent(x, y, 0, 0, 0.1, scheduled(partial(step, every=9), plain), momentum=0.5)


def test_a_cycle_needs_updates_to_rise_in():
    with pytest.raises(ValueError, match=r"rise must be above 0\.1, one of 10 updates, got 0\.05"):
        one_cycle(0, 0.1, 10, rise=0.05)
