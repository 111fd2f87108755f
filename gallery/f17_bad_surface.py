"""
The loss surface of the bad feature
===================================

Two loss surfaces over the same range of parameters, in the same colours.
Look at the loop that is drawn thick: inside it, the loss is below one and the same number.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import condition_number, hessian
from gdtutorial.data import spoil, tutorial_data
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# One grid and one set of levels serve both surfaces, so that they can be compared.

x_train, y_train, x_val, y_val = tutorial_data()
bad_x_train, bad_w = spoil(x_train)
bs, ws = parameter_grid(n=301)
losses = loss_surface(x_train, y_train, bs, ws)
bad_losses = loss_surface(bad_x_train, y_train, bs, ws)
levels = plotting.loss_levels(np.stack((losses, bad_losses)), n=10)
one_level = levels[0].item()
assert condition_number(x_train) < 20, "the original is a wide valley"
assert condition_number(bad_x_train) > 100, "that of the bad feature is a narrow ravine"
bad_w_bend, w_bend = hessian(bad_x_train)[1, 1], hessian(x_train)[1, 1]
assert np.isclose(bad_w_bend, 100 * w_bend), "a weight a little off costs a hundred times as much"
assert np.allclose(bad_x_train, 10 * x_train), "the feature is ten times as large"

# %%
# From above, colours and thick lines mean the same on both.

fig, axes = plt.subplots(1, 2, figsize=(6.4, 4.4), sharey=True)
for ax, x, heights in (axes[0], x_train, losses), (axes[1], bad_x_train, bad_losses):
    plotting.contours(ax, bs, ws, heights, levels)
    plotting.emphasise(ax, bs, ws, heights, one_level)
    plotting.mark(ax, *minimum(x, y_train), "minimum")
    ax.set(xticks=(-1, 1, 3), yticks=(0, 2, 4))
axes[0].set(title=f"Original: loss up to {losses.max():.0f}")
axes[1].set(title=f"Bad: loss up to {bad_losses.max():,.0f}", ylabel="")
plotting.loss_key(axes, levels)
plotting.describe(
    fig,
    "Two loss surfaces from above, over the same parameters and with the same levels. "
    "The original is a wide valley, and its loss goes up to {top:.0f}; "
    "that of the bad feature is a narrow ravine, and its loss goes up to {bad_top:,.0f}. "
    "The level {level:g}, drawn thick, "
    "is a broad ellipse on the first and a thin sliver on the second.",
    top=losses.max(),
    bad_top=bad_losses.max(),
    level=one_level,
)
plt.show()

# %%
# The valley has become a ravine.
# A weight that is a little off now costs a hundred times as much, since the feature that it multiplies is ten times as large.
