"""
Best before it arrives
======================

Training loss and validation loss over the updates of one descent, with ten features and few people to learn from.
Where is each of them least?
"""

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import StandardScaler

from gdtutorial import plotting
from gdtutorial.features import errors, gradient, joint_limit, mse, predict, update
from gdtutorial.settings import SEED

plt.style.use("gdtutorial.style")

# %%
# Sixty people are for training; the scaler learns from them alone.

people = load_diabetes(scaled=False)
y = people.target.reshape(-1, 1)
order = np.random.RandomState(SEED).permutation(len(y))
train, val = order[:60], order[60:]
scaler = StandardScaler().fit(people.data[train])
x_train, x_val = scaler.transform(people.data[train]), scaler.transform(people.data[val])

# %%
# The bias begins at its best, all weights at 0.

b, w, losses = y[train].mean(), np.zeros((10, 1)), []
for _ in range(5001):
    error = errors(predict(b, w, x_train), y[train])
    losses.append((mse(error).item(), mse(errors(predict(b, w, x_val), y[val])).item()))
    b, w = update(b, w, *gradient(error, x_train), joint_limit(x_train) / 10)
training, validation = np.array(losses).T
best = validation.argmin()

# %%
# The star marks the least validation loss.

data, model = plotting.COLOURS["data"], plotting.COLOURS["model"]
fig, ax = plt.subplots(figsize=(6.4, 4.4))
updates = np.arange(1, len(losses))
ax.plot(updates, training[1:], color=data)
ax.plot(updates, validation[1:], color=model)
ax.plot(best, validation[best], "*", color=plotting.INK, markersize=15, zorder=5)
plotting.note(ax, "training", (400, training[400]), (0, -20), color=data)
plotting.note(ax, "validation", (400, validation[400]), (0, 12), color=model)
plotting.note(ax, f"stop after {best}", (best, validation[best]), (0, 20), weight="bold")
ax.set(title="Ten features, 60 people", xlabel="update", ylabel="loss", xscale="log")
ax.set(xticks=(1, 10, 100, 1000), xticklabels=("1", "10", "100", "1000"), ylim=(1500, 6500))
ax.minorticks_off()

assert len(train) == 60, "as the title says"
assert (np.diff(training) < 0).all(), "the training loss falls to the end"
assert 5 < best < 200, "the validation loss is least long before"
assert validation[-1] > 1.05 * validation[best], "and rises afterwards"
plotting.describe(
    fig,
    "Two curves over the updates, on a logarithmic axis. The training loss falls from "
    "{first:.0f} to {last:.0f}. The validation loss falls from {start:.0f} to {least:.0f} "
    "after {best} updates, and rises again to {end:.0f}.",
    first=training[0],
    last=training[-1],
    start=validation[0],
    least=validation[best],
    best=best,
    end=validation[-1],
)
plt.show()

# %%
# Training goes on falling, and says nothing about when to stop; the validation points do.
