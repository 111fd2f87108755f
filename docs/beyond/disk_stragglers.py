"""What waiting for a slow worker costs, and what not waiting costs, on four workers of this machine."""

import time
from contextlib import contextmanager

import dask
import numpy as np
from distributed import Client, LocalCluster

from gdtutorial.data import make_line
from gdtutorial.model import errors, gradient, initialise, predict, update
from gdtutorial.moments import moments

LR, N_UPDATES = 0.3, 60
QUICK, SLOW = 0.1, 0.5  # seconds that an answer takes; a sleep stands for the work
START = [number.item() for number in initialise()]


def points(n=1000):
    """Make points around a curve, so that no part knows what another one does."""
    x, y = make_line(n)
    return x, y + x**2


def cut(x, y, in_order):
    """Cut points into four parts, by the size of x or as they come."""
    order = x[:, 0].argsort() if in_order else np.arange(len(x))
    return [(x[rows], y[rows]) for rows in np.array_split(order, 4)]


def answer(b, w, part, pause):
    """Return how many points a part has, and the sums that its gradient is made of."""
    time.sleep(pause)
    x, y = part
    b_grad, w_grad = gradient(errors(predict(b, w, x), y), x)
    return len(x), len(x) * b_grad.item(), len(x) * w_grad.item()


def descend(client, parts, pauses, wait_for=4, late=False):
    """Descend: an update waits for so many answers to its own parameters, and may use the late ones of others, too.

    Return where it ends, and the seconds that an update took.
    """
    workers = sorted(client.scheduler_info(n_workers=-1)["workers"])
    held = {
        worker: client.scatter(part, workers=[worker], hash=False)
        for worker, part in zip(workers, parts, strict=True)
    }
    takes = dict(zip(workers, pauses, strict=True))
    b, w = START
    busy, answers = {}, {}
    begin = time.perf_counter()
    for now in range(N_UPDATES):
        for worker in set(workers) - set(busy):
            task = client.submit(
                answer, b, w, held[worker], takes[worker], workers=[worker], pure=False
            )
            busy[worker] = now, task
        while sum(sent == now and task.done() for sent, task in busy.values()) < wait_for:
            time.sleep(0.001)
        for worker, (sent, task) in list(busy.items()):
            if task.done():
                answers[worker] = sent, task.result()
                del busy[worker]
        used = [sums for sent, sums in answers.values() if late or sent == now]
        n, b_sum, w_sum = np.sum(used, axis=0)
        b, w = update(b, w, b_sum / n, w_sum / n, LR)
    seconds = (time.perf_counter() - begin) / N_UPDATES
    client.gather([task for _, task in busy.values()])
    return b, w, seconds


CASES = {
    "none is slow, waiting": {"pauses": [QUICK] * 4},
    "one is slow, waiting": {},
    "left out, parts alike": {"wait_for": 3, "in_order": False},
    "left out, parts in order": {"wait_for": 3},
    "taken late, parts in order": {"wait_for": 3, "late": True},
}


def measure(client, pauses=(QUICK, QUICK, QUICK, SLOW), in_order=True, **how):
    """Return the seconds of one update, and the loss of all points after the last one."""
    x, y = points()
    b, w, seconds = descend(client, cut(x, y, in_order), pauses, **how)
    return seconds, moments(x, y).loss(b, w).item()


@contextmanager
def four_workers():
    """Start four workers on this machine, each of which keeps to its own part; give the client that talks to them."""
    with (
        dask.config.set({"distributed.scheduler.work-stealing": False}),
        LocalCluster(
            n_workers=4,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
        ) as cluster,
        Client(cluster) as client,
    ):
        client.wait_for_workers(4)
        yield client


def main():
    """Measure each case."""
    with four_workers() as client:
        measure(client, [0.0] * 4)  # whatever is loaded once
        print(f"{'least loss possible':<28}{moments(*points()).least:18.4f}")
        print(f"{'':<28}{'s an update':>12}{'loss':>6}")
        for name, how in CASES.items():
            seconds, loss = measure(client, **how)
            print(f"{name:<28}{seconds:12.3f}{loss:10.4f}", flush=True)


if __name__ == "__main__":
    main()
