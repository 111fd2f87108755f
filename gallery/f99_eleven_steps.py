"""
Eleven steps
============

Conjugate gradients on real data with eleven parameters, with the features standardised and as they were measured.
On paper the eleventh step arrives for both; look at what rounding makes of that.
"""

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import StandardScaler

from gdtutorial import plotting
from gdtutorial.conjugate import conjugate_gradients
from gdtutorial.features import condition_number, hessian
from gdtutorial.line_search import exact_search

plt.style.use("gdtutorial.style")

# %%
# The bowl of ten features and a bias, from 0; what is left is measured with the Hessian itself.

people, n = load_diabetes(scaled=False), 30
y = people.target.reshape(-1, 1)
left, kappas = {}, {}
for name, x in {
    "standardised": StandardScaler().fit_transform(people.data),
    "as measured": people.data,
}.items():
    h, r = hessian(x), 2 * np.array([y.mean(), *(x * y).mean(axis=0)])
    least = np.linalg.lstsq(np.hstack([np.ones_like(y), x]), y, rcond=None)[0].ravel()
    kappas[name] = condition_number(x)
    for method in conjugate_gradients, exact_search:
        away = method(h, r, np.zeros(11), 1e-14, n).places - least
        excess = np.einsum("ti,ij,tj->t", away, h, away)
        left[name, method.__name__] = excess / excess[0]

# %%
# The dashed lines are the search for the lowest point along the gradient.

colours = {"standardised": plotting.COLOURS["good"], "as measured": plotting.COLOURS["bad"]}
fig, ax = plt.subplots(figsize=(6.4, 4.6))
for (name, method), share in left.items():
    style = "o-" if method == "conjugate_gradients" else "--"
    ax.plot(share, style, color=colours[name], markersize=5)
ax.axvline(11, color=plotting.INK, linewidth=1, linestyle=":")
plotting.note(ax, "11 steps", (11, 1e-18), (9, 0))
good, bad = (left[name, "conjugate_gradients"] for name in colours)
slow = left["standardised", "exact_search"]
plotting.note(ax, "standardised", (9, good[10]), (-9, -30), color=colours["standardised"])
plotting.note(ax, "as measured", (18, bad[18]), (9, 8), color=colours["as measured"])
plotting.note(ax, "dashed: exact search", (20, slow[20]), (0, -10), ha="left")
ax.set(title="Share of the excess that is left", xlabel="steps", yscale="log", ylim=(1e-20, 30))

arrived = 1e-12  # below it rounding alone decides
assert good[10] > 1e5 * arrived and good[11] < arrived, "standardised, the eleventh step arrives"
assert bad[11] > 1e-4 and bad[-1] < arrived, "as measured it takes far more steps"
assert slow[-1] > 1e-4, "the exact search is far from it"
plotting.describe(
    fig,
    "Falling curves over {n} steps on a logarithmic axis. Conjugate gradients with standardised "
    "features, condition number {kappa:.0f}, leave {before:.0e} of the excess after 10 steps and "
    "less than {arrived:.0e} after 11. With the features as they were measured, {raw_kappa:.0e}, "
    "they leave {bad:.0e} after 11 and less than {arrived:.0e} after {n}. "
    "The exact search leaves {slow:.0e} after {n}.",
    n=n,
    kappa=kappas["standardised"],
    before=good[10],
    arrived=arrived,
    raw_kappa=kappas["as measured"],
    bad=bad[11],
    slow=slow[-1],
)
plt.show()

# %%
# A condition number of tens of millions costs so many digits that the directions are no longer conjugate, and eleven steps are far from enough.
