"""
The five steps in pictures
==========================

One small picture for each step of gradient descent, and one for the three limits of the learning rate.
Look for what is the same in all of them: one start, one set of points.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import joint_limit, section_limits
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import errors, gradient, initialise, mse, predict
from gdtutorial.settings import LR, N_EPOCHS
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# Everything is computed once, at the random start.

x_train, y_train, x_val, y_val = tutorial_data()
b, w = (start.item() for start in initialise())
y_hat = predict(b, w, x_train)
error = errors(y_hat, y_train)
b_grad, w_grad = (grad.item() for grad in gradient(error, x_train))
path = gradient_descent(x_train, y_train, b, w, LR, n_epochs=N_EPOCHS)
bs, ws = parameter_grid(b=1.0, w=1.0, reach=1.8, n=61)
losses = loss_surface(x_train, y_train, bs, ws)
b_limit, w_limit = section_limits(x_train)
limits = {"b": b_limit, "w": w_limit, "both": joint_limit(x_train)}
assert (y_hat < y_train).all(), "the line lies below the points"
assert b_grad < 0 and (np.diff(path.loss, axis=0) < 0).all(), "tangent and path lead downhill"
assert np.abs([b - 1, w - 1]).max() < 1.8, "the start is in the picture"
assert limits["both"] < b_limit < w_limit, "the joint limit is the lowest"

# %%
# Only what a step is about is drawn; the axes carry no numbers.

ink = plotting.COLOURS
fig, axes = plt.subplots(2, 3, figsize=(6.4, 4.3))
for ax in axes.flat[:2]:
    plotting.points(ax, x_train, y_train, alpha=0.6)
    plotting.line(ax, b, w, [0, 1], linewidth=3)
axes[0, 1].vlines(x_train[::6], y_hat[::6], y_train[::6], color=ink["bad"], linewidth=1.6)
values = np.linspace(b - 0.6, b + 3.2, 60)
plotting.section(axes[0, 2], values, loss_surface(x_train, y_train, values, w), "b")
plotting.tangent(axes[0, 2], b, mse(error).item(), b_grad)
for ax in axes[1, :2]:
    plotting.contours(ax, bs, ws, losses, plotting.loss_levels(losses))
    plotting.mark(ax, b, w, "start")
there = b - 4 * LR * b_grad, w - 4 * LR * w_grad  # four times a step, to be seen
plotting.move(axes[1, 0], (b, w), there, color=plotting.CHALK, linewidth=3)
plotting.path(axes[1, 1], path)
plotting.mark(axes[1, 1], *minimum(x_train, y_train), "minimum")
axes[1, 2].barh(list(limits), list(limits.values()), color=[ink["b"], ink["w"], ink["bad"]])
for row, value in enumerate(limits.values()):
    plotting.note(axes[1, 2], f"{value:.2f}", (value, row), (4, 0))
axes[1, 2].set(xlim=(0, 1.6 * max(limits.values())))
names = "1 predict", "2 errors, loss", "3 gradient", "4 update", "5 repeat", "limits of the rate"
for ax, name in zip(axes.flat, names, strict=True):
    ax.set(title=name, xlabel="", ylabel="", xticks=[])
plt.setp(axes.flat[:-1], yticks=[])
plotting.describe(
    fig,
    f"Six small pictures. 1: {len(x_train)} points, and below them the line of the random start. "
    "2: strokes from the line to some of the points, their errors. "
    f"3: the section over b with a tangent of slope {b_grad:.2f} at the start. "
    "4: an arrow from the start against the gradient, four times as long as a step. "
    f"5: the path of {N_EPOCHS} epochs, to near the minimum. "
    f"Last, bars for the limits of the learning rate: {b_limit:.2f} for b, "
    f"{w_limit:.2f} for w, {limits['both']:.2f} for both together.",
)
plt.show()

# %%
# The same few points make every picture; only the question changes from step to step.
