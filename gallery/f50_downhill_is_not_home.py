"""
Downhill does not lead straight to the minimum
==============================================

From points around the valley, a solid arrow goes downhill and a dotted line goes to the minimum.
How often do the two agree?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, gradient, initialise, predict
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The points are the random start, and three others around the minimum.
# The cosine of the angle between two directions is their product, divided by both lengths.

x_train, y_train, x_val, y_val = tutorial_data()
b_start, w_start = (start.item() for start in initialise())
b, w = np.array([(b_start, w_start), (2.6, 0.4), (1.9, 3.4), (-0.2, 2.9)]).T
b_grad, w_grad = gradient(errors(predict(b, w, x_train), y_train), x_train)
b_min, w_min = minimum(x_train, y_train)
downhill = np.array([-b_grad, -w_grad]) / np.hypot(b_grad, w_grad)
home = np.array([b_min - b, w_min - w]) / np.hypot(b_min - b, w_min - w)
off = np.degrees(np.arccos((downhill * home).sum(axis=0)))
assert (off > 30).sum() > len(off) / 2, "most arrows miss the minimum by far"
print("degrees between the two:", off.round(1))

# %%
# Each arrow has the same length, since only its direction matters here.
bs, ws = parameter_grid(b=1.1, w=1.7, reach=2.4)
losses = loss_surface(x_train, y_train, bs, ws)
fig, ax = plt.subplots(figsize=(6.4, 6.6))
plotting.contours(ax, bs, ws, losses, plotting.loss_levels(losses)).set_alpha(0.3)
for i, angle in enumerate(off):
    ax.plot([b[i], b_min], [w[i], w_min], ":", color=plotting.CHALK, linewidth=2)
    end = b[i] + 0.9 * downhill[0, i], w[i] + 0.9 * downhill[1, i]
    plotting.move(ax, (b[i], w[i]), end, color=plotting.CHALK, linewidth=2.6)
    plotting.mark(ax, b[i], w[i], "start")
    outwards = 0, 9 if w[i] > w_min else -9
    plotting.note(ax, f"{angle:.0f}° off", (b[i], w[i]), outwards, color=plotting.CHALK)
plotting.mark(ax, b_min, w_min, "minimum")
ax.set_aspect("equal")  # right angles look right
ax.set(title="Arrows: downhill. Dotted: to the minimum", xlim=bs[0, [0, -1]], ylim=ws[[0, -1], 0])
plotting.describe(
    fig,
    "Contours of the loss with four points around the minimum. "
    "From each an arrow goes downhill, straight across the contours, "
    "and a dotted line goes to the minimum. "
    "At the random start the two directions are {start:.0f} degrees apart, "
    "at the other points {low:.0f} to {high:.0f}.",
    start=off[0],
    low=off[1:].min(),
    high=off[1:].max(),
)
plt.show()

# %%
# The arrows cross the contours at right angles, and most of them miss the star by far.
# On round contours downhill would lead straight to the star from everywhere; here it does so along two directions only.
