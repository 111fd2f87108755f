"""
One step is enough
==================

The best rate on the original data, and the best rate on the standardised data.
Count the steps.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import best_rate
from gdtutorial.data import standardise, tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The same start, the same labels; each surface has its own minimum.

x_train, y_train, x_val, y_val = tutorial_data()
scaled_x_train, scaled_x_val, scaler = standardise(x_train, x_val)
start = initialise()

# %%
# Each panel is centred on its minimum, and both have the same width.

fig, axes = plt.subplots(1, 2, figsize=(6.4, 3.9))
left, n_updates = [], 20
for ax, x, title in (axes[0], x_train, "Original"), (axes[1], scaled_x_train, "Standardised"):
    end, lr = minimum(x, y_train), best_rate(x)
    n = n_updates if ax is axes[0] else 1
    path = gradient_descent(x, y_train, *start, lr=lr, n_epochs=n)
    left.append((path.loss[-1] - loss_surface(x, y_train, *end)).item())
    bs, ws = parameter_grid(*end, reach=2.6)
    losses = loss_surface(x, y_train, bs, ws)
    plotting.contours(ax, bs, ws, losses, plotting.loss_levels(losses, n=7))
    plotting.path(ax, path)
    plotting.mark(ax, *start, "start")
    plotting.mark(ax, *end, "minimum")
    ax.set(title=f"{title}: rate {lr:.2f}", aspect="equal")
    if ax is axes[0]:
        turns = np.diff(np.sign(np.diff(path.b, axis=0)), axis=0)
        assert turns.all(), "in the long valley the path runs zigzag"
assert left[0] > 1e-9, "many updates do not reach the minimum of the long valley"
assert abs(left[1]) < 1e-12, "one update reaches that of the round bowl"
plotting.describe(
    fig,
    "Two loss surfaces from above, each with the path of a descent at its best constant rate. "
    "In the long valley of the original data {n} updates run zigzag towards the minimum, "
    "and the loss is still {left:.0e} above it. "
    "In the round bowl of the standardised data one update leads straight to the minimum, "
    "at the rate {lr:.1f}.",
    n=n_updates,
    left=left[0],
    lr=lr,
)
plt.show()
print(f"loss above its minimum: {left[0]:.0e} after {n_updates} updates")
print(f"and after one in the round bowl: {abs(left[1]):.0e}")

# %%
# In a round bowl the negative gradient points at the minimum, and the rate makes it just long enough.
