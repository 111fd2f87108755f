"""
One step with a low learning rate
=================================

On each section, one step of descent with a learning rate of 0.2.
Follow the first arrow along the parameter, then the green one down to the curve: how much closer to the bottom does each come?
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.model import initialise, update
from gdtutorial.surface import cross_section, geometric_gradient, loss_surface, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The step starts where the grid lines nearest to the random start cross.
# Its slopes are those of the small triangles, taken with a step of 0.12.

lr = 0.2
x_train, y_train, x_val, y_val = tutorial_data()
bs, ws = parameter_grid()
losses = loss_surface(x_train, y_train, bs, ws)
b_start, w_start = (start.item() for start in initialise())
b, w_range, over_w = cross_section(bs, ws, losses, b=b_start)
w, b_range, over_b = cross_section(bs, ws, losses, w=w_start)
b_slope, w_slope = geometric_gradient(x_train, y_train, b, w, step=0.12)
b_new, w_new = update(b, w, b_slope, w_slope, lr)
print(f"w: {lr} x {-w_slope:.2f} = {w_new - w:.2f}, b: {lr} x {-b_slope:.2f} = {b_new - b:.2f}")

# %%
# Each parameter moves on its own section, while the other stands still.

before, after_w, after_b = loss_surface(x_train, y_train, [b, b, b_new], [w, w_new, w]).tolist()
fig, (left, right) = plt.subplots(1, 2, figsize=(6.4, 3.9), sharey=True)
plotting.step_on_section(left, w_range, over_w, "w", (w, before), (w_new, after_w))
plotting.step_on_section(right, b_range, over_b, "b", (b, before), (b_new, after_b))
plotting.heading(fig, f"Learning rate {lr}: both come closer to the bottom")
left.set(title=f"w moves {w_new - w:.2f}", ylim=(0, 5))
right.set(title=f"b moves {b_new - b:.2f}", ylabel="")
plotting.describe(
    fig,
    "One step with a learning rate of {lr} on the sections over w and over b, which begins at a loss of {before:.2f}. "
    "w moves {w_step:.2f}, and the loss falls to {after_w:.2f}; b moves {b_step:.2f}, and the loss falls to {after_b:.2f}. Both stay on their side of the lowest point.",
    lr=lr, before=before, w_step=w_new - w, after_w=after_w, b_step=b_new - b, after_b=after_b,
)  # fmt: skip
plt.show()

# %%
# Both end lower, and on the side where they began.
# The curve over b is steeper, so the same rate takes b farther, and gains more.
