"""A descent with momentum."""

from programs._inputs import points

TASK = """
Give the descent with all points a memory: each parameter has a velocity, 0 at first.
In each update the velocity $v$ becomes $\\mu v + g$, where $g$ is the gradient, and the parameter moves by $-\\eta v$: `mu` is the momentum and `lr` the learning rate.
[Better update rules](beyond/optimisers.md) tells what it is good for.
"""
HINT = """
You need two velocities, one for `b` and one for `w`, made before the loop and kept from one update to the next.
Renew each velocity first, and then move by the new one.
"""


def momentum(x, y, b, w, lr, mu, n_updates):
    """Return b and w after n_updates updates.

    x, y: columns, shape (N, 1)
    b, w: numbers, the start
    lr: the learning rate
    mu: the momentum
    returns: two numbers
    """
    b_velocity, w_velocity = 0.0, 0.0
    for _ in range(n_updates):
        error = b + w * x - y
        b_velocity = mu * b_velocity + 2 * error.mean()
        w_velocity = mu * w_velocity + 2 * (x * error).mean()
        b = b - lr * b_velocity
        w = w - lr * w_velocity
    return b, w


def draw(rng):
    """Draw points, a start, and a few updates with much memory."""
    drawn = points(rng, rng.randint(4, 7))
    return drawn | {
        "lr": round(rng.uniform(0.03, 0.1), 2),
        "mu": round(rng.uniform(0.4, 0.9), 2),
        "n_updates": rng.randint(4, 8),
    }


def no_memory(x, y, b, w, lr, mu, n_updates):
    """Your descent has no memory: do your velocities start at 0 again in each round?"""
    return momentum(x, y, b, w, lr, 0.0, n_updates)


def weakened(x, y, b, w, lr, mu, n_updates):
    """You weaken the gradient by 1 - mu: here it enters the velocity as it is."""
    return momentum(x, y, b, w, lr * (1 - mu), mu, n_updates)


def old_velocity(x, y, b, w, lr, mu, n_updates):
    """You move by the old velocity: renew the velocity first, then move."""
    b_velocity, w_velocity = 0.0, 0.0
    for _ in range(n_updates):
        error = b + w * x - y
        b, w = b - lr * b_velocity, w - lr * w_velocity
        b_velocity = mu * b_velocity + 2 * error.mean()
        w_velocity = mu * w_velocity + 2 * (x * error).mean()
    return b, w


def one_velocity(x, y, b, w, lr, mu, n_updates):
    """Your two parameters share one velocity: give each its own."""
    velocity = 0.0
    for _ in range(n_updates):
        error = b + w * x - y
        velocity = mu * velocity + 2 * error.mean()
        b = b - lr * velocity
        velocity = mu * velocity + 2 * (x * error).mean()
        w = w - lr * velocity
    return b, w


def rate_twice(x, y, b, w, lr, mu, n_updates):
    """The learning rate enters twice, into the velocity and into the step: once is enough."""
    return momentum(x, y, b, w, lr * lr, mu, n_updates)


def nesterov(x, y, b, w, lr, mu, n_updates):
    """You have written Nesterov's momentum, which is the next idea: here the step is the velocity alone."""
    b_velocity, w_velocity = 0.0, 0.0
    for _ in range(n_updates):
        error = b + w * x - y
        b_grad, w_grad = 2 * error.mean(), 2 * (x * error).mean()
        b_velocity, w_velocity = mu * b_velocity + b_grad, mu * w_velocity + w_grad
        b, w = b - lr * (b_grad + mu * b_velocity), w - lr * (w_grad + mu * w_velocity)
    return b, w
