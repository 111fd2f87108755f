"""
The loss as a graph
===================

The loss of two points, as the engine has computed it; each line leads to what was made from a number.
Each box has its operation, its value, and its gradient; on the lines stand the local slopes.
Follow the gradients down: each is the one above times the number on the line, and where two lines meet, they add up.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.autodiff import Variable, backward, history
from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, gradient, initialise, mse, predict

plt.style.use("gdtutorial.style")

# %%
# The first two training points and the random start; the tutorial's own functions compute.

x_train, y_train, x_val, y_val = tutorial_data()
x, y = x_train[:2], y_train[:2]
b, w = (Variable(start.item()) for start in initialise())
error = errors(predict(np.array([b]), np.array([w]), x), y)
loss = mse(error).item()
grads = backward(loss)
by_formula = np.ravel(gradient(errors(predict(b.value, w.value, x), y), x))
assert np.allclose([grads[b], grads[w]], by_formula), "the engine finds the gradient"

# %%
# A number that was given, such as a feature, has no box: it stands beside the operation that took it.

made = [node for node in history(loss) if node.inputs]
words, level = {b: "bias b", w: "weight w"}, {b: 1, w: 0}
for node in made:
    taken = [v.value for v, _ in node.inputs if v not in level]
    sign = "−" if taken and node.operation == "+" and taken[0] < 0 else node.operation
    words[node] = f"{sign} {abs(taken[0]):.2f}" if taken else sign.replace("^2", "square")
    level[node] = 1 + max(level.get(v, 0) for v, _ in node.inputs)
words[loss] += " = loss"
rows = {row: [n for n in made if level[n] == row] for row in level.values()}
place = {b: (0, 1), w: (0, 0)}
for n in made:
    place[n] = (1 - 2 * rows[level[n]].index(n)) * (len(rows[level[n]]) > 1), level[n]
fig, ax = plt.subplots(figsize=(5.4, 8))
back, faint = plotting.COLOURS["model"], plotting.FAINT_INK
paper = {"pad": 1, "facecolor": plotting.PAPER, "linewidth": 0}
label = {"va": "center", "bbox": paper}
for node in made:
    for source, slope in node.inputs:
        if source in place:
            ends = np.array([place[source], place[node]])
            ax.plot(*ends.T, color=faint, linewidth=1.2, zorder=1)
            plotting.note(ax, f"{slope:.2f}", ends.mean(axis=0), (0, -1), color=faint, **label)
for node, (column, row) in place.items():
    colour = plotting.COLOURS[{b: "b", w: "w"}.get(node, "data")]
    look = {"facecolor": plotting.PAPER, "edgecolor": colour, "linewidth": 1.5, "zorder": 3}
    ax.add_patch(plt.Rectangle((column - 0.38, row - 0.35), 0.76, 0.7, **look))
    lines = words[node], f"{node.value:.2f}", f"{grads[node]:.2f}"
    for up, text, ink in zip((0.2, 0, -0.2), lines, (colour, plotting.INK, back), strict=True):
        plotting.note(ax, text, (column, row + up), (0, -1), va="center", color=ink)
plotting.note(ax, "values", (-1.4, 5.8), color=plotting.INK)
plotting.note(ax, "gradients", (-1.4, 5.5), color=back)
ax.set(xlim=(-1.4, 1.4), ylim=(-0.4, 6.4), title="Values up, gradients down")
ax.axis("off")
one, two = (node.value for node in error[:, 0])
numbers = {"b": b.value, "w": w.value, "one": one, "two": two, "loss": loss.value}
plotting.describe(
    fig,
    "A graph of boxes, from b = {b:.2f} and w = {w:.2f} at the bottom "
    "over the errors {one:.2f} and {two:.2f} to the loss of two points, {loss:.2f}, at the top. "
    "Gradients come down, from {end:g} at the loss to {b_grad:.2f} at b and {w_grad:.2f} at w.",
    **numbers | {"end": grads[loss], "b_grad": grads[b], "w_grad": grads[w]},
)
plt.show()

# %%
# At b and at w two gradients arrive, one from each point, and add up.
