"""
Sections over both features
===========================

The sections over the weight and over the bias, for the original and for the bad feature, all on one scale.
Which of the four is not like the others?
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.curvature import hessian
from gdtutorial.data import spoil, tutorial_data
from gdtutorial.model import initialise
from gdtutorial.surface import cross_section, loss_surface, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# Both surfaces are cut near the random start; each panel shows the two sections of one of them.

x_train, y_train, x_val, y_val = tutorial_data()
bad_x_train, bad_w = spoil(x_train)
bs, ws = parameter_grid(n=601)
b, w = (start.item() for start in initialise())
b_bend, w_bend = hessian(x_train).diagonal()
bad_b_bend, bad_w_bend = hessian(bad_x_train).diagonal()
assert w_bend < b_bend, "originally the curve over w bends less than that over b"
assert bad_w_bend > 20 * b_bend, "with the bad feature it is a needle"
assert bad_b_bend == b_bend, "the section over b bends as it did"

fig, axes = plt.subplots(1, 2, figsize=(6.4, 4.0), sharex=True, sharey=True)
for ax, x in (axes[0], x_train), (axes[1], bad_x_train):
    losses = loss_surface(x, y_train, bs, ws)
    _, w_range, over_w = cross_section(bs, ws, losses, b=b)
    _, b_range, over_b = cross_section(bs, ws, losses, w=w)
    plotting.section(ax, b_range, over_b, "b", linewidth=2.8)
    plotting.section(ax, w_range, over_w, "w", linewidth=2.8)
    ax.set(xlabel="b, or w")
axes[0].set(title="Original", ylim=(0, 8), xticks=(-2, 0, 2, 4))
axes[1].set(title="Bad: a needle over w", ylabel="")
for ax, b_at, w_at in (axes[0], (-0.3, 6.2), (3.4, 2.0)), (axes[1], (0.9, 4.2), (-2.4, 6.2)):
    plotting.note(ax, "over b", b_at, color=plotting.COLOURS["b"])
    plotting.note(ax, "over w", w_at, color=plotting.COLOURS["w"])
plotting.describe(
    fig,
    "Sections over w and over b for the original and for the bad feature, on one scale. "
    "Originally the curve over w bends less than that over b; "
    "with the bad feature it is a needle. "
    "Its curvature went from {w_bend:.2f} to {bad_w_bend:.1f}; that of b stayed {b_bend:.0f}.",
    w_bend=w_bend,
    bad_w_bend=bad_w_bend,
    b_bend=b_bend,
)
plt.show()
print(f"curvature over w: {w_bend:.2f} before, {bad_w_bend:.1f} after")
print(f"curvature over b: {b_bend:.2f} before, {bad_b_bend:.2f} after")

# %%
# The section over w has turned into a needle, while that over b bends as it did.
# The sharpest bend limits the learning rate, and over w it has become far sharper than over b.
