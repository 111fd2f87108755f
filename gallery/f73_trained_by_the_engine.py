"""
Trained by the engine
=====================

A network of three bent lines and ten parameters, before and after gradient descent, on twenty points of a wave.
Nobody has written down its gradient: the engine has found it, for each update anew.
Look whether the curve after training goes through the points.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.autodiff import Variable, backward
from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, mse
from gdtutorial.settings import SEED

plt.style.use("gdtutorial.style")

# %%
# The network works on numbers and on the engine's variables alike.

x_train, y_train, x_val, y_val = tutorial_data()
x = x_train[:20]
y = np.sin(2 * np.pi * x)


def network(p, x):
    """Predict with three hyperbolic tangents, weighted and added."""
    hidden = np.tanh(p[0:3] + p[3:6] * x)
    return p[6:7] + (p[7:10] * hidden).sum(axis=1, keepdims=True)


# %%
# Two thousand updates, each against the gradient that the engine finds.

start = np.random.RandomState(SEED).randn(10)
p, losses = start, []
for _ in range(2000):
    variables = np.array([Variable(value) for value in p.tolist()])
    loss = mse(errors(network(variables, x), y)).item()
    grads = backward(loss)
    p = p - 0.2 * np.array([grads[each] for each in variables])
    losses.append(loss.value)
assert losses[-1] < 0.01 * losses[0], "training takes nearly all of the loss away"

# %%
# The curve at the random start, and the one that training has made of it.

fine = np.linspace(0, 1, 200).reshape(-1, 1)
fig, ax = plt.subplots(figsize=(6.4, 4.4))
ax.plot(fine, network(start, fine), "--", color=plotting.FAINT_INK)
ax.plot(fine, network(p, fine), color=plotting.COLOURS["model"])
plotting.points(ax, x, y)
plotting.note(ax, "before", (0.02, network(start, fine)[4, 0]), (0, 8), ha="left")
plotting.note(ax, "after", (0.3, 1.05), (0, 6), color=plotting.COLOURS["model"])
ax.set(xlabel="feature x", ylabel="label y")
ax.set_title(f"Loss: from {losses[0]:.1f} to {losses[-1]:.3f}")
plotting.describe(
    fig,
    "Twenty points on a wave, and two curves. "
    "The one before training misses them, with a loss of {before:.2f}; "
    "the one after training goes nearly through all of them, with a loss of {after:.3f}.",
    before=losses[0],
    after=losses[-1],
)
plt.show()

# %%
# The curve has bent to the wave, along a gradient that nobody wrote.
