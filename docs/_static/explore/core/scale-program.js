// What the scale of the feature does to the surface, as a program in Python that prints the same numbers.

export const scaleProgram = ({ factor, standard }, formats) =>
  [
    "from gdtutorial.curvature import condition_number, joint_limit",
    `from gdtutorial.data import ${standard ? "standardise, " : ""}tutorial_data`,
    "from gdtutorial.surface import minimum",
    "",
    "x, y, x_val, y_val = tutorial_data()",
    standard ? "x, x_val, scaler = standardise(x, x_val)" : `x = x * ${factor}`,
    "b, w = minimum(x, y)",
    "condition, limit = condition_number(x), joint_limit(x)",
    ...["condition", "limit", "w"].map((name) => `print(f"${name} = {${name}:${formats[name]}}")`),
    "",
  ].join("\n");
