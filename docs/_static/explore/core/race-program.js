// The state of the race as a program in Python that prints the same numbers.

const SOURCES = {
  bad: ['problem = tutorial_problems()["Bad"]', ["spoil"], "x, _ = spoil(x)"],
  original: ['problem = tutorial_problems()["Original"]', [], ""],
  standardised: ['problem = tutorial_problems()["Standardised"]', ["standardise"], "x, _, _ = standardise(x, x_val)"],
  threshold: ['problem = tutorial_problems()["Threshold"]', ["standardise"], "x, _, _ = standardise(x, x_val)"],
  weights: ["problem = two_weights_problem(x, y)", [], ""],
};
const WRITE = [
  "def text(value):",
  '    return f"{value:.4f}" if 1e-3 <= abs(value) < 1e5 or value == 0 else f"{value:.3e}"',
];

// The gradient of a batch: what it is called, and where it comes from.
const SLOPES = {
  threshold: ["log_loss_gradient", "from gdtutorial.logistic import above_median, log_loss_gradient"],
  weights: ["two_weights_gradient", ""],
};
const LINE = [
  "def slopes(x, y, b, w):",
  "    return gradient(errors(predict(b, w, x), y), x)",
];

export function raceProgram(state, nPoints, names) {
  const { problem, b, w, n, batch, seed, rules } = state;
  const full = batch === nPoints;
  const weights = problem === "weights";
  const [pose, makers, scale] = SOURCES[problem];
  const [slopes, from] = SLOPES[problem] ?? ["slopes", "from gdtutorial.model import errors, gradient, predict"];
  const data = !full || weights;
  const posed = [
    ...(weights && !full ? ["two_weights_gradient"] : []),
    weights ? "two_weights_problem" : "tutorial_problems",
  ];
  const lines = [
    ...(full ? [] : ["from functools import partial", "from itertools import islice", ""]),
    "import numpy as np",
    "",
    ...(data ? [`from gdtutorial.data import ${[...(full ? [] : makers), "tutorial_data"].join(", ")}`] : []),
    `from gdtutorial.descent import ${full ? "minimise" : "descend"}`,
    ...(full || !from ? [] : [from]),
    `from gdtutorial.problems import ${posed.join(", ")}`,
    ...(rules.length ? [`from gdtutorial.rules import ${[...rules].sort().join(", ")}`] : []),
    "",
    'np.seterr(over="ignore", invalid="ignore")',
    ...(data ? ["x, y, x_val, _ = tutorial_data()"] : []),
    ...(full || !scale ? [] : [scale]),
    ...(full || problem !== "threshold" ? [] : ["y = above_median(y)"]),
    pose,
    "",
    "",
    ...WRITE,
    "",
    "",
    ...(full ? [] : [...(slopes === "slopes" ? [...LINE, "", ""] : []), ...batches(), "", ""]),
    "for name, rule, settings in [",
    ...rules.map((rule) => `    ("${names[rule]}", ${rule}, {${written(state[rule])}}),`),
    "]:",
    ...(full
      ? [
          `    path = minimise(problem, ${b}, ${w}, rule=rule, n_updates=${n}, **settings)`,
          "    b, w = path.b[-1, 0], path.w[-1, 0]",
        ]
      : [
          `    *_, (b, w) = descend(islice(batches(), ${n}), ${b}, ${w}, rule=rule, **settings)`,
          "    b, w = b[0], w[0]",
        ]),
    '    print(f"{name}: b = {text(b)}, w = {text(w)}, loss = {text(problem.loss(b, w))}")',
    "",
  ];
  return lines.join("\n");

  function batches() {
    return [
      "def batches():",
      `    rng = np.random.RandomState(${seed})`,
      "    while True:",
      "        order = rng.permutation(len(x))",
      `        for i in range(0, len(x), ${batch}):`,
      `            rows = order[i : i + ${batch}]`,
      `            yield partial(${slopes}, x[rows], y[rows])`,
    ];
  }
}

const written = (settings) =>
  Object.entries(settings)
    .map(([name, value]) => `"${name}": ${value}`)
    .join(", ");
