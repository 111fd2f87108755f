"""The tutorial's colours: of its figures, its pages and its explorables, light and dark.

A colour means the same everywhere: :data:`COLOURS` says what.
"""

PAPER = "#ffffff"
"""What figures are drawn on."""

INK = "#22252b"
"""Words, and lines that stand for no parameter."""

FAINT_INK = "#6a707a"
"""Axes and their numbers."""

GRID = "#e3e6ea"
"""The grid behind a drawing."""

COLOURS = {
    "b": "#0072b2",  # the bias, and sections over it
    "w": "#c94f00",  # the weight, and sections over it
    "data": "#6f7f95",  # training points
    "model": "#a0307f",  # predictions, and the path of a descent
    "good": "#00856a",
    "bad": "#b3261e",
}
"""What each colour stands for; close to the Okabe-Ito palette, which colour-blind readers can tell apart."""

RULE_COLOURS = {
    "plain": "#0b0b0b",
    "decayed": "#ab9017",
    "momentum": "#4d01ae",
    "nesterov": "#65223b",
    "rmsprop": "#3f7358",
    "adam": "#d941b2",
}
"""One for each update rule, by the name of its function: told apart with any kind of colour vision, and no blue or orange, which mean `b` and `w`."""

CHALK, EDGE = "#fafafa", "#101114"
"""Marks on a coloured surface, which is the same on a light and on a dark page."""

DARK = {
    PAPER: "#131416",
    INK: "#eceef1",
    FAINT_INK: "#a2a9b4",
    GRID: "#30343a",
    COLOURS["b"]: "#56b4e9",
    COLOURS["w"]: "#ff8d4d",
    COLOURS["data"]: "#93a3b8",
    COLOURS["model"]: "#e889c9",
    COLOURS["good"]: "#2fcfa4",
    COLOURS["bad"]: "#ff8a80",
    RULE_COLOURS["plain"]: "#bebebe",
    RULE_COLOURS["decayed"]: "#756208",
    RULE_COLOURS["momentum"]: "#9174f9",
    RULE_COLOURS["nesterov"]: "#c1758d",
    RULE_COLOURS["rmsprop"]: "#c6fedf",
    RULE_COLOURS["adam"]: "#b61492",
}
"""For a dark page: the colour that takes the place of each."""

NAMES = {
    **COLOURS,
    **{f"rule-{name}": colour for name, colour in RULE_COLOURS.items()},
    "paper": PAPER,
    "ink": INK,
    "faint": FAINT_INK,
    "grid": GRID,
    "chalk": CHALK,
    "edge": EDGE,
}
"""The site's names for all of them: style sheets and scripts know them as ``--figure-`` and the name."""
