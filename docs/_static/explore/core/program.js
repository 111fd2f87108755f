// The state of the playground as a program in Python that prints the same numbers.
import { updatesPerEpoch } from "./descent.js";

// What a state says that says nothing.
export const plainState = ({ start, seed, x }) => ({
  ...start, n: 0, batch: x.length, order: false, seed, momentum: 0, x: 1, bug: {},
});

// `formats` says how each number is written on the page: ".4f" or ".3e".
export function program(state, nPoints, formats) {
  const { lr, n, batch, order, seed, momentum, bug } = state;
  const bySteps = lr.length > 1 || bug.sign || bug.order || bug.sum;
  const each = updatesPerEpoch(nPoints, batch);
  const data = feature(state);
  const body = bySteps ? loop() : call();
  const numpy = bySteps || data.numpy ? ["import numpy as np", ""] : [];
  const names = [...data.names, ...(state.data ? [] : ["tutorial_data"])].sort();
  const imports = [
    ...(names.length ? [`from gdtutorial.data import ${names.join(", ")}`] : []),
    ...body.imports,
  ];
  const prints = ["b", "w", "loss"].map(
    (name) => `print(f"${name} = {${body.result[name]}:${formats[name]}}")`,
  );
  return [...numpy, ...imports, "", ...data.lines, ...body.lines, ...prints, ""].join("\n");

  function call() {
    const options = [
      `n_epochs=${Math.ceil(n / each)}`,
      ...(batch < nPoints ? [`batch_size=${batch}`] : []),
      ...(momentum ? ["rule=momentum", `momentum=${momentum}`] : []),
      ...(order ? ["shuffle=True", `random_state=${seed}`] : []),
    ];
    return {
      imports: [
        "from gdtutorial.descent import gradient_descent",
        ...(momentum ? ["from gdtutorial.rules import momentum"] : []),
      ],
      lines: [
        "path = gradient_descent(",
        `    x, y, b=${state.b}, w=${state.w}, lr=${lr[0][1]},`,
        `    ${options.join(", ")},`,
        ")",
        `n = ${n}`,
      ],
      result: { b: "path.b[n, 0]", w: "path.w[n, 0]", loss: "path.loss[n, 0]" },
    };
  }

  function loop() {
    const grad = (indent, name) =>
      [
        "error = errors(predict(b, w, x[batch]), y[batch])",
        bug.sum
          ? `${name} = 2 * error.sum(axis=0), 2 * (x[batch] * error).sum(axis=0)`
          : `${name} = gradient(error, x[batch])`,
      ].map((line) => indent + line);
    const velocity = (indent, names) =>
      momentum
        ? names.map((name) => `${indent}${name}_velocity = ${momentum} * ${name}_velocity + ${name}_grad`)
        : [];
    const way = (name) => `${bug.sign ? "-" : ""}${name}_${momentum ? "velocity" : "grad"}`;
    const move = bug.order
      ? [
          ...grad("    ", "b_grad, _"),
          ...velocity("    ", ["b"]),
          `    b, _ = update(b, w, ${way("b")}, 0, lr)`,
          ...grad("    ", "_, w_grad"),
          ...velocity("    ", ["w"]),
          `    _, w = update(b, w, 0, ${way("w")}, lr)`,
        ]
      : [
          ...grad("    ", "b_grad, w_grad"),
          ...velocity("    ", ["b", "w"]),
          `    b, w = update(b, w, ${way("b")}, ${way("w")}, lr)`,
        ];
    const names = ["errors", ...(bug.sum ? [] : ["gradient"]), "predict", "update"];
    return {
      imports: [
        `from gdtutorial.model import ${names.join(", ")}`,
        "from gdtutorial.surface import loss_surface",
      ],
      lines: [
        'np.seterr(over="ignore", invalid="ignore")',
        `b, w = np.array([${state.b}]), np.array([${state.w}])`,
        ...(momentum ? ["b_velocity = w_velocity = 0.0"] : []),
        `rates = {${lr.map(([from, rate]) => `${from}: ${rate}`).join(", ")}}`,
        "rows = np.arange(len(x))",
        ...(order ? [`rng = np.random.RandomState(${seed})`] : []),
        `for n in range(${n}):`,
        "    lr = rates.get(n, lr) if n else rates[0]",
        ...(order ? [`    if n % ${each} == 0:`, "        rows = rng.permutation(len(x))"] : []),
        `    batch = rows[n % ${each} * ${batch} :][:${batch}]`,
        ...move,
        "loss = loss_surface(x, y, b, w)",
      ],
      result: { b: "b[0]", w: "w[0]", loss: "loss[0]" },
    };
  }
}

// Own data have no part for validation, so the scaler of the library is handed the training part twice.
function feature({ x, bug, data }) {
  const numpy = Boolean(data);
  const load = data
    ? [
        "points = [",
        ...data.map((point) => `    (${point.join(", ")}),`),
        "]",
        "x, y = np.array(points, dtype=float).T.reshape(2, -1, 1)",
      ]
    : ["x, y, x_val, y_val = tutorial_data()"];
  if (x === 10) return { numpy, names: ["spoil"], lines: [...load, "x, _ = spoil(x, factor=10)"] };
  if (x !== "std") return { numpy, names: [], lines: load };
  const part = data ? "x" : "x_val";
  if (!bug.scaler) {
    const made = data ? "x, _, scaler" : "x, x_val, scaler";
    return { numpy, names: ["standardise"], lines: [...load, `${made} = standardise(x, ${part})`] };
  }
  const everything = "standardise(np.vstack([x, x_val]), x_val)";
  return {
    numpy: true,
    names: ["standardise"],
    lines: [...load, `everything, x_val, scaler = ${everything}`, "x = everything[: len(x)]"],
  };
}
