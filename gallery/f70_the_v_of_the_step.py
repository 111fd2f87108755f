"""
The V of the step
=================

How far a measured slope is off, over the step with which it was measured: a step forwards, and one to both sides.
The loss is that of a yes or no, whose slope is known exactly; dots are measured, lines predicted.
Look where each row of dots turns, and how steep its right arm is.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import differences, logistic, plotting
from gdtutorial.data import tutorial_data
from gdtutorial.model import initialise

plt.style.use("gdtutorial.style")

# %%
# The bias moves, the weight stays.

x_train, y_train, x_val, y_val = tutorial_data()
b, w = (start.item() for start in initialise())
label = logistic.above_median(y_train)
value = logistic.log_loss(x_train, label, b, w).item()
exact = logistic.log_loss_gradient(x_train, label, np.array([b]), w)[0].item()
second = logistic.log_loss_hessian(x_train, label, b, w)[0, 0]
p = logistic.probability(b, w, x_train)
third = abs((p * (1 - p) * (1 - 2 * p)).mean())


def loss(at):
    """Compute the loss at a bias."""
    return logistic.log_loss(x_train, label, at[0], w)


# %%
# A row of dots for each kind of difference, and what is predicted: rounding on the left, the curve on the right.

steps, u = np.geomspace(1e-14, 0.3, 109), differences.EPS / 2
kinds = {
    "one side": (differences.forward_difference, 2 * u * value / steps, steps * second / 2, 1),
    "both sides": (differences.central_difference, u * value / steps, steps**2 * third / 6, 2),
}
best = differences.forward_step(value, second), differences.central_step(value, third)
fig, ax = plt.subplots(figsize=(6.4, 4.9))
colours = [plotting.COLOURS["bad"], plotting.COLOURS["model"]]
for kind, step, colour in zip(kinds.values(), best, colours, strict=True):
    measure, rounding, curve, power = kind
    off = np.array([abs(measure(loss, b, h)[0] - exact) for h in steps])
    smooth = np.array([np.median(off[max(i - 3, 0) : i + 4]) for i in range(len(off))])
    found = steps[smooth.argmin()]
    long = steps > 100 * step
    slope = np.polyfit(np.log(steps[long]), np.log(off[long]), 1)[0]
    assert abs(slope - power) < 0.05, "the right arm falls with the power"
    assert step / 30 < found < 30 * step, "the bottom is where it is predicted"
    ax.loglog(steps, rounding + curve, color=colour)
    ax.plot(steps, np.maximum(off, 1e-13), "o", color=colour, markersize=3.5, alpha=0.6)
    ax.plot(step, np.interp(step, steps, rounding + curve), "v", color=colour, markersize=10)
plotting.note(ax, "one side", (2e-4, 4e-4), (-6, 0), color=colours[0])
plotting.note(ax, "both sides", (3e-3, 3e-9), (10, 0), color=colours[1])
plotting.note(ax, "rounding", (3e-12, 3e-9), color=plotting.INK)
ax.set(title="Too long a step is wrong, and so is too short", xlim=(1e-14, 1), ylim=(1e-13, 1))
ax.set(xlabel="step", ylabel="error of the slope")
plotting.describe(
    fig,
    "The error of a measured slope over the step, on logarithmic axes: two Vs of dots. "
    "They share a ragged left arm, where a tenth of the step makes ten times the error. "
    "With a step to one side the right arm rises with the step, from a bottom at {one:.0e}; "
    "with a step to both sides with its square, from a far lower bottom at {both:.0e}.",
    one=best[0],
    both=best[1],
)
plt.show()

# %%
# The dots turn about where the lines do.
# On the left they are ragged, since nobody can predict how a last digit is rounded, only by how much at most.
