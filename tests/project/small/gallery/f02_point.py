"""
A point
=======

Look at how lonely it is.
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting

plt.style.use("gdtutorial.style")

# %%
# It has no neighbours.

fig, ax = plt.subplots(figsize=(2.0, 1.5))
ax.plot(1, 1, "o")
plotting.describe(fig, "A single point.")
plt.show()
