"""
Below the noise floor
=====================

Stochastic gradient descent at two constant rates, and by three schedules that begin with the higher one or rise to it.
Look who is ahead at first, and who in the end.
"""

from functools import partial

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.problems import line_problem
from gdtutorial.rules import plain
from gdtutorial.schedules import cosine, one_cycle, scheduled, step

plt.style.use("gdtutorial.style")

# %%
# A hundred runs of each, one point for each update; the curves are means over the runs.

x_train, y_train, x_val, y_val = tutorial_data()
problem, runs, n_epochs, high = line_problem(x_train, y_train), 100, 10, 0.4
n = n_epochs * len(x_train)
start = np.repeat(initialise(), runs, axis=1)
single = {"n_epochs": n_epochs, "batch_size": 1, "replacement": True}
stepped = scheduled(partial(step, every=n // 4, factor=0.25))
ways = {
    "high rate": (plain, high, plotting.COLOURS["bad"], 4),
    "low rate": (plain, high / 10, plotting.COLOURS["data"], 8),
    "one cycle": (scheduled(partial(one_cycle, n_updates=n)), high, plotting.INK, 8),
    "cosine": (scheduled(partial(cosine, n_updates=n)), high, plotting.COLOURS["good"], -1),
    "step decay": (stepped, high, plotting.COLOURS["model"], -10),
}

# %%
# The loss above its minimum, at the updates that a logarithmic axis can show.

fig, ax = plt.subplots(figsize=(6.4, 4.4))
means, shown = {}, np.unique(np.geomspace(1, n, 80).astype(int))
for name, (rule, lr, colour, lift) in ways.items():
    path = gradient_descent(x_train, y_train, *start, lr, rule, **single)
    means[name] = problem.excess(path.b, path.w).mean(axis=1)
    ax.loglog(shown, means[name][shown], color=colour)
    end = means[name][-40:].mean()
    plotting.note(ax, name, (n, end), (6, lift), color=colour)
ax.set(title=f"Mean of {runs} runs", xlabel="update", ylabel="loss above its minimum")
ax.set(xlim=(1, 8 * n), xticks=(1, 10, 100), ylim=(3e-5, 4))

ends = {name: mean[-40:].mean() for name, mean in means.items()}
assert means["cosine"][100] < means["low rate"][100] / 4, "a high rate is ahead at first"
assert ends["low rate"] < ends["high rate"] / 10, "a low one in the end"
falling = ends["one cycle"], ends["cosine"], ends["step decay"]
assert max(falling) < ends["low rate"] / 3, "and rates that fall end below both"
plotting.describe(
    fig,
    "Mean loss above its minimum over {n} single-point updates, on logarithmic axes. "
    "The constant rate {high:g} stays at {stuck:.0e}, a tenth of it comes down to {slow:.0e}. "
    "Step, cosine and one cycle end at {least:.0e} to {most:.0e}, below both.",
    n=n,
    high=high,
    stuck=ends["high rate"],
    slow=ends["low rate"],
    least=min(falling),
    most=max(falling),
)
plt.show()

# %%
# All three that fall end below every constant rate of this picture, and hardly differ among themselves.
