"""
Training and validation data
============================

The shuffled points, cut in two.
Look at whether both parts cover the whole range: that is what the shuffle is for.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.settings import NOISE
from gdtutorial.surface import minimum

plt.style.use("gdtutorial.style")

# %%
# The split comes before anything else is done to the data.

x_train, y_train, x_val, y_val = tutorial_data()
line, other = minimum(x_train, y_train), minimum(x_val, y_val)
assert np.allclose(line, other, rtol=0, atol=2 * NOISE), "both parts tell of the same line"
assert line[1] > 0, "the line rises"
assert np.ptp(x_val) > 0.9 * np.ptp(x_train), "both parts cover the range"

# %%
# Filled points are for training, rings for validation, here and in every figure.

fig, (left, right) = plt.subplots(1, 2, figsize=(6.4, 3.6), sharex=True, sharey=True)
plotting.points(left, x_train, y_train, markersize=6)
plotting.points(right, x_val, y_val, hollow=True, markersize=6)
left.set(title=f"Training: {len(x_train)} points")
right.set(title=f"Validation: {len(x_val)} points", ylabel="")
plotting.describe(
    fig,
    "Two scatter plots side by side, {n_train} training points and {n_val} validation points. "
    "Both rise along the same line; "
    "the feature runs from {train_low:.2f} to {train_high:.2f} "
    "and from {val_low:.2f} to {val_high:.2f}.",
    n_train=len(x_train),
    train_low=x_train.min(),
    train_high=x_train.max(),
    n_val=len(x_val),
    val_low=x_val.min(),
    val_high=x_val.max(),
)
plt.show()

# %%
# Both parts tell of the same line; the rings stay aside until training is over.
