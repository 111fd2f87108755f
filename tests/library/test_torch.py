"""PyTorch, which shares no line with the library, makes the same updates."""

import functools
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest
from helpers import need, numbers
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gdtutorial.data import tutorial_data
from gdtutorial.descent import minimise
from gdtutorial.model import initialise
from gdtutorial.problems import line_problem
from gdtutorial.rules import adam, decayed, momentum, nesterov, plain, rmsprop

if find_spec("torch") is None:
    need("PyTorch", "the oracle for update rules; `make torch` installs it")
torch = import_module("torch")

shares = numbers(0, 0.99)
rates = numbers(1e-4, 0.1)
TWINS = {
    "plain": (plain, torch.optim.SGD, {}, {}),
    "decayed": (decayed, torch.optim.SGD, {"tau": numbers(1, 1000)}, {}),
    "momentum": (momentum, torch.optim.SGD, {"momentum": shares}, {"momentum": "momentum"}),
    "nesterov": (nesterov, functools.partial(torch.optim.SGD, nesterov=True),
                 {"momentum": numbers(0.01, 0.99)}, {"momentum": "momentum"}),
    "rmsprop": (rmsprop, torch.optim.RMSprop, {"alpha": shares, "eps": numbers(1e-10, 1e-3)},
                {"alpha": "alpha", "eps": "eps"}),
    "adam": (adam, torch.optim.Adam,
             {"beta1": shares, "beta2": shares, "eps": numbers(1e-10, 1e-3)},
             {"eps": "eps"}),
}  # fmt: skip


@st.composite
def quadratics(draw):
    """Draw a symmetric matrix with no negative eigenvalue, a centre and a start, in 1 to 5 dimensions."""
    n = draw(st.integers(1, 5))
    root = draw(arrays(float, (n, n), elements=numbers(-2, 2)))
    centre, start = (draw(arrays(float, n, elements=numbers(-5, 5))) for _ in "cs")
    return root.T @ root, centre, start


def torch_path(make, gradient, start, options, n, schedule=None):
    """Let PyTorch's optimiser walk, given our gradient at each place."""
    p = torch.tensor(start.copy(), dtype=torch.float64, requires_grad=True)
    optimiser = make([p], **options)
    schedule = schedule and torch.optim.lr_scheduler.LambdaLR(optimiser, schedule)
    path = [start.copy()]
    for _ in range(n):
        p.grad = torch.tensor(np.array(gradient(p.detach().numpy())), dtype=torch.float64)
        optimiser.step()
        if schedule:
            schedule.step()
        path.append(p.detach().numpy().copy())
    return np.array(path)


@pytest.mark.parametrize("name", TWINS)
@given(data=st.data())
@hypothesis_settings(max_examples=100)
def test_updates_are_those_of_pytorch(name, data):
    rule, make, own, translation = TWINS[name]
    h, centre, start = data.draw(quadratics())
    lr = data.draw(rates)
    settings = {key: data.draw(values) for key, values in own.items()}
    options = {"lr": lr} | {theirs: settings[ours] for theirs, ours in translation.items()}
    if name == "adam":
        options["betas"] = settings["beta1"], settings["beta2"]
    schedule = (lambda t: 1 / (1 + t / settings["tau"])) if name == "decayed" else None

    expected = torch_path(make, lambda p: h @ (p - centre), start, options, 10, schedule)
    p, memory = start, None
    for row in expected[1:]:
        p, memory = rule(p, h @ (p - centre), memory, lr=lr, **settings)
        np.testing.assert_allclose(p, row, rtol=1e-12, atol=1e-12 * (1 + np.abs(row).max()))
        p = row  # each update is compared alone: rounding must not add up over several


@pytest.mark.parametrize("name", ["momentum", "nesterov", "rmsprop", "adam"])
def test_defaults_are_those_of_pytorch(name):
    """PyTorch has no default momentum; 0.9 is the customary one."""
    rule, make, _, _ = TWINS[name]
    options = {"lr": 0.05} | ({"momentum": 0.9} if name in {"momentum", "nesterov"} else {})
    x, y, _, _ = tutorial_data()
    problem = line_problem(x, y)
    b, w = initialise()
    path = minimise(problem, b, w, 0.05, rule, n_updates=200)
    expected = torch_path(
        make,
        lambda p: np.ravel(problem.gradient(p[:1], p[1:])),
        np.array([b[0], w[0]]),
        options,
        200,
    )
    np.testing.assert_allclose(np.hstack([path.b, path.w]), expected, rtol=0, atol=1e-11)
