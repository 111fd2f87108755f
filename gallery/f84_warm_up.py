"""
What a warm-up is for
=====================

Adam starts at the minimum, and sees one point for each update, with and without a warm-up.
Look at the first update of each.
"""

from functools import partial

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.problems import line_problem
from gdtutorial.rules import adam
from gdtutorial.schedules import scheduled, warm_up

plt.style.use("gdtutorial.style")

# %%
# A hundred runs of each from the very minimum, as if the training went on from parameters that are good already.

x_train, y_train, x_val, y_val = tutorial_data()
problem, runs, lr, n_warm = line_problem(x_train, y_train), 100, 0.3, 100
start = np.repeat(np.reshape(problem.minimum, (2, 1)), runs, axis=1)
single = {"n_epochs": 5, "batch_size": 1, "replacement": True}
warm = scheduled(partial(warm_up, n_updates=n_warm, start=0.01), adam)
fig, ax = plt.subplots(figsize=(6.4, 4.0))
means = {}
for name, rule, colour in ("at once", adam, "bad"), ("warm-up", warm, "good"):
    path = gradient_descent(x_train, y_train, *start, lr, rule, **single)
    mean = means[name] = problem.excess(path.b, path.w).mean(axis=1)
    ax.loglog(np.arange(1, len(mean)), mean[1:], color=plotting.COLOURS[colour])
    plotting.note(ax, name, (1, mean[1]), (8, -2), color=plotting.COLOURS[colour])
ax.set(title=f"Mean of {runs} runs", xlabel="update", ylabel="loss above its minimum")

first, peak = ({name: f(mean) for name, mean in means.items()} for f in (lambda m: m[1], max))
late = {name: mean[-100:].mean() for name, mean in means.items()}
assert first["at once"] == peak["at once"] > 1000 * first["warm-up"], (
    "the first leap is the widest"
)
assert peak["warm-up"] < peak["at once"] / 4, "a warm-up leaps less far"
assert np.isclose(*late.values(), rtol=0.2), "in the end both are at the same floor"
plotting.describe(
    fig,
    "Mean loss above its minimum over {n} updates of Adam that start at the minimum, on "
    "logarithmic axes. "
    "At the full rate {lr:g} the first update leaps to {leap:.1g}, the highest of all; "
    "with a warm-up over {n_warm} updates it goes to {calm:.0e}, and never above {most:.1g}. "
    "In the end both are near {late:.1g}.",
    n=len(mean) - 1,
    lr=lr,
    leap=first["at once"],
    n_warm=n_warm,
    calm=first["warm-up"],
    most=peak["warm-up"],
    late=late["at once"],
)
plt.show()

# %%
# Adam's first step is as long as the rate, however small the gradient: a warm-up makes it short.
