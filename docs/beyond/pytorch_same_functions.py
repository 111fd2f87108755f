"""The tutorial's own five steps, fed with tensors."""

import torch

from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, gradient, initialise, mse, predict, update
from gdtutorial.settings import LR, MANY_EPOCHS, OTHER_B, OTHER_W

x_train, y_train, x_val, y_val = tutorial_data(OTHER_B, OTHER_W)
x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
b, w = (torch.from_numpy(start) for start in initialise())

for epoch in range(MANY_EPOCHS):
    error = errors(predict(b, w, x), y)
    loss = mse(error)
    b_grad, w_grad = gradient(error, x)
    b, w = update(b, w, b_grad, w_grad, lr=LR)

print(type(b).__module__, b.numpy(), w.numpy())
print(loss.item())

# Whose gradient is it? Ask autograd, at the start.
b, w = (torch.from_numpy(start).requires_grad_() for start in initialise())
error = errors(predict(b, w, x), y)
mse(error).backward()
for ours, theirs in zip(gradient(error, x), (b.grad, w.grad), strict=True):
    print(torch.allclose(ours, theirs, rtol=0, atol=1e-12))
