"""
The gradient as a small triangle
================================

Take a small step of one parameter, and see how much the loss changes: the ratio of the two is nearly the gradient.
Look at how near, and at what happens as the step shrinks.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, gradient, initialise, predict
from gdtutorial.settings import STEP
from gdtutorial.surface import cross_section, geometric_gradient, loss_surface, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The triangles stand where the grid lines nearest to the random start cross.

x, y, x_val, y_val = tutorial_data()
bs, ws = parameter_grid()
losses = loss_surface(x, y, bs, ws)
start = initialise()
b, w = cross_section(bs, ws, losses, b=start[0])[0], cross_section(bs, ws, losses, w=start[1])[0]
b_exact, w_exact = np.ravel(gradient(errors(predict(b, w, x), y), x))
print("At the random start itself:", *gradient(errors(predict(*start, x), y), x))
step, steps = STEP, np.linspace(STEP / 12, 2 * STEP, 24)
b_slope, w_slope = geometric_gradient(x, y, b, w, step)
halves = geometric_gradient(x, y, b, w, step / 2)
b_slopes, w_slopes = np.transpose([geometric_gradient(x, y, b, w, h) for h in steps])

# %%
# Above, triangles and tangents; below, how far apart their slopes are, for smaller and larger steps.
# The more strongly a section is curved, the further apart they are.

loss, away = loss_surface(x, y, b, w).item(), np.linspace(-0.08, 0.32, 101)
fig, axes = plt.subplot_mosaic([["w", "b"], ["off", "off"]], figsize=(6.4, 6.4))
for name, at, curve, slope, half, slopes, exact in [
    ("w", w, loss_surface(x, y, b, w + away), w_slope, halves[1], w_slopes, w_exact),
    ("b", b, loss_surface(x, y, b + away, w), b_slope, halves[0], b_slopes, b_exact),
]:
    ax, off, ink = axes[name], slope - exact, plotting.COLOURS[name]
    assert (np.diff(np.abs(slopes - exact)) > 0).all(), "the smaller the step, the better"
    assert np.isclose(half - exact, off / 2), "for half the step, half the difference"
    assert abs(off / exact) < 0.1, "the slopes are nearly the same"
    plotting.section(ax, at + away, curve, name)
    plotting.tangent(ax, at, loss, exact, reach=0.4)
    plotting.triangle(ax, at, step, loss, loss + slope * step)
    plotting.note(ax, f"triangle {slope:.2f}\ntangent {exact:.2f}", (at - 0.07, 1.87), (1, 0))
    ax.set(title=f"Slopes over {name}", xlim=(at - 0.08, at + 0.32), ylim=(1.72, 3.05))
    assert 1.72 < loss + slope * step < loss < 3.05, "the triangle is in the picture"
    axes["off"].plot(steps, slopes - exact, "-", step, off, "o", color=ink, markersize=8)
    plotting.note(axes["off"], f"{name}: off by {off:.2f}", (step, off), (8, -12), color=ink)
axes["off"].set(title="Half the step, half the difference", xlabel="step", ylabel="slope off by")
plotting.describe(
    fig,
    "Triangles with a step of {h} on the sections over w and b "
    "have slopes {w:.2f} and {b:.2f}, their tangents {w_exact:.2f} and {b_exact:.2f}. "
    "The differences shrink in proportion to the step.",
    h=step,
    b=b_slope,
    w=w_slope,
    b_exact=b_exact,
    w_exact=w_exact,
)
plt.show()

# %%
# For half the step, half the difference: as the step goes to zero, the triangle becomes the tangent.
# In a computer a step can also be too small, because the two losses then differ in their last digits only.
