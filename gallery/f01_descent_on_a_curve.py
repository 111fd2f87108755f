"""
Descent on a curve
==================

Gradient descent in one picture: stand on a curve, step downhill, and step again.
Look at how the steps shrink, although nobody makes them smaller.
"""

import itertools

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, gradient, initialise, predict, update
from gdtutorial.surface import geometric_gradient, loss_surface, minimum

plt.style.use("gdtutorial.style")

# %%
# Only the weight moves here; the bias stands still where it is best.
# Each step goes against the slope, by the slope times the learning rate.

x_train, y_train, x_val, y_val = tutorial_data()
b, w_min = minimum(x_train, y_train)
w_path, lr = [initialise()[1].item()], 0.6
for _ in range(6):
    b_grad, w_grad = gradient(errors(predict(b, w_path[-1], x_train), y_train), x_train)
    w_path.append(update(b, w_path[-1], b_grad, w_grad, lr)[1].item())
steps = np.abs(np.diff(w_path))
slope = geometric_gradient(x_train, y_train, b, w_path[0], step=1e-6)[1]
assert np.isclose(steps[0], lr * abs(slope), rtol=1e-3), "a step is the slope times the rate"
assert (steps[1:] < steps[:-1]).all(), "each step is shorter than the one before"

# %%
# The curve is the loss at every weight, and the dots are the weights that were visited.

w_range = np.linspace(-0.5, 4.5, 201)
*loss_path, least = loss_surface(x_train, y_train, b, [*w_path, w_min]).tolist()
assert (np.diff(loss_path) < 0).all(), "the steps go downhill"
visited = list(zip(w_path, loss_path, strict=True))
model = plotting.COLOURS["model"]
fig, ax = plt.subplots(figsize=(6.4, 3.8))
plotting.section(ax, w_range, loss_surface(x_train, y_train, b, w_range), "w", linewidth=3)
for at, to in itertools.pairwise(visited):
    plotting.move(ax, at, to, color=model, connectionstyle="arc3,rad=-0.3", shrinkB=5)
ax.plot(w_path, loss_path, "o", color=model, markersize=9, zorder=7)
ax.plot(w_min, least, "*", color=plotting.INK, markersize=20, zorder=8)
plotting.note(ax, "start", visited[0], (-12, -4))
plotting.note(ax, "steep: a long step", visited[0], (48, -24), color=model)
plotting.note(ax, "flat: short steps", visited[3], (6, 34), color=model)
plotting.note(ax, "minimum", (w_min, least), (0, -13))
ax.set(title="Downhill, in steps that follow the slope", ylim=(-0.32, None))
plotting.describe(
    fig,
    "A bowl-shaped curve of the loss over the weight w. "
    "From w = {start:.2f}, where the loss is {loss:.2f}, {n} steps go downhill, "
    "each shorter than the one before, "
    "to w = {end:.2f}; the minimum is at w = {w_min:.2f}.",
    start=w_path[0],
    loss=loss_path[0],
    n=len(w_path) - 1,
    end=w_path[-1],
    w_min=w_min,
)
plt.show()

# %%
# The learning rate stayed the same: it is the slope that fades, and the steps with it.
