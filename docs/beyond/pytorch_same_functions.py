"""The tutorial's own five steps, fed with tensors."""

import torch

from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, gradient, initialise, mse, predict, update

x_train, y_train, x_val, y_val = tutorial_data(b=0.5, w=-3)
x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
b, w = (torch.from_numpy(start) for start in initialise(random_state=42))

for epoch in range(1000):
    error = errors(predict(b, w, x), y)
    loss = mse(error)
    b_grad, w_grad = gradient(error, x)
    b, w = update(b, w, b_grad, w_grad, lr=0.1)

print(type(b).__module__, b.numpy(), w.numpy())
print(loss.item())

# Whose gradient is it? Ask autograd, at the start.
b, w = (torch.from_numpy(start).requires_grad_() for start in initialise(random_state=42))
error = errors(predict(b, w, x), y)
mse(error).backward()
for ours, theirs in zip(gradient(error, x), (b.grad, w.grad), strict=True):
    print(torch.allclose(ours, theirs, rtol=0, atol=1e-12))
