"""
Three scales of one feature
===========================

The original, the bad and the standardised training data, above one ruler.
Look at where the middle of each cloud lies, and how far it spreads.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import spoil, standardise, tutorial_data

plt.style.use("gdtutorial.style")

# %%
# The labels are the same three times; only the feature is scaled.

x_train, y_train, x_val, y_val = tutorial_data()
bad_x_train, bad_w = spoil(x_train)
scaled_x_train, scaled_x_val, scaler = standardise(x_train, x_val)
assert np.isclose(scaled_x_train.mean(), 0), "standardised, its middle is at zero"
assert np.isclose(scaled_x_train.std(), 1), "its spread is one"
assert 3 * x_train.std() < 1 < bad_x_train.std() / 2, "one strip is narrow, one is spread"
assert np.allclose(np.corrcoef([x_train[:, 0], bad_x_train[:, 0], scaled_x_train[:, 0]]), 1), (
    "the cloud has the same shape three times"
)
datasets = {
    "Original": (x_train, "data"),
    "Bad": (bad_x_train, "bad"),
    "Standardised": (scaled_x_train, "good"),
}

# %%
# The line marks the mean of each feature, the band one standard deviation to each side.

fig, axes = plt.subplots(3, 1, figsize=(6.4, 6.6), sharex=True, sharey=True)
for ax, (name, (x, colour)) in zip(axes, datasets.items(), strict=True):
    mean, spread = x.mean(), x.std()
    ax.axvspan(
        mean - spread, mean + spread, color=plotting.COLOURS[colour], alpha=0.15, linewidth=0
    )
    ax.axvline(mean, color=plotting.COLOURS[colour], linewidth=1.4)
    plotting.points(ax, x, y_train, color=plotting.COLOURS[colour])
    ax.set(
        title=f"{name}: mean {abs(mean):.2f}, standard deviation {spread:.2f}", ylabel="label y"
    )
axes[-1].set(xlabel="feature x")
plotting.describe(
    fig,
    "The {n} training points on three scales of the feature, above one ruler. "
    "The original lies in a narrow strip from {low:.2f} to {high:.2f}; "
    "the bad one is spread from {bad_low:.2f} to {bad_high:.2f}; "
    "the standardised one lies around zero, from {scaled_low:.2f} to {scaled_high:.2f}, "
    "with standard deviation {std:.0f}.",
    n=len(x_train),
    low=x_train.min(),
    high=x_train.max(),
    bad_low=bad_x_train.min(),
    bad_high=bad_x_train.max(),
    scaled_low=scaled_x_train.min(),
    scaled_high=scaled_x_train.max(),
    std=scaled_x_train.std(),
)
plt.show()

# %%
# The cloud has the same shape three times.
# Standardised, its middle is at zero and its spread is one, whatever the scale was before.
