"""What can be set in an explorable, by name: the one home of the ends of its sliders.

The explorables take their ends from here, and :mod:`pages.settable` reads what sentences ask for.
"""

from dataclasses import dataclass

from gdtutorial import settings


@dataclass(frozen=True)
class Between:
    """A number, both ends included."""

    low: float
    high: float
    whole: bool = False

    def read(self, text):
        """Return the value that a text says; raise ValueError if it says none of them."""
        value = int(text) if self.whole else float(text)
        if not self.low <= value <= self.high:  # nor NaN
            raise ValueError(text)
        return value

    def write(self, value):
        """Return the text of a value, as short as an explorable writes it."""
        return f"{value:.6g}"

    def __str__(self):
        """Say what is allowed."""
        return f"a {'whole ' * self.whole}number from {self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class OneOf:
    """One of a few words, each with what it stands for in the explorable."""

    values: dict

    def read(self, text):
        """Return what a word stands for; raise ValueError if it is none of them."""
        if text not in self.values:
            raise ValueError(text)
        return self.values[text]

    def write(self, value):
        """Return the word that stands for a value."""
        return next(word for word, meant in self.values.items() if meant == value)

    def __str__(self):
        """Say what is allowed."""
        return " or ".join(self.values)


def fields(name, data):
    """Return what can be set in an explorable, by name; `data` is what all of them start from."""
    b, w = Between(*data["b"]), Between(*data["w"])
    yes_or_no = OneOf({"yes": True, "no": False})
    return {
        "line-and-loss": {"b": b, "w": w},
        "surface": {
            "b": b,
            "w": w,
            "turn": Between(-180, 180),
            "tilt": Between(5, 85),
            "over": OneOf({"none": "none", "b": "b", "w": "w"}),
        },
        "sections": {
            "b": b,
            "w": w,
            "step": Between(0.001, 1),
            "over": OneOf({"b": "b", "w": "w"}),
        },
        "learning-rate": {
            "lr": Between(0.001, 10),
            "n": Between(0, settings.N_EPOCHS, whole=True),
        },
        "update": {"b": b, "w": w, "lr": Between(0.001, 10)},
        "scale": {"factor": Between(0.5, 10), "standard": yes_or_no},
        "batch-size": {
            "size": Between(1, len(data["x"]), whole=True),
            "shuffle": yes_or_no,
            "unit": OneOf({unit: unit for unit in ("epochs", "points", "updates")}),
        },
        "playground": {  # of its many fields those that a worksheet sets
            "lr": Between(0.001, 10),
            "n": Between(0, settings.MANY_EPOCHS, whole=True),
            "batch": Between(1, len(data["x"]), whole=True),
            "momentum": Between(0, 0.99),
            "x": OneOf({"1": 1, "10": 10, "std": "std"}),
        },
        "edge": {
            "u": Between(*settings.EDGE_U),
            "v": Between(*settings.EDGE_V),
            "lr": Between(0.01, 0.5),
            "n": Between(0, 30, whole=True),
        },
        "optimisers": {
            "n": Between(0, 100, whole=True),
            **{rule: Between(0.001, 100) for rule in ("plain", "momentum", "nesterov", "adam")},
        },
    }.get(name, {})


def written(name, data):
    """Return what the script of an explorable needs to read and write its fields."""
    found = fields(name, data)
    between = {key: field for key, field in found.items() if isinstance(field, Between)}
    return {
        "ends": {key: [field.low, field.high] for key, field in between.items()},
        "whole": [key for key, field in between.items() if field.whole],
        "choices": {key: field.values for key, field in found.items() if isinstance(field, OneOf)},
    }
