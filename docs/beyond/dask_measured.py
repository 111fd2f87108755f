"""Memory and time of one step, in parts on two workers and in one piece."""

import os
import time
import tracemalloc
from importlib import import_module

import dask
import dask.array as da
from distributed import Client, LocalCluster

from gdtutorial.data import make_line
from gdtutorial.model import errors, gradient, initialise, predict, update
from gdtutorial.settings import LR

PART = 250_000  # points, at most
START = [number.item() for number in initialise()]


def step(b, w, x, y):
    """Make one update, wherever the points are."""
    error = errors(predict(b, w, x), y)
    b_grad, w_grad = dask.compute(*gradient(error, x))
    return update(b, w, b_grad.item(), w_grad.item(), LR)


def in_parts(n):
    """Make one update with n points, which the workers make, use and drop."""
    size = min(n, PART)
    parts = [dask.delayed(make_line)(size, random_state=seed) for seed in range(n // size)]
    x, y = (
        da.concatenate([da.from_delayed(part[i], (size, 1), float) for part in parts])
        for i in (0, 1)
    )
    step(*START, x, y)


def in_one_piece(n):
    """Make one update with n points at once, without Dask's workers."""
    step(*START, *make_line(n))


def best_time(work, n, budget=1.0):
    """Return the shortest of as many runs as the budget allows, in seconds."""
    times = []
    while sum(times) < budget:
        start = time.perf_counter()
        work(n)
        times.append(time.perf_counter() - start)
    return min(times)


def most_memory():
    """Return the most that Python and NumPy held in this process since the last call, in bytes."""
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    return peak


def memory_in_parts(client, n):
    """Return the most that any worker held during an update, in bytes."""
    for module in "dask.array", "gdtutorial.data":
        client.run(import_module, module)  # what a worker loads is no memory of the points
    in_parts(n)
    client.run(tracemalloc.start)
    in_parts(n)
    most = max(client.run(most_memory).values())
    client.run(tracemalloc.stop)
    return most


def memory_in_one_piece(n):
    """Return the most that this process held during an update, in bytes."""
    tracemalloc.start()
    in_one_piece(n)
    most = most_memory()
    tracemalloc.stop()
    return most


if __name__ == "__main__":
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        client.wait_for_workers(2)
        print(f"on {os.cpu_count()} processor cores")
        print(
            f"{'points':>10}{'one piece, MB':>15}{'one worker, MB':>16}{'one piece, s':>14}{'in parts, s':>13}"
        )
        for n in 10**4, 10**5, 10**6, 10**7:
            piece, worker = memory_in_one_piece(n) / 1e6, memory_in_parts(client, n) / 1e6
            alone, together = best_time(in_one_piece, n), best_time(in_parts, n)
            print(f"{n:10,}{piece:15.1f}{worker:16.1f}{alone:14.5f}{together:13.5f}")
