"""
The noise floor, predicted and measured
=======================================

How far above its minimum the loss of stochastic gradient descent stays, over the learning rate.
The line was computed without a step; look whether the dots lie on it.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.noise import noise_floor, noise_limit
from gdtutorial.problems import line_problem

plt.style.use("gdtutorial.style")

# %%
# Forty runs for each rate, one point for each update, drawn with replacement; the first updates do not count.

x_train, y_train, x_val, y_val = tutorial_data()
limit, runs, n_epochs = noise_limit(x_train), 40, 75
rates = np.geomspace(0.005, 0.8 * limit, 8)
problem = line_problem(x_train, y_train)
task = (x_train, y_train, *problem.minimum)
many, drawn = np.repeat(rates, runs), {"batch_size": 1, "replacement": True}
path = gradient_descent(*task, many, n_epochs=n_epochs, **drawn)
half = len(path.b) // 2
late = problem.excess(path.b[half:], path.w[half:]).mean(axis=0).reshape(-1, runs)

# %%
# The same rates with the points reshuffled in each epoch, looked at where epochs end.

batches = {"batch_size": 1, "shuffle": True, "record": "epochs"}
epochs = gradient_descent(*task, rates, n_epochs=400, **batches)
reshuffled = problem.excess(epochs.b[100:], epochs.w[100:]).mean(axis=0)
fine = np.geomspace(0.004, 0.985 * limit, 200)
predicted, there = ([noise_floor(x_train, y_train, r) for r in each] for each in (fine, rates))

measured = late.mean(axis=1)
off = np.abs(measured / there - 1).max()
assert off < 0.05, "the measured dots lie on the line"
assert reshuffled[0] < measured[0] / 3, "reshuffled, epochs end lower"
slopes = np.diff(np.log(predicted)) / np.diff(np.log(fine))
assert np.allclose(slopes[fine[1:] < limit / 10], 1, atol=0.2), "the line is nearly straight"
assert slopes[-1] > 5, "and bends upwards to the limit"

fig, ax = plt.subplots(figsize=(6.4, 4.4))
model, data, bad = (plotting.COLOURS[name] for name in ("model", "data", "bad"))
ax.loglog(fine, predicted, color=model)
ax.plot(rates, measured, "o", color=model, markersize=8)
ax.plot(rates, reshuffled, "o", color=data, markerfacecolor=plotting.PAPER)
ax.axvline(limit, color=bad)
plotting.note(ax, "drawn with replacement", (0.035, 7e-4), (-4, 0), color=model)
plotting.note(ax, "reshuffled each epoch", (rates[2], reshuffled[2]), (12, -6), color=data)
plotting.note(ax, "limit", (limit, 3e-5), (-5, 0), color=bad)
ax.set(title="Line: predicted. Dots: measured.", xlabel="learning rate", ylabel="excess loss")
plotting.describe(
    fig,
    "Mean loss above its minimum over the learning rate, on logarithmic axes: "
    "a predicted line, nearly straight, that bends upwards to the limit at {limit:.2f}, "
    "and measured dots on it, off by no more than {off:.0%}. "
    "At the lowest rate, {low:g}, the floor is {floor:.0e}; "
    "with reshuffling the loss at the ends of epochs is {less:.0e}.",
    limit=limit,
    off=off,
    low=rates[0],
    floor=there[0],
    less=reshuffled[0],
)
plt.show()

# %%
# The measured dots are where the equations put them, and not only at small rates.
