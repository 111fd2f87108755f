"""
The fit after 1000 epochs
=========================

Gradient descent on the full batch, from the random start, with a learning rate of 0.1.
Look at how far the line comes in the first epochs, and how little it moves in the last ones.
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise

plt.style.use("gdtutorial.style")

# %%
# The path keeps the parameters after each epoch.

x_train, y_train, x_val, y_val = tutorial_data()
b, w = initialise()
path = gradient_descent(x_train, y_train, b, w, lr=0.1, n_epochs=1000)

# %%
# Some lines on the way are drawn faintly, the last one strongly.

epochs = 0, 1, 10, 100, 1000
fig, ax = plt.subplots(figsize=(6.4, 4.4))
plotting.points(ax, x_train, y_train)
for epoch in epochs:
    last = epoch == epochs[-1]
    b_then, w_then = path.b[epoch, 0], path.w[epoch, 0]
    plotting.line(
        ax, b_then, w_then, [0, 1], linewidth=3.2 if last else 1.6, alpha=1 if last else 0.5
    )
    text = f"epoch {epoch}" if epoch else "start"
    plotting.note(ax, text, (1, b_then + w_then), color=plotting.COLOURS["model"])
ax.set(
    title=f"After 1000 epochs: b = {path.b[-1, 0]:.4f}, w = {path.w[-1, 0]:.4f}",
    xlim=(-0.03, 1.25),
)
plotting.describe(
    fig,
    "The 80 training points and the lines of a descent: flat and far below them at the start, "
    "and through their middle after {epochs} epochs, with b = {b:.4f} and w = {w:.4f}. "
    "The loss fell from {first:.2f} to {last:.4f}.",
    epochs=epochs[-1], b=path.b[-1, 0], w=path.w[-1, 0], first=path.loss[0, 0], last=path.loss[-1, 0],
)  # fmt: skip
plt.show()

# %%
# Nothing here was solved in closed form: every line is the one before it, moved against the gradient.
# The noise that remains belongs to the points, and no line can follow it.
