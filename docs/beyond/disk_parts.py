"""A descent on points that lie on the disk, four times what its worker may hold in memory."""

import logging
import os
import re
import signal
import tempfile
import threading
import time
from contextlib import contextmanager
from functools import reduce
from importlib import import_module
from operator import add
from pathlib import Path

import dask
import dask.dataframe as dd
import numpy as np
import pyarrow as pa
from distributed import Client, KilledWorker, LocalCluster
from pyarrow import parquet

from gdtutorial.data import make_line
from gdtutorial.descent import gradient_descent
from gdtutorial.model import errors, gradient, initialise, predict, update
from gdtutorial.moments import moments
from gdtutorial.settings import LR

MB = 2**20
MEMORY = 512 * MB  # what the worker may hold
PART = 2**20  # points, of two numbers of eight bytes each
N_PARTS = 4 * MEMORY // (16 * PART)
N_EPOCHS = 3
START = [number.item() for number in initialise()]


def write(folder, n_parts=N_PARTS, size=PART):
    """Write points a part at a time, each part a file, and never hold more than one."""
    for seed in range(n_parts):
        x, y = make_line(size, random_state=seed)
        columns = pa.table({"x": x[:, 0], "y": y[:, 0]})
        parquet.write_table(columns, Path(folder) / f"{seed:03}.parquet")


def columns(folder):
    """See the files as two long columns, of which nothing has been read but how long they are."""
    frame = dd.read_parquet(folder)
    lengths = [parquet.read_metadata(file).num_rows for file in sorted(Path(folder).iterdir())]
    both = frame[["x", "y"]].to_dask_array(lengths=lengths)
    return both[:, :1], both[:, 1:]


def descend(x, y, n_epochs=N_EPOCHS, before_epoch=lambda _: None):
    """Descend; each epoch reads all parts anew."""
    path = [START]
    for epoch in range(n_epochs):
        before_epoch(epoch)
        b, w = path[-1]
        b_grad, w_grad = dask.compute(*gradient(errors(predict(b, w, x), y), x))
        path.append(update(b, w, b_grad.item(), w_grad.item(), LR))
    return np.array(path)


def summary(folder):
    """Read each part once, and keep six numbers of it."""
    each = [
        dask.delayed(moments)(part[["x"]], part[["y"]])
        for part in dd.read_parquet(folder).to_delayed()
    ]
    return reduce(add, dask.compute(*each))


def in_one_piece(folder):
    """Read all points at once."""
    return len(parquet.read_table(folder).to_pandas())


def most_memory():
    """Return the most memory that this process has ever held, in bytes, as Linux counts it."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


def peak(client):
    """Return the most memory that the worker has ever held, in bytes."""
    return max(client.run(most_memory).values())


def kill(client):
    """Kill the worker; what watches over it starts another one."""
    for process in client.run(os.getpid).values():
        os.kill(process, signal.SIGKILL)


@contextmanager
def one_worker(memory=MEMORY):
    """Start a worker that may hold so much, and end it afterwards."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        LocalCluster(
            n_workers=1,
            threads_per_worker=1,
            memory_limit=memory,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            silence_logs=logging.CRITICAL,  # workers are lost on purpose
        ) as cluster,
        Client(cluster) as client,
    ):
        client.wait_for_workers(1)
        for module in "dask.dataframe", "gdtutorial.moments":
            client.run(import_module, module)  # no part of what is measured
        yield client


def measured(name, work):
    """Do some work with a new worker, and print how long it took and what the worker held at most."""
    with one_worker() as client:
        start = time.perf_counter()
        try:
            result = work(client)
        except KilledWorker:
            print(f"{name:<30}the worker is killed, for it holds too much")
            return None
        seconds = time.perf_counter() - start
        print(f"{name:<30}{seconds:6.1f} s{peak(client) / MB:6.0f} MB", flush=True)
        return result


def main(n_parts=N_PARTS):
    """Write the points, read them in each way, and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder, n_parts)
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
        print(f"{n_parts * PART:,} points in {n_parts} files")
        print(f"{'in memory':<30}{16 * n_parts * PART / MB:15,.0f} MB")
        print(f"{'on the disk':<30}{size / MB:15,.0f} MB")
        print(f"{'the worker may hold':<30}{MEMORY / MB:15,.0f} MB")
        x, y = columns(folder)

        def troubled(client):
            def lose(epoch):
                if epoch == 1:
                    threading.Timer(0.5, kill, [client]).start()

            return descend(x, y, before_epoch=lose)

        measured("Python and Dask alone", lambda _: None)
        measured("in one piece", lambda client: client.submit(in_one_piece, folder).result())
        whole = measured("one reading, four points", lambda _: summary(folder))
        calm = measured(f"{N_EPOCHS} epochs", lambda _: descend(x, y))
        lost = measured(f"{N_EPOCHS} epochs, worker killed", troubled)
        four = gradient_descent(*whole.points(), *START, LR, n_epochs=N_EPOCHS)
        for name, (b, w) in {
            "in parts": calm[-1],
            "worker killed": lost[-1],
            "four points": (four.b[-1, 0], four.w[-1, 0]),
        }.items():
            print(f"{name:<30}b {b:.12f}  w {w:.12f}")


if __name__ == "__main__":
    main()
