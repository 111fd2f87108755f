"""A process is lost in mid-descent: the other one says so and ends, and two new ones go on."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from torch import distributed, multiprocessing

from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, initialise, predict, update
from gdtutorial.settings import LR, MANY_EPOCHS

KEEP_EVERY, LOST_AT = 100, 550  # updates
PATIENCE = 10  # seconds


def keep(file, done, b, w):
    """Write down where the descent stands: beside the old file first, so that there is always a whole one."""
    new = file.with_name("new.npy")
    np.save(new, [done, b.item(), w.item()])
    new.replace(file)


def work(rank, port, file, lost):
    """Descend as one process of two, from where the file says; the second gets a signal in mid-descent."""
    store = distributed.TCPStore("127.0.0.1", port)
    distributed.init_process_group("gloo", store=store, rank=rank, world_size=2)
    both = distributed.new_group(timeout=timedelta(seconds=PATIENCE))
    x, y = (column[rank::2] for column in tutorial_data()[:2])
    done, b, w = np.load(file) if file.exists() else (0, *initialise())
    for t in range(int(done), MANY_EPOCHS):
        if rank == 0 and t % KEEP_EVERY == 0:
            keep(file, t, b, w)
        if rank == 1 and t == LOST_AT and lost:
            os.kill(os.getpid(), lost)
        error = errors(predict(b, w, x), y)
        sums = torch.tensor([len(x), error.sum(), (error * x).sum()], dtype=torch.float64)
        began = time.monotonic()
        try:
            distributed.all_reduce(sums, group=both)
        except RuntimeError:
            patient = time.monotonic() - began > 0.9 * PATIENCE
            reason = "is silent for too long" if patient else "has gone"
            print(f"  process {rank}: at update {t} the other process {reason}", flush=True)
            os._exit(1)  # to tidy up a group that has lost a process can end in an abort
        n, of_errors, of_products = sums.numpy()
        b, w = update(b, w, 2 * of_errors / n, 2 * of_products / n, LR)
    if rank == 0:
        keep(file, MANY_EPOCHS, b, w)
    distributed.destroy_process_group()


def descend(file, lost=None):
    """Start two processes, wait for the first, and return what is kept of the descent."""
    server = distributed.TCPStore("127.0.0.1", 0, is_master=True, wait_for_workers=False)
    spawn = multiprocessing.get_context("spawn")
    pair = [spawn.Process(target=work, args=(rank, server.port, file, lost)) for rank in (0, 1)]
    for process in pair:
        process.start()
    pair[0].join()
    if pair[0].exitcode:
        pair[1].kill()  # it may still be there, but silent
    pair[1].join()
    done, b, w = np.load(file).tolist()
    print(f"  code {pair[0].exitcode}; kept: update {done:.0f}, {b:.12f} {w:.12f}", flush=True)
    return b, w


if __name__ == "__main__":
    for lost in None, signal.SIGKILL, signal.SIGSTOP:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "descent.npy"
            print(f"process 1 gets {lost.name}" if lost else "nobody is lost", flush=True)
            end = descend(file, lost)
            if not lost:
                undisturbed = end
                continue
            print("two new processes", flush=True)
            print("  the same to the last digit:", descend(file) == undisturbed, flush=True)
