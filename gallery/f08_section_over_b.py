"""
A section over b
================

Now hold the weight still and let only the bias vary.
Compare the curve with the section over w: it is narrower, since the loss is more strongly curved along b.
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.curvature import hessian
from gdtutorial.data import tutorial_data
from gdtutorial.model import initialise
from gdtutorial.settings import TRUE_B
from gdtutorial.surface import cross_section, loss_surface, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The cut is made along the grid line nearest to the weight of the random start.

x_train, y_train, x_val, y_val = tutorial_data()
bs, ws = parameter_grid()
losses = loss_surface(x_train, y_train, bs, ws)
b_start, w_start = (start.item() for start in initialise())
w, b_range, curve = cross_section(bs, ws, losses, w=w_start)
b_lowest, lowest = b_range[curve.argmin()], curve.min()
loss = loss_surface(x_train, y_train, b_start, w).item()
b_curvature, w_curvature = hessian(x_train).diagonal()
assert b_curvature > 1.5 * w_curvature, "the curve is narrower than the section over w"
assert abs(b_lowest - 2) < 0.1, "the best bias is near 2"
assert TRUE_B == 1, "2 is twice the one that made the data"

# %%
# On the left the cut from above, on the right what it lays bare.

fig, (above, side) = plt.subplots(1, 2, figsize=(6.4, 3.7))
plotting.contours(above, bs, ws, losses, plotting.loss_levels(losses))
plotting.cut(above, "b", w)
plotting.mark(above, b_start, w_start, "start")
plotting.mark(above, b_lowest, w, "now")
plotting.note(above, "start", (b_start, w_start), (0, 9), color=plotting.CHALK)
plotting.section(side, b_range, curve, "b")
side.plot(
    b_start, loss, "o", b_lowest, lowest, "D", color=plotting.INK, markersize=9, clip_on=False
)
plotting.note(side, "start", (b_start, loss), (-11, 0))
plotting.note(side, f"lowest at\nb = {b_lowest:.2f}", (b_lowest, lowest), (0, 62))
above.set_title(f"A cut at w = {w:.2f}".replace("-", "\N{MINUS SIGN}"))
side.set(title="The loss along it", ylim=(0, 5))
assert loss < 5, "the start is in the picture"
plotting.describe(
    fig,
    "The contours of the loss with a horizontal cut at w = {w:.2f}, "
    "beside the loss along that cut, a curve over b. "
    "There, at the b of the random start, {b_start:.2f}, the loss is {loss:.2f}; "
    "the curve is lowest at b = {b_lowest:.2f}, with {lowest:.2f}.",
    w=w,
    b_start=b_start,
    loss=loss,
    b_lowest=b_lowest,
    lowest=lowest,
)
plt.show()

# %%
# With this weight the best bias is near 2, twice the one that made the data.
# A section shows what changing one parameter does while all else stays; its slope at the start is one part of the gradient.
