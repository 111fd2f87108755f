"""
The fit after 1000 epochs
=========================

Gradient descent on the full batch, from the random start, at the tutorial's learning rate.
Look at how far the line comes in the first epochs, and how little it moves in the last ones.
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import errors, initialise, predict
from gdtutorial.settings import LR, MANY_EPOCHS
from gdtutorial.surface import loss_surface, minimum

plt.style.use("gdtutorial.style")

# %%
# The path keeps the parameters after each epoch.

x_train, y_train, x_val, y_val = tutorial_data()
b, w = initialise()
path = gradient_descent(x_train, y_train, b, w, lr=LR, n_epochs=MANY_EPOCHS)
assert MANY_EPOCHS == 1000, "the fit after 1000 epochs"
loss, least = path.loss[[0, -1], 0]
assert path.loss[10] < loss / 10, "the line comes far in the first epochs"
assert path.loss[-11] - least < 1e-6, "it hardly moves in the last ones"
assert least - loss_surface(x_train, y_train, *minimum(x_train, y_train)) < 1e-6, "it is the best"
y_hat, y_hat_last = predict(b, w, x_train), predict(path.b[-1], path.w[-1], x_train)
assert abs(w) < 0.25 and y_hat.max() < y_train.min(), "it was flat and far below the points"
assert abs(errors(y_hat_last, y_train).mean()) < 1e-3, "it runs through their middle"

# %%
# Some lines on the way are drawn faintly, the last one strongly.

epochs = 0, 1, 10, 100, MANY_EPOCHS
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
    title=f"After {MANY_EPOCHS} epochs: b = {path.b[-1, 0]:.4f}, w = {path.w[-1, 0]:.4f}",
    xlim=(-0.03, 1.25),
)
plotting.describe(
    fig,
    "The {n} training points and the lines of a descent: flat and far below them at the start, "
    "and through their middle after {epochs} epochs, with b = {b:.4f} and w = {w:.4f}. "
    "The loss fell from {first:.2f} to {last:.4f}.",
    n=len(x_train),
    epochs=MANY_EPOCHS,
    b=path.b[-1, 0],
    w=path.w[-1, 0],
    first=loss,
    last=least,
)
plt.show()

# %%
# Nothing here was solved in closed form: every line is the one before it, moved against the gradient.
# The noise that remains belongs to the points, and no line can follow it.
