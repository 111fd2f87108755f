"""A number that somebody types is read as it is meant, or told why not."""

from decimal import Decimal
from math import isfinite

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.browser

MEANT = {
    "4": 4, "4.0": 4, "4,0": 4, "3,99": 3.99, "0,5": 0.5, ",5": 0.5, ".5": 0.5, "5.": 5, "007": 7,
    "４": 4, "４．０": 4, "４，０": 4, "－１．５": -1.5, "−1.5": -1.5, "–1.5": -1.5, "+2": 2, "＋２": 2,
    "3。5": 3.5, "400%": 4, "400 %": 4, "４００％": 4, "12,5 %": 0.125, "0.1%": 0.001,
    "1e3": 1000, "1E-3": 0.001, "1.000e−05": 1e-05, "1,5e2": 150, "1.5×10^3": 1500, "1.5 * 10**3": 1500,
    "2·10^-3": 0.002, "1 500": 1500, "1\u202f500": 1500, "1'500": 1500, "1’500,5": 1500.5,
    "1_500": 1500, "1,500,000": 1500000, "1.500.000": 1500000, "1,500.5": 1500.5, "1.500,5": 1500.5,
    "0,500": 0.5, "1500,250": 1500.25, "1.500": 1.5, "  4 ": 4, "\u30004\u3000": 4, "\ufeff4": 4, "-0": 0,
}  # fmt: skip
REFUSED = {
    "": "empty", " ": "empty", "1,500": "which", "-1,500": "which", "1,2,3": "signs", "1.2.3": "signs",
    "1,": "signs", "1 5": "signs", "1,50,000": "signs", "1,500,": "signs", "1.5,000.2": "signs",
    "4 times": "more", "4x": "more", "4 次": "more", "90°": "more", "5 $": "more", "四": "digits",
    "four": "digits", "1/2": "digits", "½": "digits", "10³": "digits", "5²": "digits", "1.5×10³": "digits", "--5": "digits",
    "5-": "digits", "0x10": "digits", "\u0664": "digits", "$5": "digits", ".": "digits", "%": "digits",
    "1e": "more", "inf": "large", "−∞": "large", "nan": "digits", "1e999": "large", "1e" + "9" * 99: "large",
    "1e-999": "small", "1e-" + "9" * 99: "small", "9" * 5000: "digits", "<b>": "digits", "__proto__": "digits",
}  # fmt: skip


def read(core, texts, comma=None):
    return core.evaluate(
        "([texts, comma]) => texts.map(text => core.readNumber(text, comma ?? undefined))",
        [list(texts), comma],
    )


def test_what_is_meant_is_read(core):
    seen = read(core, MEANT)
    assert {text: one.get("value") for text, one in zip(MEANT, seen, strict=True)} == MEANT


def test_what_is_not_a_number_or_could_be_two_is_told_why(core):
    seen = read(core, REFUSED)
    assert {text: one.get("reason") for text, one in zip(REFUSED, seen, strict=True)} == REFUSED


def test_what_is_asked_back_and_what_is_too_much_are_named(core):
    asked, times = read(core, ["−1,500", "4 times a day"])
    assert asked == {"reason": "which", "whole": "-1500", "point": "-1.500"}
    assert times == {"reason": "more", "start": "4", "rest": "times a day"}


@pytest.mark.parametrize(
    ("text", "comma", "value"),
    [
        ("1,500", "decimal", 1.5),
        ("1,500", "group", 1500),
        ("2,5", "group", 2.5),
        ("1.500", "group", 1.5),
        ("1.500", "decimal", None),
    ],
)
def test_a_comma_is_what_its_table_says_where_it_could_be_two(core, text, comma, value):
    assert read(core, [text], comma)[0].get("value") == value


FORMATS = ["r", "e", ".17g", "+.3f", ".0f", ".1%", "_", "_.2f", "012.4f", ",.2f", ".3e", "#.0f"]


def written():
    """Draw what Python writes of a float in any of its formats, and what that text means."""
    found = []

    @settings(
        max_examples=600,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(FORMATS))
    def collect(value, form):
        text = repr(value) if form == "r" else format(value, form)
        exact = Decimal(text.replace("_", "").replace(",", "").rstrip("%"))
        meant = float(exact.scaleb(-2) if text.endswith("%") else exact)
        if len(text) <= 400 and isfinite(meant):  # rounded up, the greatest float is none
            found.append((text, meant))

    collect()
    return found


def test_what_python_writes_is_read_to_the_last_bit(core):
    cases = written()
    assert len(cases) > 400
    seen = read(core, [text for text, _ in cases])
    wrong = [
        (text, value, one)
        for (text, value), one in zip(cases, seen, strict=True)
        if float(one.get("value", "nan")) != value  # whole numbers arrive as whole numbers
    ]
    assert wrong == []
