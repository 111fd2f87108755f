"""
One step with a low learning rate
=================================

On each section, one step of descent with a low learning rate.
Follow the first arrow along the parameter, then the green one down to the curve: how much closer to the bottom does each come?
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.model import initialise
from gdtutorial.settings import LOW_LR
from gdtutorial.surface import parameter_grid, section_steps

plt.style.use("gdtutorial.style")

# %%
# The step starts where the grid lines nearest to the random start cross.
# Its slopes are those of the small triangles.

x_train, y_train, x_val, y_val = tutorial_data()
lr = LOW_LR
over_b, over_w = section_steps(x_train, y_train, *parameter_grid(), *initialise(), lr=lr)
before = over_b.at[1]
for step in over_w, over_b:
    print(f"{step.parameter}: {lr} x {-step.slope:.2f} = {step.moved:.2f}")

assert over_w.to[1] < before and over_b.to[1] < before, "both come closer to the bottom"
assert not over_w.crosses and not over_b.crosses, "both stay on their side"
assert over_b.slope < over_w.slope < 0, "the curve over b is steeper here"
assert over_b.to[1] < over_w.to[1], "b gains more"

# %%
# Each parameter moves on its own section, while the other stands still.

fig, (left, right) = plt.subplots(1, 2, figsize=(6.4, 3.9), sharey=True)
plotting.step_on_section(left, over_w)
plotting.step_on_section(right, over_b)
plotting.heading(fig, f"Learning rate {lr}: both come closer to the bottom")
left.set(ylim=(0, 5))
assert max(before, over_b.to[1]) < 5, "the whole step is in the picture"
right.set(ylabel="")
plotting.describe(
    fig,
    "One step with a learning rate of {lr} on the sections over w and over b, "
    "which begins at a loss of {before:.2f}. "
    "w moves {w_moved:.2f}, and the loss falls to {w_after:.2f}; "
    "b moves {b_moved:.2f}, and the loss falls to {b_after:.2f}. "
    "Both stay on their side of the lowest point.",
    lr=lr,
    before=before,
    w_moved=over_w.moved,
    w_after=over_w.to[1],
    b_moved=over_b.moved,
    b_after=over_b.to[1],
)
plt.show()

# %%
# Both end lower, and on the side where they began.
# At the start the curve over b is the steeper one, so the same rate takes b farther, and gains more.
