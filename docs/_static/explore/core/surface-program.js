// The loss at one place as a program in Python that prints the same number.

export const surfaceProgram = ({ b, w }, format) =>
  [
    "from gdtutorial.data import tutorial_data",
    "from gdtutorial.surface import loss_surface",
    "",
    "x, y, x_val, y_val = tutorial_data()",
    `loss = loss_surface(x, y, ${b}, ${w})`,
    `print(f"loss = {loss.item():${format}}")`,
    "",
  ].join("\n");
