"""
A rate that falls
=================

Stochastic gradient descent with a high rate, a low rate, and one that falls from high to low.
Look at what each is good at.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.noise import noise_floor
from gdtutorial.problems import line_problem
from gdtutorial.rules import decayed, plain

plt.style.use("gdtutorial.style")

# %%
# A hundred runs of each, one point for each update; the curves are means over the runs.

x_train, y_train, x_val, y_val = tutorial_data()
problem = line_problem(x_train, y_train)
high, low, tau, n_epochs, runs = 0.3, 0.01, 100, 100, 100
n = n_epochs * len(x_train)
task = (x_train, y_train, *np.repeat(initialise(), runs, axis=1))
single = {"n_epochs": n_epochs, "batch_size": 1, "replacement": True}
ways = {
    "high rate": (plain, {"lr": high}, "bad"),
    "low rate": (plain, {"lr": low}, "data"),
    "falling rate": (decayed, {"lr": high, "tau": tau}, "good"),
}

# %%
# The dashed lines are the predicted floors of the two constant rates.

fig, ax = plt.subplots(figsize=(6.4, 4.4))
ends, means = {}, {}
for name, (rule, settings, colour) in ways.items():
    path = gradient_descent(*task, rule=rule, **single, **settings)
    mean = problem.excess(path.b, path.w).mean(axis=1)
    shown = np.unique(np.geomspace(1, n, 60).astype(int))
    ax.loglog(shown, mean[shown], color=plotting.COLOURS[colour])
    means[name] = mean
    ends[name] = mean[-n // 10 :].mean()
    plotting.note(ax, name, (n, ends[name]), (6, 0), color=plotting.COLOURS[colour])
for rate, colour in (high, "bad"), (low, "data"):
    floor = noise_floor(x_train, y_train, rate)
    ax.plot([1, n], [floor, floor], color=plotting.COLOURS[colour], ls=(0, (4, 3)), lw=1.2)
ax.set(title=f"Mean of {runs} runs, one point for each update", xlabel="update")
ax.set(ylabel="loss above its minimum", xlim=(1, 9 * n), xticks=(1, 10, 100, 1000))

floor = noise_floor(x_train, y_train, high)
assert np.isclose(ends["high rate"], floor, rtol=0.1), "the high rate stays at its floor"
assert means["high rate"][tau] < means["low rate"][tau] / 10, "it falls fast, the low one slowly"
assert ends["low rate"] < ends["high rate"] / 10, "the low rate comes down further"
assert means["falling rate"][tau] < means["low rate"][tau] / 10, "the falling rate is fast"
assert ends["falling rate"] < ends["low rate"], "and ends lowest"
assert ends["falling rate"] < means["falling rate"][n // 2 : -n // 10].mean(), "still falling"
assert high / (1 + n / tau) < low, "it falls from high to low"
plotting.describe(
    fig,
    "Mean loss above its minimum over {n} single-point updates, on logarithmic axes. "
    "At the rate {high:g} it falls fast and stays at {stuck:.0e}, its predicted floor; "
    "the rate {low:g} is slow and comes down to {slow:.0e}; "
    "the rate that falls from {high:g} is fast at first and ends at {falling:.0e}, still falling.",
    n=n,
    high=high,
    low=low,
    stuck=ends["high rate"],
    slow=ends["low rate"],
    falling=ends["falling rate"],
)
plt.show()

# %%
# A high rate is for the way, a low one for the end; a rate that falls has both.
