"""
The original and the bad feature
================================

The same training points twice, the second time with a feature ten times as large.
Look for the difference before you read the numbers below the two axes.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import spoil, tutorial_data
from gdtutorial.settings import TRUE_B, TRUE_W

plt.style.use("gdtutorial.style")

# %%
# The weight is divided by what the feature is multiplied with, so that no label changes.

b, w = TRUE_B, TRUE_W
x_train, y_train, x_val, y_val = tutorial_data()
bad_x_train, bad_w = spoil(x_train, w=w)
assert np.allclose(bad_x_train, 10 * x_train), "the bad feature is ten times as large"
assert np.allclose(bad_w * bad_x_train, w * x_train), "no label changes"

# %%
# Each cloud is drawn with the line that made it.

fig, axes = plt.subplots(1, 2, figsize=(6.4, 3.8), sharey=True)
for ax, x, weight, colour in (
    (axes[0], x_train, w, "data"),
    (axes[1], bad_x_train, bad_w, "bad"),
):
    plotting.points(ax, x, y_train, color=plotting.COLOURS[colour])
    plotting.line(ax, b, weight, x, color=plotting.INK, linewidth=1.4)
    ax.text(0.04, 0.93, f"y = {b:g} + {weight:g} x", transform=ax.transAxes, va="top")
    ax.set(xlim=(-0.05 * x.max(), 1.05 * x.max()))
axes[0].set(title="Original", xticks=(0, 0.5, 1))
axes[1].set(title="Bad: ten times the feature", ylabel="", xticks=(0, 5, 10))
plotting.describe(
    fig,
    "Two scatter plots of the {n} training points that look the same, "
    "each with the line that made it. "
    "In the original, the feature goes up to {top:.2f} and the line has the weight {w:g}; "
    "in the bad data, the feature goes up to {bad_top:.2f} and the weight is {bad_w:g}.",
    n=len(x_train),
    top=x_train.max(),
    w=w,
    bad_top=bad_x_train.max(),
    bad_w=bad_w,
)
plt.show()

# %%
# Only the numbers below the axis differ, and with them the weight.
# It looks harmless; the loss surface tells otherwise.
