"""
Both sections on one scale
==========================

Two curves leave the random start, one for each parameter that may change.
Which of them falls faster?
Their tangents say it in one number each.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, gradient, initialise, mse, predict
from gdtutorial.surface import geometric_gradient, loss_surface

plt.style.use("gdtutorial.style")

# %%
# The slope of each tangent is the gradient at the random start.

x_train, y_train, x_val, y_val = tutorial_data()
b, w = initialise()
error = errors(predict(b, w, x_train), y_train)
loss = mse(error).item()
b_grad, w_grad = (slope.item() for slope in gradient(error, x_train))
assert b_grad < w_grad < 0, "the loss falls faster along b"
slopes = geometric_gradient(x_train, y_train, b, w, step=1e-6)
assert np.allclose(slopes, (b_grad, w_grad), rtol=1e-3), "the tangents touch the curves"

# %%
# The sections are drawn over the change of the parameter, so that both begin at the same point.

change = np.linspace(-0.6, 3.6, 201)
fig, ax = plt.subplots(figsize=(6.4, 4.4))
over_w = loss_surface(x_train, y_train, b, w + change)
over_b = loss_surface(x_train, y_train, b + change, w)
assert over_b.argmin() < over_w.argmin(), "the curve over b reaches its lowest point sooner"
assert np.diff(over_b, 2).min() > np.diff(over_w, 2).max(), "the curve over b is more curved"
plotting.section(ax, change, over_w, "w")
plotting.section(ax, change, over_b, "b")
b_ink, w_ink = plotting.COLOURS["b"], plotting.COLOURS["w"]
plotting.tangent(ax, 0, loss, w_grad, color=w_ink)
plotting.tangent(ax, 0, loss, b_grad, color=b_ink)
plotting.note(ax, "random start", (0, loss), (12, 6))
plotting.note(ax, f"w changes:\nslope {w_grad:.2f}", (1, 1.2), (12, 24), color=w_ink)
plotting.note(ax, f"b changes:\nslope {b_grad:.2f}", (0.5, 1.1), (-9, -8), color=b_ink)
ax.set(title="The loss falls faster along b", xlabel="change of the parameter")
ax.set(xlim=(-0.7, 3.7), ylim=(0, 5))
assert loss < 5, "the start is in the picture"
plotting.describe(
    fig,
    "Two curves of the loss leave the random start, where it is {loss:.2f}, "
    "one for changes of w and one for changes of b. "
    "The tangent for b is steeper, with slope {b_grad:.2f}, "
    "than that for w, with slope {w_grad:.2f}.",
    loss=loss,
    b_grad=b_grad,
    w_grad=w_grad,
)
plt.show()

# %%
# The curve over b is steeper at the start, which is a matter of its slope.
# It is also more strongly curved, and reaches its lowest point sooner.
