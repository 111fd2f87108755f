"""The same with a layer, an optimiser, and PyTorch's own way to keep copies of a model together."""

import torch
from torch import distributed, multiprocessing
from torch.nn.parallel import DistributedDataParallel

from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.settings import LR, N_EPOCHS


def work(rank, port):
    """Descend twice as one process of two: with halves, and with parts of unequal size."""
    store = distributed.TCPStore("127.0.0.1", port)
    distributed.init_process_group("gloo", store=store, rank=rank, world_size=2)
    for cut in 40, 50:
        part = slice(0, cut) if rank == 0 else slice(cut, 80)
        b, w = descend(part)
        if rank == 0:
            print(f"{cut} and {80 - cut} points: b = {b:.12f}, w = {w:.12f}")
    distributed.destroy_process_group()


def descend(part):
    """Go down with some of the points; DistributedDataParallel looks after the rest."""
    x, y = (torch.from_numpy(column[part]) for column in tutorial_data()[:2])
    layer = torch.nn.Linear(1, 1, dtype=torch.float64)
    with torch.no_grad():
        layer.bias[:], layer.weight[:] = (torch.from_numpy(start) for start in initialise())
    model = DistributedDataParallel(layer)
    loss_of = torch.nn.MSELoss()
    optimiser = torch.optim.SGD(model.parameters(), lr=LR)
    for _ in range(N_EPOCHS):
        loss_of(model(x), y).backward()  # here the gradients of both become their mean
        optimiser.step()
        optimiser.zero_grad()
    return layer.bias.item(), layer.weight.item()


if __name__ == "__main__":
    one = gradient_descent(*tutorial_data()[:2], *initialise(), LR, n_epochs=N_EPOCHS)
    print(
        f"one process:      b = {one.b[-1].item():.12f}, w = {one.w[-1].item():.12f}", flush=True
    )
    server = distributed.TCPStore("127.0.0.1", 0, is_master=True, wait_for_workers=False)
    multiprocessing.spawn(work, (server.port,), nprocs=2)
