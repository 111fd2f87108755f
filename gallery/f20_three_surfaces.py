"""
Three surfaces
==============

The loss surfaces of the original, the bad and the standardised data, over the same parameters and in the same colours.
Look for the one that is equally curved in every direction.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import condition_number
from gdtutorial.data import spoil, standardise, tutorial_data
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# Three features, the same labels, one grid of parameters.

x_train, y_train, x_val, y_val = tutorial_data()
bad_x_train, bad_w = spoil(x_train)
scaled_x_train, scaled_x_val, scaler = standardise(x_train, x_val)
datasets = {"Original": x_train, "Bad": bad_x_train, "Standardised": scaled_x_train}
bs, ws = parameter_grid(n=301)
surfaces = np.stack([loss_surface(x, y_train, bs, ws) for x in datasets.values()])
levels = plotting.loss_levels(surfaces, n=10)
original, bad, scaled = map(condition_number, datasets.values())
assert 4 < original < 20, "the original surface is a long valley"
assert bad > 100, "the bad one is a ravine, and its level a sliver"
assert np.isclose(scaled, 1), "the standardised one is a round bowl"

# %%
# The fourth picture is the third surface again, as heights.

fig = plt.figure(figsize=(6.4, 6.9))
for i, (name, x) in enumerate(datasets.items()):
    ax = fig.add_subplot(
        2, 2, i + 1, aspect="equal", title=name, xticks=(-1, 1, 3), yticks=(0, 2, 4)
    )
    plotting.contours(ax, bs, ws, surfaces[i], levels)
    plotting.emphasise(ax, bs, ws, surfaces[i], levels[0])
    plotting.mark(ax, *minimum(x, y_train), "minimum")
bowl = fig.add_subplot(2, 2, 4, projection="3d", title="A round bowl")
plotting.surface_3d(bowl, bs[::5, ::5], ws[::5, ::5], surfaces[2, ::5, ::5], levels)
plotting.emphasise(bowl, bs, ws, surfaces[2], levels[0])
plotting.loss_key(fig.axes, levels)
plotting.describe(
    fig,
    "Three loss surfaces from above, with the level {level:g} drawn thick. "
    "For the original data it is a long ellipse, for the bad data a sliver, "
    "and for the standardised data a circle; the greatest curvature is "
    "{original:.1f}, {bad:.0f} and {scaled:.0f} times the least. "
    "A fourth picture shows the last surface in three dimensions: a round bowl.",
    level=levels[0],
    original=original,
    bad=bad,
    scaled=scaled,
)
plt.show()

# %%
# On the round bowl, the way against the gradient leads straight to the minimum from everywhere.
