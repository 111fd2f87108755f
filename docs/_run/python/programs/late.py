"""A descent whose gradients come late."""

from programs._inputs import points

TASK = """
Descend with all points by gradients that come `tau` updates late.
The first update is number 0.
In update number `t` the parameters move by $-\\eta g$ from where they are, and $g$ is the gradient at the place where they were before update number `t - tau`, or at the start, where there was none.
[Gradients that come late](beyond/late-gradients.md) tells what becomes of that.
"""
HINT = """
Keep every place in a list, the start first: before update `t` it holds `t + 1` of them.
The place that you need is number `max(t - tau, 0)`.
"""


def late(x, y, b, w, lr, tau, n_updates):
    """Return b and w after n_updates updates.

    x, y: columns, shape (N, 1)
    b, w: numbers, the start
    lr: the learning rate
    tau: how many updates old each gradient is
    returns: two numbers
    """
    places = [(b, w)]
    for t in range(n_updates):
        old_b, old_w = places[max(t - tau, 0)]
        error = old_b + old_w * x - y
        b = b - lr * 2 * error.mean()
        w = w - lr * 2 * (x * error).mean()
        places.append((b, w))
    return b, w


def draw(rng):
    """Draw points, a start, and more updates than the delay is long."""
    drawn = points(rng, rng.randint(4, 7))
    tau = int(rng.randint(2, 4))
    return drawn | {
        "lr": round(rng.uniform(0.03, 0.1), 2),
        "tau": tau,
        "n_updates": 2 * tau + int(rng.randint(2, 4)),
    }


def on_time(x, y, b, w, lr, tau, n_updates):
    """Your gradients come on time: take each at the place where the descent was `tau` updates before."""
    return late(x, y, b, w, lr, 0, n_updates)


def too_old(x, y, b, w, lr, tau, n_updates):
    """Your gradients are one update too old: after `t` updates the newest place in the list is number `t`."""
    return late(x, y, b, w, lr, tau + 1, n_updates)


def too_new(x, y, b, w, lr, tau, n_updates):
    """Your gradients are one update too new: with a delay of 0 the gradient is that of the newest place."""
    return late(x, y, b, w, lr, tau - 1, n_updates)


def from_the_old_place(x, y, b, w, lr, tau, n_updates):
    """You take the step from the old place: only the gradient is old, the parameters that move are the newest."""
    places = [(b, w)]
    for t in range(n_updates):
        places.append(late(x, y, *places[max(t - tau, 0)], lr, 0, 1))
    return places[-1]


def averaged(x, y, b, w, lr, tau, n_updates):
    """You take the mean of all gradients since then: here only the oldest of them counts."""
    places = [(b, w)]
    for t in range(n_updates):
        errors = [old_b + old_w * x - y for old_b, old_w in places[max(t - tau, 0) :]]
        b = b - lr * 2 * sum(error.mean() for error in errors) / len(errors)
        w = w - lr * 2 * sum((x * error).mean() for error in errors) / len(errors)
        places.append((b, w))
    return b, w


def waits(x, y, b, w, lr, tau, n_updates):
    """Your descent stands still until the first gradient is old enough: let it move by the gradient at the start."""
    return late(x, y, b, w, lr, tau, n_updates - tau)


def only_one_is_late(x, y, b, w, lr, tau, n_updates):
    """Only one of your two gradients is late: take both from the same errors, at the old place."""
    places = [(b, w)]
    for t in range(n_updates):
        old_b, old_w = places[max(t - tau, 0)]
        new_w = w - lr * 2 * (x * (b + w * x - y)).mean()
        b, w = b - lr * 2 * (old_b + old_w * x - y).mean(), new_w
        places.append((b, w))
    return b, w
