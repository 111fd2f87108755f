"""
Eleven curvatures
=================

The eigenvalues of the Hessian for ten features and a bias: as the features were measured, and standardised.
The largest sets the limit of the learning rate, the smallest the pace; look at the distance between the two.
"""

import matplotlib.pyplot as plt
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import StandardScaler

from gdtutorial import plotting
from gdtutorial.features import condition_number, eigenvalues, joint_limit

plt.style.use("gdtutorial.style")

# %%
# Ten features of people with diabetes, from scikit-learn.

raw = load_diabetes(scaled=False).data
rows = {"as measured": (raw, "bad"), "standardised": (StandardScaler().fit_transform(raw), "good")}

# %%
# A dot for each eigenvalue.

fig, ax = plt.subplots(figsize=(6.4, 3.6))
kappas, limits, ends = [], [], []
for row, (name, (x, colour)) in enumerate(rows.items()):
    values, colour = eigenvalues(x), plotting.COLOURS[colour]
    kappas.append(condition_number(x))
    limits.append(joint_limit(x))
    ends.append((values[0], values[-1]))
    ax.hlines(row, values[0], values[-1], color=colour, linewidth=6, alpha=0.2)
    ax.plot(values, [row] * len(values), "o", color=colour, markersize=9)
    plotting.note(ax, name, (2e-3, row), (0, 24), color=colour, ha="left", weight="bold")
    plotting.note(ax, "limit", (values[-1], row), (0, -22), color=colour)
    plotting.note(ax, "pace", (values[0], row), (0, -22), color=colour)
ax.set(title="Eigenvalues of the Hessian", xlabel="curvature", xscale="log", yticks=[])
ax.set(ylim=(1.6, -0.7), xlim=(1e-3, 5e5))
ax.minorticks_off()
assert ends[0][0] < ends[1][0] < ends[1][1] < ends[0][1], "standardising draws both ends in"
assert kappas[0] > 1e5 * kappas[1] and kappas[1] > 100, "by far, but not to a round bowl"
plotting.describe(
    fig,
    "Two rows of eleven dots on a logarithmic axis. As measured, the eigenvalues reach from "
    "{low:.4f} to {high:,.0f}, a condition number of {kappa:,.0f}; the limit of the rate is "
    "{limit:.1e}. Standardised, they reach from {scaled_low:.3f} to {scaled_high:.2f}, a "
    "condition number of {scaled_kappa:.0f}; the limit is {scaled_limit:.2f}.",
    low=ends[0][0],
    high=ends[0][1],
    kappa=kappas[0],
    limit=limits[0],
    scaled_low=ends[1][0],
    scaled_high=ends[1][1],
    scaled_kappa=kappas[1],
    scaled_limit=limits[1],
)
plt.show()

# %%
# Standardising draws both ends in, by far, but they do not meet: one eigenvalue stays far below the rest.
