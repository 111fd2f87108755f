// One update as a program in Python that prints the same numbers.

// `formats` says how each number is written on the page: ".4f" or ".3e".
export const updateProgram = ({ b, w, lr }, formats) =>
  [
    "import numpy as np",
    "",
    "from gdtutorial.data import tutorial_data",
    "from gdtutorial.model import errors, gradient, mse, predict, update",
    "",
    "x, y, x_val, y_val = tutorial_data()",
    `b, w, lr = np.array([${b}]), np.array([${w}]), ${lr}`,
    "error = errors(predict(b, w, x), y)",
    "before = mse(error)",
    "b_grad, w_grad = gradient(error, x)",
    "b, w = update(b, w, b_grad, w_grad, lr)",
    "after = mse(errors(predict(b, w, x), y))",
    ...["b_grad", "w_grad", "b", "w", "before", "after"].map(
      (name) => `print(f"${name} = {${name}.item():${formats[name]}}")`,
    ),
    "",
  ].join("\n");
