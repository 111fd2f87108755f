"""
Sums that lose their digits, and sums that keep them
====================================================

The same points, moved further and further along the axis of the feature, and cut into parts.
Look at how wrong the variance of the feature becomes when it is made from the sums of x and of its square.
"""

from functools import reduce
from operator import add
from statistics import pvariance

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.moments import moments

plt.style.use("gdtutorial.style")

# %%
# One way adds plain sums, the other moments; ``pvariance`` computes with exact fractions.

x_train, y_train, x_val, y_val = tutorial_data()
distances = 10.0 ** np.arange(10)
off = {"sums of x and x²": [], "moments": []}
for distance in distances:
    x, exact = x_train + distance, pvariance((x_train + distance).ravel().tolist())
    plain = sum((part**2).sum() for part in np.array_split(x, 4)) / x.size
    plain -= (sum(part.sum() for part in np.array_split(x, 4)) / x.size) ** 2
    safe = reduce(add, map(moments, np.array_split(x, 4), np.array_split(y_train, 4))).x_variance
    for name, variance in zip(off, (plain, safe), strict=True):
        off[name].append(max(abs(variance / exact - 1), np.finfo(float).eps / 2))

plain, safe = map(np.array, off.values())
lost = np.argmax(plain > 1)
growth = (plain[lost] / plain[1]) ** (1 / (lost - 1))
assert plain[lost] > 1, "of plain sums, no digit is right"
assert 30 < growth < 300, "tenfold distance, a hundredfold error: it grows with the square"
assert safe[lost] < 1e-6, "that of moments grows far more slowly"
points_off = np.finfo(float).eps * (1 + distances / x_train.std())
assert (safe < 2 * points_off).all(), "moments lose no more than the points did"

# %%
# From an error of 1 on, no digit is right.

fig, ax = plt.subplots(figsize=(6.4, 4.2))
for (name, errors), colour in zip(off.items(), ("bad", "good"), strict=True):
    ax.loglog(distances, errors, "o-", color=plotting.COLOURS[colour])
    place = {"va": "bottom", "color": plotting.COLOURS[colour]}
    plotting.note(ax, name, (distances[5], errors[5]), (-10, 0), **place)
ax.axhline(1, color=plotting.INK, linewidth=1.4, linestyle=(0, (4, 2)))
plotting.note(ax, "no digit is right", (1, 1), (1, 0), va="bottom")
ax.set(xlabel="distance from 0", ylabel="relative error", title="The variance of four parts")
plotting.describe(
    fig,
    "Relative error of the variance against the distance of the points from 0, "
    "on logarithmic axes. "
    "Made from plain sums it grows with the square of the distance, "
    "and for points near {far:.0e} no digit is right. "
    "Made from moments it grows far more slowly, and is {safe:.0e} there.",
    far=distances[lost],
    safe=safe[lost],
)
plt.show()

# %%
# A feature far from 0 ruins plain sums; moments lose no more than the points did when they were rounded.
