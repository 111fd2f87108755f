"""
Part after part
===============

Points are read in sixteen parts, and after each part we look at the weight of the best line so far.
Once they come mixed, and once in the order of their feature.
Look at how soon each of the two is near its end.
"""

from itertools import accumulate
from operator import add

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import make_line
from gdtutorial.moments import moments

plt.style.use("gdtutorial.style")

# %%
# The points lie around a curve, so that each part in order of x has a line of its own.

x, y = make_line(n=1600)
y = y + x**2
orders = {"mixed": np.arange(len(x)), "in order of x": x[:, 0].argsort()}
n_parts = 16
slopes = {}
for name, order in orders.items():
    parts = [moments(x[rows], y[rows]) for rows in np.array_split(order, n_parts)]
    slopes[name] = np.array([so_far.slope for so_far in accumulate(parts, add)])

best = moments(x, y).slope
mixed, in_order = slopes.values()
assert np.allclose([mixed[-1], in_order[-1]], best), "both end at the weight of all points"
assert (np.abs(mixed[1:] / best - 1) < 0.05).all(), "mixed, two parts tell it already"
off = np.abs(in_order / best - 1)
assert off[n_parts // 2 - 1] > 0.1, "in order, half of the parts do not"
assert (np.diff(in_order[n_parts // 2 :]) > 0).all(), "and each further part changes it"

# %%
# The dashed line is the weight of all points at once.

fig, ax = plt.subplots(figsize=(6.4, 4.2))
counts = np.arange(1, n_parts + 1)
for (name, weights), colour in zip(slopes.items(), ("good", "bad"), strict=True):
    ax.plot(counts, weights, "o-", color=plotting.COLOURS[colour])
    plotting.note(
        ax, name, (counts[7], weights[7]), (8, -8), va="top", color=plotting.COLOURS[colour]
    )
ax.axhline(best, color=plotting.INK, linewidth=1.4, linestyle=(0, (4, 2)))
ax.set(xlabel="parts read", ylabel="weight so far", title="A summary grows part by part")
plotting.describe(
    fig,
    "The weight of the best line after each of {n} parts. "
    "With mixed parts it is {mixed:.2f} after the second and stays near its end, {best:.2f}. "
    "With parts in the order of x it begins at {first:.2f}, falls to {low:.2f} with the second, "
    "and then climbs: to {half:.2f} after half of them, and with the last part to the "
    "same weight.",
    n=n_parts,
    mixed=mixed[1],
    best=best,
    first=in_order[0],
    low=in_order[1],
    half=in_order[n_parts // 2 - 1],
)
plt.show()

# %%
# In the end the order does not matter; to stop half way is safe only where the parts are mixed.
