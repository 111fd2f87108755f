"""Two processes, each with points of its own, go down together by the sums of their gradients."""

import numpy as np
import torch
from torch import distributed, multiprocessing

from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import errors, initialise, predict, update
from gdtutorial.settings import LR, MANY_EPOCHS

PARTS = [slice(0, 50), slice(50, 80)]  # which points belong to which process


def work(rank, port):
    """Descend as one process of two; both end with the same path."""
    store = distributed.TCPStore("127.0.0.1", port)
    distributed.init_process_group("gloo", store=store, rank=rank, world_size=2)
    x_train, y_train, _, _ = tutorial_data()
    x, y = x_train[PARTS[rank]], y_train[PARTS[rank]]
    b, w = initialise()
    path = [(b, w)]
    for _ in range(MANY_EPOCHS):
        error = errors(predict(b, w, x), y)
        sums = torch.tensor([len(x), error.sum(), (error * x).sum()], dtype=torch.float64)
        distributed.all_reduce(sums)  # from here on both have the sums over all points
        n, of_errors, of_products = sums.numpy()
        b, w = update(b, w, 2 * of_errors / n, 2 * of_products / n, LR)
        path.append((b, w))
    if rank == 0:
        report(np.reshape(path, (-1, 2)), x_train, y_train)
    distributed.destroy_process_group()


def report(path, x, y):
    """Compare each update with that of one process which has all the points."""
    one = gradient_descent(x, y, *initialise(), LR, n_epochs=MANY_EPOCHS)
    ours = np.hstack([one.b, one.w])
    for name, (b, w) in ("two processes", path[-1]), ("one process", ours[-1]):
        print(f"{name}: b = {b:.12f}, w = {w:.12f}")
    print("each update the same:", np.allclose(path, ours, rtol=0, atol=1e-12))


if __name__ == "__main__":
    server = distributed.TCPStore("127.0.0.1", 0, is_master=True, wait_for_workers=False)
    multiprocessing.spawn(work, (server.port,), nprocs=2)
