"""
Four learning rates
===================

The loss after each epoch, for a low, a good, a high and a too high learning rate, on our data.
Look for the curve that leaves the picture, and for the two that take their time for opposite reasons.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.settings import HIGH_LR

plt.style.use("gdtutorial.style")

# %%
# One call runs all four descents side by side.

rates = [0.02, 0.4, HIGH_LR, 0.85]
x_train, y_train, x_val, y_val = tutorial_data()
path = gradient_descent(x_train, y_train, *initialise(), lr=rates, n_epochs=30)

start, (low, good, high, too_high) = path.loss[0, 0], path.loss[-1]
assert good < low < start and good < high < start, (
    "low and high rates are slow, the good one is fast"
)
assert too_high > 100 * start, "too high a rate makes the loss explode"
assert start < 7 < too_high, "it grows out of the picture"
b_turns = np.diff(np.sign(np.diff(path.b, axis=0)), axis=0) != 0
assert not b_turns[:, 0].any(), "the low rate creeps"
assert b_turns[:, 2].all(), "the high one jumps from side to side"
assert rates[3] < 1.1 * rates[2], "between high and too high lies very little"

# %%
# Each curve is named where it has room.

ink = plotting.COLOURS
fig, ax = plt.subplots(figsize=(6.4, 4.4))
for rate, loss, name, colour, epoch, by in [
    (rates[0], path.loss[:, 0], "low: {rate}", plotting.FAINT_INK, 12, (8, 8)),
    (rates[1], path.loss[:, 1], "good: {rate}", ink["good"], 4, (4, 12)),
    (rates[2], path.loss[:, 2], "high: {rate}", ink["model"], 18, (4, 12)),
    (rates[3], path.loss[:, 3], "too high: {rate}", ink["bad"], 4, (10, 0)),
]:
    ax.plot(path.epochs, loss, color=colour)
    plotting.note(ax, name.format(rate=rate), (epoch, loss[epoch]), by, color=colour)
ax.set(title="Too high a rate makes the loss explode", xlabel="epoch", ylabel="loss (MSE)")
ax.set(xlim=(0, 30), ylim=(0, 7))
plotting.describe(
    fig,
    "The loss over {n} epochs, from {start:.2f}. "
    "With the low rate it falls slowly, to {low:.2f}; with the good one fast, to {good:.2f}; "
    "with the high one slowly again, to {high:.2f}. "
    "With the too high one it grows out of the picture, to {too_high:.0f}.",
    n=path.updates[-1],
    start=start,
    low=low,
    good=good,
    high=high,
    too_high=too_high,
)
plt.show()

# %%
# The low rate creeps, the high one jumps from side to side of the valley: both are slow.
# Between high and too high lies very little.
