"""A model, a loader and batches, beside the tutorial's own descent."""

import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset

from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.settings import LR, MANY_EPOCHS, MINI_BATCH, N_EPOCHS, SEED

x_train, y_train, x_val, y_val = tutorial_data()
b, w = initialise()
data = TensorDataset(torch.from_numpy(x_train), torch.from_numpy(y_train))


def descend(n_epochs, batch_size, shuffle):
    """Return all (b, w) from the start on, one row an update."""
    model = torch.nn.Linear(1, 1, dtype=torch.float64)
    with torch.no_grad():
        model.bias[:], model.weight[:] = torch.from_numpy(b), torch.from_numpy(w)
    loss_of = torch.nn.MSELoss()
    optimiser = torch.optim.SGD(model.parameters(), lr=LR)
    orders = np.random.RandomState(SEED)
    path = [(model.bias.item(), model.weight.item())]
    for _ in range(n_epochs):
        order = orders.permutation(len(data)) if shuffle else range(len(data))
        for x, y in DataLoader(data, batch_size, sampler=order):
            loss = loss_of(model(x), y)
            loss.backward()
            optimiser.step()
            optimiser.zero_grad()
            path.append((model.bias.item(), model.weight.item()))
    return np.array(path)


for n_epochs, batch_size, shuffle in [
    (MANY_EPOCHS, len(data), False),
    (N_EPOCHS, MINI_BATCH, False),
    (N_EPOCHS, MINI_BATCH, True),
]:
    settings = {"n_epochs": n_epochs, "batch_size": batch_size, "shuffle": shuffle}
    path = descend(**settings)
    ours = gradient_descent(x_train, y_train, b, w, lr=LR, **settings)
    same = np.allclose(path, np.hstack([ours.b, ours.w]), rtol=0, atol=1e-12)
    print(f"{len(path) - 1} updates, to b = {path[-1, 0]:.4f}, w = {path[-1, 1]:.4f}", end="; ")
    print("each as ours" if same else "not as ours")
