"""PyTorch's schedulers, which share no line with the library, give the same rates."""

from functools import partial
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest
from helpers import need, numbers
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial.data import tutorial_data
from gdtutorial.descent import minimise
from gdtutorial.model import initialise
from gdtutorial.problems import line_problem
from gdtutorial.rules import adam
from gdtutorial.schedules import cosine, exponential, one_cycle, scheduled, step, warm_up

if find_spec("torch") is None:
    need("PyTorch", "the oracle for schedules; `make torch` installs it")
torch = import_module("torch")
schedulers = torch.optim.lr_scheduler

N = 100
TWINS = {
    "step": (
        {"every": st.integers(1, 60), "factor": numbers(0.05, 1)},
        lambda o, every, factor: schedulers.StepLR(o, every, factor),
        step,
    ),
    "exponential": (
        {"factor": numbers(0.9, 1.1)},
        lambda o, factor: schedulers.ExponentialLR(o, factor),
        exponential,
    ),
    "cosine": (
        {"n_updates": st.just(N), "least": numbers(0, 0.01)},
        lambda o, n_updates, least: schedulers.CosineAnnealingLR(o, n_updates, least),
        cosine,
    ),
    "warm-up": (
        {"n_updates": st.integers(1, 120), "start": numbers(0.001, 1)},
        lambda o, n_updates, start: schedulers.LinearLR(o, start, 1.0, n_updates),
        warm_up,
    ),
    "one cycle": (
        {"rise": numbers(0.05, 0.9), "start": numbers(1, 100), "end": numbers(1, 1e5)},
        lambda o, rise, start, end: schedulers.OneCycleLR(
            o,
            o.param_groups[0]["lr"],
            total_steps=N,
            pct_start=rise,
            div_factor=start,
            final_div_factor=end,
            cycle_momentum=False,
        ),
        partial(one_cycle, n_updates=N),
    ),
}


def torch_rates(make, lr, n):
    """Let a scheduler of PyTorch say the rate of each of n updates."""
    optimiser = torch.optim.SGD([torch.zeros(1, dtype=torch.float64, requires_grad=True)], lr=lr)
    scheduler = make(optimiser)
    rates = []
    for _ in range(n):
        rates.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        scheduler.step()
    return np.array(rates, dtype=float)


@pytest.mark.parametrize("name", TWINS)
@given(data=st.data())
def test_rates_are_those_of_pytorch(name, data):
    own, make, schedule = TWINS[name]
    lr = data.draw(numbers(0.01, 1))
    settings = {key: data.draw(values) for key, values in own.items()}
    theirs = torch_rates(lambda optimiser: make(optimiser, **settings), lr, N)
    np.testing.assert_allclose(
        schedule(np.arange(N), lr, **settings), theirs, rtol=1e-12, atol=1e-12 * lr
    )


def test_defaults_are_those_of_pytorch():
    for schedule, make in (
        (partial(step, every=9), lambda o: schedulers.StepLR(o, 9)),
        (partial(cosine, n_updates=N), lambda o: schedulers.CosineAnnealingLR(o, N)),
        (partial(one_cycle, n_updates=N), lambda o: schedulers.OneCycleLR(o, 0.3, total_steps=N)),
    ):
        optimiser_rates = torch_rates_with_momentum(make)
        np.testing.assert_allclose(schedule(np.arange(N), 0.3), optimiser_rates, atol=1e-12)


def torch_rates_with_momentum(make):
    """Do as above, with an optimiser that has a momentum to move, as ``OneCycleLR`` does by default."""
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3, momentum=0.9)
    scheduler = make(optimiser)
    rates = []
    for _ in range(N):
        rates.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        scheduler.step()
    return rates


def test_a_warm_up_and_then_a_cosine_is_pytorchs_sequence_of_the_two():
    def sequence(optimiser):
        parts = schedulers.LinearLR(optimiser, 0.1, 1.0, 20), schedulers.CosineAnnealingLR(optimiser, 80)  # fmt: skip
        return schedulers.SequentialLR(optimiser, parts, milestones=[20])

    t = np.arange(N)
    ours = np.where(t < 20, warm_up(t, 0.3, 20), cosine(np.maximum(t - 20, 0), 0.3, 80))
    np.testing.assert_allclose(ours, torch_rates(sequence, 0.3, N), atol=1e-12)


def test_adam_on_a_cosine_walks_as_pytorchs_does():
    x, y, _, _ = tutorial_data()
    problem, n = line_problem(x, y), 60
    start = np.ravel(initialise())
    path = minimise(problem, *start, 0.2, scheduled(partial(cosine, n_updates=n), adam), n_updates=n)  # fmt: skip
    p = torch.tensor(start, requires_grad=True)
    optimiser = torch.optim.Adam([p], lr=0.2)
    scheduler = schedulers.CosineAnnealingLR(optimiser, n)
    for _ in range(n):
        p.grad = torch.tensor(np.ravel(problem.gradient(*p.detach().numpy().reshape(2, 1))))
        optimiser.step()
        scheduler.step()
    np.testing.assert_allclose(
        [path.b[-1, 0], path.w[-1, 0]], p.detach().numpy(), rtol=0, atol=1e-11
    )
