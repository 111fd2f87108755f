"""
A range test
============

One short descent on which the rate rises by the same factor after each update: its loss over the rate.
Find the rate at which the loss turns up, and compare it with the limit.
"""

from functools import partial

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import joint_limit
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.schedules import exponential, scheduled

plt.style.use("gdtutorial.style")

# %%
# The rate rises from a thousandth to ten in a hundred updates.

x_train, y_train, x_val, y_val = tutorial_data()
limit, low, high, n = joint_limit(x_train), 1e-3, 10.0, 100
factor = (high / low) ** (1 / n)
rising = scheduled(partial(exponential, factor=factor))
path = gradient_descent(x_train, y_train, *initialise(), low, rising, n_epochs=n)
rates, loss = exponential(np.arange(n + 1), low, factor), path.loss[:, 0]
turn = rates[loss.argmin()]

# %%
# A tenth of the rate at which the loss turns is the customary choice.

fig, ax = plt.subplots(figsize=(6.4, 4.0))
ax.loglog(rates, loss, color=plotting.COLOURS["model"])
ax.set(title=f"{n} updates", xlabel="learning rate", ylabel="loss", ylim=(5e-3, 10))
for rate, name, colour, by, height in (
    (turn / 10, "a tenth", "good", (-5, 0), 5),
    (limit, "limit", "bad", (5, 0), 5),
    (turn, "turn", "model", (-5, 0), 1),
):
    ax.axvline(rate, color=plotting.COLOURS[colour], ls=(0, (4, 3)), lw=1.2)
    plotting.note(ax, name, (rate, height), by, color=plotting.COLOURS[colour])

assert turn > 2 * limit, "the loss turns far beyond the limit"
assert limit / 4 < turn / 10 < limit, "a tenth of that is below it, and not far"
plotting.describe(
    fig,
    "Loss over the learning rate, on logarithmic axes, in one descent whose rate rises "
    "from {low:g} to {high:g}. "
    "It hardly falls at first, steeply from about {third:.2g} on, "
    "and turns up at {turn:.1f}; the joint limit, {limit:.4f}, lies before that, and a "
    "tenth of the turn, {tenth:.2f}, below the limit.",
    low=low,
    high=high,
    third=rates[np.argmax(loss < loss[0] / 2)],
    turn=turn,
    limit=limit,
    tenth=turn / 10,
)
plt.show()

# %%
# The loss turns late: the part that grows beyond the limit has been shrunk before, and needs time to come back.
