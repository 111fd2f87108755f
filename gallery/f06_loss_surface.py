"""
The loss surface and its contours
=================================

Each point of the floor is one pair of parameters; the height above it is the loss of that pair.
Look for the one level drawn thick: in three dimensions it rings the valley, and from above it is an ellipse.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import condition_number
from gdtutorial.data import tutorial_data
from gdtutorial.model import initialise
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The loss is computed at every point of a grid, from all training points, and at two points of interest.

x_train, y_train, x_val, y_val = tutorial_data()
bs, ws = parameter_grid()
losses = loss_surface(x_train, y_train, bs, ws)
levels = plotting.loss_levels(losses)
b, w = (start.item() for start in initialise())
b_min, w_min = minimum(x_train, y_train)
loss, least = loss_surface(x_train, y_train, [b, b_min], [w, w_min]).tolist()

# %%
# The same numbers are drawn twice: as heights, and from above.

one_level = 0.5
edge = np.concatenate([losses[0], losses[-1], losses[:, 0], losses[:, -1]])
assert least < one_level < edge.min(), "the thick line is whole: an ellipse"
assert condition_number(x_train) > 4, "the valley is long and narrow"
fig = plt.figure(figsize=(6.4, 3.6))
left, right = fig.add_gridspec(1, 2, width_ratios=(1.3, 1))
hill, above = fig.add_subplot(left, projection="3d"), fig.add_subplot(right)
plotting.surface_3d(hill, bs, ws, losses, levels)
plotting.contours(above, bs, ws, losses, levels)
for ax in hill, above:
    plotting.emphasise(ax, bs, ws, losses, one_level)
plotting.mark(hill, b, w, "start", loss=loss)
plotting.mark(hill, b_min, w_min, "minimum", loss=least)
plotting.mark(above, b, w, "start")
plotting.mark(above, b_min, w_min, "minimum")
plotting.note(above, "random start", (b, w), (0, -9), color=plotting.CHALK)
plotting.note(above, "minimum", (b_min, w_min), (11, 2), color=plotting.CHALK)
hill.set_title("The loss as height")
above.set_title("The same from above")
plotting.describe(
    fig,
    "A loss surface over bias b and weight w, shaped like a long valley, "
    "and the same surface from above. "
    "The level {level} is drawn thick on both and is an ellipse from above. "
    "The random start lies at b = {b:.2f}, w = {w:.2f}; "
    "the minimum at b = {b_min:.2f}, w = {w_min:.2f}.",
    level=one_level,
    b=b,
    w=w,
    b_min=b_min,
    w_min=w_min,
)
plt.show()

# %%
# Every pair on the thick line has the same loss.
# The valley is narrow across and more than twice as long along its floor, where it is less curved and the way down will be slow.
