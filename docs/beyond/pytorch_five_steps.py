"""The whole program, with PyTorch for the gradient and the update."""

import torch

from gdtutorial.data import tutorial_data
from gdtutorial.model import initialise
from gdtutorial.settings import LR, MANY_EPOCHS, OTHER_B, OTHER_W

x_train, y_train, x_val, y_val = tutorial_data(OTHER_B, OTHER_W)
x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)

# Step 0: the same random start, and a note that gradients are wanted
b, w = (torch.from_numpy(start).requires_grad_() for start in initialise())
optimiser = torch.optim.SGD([b, w], lr=LR)

for epoch in range(MANY_EPOCHS):
    # Step 1: forward pass
    y_hat = b + w * x

    # Step 2: errors and loss
    error = y_hat - y
    loss = (error**2).mean()

    # Step 3: gradient
    loss.backward()

    # Step 4: update, and forget the gradient
    optimiser.step()
    optimiser.zero_grad()

print(b.detach().numpy(), w.detach().numpy())
print(loss.item())
