"""
Limits and condition numbers
============================

Two numbers for each data set: the highest learning rate that converges, and how far its surface is from round.
High is good for the first, and low for the second: which data set wins both?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import condition_number, convergence_factors, joint_limit
from gdtutorial.data import spoil, standardise, tutorial_data

plt.style.use("gdtutorial.style")

# %%
# Both numbers depend on the feature alone, not on the labels.

x_train, y_train, x_val, y_val = tutorial_data()
bad_x_train, bad_w = spoil(x_train)
scaled_x_train, scaled_x_val, scaler = standardise(x_train, x_val)
features = {"Original": x_train, "Bad": bad_x_train, "Standardised": scaled_x_train}
limits = [joint_limit(x) for x in features.values()]
conditions = [condition_number(x) for x in features.values()]
for x, limit in zip(features.values(), limits, strict=True):
    assert np.isclose(convergence_factors(x, limit)[1], -1), "no higher rate converges"
assert limits[1] < limits[0] < limits[2], "the bad feature tolerates the smallest rate"
assert conditions[1] > conditions[0] > conditions[2], "and has the most stretched surface"
assert np.allclose([limits[2], conditions[2]], 1, atol=0.1), "one rate near 1 suits a round bowl"

# %%
# Both axes are logarithmic: the data sets differ by factors.

colours = [plotting.COLOURS[name] for name in ("data", "bad", "good")]
fig, (top, bottom) = plt.subplots(2, 1, figsize=(6.4, 5.0))
for ax, values, template in (top, limits, "{:.4f}"), (bottom, conditions, "{:.1f}"):
    left = min(values) / 1.6
    ax.hlines(range(3), left, values, colors=colours, linewidth=3, alpha=0.4)
    for row, value in enumerate(values):
        ax.plot(value, row, "o", color=colours[row], markersize=13)
        text = template.format(value)
        plotting.note(ax, text, (value, row), (12, 0), color=colours[row], weight="bold")
    ax.set(xscale="log", yticks=range(3), yticklabels=features, ylim=(2.5, -0.5))
    ax.set_xlim(left, max(values) * 3)
    ax.xaxis.set_major_formatter("{x:g}")
    ax.minorticks_off()
    ax.grid(visible=False, axis="y")
top.set_title("Highest learning rate that converges")
bottom.set_title("Condition number: 1 is a round bowl")
plotting.describe(
    fig,
    "Two panels of dots for the three data sets, on logarithmic axes. "
    "The joint limit of the learning rate is {:.4f} for the original, {:.4f} for the bad "
    "and {:.4f} for the standardised data. "
    "The condition number is {:.1f}, {:.0f} and {:.0f}.".format(*limits, *conditions),
)
plt.show()

# %%
# The bad feature tolerates the smallest rate and has the most stretched surface; it loses twice.
# Standardised, one rate suits every direction, and it may go up to nearly 1.
