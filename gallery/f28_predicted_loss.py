"""
Predicted and actual loss
=========================

The loss of three descents, computed step by step, over the loss that a formula predicts without taking a step.
Try to see a difference.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import best_rate, convergence_factors, joint_limit
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent, iterates
from gdtutorial.model import initialise
from gdtutorial.settings import LR
from gdtutorial.surface import loss_surface, minimum

plt.style.use("gdtutorial.style")

# %%
# A low rate, the best one, and one just below the limit.

x_train, y_train, x_val, y_val = tutorial_data()
rates = [LR, best_rate(x_train), 0.99 * joint_limit(x_train)]
task = (x_train, y_train, *initialise(), rates)
n = 60
actual, predicted = gradient_descent(*task, n_epochs=n), iterates(*task, n_updates=n)
least = loss_surface(x_train, y_train, *minimum(x_train, y_train))
difference = np.abs(predicted.loss / actual.loss - 1).max()
assert difference < 1e-9, "there is none but rounding"
assert actual.loss[-1].argmin() == 1, "the best rate gets down furthest"
flat, curved = np.abs(convergence_factors(x_train, np.array(rates)))
assert flat[0] > curved[0], "at the low rate the least curved direction lags"
assert np.isclose(flat[1], curved[1]), "at the best rate neither waits for the other"
assert flat[2] < curved[2], "near the limit the most curved one lags"
assert 0.95 < curved[2] < 1, "it is just below the limit"

# %%
# The line is the formula; the rings are every third update of the descent.

fig, ax = plt.subplots(figsize=(6.4, 4.4))
names = "low", "best", "near the limit"
for k, (name, colour) in enumerate(zip(names, ("data", "good", "bad"), strict=True)):
    colour = plotting.COLOURS[colour]
    ax.semilogy(predicted.loss[:, k] - least, color=colour)
    ax.plot(range(0, n + 1, 3), actual.loss[::3, k] - least, "o", color=colour, mfc=plotting.PAPER)
    end = (n, actual.loss[-1, k].item() - least)
    plotting.note(ax, f"{name}\n{rates[k]:.2f}", end, color=colour)
ax.set(title="Line: predicted. Rings: what happened.", xlim=(-1, 80), xticks=range(0, n + 1, 20))
ax.set(xlabel="update", ylabel="loss above its minimum", ylim=(2e-7, None))
plotting.describe(
    fig,
    "Loss above its minimum over {n} updates, on a logarithmic scale, "
    "for the rates {low:.2f}, {best:.2f} and {high:.2f}: "
    "lines that were predicted and rings that were measured, one upon the other. "
    "The largest relative difference of any loss is {difference:.0e}. "
    "The best rate gets down to {end:.0e}.",
    n=n,
    low=rates[0],
    best=rates[1],
    high=rates[2],
    difference=difference,
    end=actual.loss[-1, 1] - least,
)
plt.show()
print(f"largest relative difference: {difference:.0e}")

# %%
# There is none but rounding.
# At the low rate the direction of least curvature lags, near the limit that of most; at the best rate neither waits for the other.
