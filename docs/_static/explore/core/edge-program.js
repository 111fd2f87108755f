// A descent on two weights as a program in Python that prints the same numbers.

// `formats` says how each number is written on the page: ".4f" or ".3e".
export const edgeProgram = ({ u, v, lr, n }, formats) =>
  [
    "from gdtutorial.descent import minimise",
    "from gdtutorial.sharpness import product_problem, sharpness",
    "",
    `lr = ${lr}`,
    `path = minimise(product_problem(), ${u}, ${v}, lr, n_updates=${n})`,
    "u, v, loss = path.b[-1, 0], path.w[-1, 0], path.loss[-1, 0]",
    "bent, limit = sharpness(u, v), 2 / lr",
    ...["u", "v", "loss", "bent", "limit"].map((name) => `print(f"${name} = {${name}:${formats[name]}}")`),
    "",
  ].join("\n");
