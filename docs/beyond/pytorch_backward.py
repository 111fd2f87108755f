"""The gradients of two losses, by PyTorch's autograd."""

import numpy as np
import torch

from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, initialise, mse, predict
from gdtutorial.settings import SEED

# The line, at the random start.
x_train, y_train, x_val, y_val = tutorial_data()
x, y = torch.from_numpy(x_train), torch.from_numpy(y_train)
b, w = (torch.from_numpy(start).requires_grad_() for start in initialise())
loss = mse(errors(predict(b, w, x), y))
loss.backward()
print(f"{b.grad.item():.10f} {w.grad.item():.10f}")

# The network: three hyperbolic tangents, on twenty points of a wave.
x = x[:20]
y = torch.sin(2 * torch.pi * x)
p = torch.from_numpy(np.random.RandomState(SEED).randn(10)).requires_grad_()
hidden = torch.tanh(p[0:3] + p[3:6] * x)
y_hat = p[6:7] + (p[7:10] * hidden).sum(axis=1, keepdims=True)
loss = mse(errors(y_hat, y))
loss.backward()
for slope in p.grad:
    print(f"{slope.item():.10f}")
