"""
One step with a learning rate that is too high
==============================================

The same step once more, with a learning rate that is higher still.
One of the two arrows at the end turns red.
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.curvature import hessian
from gdtutorial.data import tutorial_data
from gdtutorial.model import initialise
from gdtutorial.settings import TOO_HIGH_LR
from gdtutorial.surface import parameter_grid, section_steps

plt.style.use("gdtutorial.style")

# %%
# The step starts where the grid lines nearest to the random start cross.
# Its slopes are those of the small triangles.

x_train, y_train, x_val, y_val = tutorial_data()
lr = TOO_HIGH_LR
over_b, over_w = section_steps(x_train, y_train, *parameter_grid(), *initialise(), lr=lr)
before = over_b.at[1]
for step in over_w, over_b:
    print(f"{step.parameter}: {lr} x {-step.slope:.2f} = {step.moved:.2f}")

assert over_b.crosses and over_b.to[1] > before, "b climbs up the other side of its curve"
assert over_w.to[1] < before, "w is still fine"
b_bend, w_bend = hessian(x_train).diagonal()
assert w_bend < b_bend / 2, "the curve over w bends more gently"

# %%
# Each parameter moves on its own section, while the other stands still.

fig, (left, right) = plt.subplots(1, 2, figsize=(6.4, 3.9), sharey=True)
plotting.step_on_section(left, over_w)
plotting.step_on_section(right, over_b)
plotting.heading(fig, f"Learning rate {lr}: b climbs, while w is still fine")
left.set(ylim=(0, 5))
assert max(before, over_b.to[1]) < 5, "the whole step is in the picture"
right.set(ylabel="")
plotting.describe(
    fig,
    "One step with a learning rate of {lr} on the sections over w and over b, "
    "which begins at a loss of {before:.2f}. "
    "w moves {w_moved:.2f}, and the loss falls to {w_after:.2f}; "
    "b moves {b_moved:.2f}, so far up the other side of its curve "
    "that the loss rises to {b_after:.2f}.",
    lr=lr,
    before=before,
    w_moved=over_w.moved,
    w_after=over_w.to[1],
    b_moved=over_b.moved,
    b_after=over_b.to[1],
)
plt.show()

# %%
# For b the step was too long: it ended higher than it began, and there the curve is steeper still.
# For w the same rate was fine, since its curve bends more gently.
# Too high is a matter of curvature.
