// A slope and the ratio of the triangle on it, as a program in Python that prints the same numbers.

export const slopeProgram = ({ b, w, step, over }, formats) => {
  const i = over === "b" ? 0 : 1;
  return [
    "from gdtutorial.data import tutorial_data",
    "from gdtutorial.model import errors, gradient, predict",
    "from gdtutorial.surface import geometric_gradient",
    "",
    "x, y, x_val, y_val = tutorial_data()",
    `b, w, step = ${b}, ${w}, ${step}`,
    `ratio = geometric_gradient(x, y, b, w, step)[${i}]`,
    `exact = gradient(errors(predict(b, w, x), y), x)[${i}].item()`,
    ...["ratio", "exact"].map((name) => `print(f"${name} = {${name}:${formats[name]}}")`),
    "",
  ].join("\n");
};
