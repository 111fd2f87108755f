"""
A section over w
================

Hold the bias still and let only the weight vary: the surface is cut along one line, and the cut is a curve.
Look for the weight at which this curve is lowest.
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.model import initialise
from gdtutorial.settings import TRUE_B, TRUE_W
from gdtutorial.surface import cross_section, loss_surface, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The cut is made along the grid line nearest to the bias of the random start.

x_train, y_train, x_val, y_val = tutorial_data()
bs, ws = parameter_grid()
losses = loss_surface(x_train, y_train, bs, ws)
b_start, w_start = (start.item() for start in initialise())
b, w_range, curve = cross_section(bs, ws, losses, b=b_start)
w_lowest, lowest = w_range[curve.argmin()], curve.min()
loss = loss_surface(x_train, y_train, b, w_start).item()
assert b < TRUE_B, "the bias is too low"
assert TRUE_W == 2 < w_lowest < 3, "the best weight lies between 2 and 3, and is too high"

# %%
# On the left the cut from above, on the right what it lays bare.

fig, (above, side) = plt.subplots(1, 2, figsize=(6.4, 3.7))
plotting.contours(above, bs, ws, losses, plotting.loss_levels(losses))
plotting.cut(above, "w", b)
plotting.mark(above, b_start, w_start, "start")
plotting.mark(above, b, w_lowest, "now")
plotting.note(above, "start", (b_start, w_start), color=plotting.CHALK)
plotting.section(side, w_range, curve, "w")
side.plot(
    w_start, loss, "o", w_lowest, lowest, "D", color=plotting.INK, markersize=9, clip_on=False
)
plotting.note(side, "start", (w_start, loss))
plotting.note(side, f"lowest at\nw = {w_lowest:.2f}", (w_lowest, lowest), (0, 45))
above.set_title(f"A cut at b = {b:.2f}")
side.set(title="The loss along it", ylim=(0, 5))
assert loss < 5, "the start is in the picture"
plotting.describe(
    fig,
    "The contours of the loss with a vertical cut at b = {b:.2f}, "
    "beside the loss along that cut, a curve over w. "
    "There, at the w of the random start, {w_start:.2f}, the loss is {loss:.2f}; "
    "the curve is lowest at w = {w_lowest:.2f}, with {lowest:.2f}.",
    b=b,
    w_start=w_start,
    loss=loss,
    w_lowest=w_lowest,
    lowest=lowest,
)
plt.show()

# %%
# With this bias the best weight lies between 2 and 3, although the line that made the data has 2:
# a bias that is too low is made up for by a weight that is too high.
