"""
Two shrinkage factors
=====================

How much of a direction is learnt by stopping after some time, and by ridge regression with the penalty that matches.
Look for where the two differ most, and by how much.
"""

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import StandardScaler

from gdtutorial import plotting

plt.style.use("gdtutorial.style")

# %%
# Both depend on one number: the rate times the updates times the eigenvalue.

u = np.geomspace(1e-2, 1e2, 2001)
stopping, ridge = -np.expm1(-u), u / (1 + u)
ratio = stopping / ridge
widest = ratio.argmax()

# %%
# The dots are the directions of ten standardised features, of people with diabetes, when the rate times the updates is 1.

x = StandardScaler().fit_transform(load_diabetes(scaled=False).data)
ours = np.linalg.eigvalsh(2 * x.T @ x / len(x))
path, penalty = plotting.COLOURS["model"], plotting.INK
fig, ax = plt.subplots(figsize=(6.4, 4.2))
ax.fill_between(u, ridge, stopping, color=plotting.INK, alpha=0.12)
ax.plot(u, stopping, color=path)
ax.plot(u, ridge, color=penalty, linestyle="--")
ax.plot(ours, -np.expm1(-ours), "o", color=path, markersize=7)
ax.plot(ours, ours / (1 + ours), "o", color=penalty, markersize=7)
plotting.note(ax, "stopping", (0.7, 0.5), (-9, 10), color=path)
plotting.note(ax, "ridge", (3, 0.75), (6, -22), color=penalty)
plotting.note(
    ax, f"at most {ratio.max():.2f} times", (u[widest], 0.32), (0, -14), weight="bold", ha="left"
)
ax.set(title="How much of a direction is learnt", xscale="log", ylabel="share of the way")
ax.set(xlabel="rate × updates × eigenvalue", xticks=(0.01, 0.1, 1, 10, 100), ylim=(-0.03, 1.05))
ax.xaxis.set_major_formatter("{x:g}")
ax.minorticks_off()

assert (ratio >= 1).all(), "stopping is never behind"
assert 1.29 < ratio.max() < 1.3, "and never ahead by three tenths"
assert ratio[0] < 1.01 and ratio[-1] < 1.02, "at both ends they agree"
plotting.describe(
    fig,
    "Two rising curves from 0 to 1 over the rate times the updates times the eigenvalue. That"
    " of stopping is the higher one: at {at:.2f} it is {stopping:.2f}, and ridge is "
    "{ridge:.2f}, a ratio of {ratio:.3f}; at both ends they meet.",
    at=u[widest],
    stopping=stopping[widest],
    ridge=ridge[widest],
    ratio=ratio[widest],
)
plt.show()

# %%
# They agree where next to nothing or nearly all is learnt; between, stopping is a little ahead.
