"""
Ten features, two scales
========================

The loss over the updates on real data, with the features as they were measured and standardised.
Both descents start with all parameters at 0 and have the same share of their own limit; look for who gets where, and when.
"""

import matplotlib.pyplot as plt
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler

from gdtutorial import plotting
from gdtutorial.features import errors, gradient, joint_limit, mse, predict, update

plt.style.use("gdtutorial.style")

# %%
# Scaling changes the way, not what lies at its end: the least loss is the same for both.

people = load_diabetes(scaled=False)
y = people.target.reshape(-1, 1)
features = {
    "as measured": (people.data, "bad"),
    "standardised": (StandardScaler().fit_transform(people.data), "good"),
}
exact = LinearRegression().fit(people.data, y)
least = mse(errors(exact.predict(people.data), y)).item()
n_updates, share = 10_000, 0.9

# %%
# Both axes are logarithmic.

fig, ax = plt.subplots(figsize=(6.4, 4.4))
above = {}
for name, (x, colour) in features.items():
    b, w = 0.0, 0 * x[:1].T
    above[name] = []
    for _ in range(n_updates + 1):
        error = errors(predict(b, w, x), y)
        above[name].append(mse(error).item() - least)
        b, w = update(b, w, *gradient(error, x), share * joint_limit(x))
    ax.plot(range(1, n_updates + 1), above[name][1:], color=plotting.COLOURS[colour])
raw, scaled = above.values()
plotting.note(ax, "as measured", (200, raw[200]), (0, 12), color=plotting.COLOURS["bad"])
plotting.note(ax, "standardised", (40, scaled[40]), (-9, -20), color=plotting.COLOURS["good"])
ax.set(title=f"Loss on {len(y)} people", xlabel="update", xscale="log", yscale="log")
ax.set(ylabel="loss above its minimum", ylim=(1e-2, 1e5))
ax.set(xticks=(1, 10, 100, 1000, 10_000), xticklabels=("1", "10", "100", "1000", "10 000"))
ax.minorticks_off()

assert scaled[1000] < 0.005 * least, "standardised, it has all but arrived"
assert 0.05 * least < raw[-1] < raw[-1000], "as measured, it is still under way"
assert scaled[20] < raw[-1], "twenty updates beat ten thousand"
plotting.describe(
    fig,
    "Two falling curves over {n} updates on logarithmic axes: the loss above its minimum of "
    "{least:.1f}, from {start:.0f} on. Standardised, it is {early:.0f} after 20 updates, "
    "{late:.2f} after 1000. As measured, it is {raw:.0f} at the end, and still falling.",
    n=n_updates,
    least=least,
    start=raw[0],
    early=scaled[20],
    late=scaled[1000],
    raw=raw[-1],
)
plt.show()

# %%
# The standardised descent arrives while the other has hardly begun: its flat directions wait for millions of updates.
