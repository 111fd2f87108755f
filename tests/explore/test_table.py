"""Two columns are read however they were written, and whatever is not taken is named."""

import csv
import io

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.browser


def read(core, text):
    return core.evaluate("text => core.readTable(text)", text)


def points(core, text):
    found = read(core, text)
    assert found["bad"] == [], text
    assert found["refused"] is None, text
    return found["points"]


TWO = [[1.5, 2], [2.5, 4]]
GOOD = [
    "1.5\t2\n2.5\t4", "1.5;2\n2.5;4", "1.5,2\n2.5,4", "1.5 2\n2.5 4", "  1.5   2\r\n\r\n2.5   4  \r\n\r\n",
    "1.5, 2\r2.5, 4\r", "1,5;2\n2,5;4", "1,5\t2\n2,5\t4", "1,5 2\n2,5 4", "\ufeff1,5;2,0\n2,5;4,0",
    "１．５，２\n２．５，４", "１，５；２\n２，５；４", "1.5、2\n2.5、4", '"1,5","2"\n"2,5","4"', "“1,5”,“2”\n“2,5”,“4”",
    "x;y\n1.5;2\n2.5;4", "面积，价格\n1.5，2\n2.5，4", '"size; m²";"price"\n1.5;2\n2.5;4', "my data\n1.5 2\n2.5 4",
    "1.5;2;\n2.5;4;", "150%;2\n250%;4", "1.5;2e0\n25e-1;4", "1.5\t2\u20282.5\t4",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_the_same_two_points(core, text):
    assert points(core, text) == TWO


def test_a_header_is_said_and_a_number_beside_a_word_is_none(core):
    assert read(core, "size,price\n1,2\n3,4")["header"] == "size,price"
    assert read(core, "1,2\n3,4")["header"] is None
    found = read(core, "x;4\n1;2\n3;4")
    assert found["header"] is None
    assert [(one["line"], one["reason"]) for one in found["bad"]] == [(1, "digits")]


def test_the_table_says_what_its_commas_are(core):
    assert points(core, "1,500;2,25\n2,500;3,25") == [[1.5, 2.25], [2.5, 3.25]]
    assert points(core, "1,500;2.25\n2,500;3.25") == [[1500, 2.25], [2500, 3.25]]
    asked = read(core, "1,500;2\n2,500;3")
    assert [(one["reason"], one["whole"], one["point"]) for one in asked["bad"]] == [
        ("which", "1500", "1.500"),
        ("which", "2500", "2.500"),
    ]
    assert [one["reason"] for one in read(core, "1.500;2,25\n2,5;3,25")["bad"]] == ["which"]


BAD = """x;y
1;2
3
4;five

5;6;7
;8
1e300;1
2;1e-999
1 2 3;4
6;12 km
7;14"""


def test_every_row_that_is_not_taken_is_named_with_its_line_and_why(core):
    found = read(core, BAD)
    assert found["points"] == [[1, 2], [7, 14]]
    assert [(one["line"], one["reason"]) for one in found["bad"]] == [
        (3, "columns"), (4, "digits"), (6, "columns"), (7, "empty"), (8, "far"), (9, "small"),
        (10, "signs"), (11, "more"),
    ]  # fmt: skip
    assert [one.get("n") for one in found["bad"] if one["reason"] == "columns"] == [1, 3]
    assert found["bad"][-1]["text"] == "6;12 km"


@pytest.mark.parametrize("text", ["1,2,3\n2,3,4", "a;b;c\n1;2;3\n2;3;4", "1\t2\t3\n2\t3\t4"])
def test_three_columns_are_counted_as_three(core, text):
    found = read(core, text)
    assert found["refused"] == "none"
    assert [one["n"] for one in found["bad"]] == [3, 3]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        (" \n\t\n", "nothing"),
        ("\ufeff", "nothing"),
        ("x;y", "none"),
        ("hello world", "none"),
        ("1;2", "one"),
        ("1;2\n1;3", "constant"),
        ("1e-300;2\n2e-300;3", "narrow"),
        ("1000000000000;2\n999999999999.5;3", "narrow"),
        ("1;2\n" * 2002, "rows"),
        ("x;y\n" + "1;2\n" * 2001, "rows"),
        ("1" * 1_000_001, "long"),
    ],
)
def test_what_no_line_can_be_fitted_to_is_refused_in_a_word(core, text, why):
    assert read(core, text)["refused"] == why


def test_two_thousand_points_and_a_header_are_taken(core):
    rows = [f"{i},{i / 8}" for i in range(2000)]
    assert points(core, "\n".join(["x,y", *rows])) == [[i, i / 8] for i in range(2000)]


@pytest.mark.parametrize(
    "text",
    ["," * 900_000, '"' * 900_000, "1," * 450_000, "\n" * 900_000, '"1' + ";" * 900_000, "{}[]\x00\n<img>;<b>"],
)  # fmt: skip
def test_a_hostile_file_ends_in_a_word(core, text):
    found = read(core, text)
    assert found["points"] == []
    assert found["refused"] in {"none", "nothing", "one"}
    assert all(len(one["text"]) <= 40 for one in found["bad"])


value = st.floats(-1e12, 1e12, allow_subnormal=False) | st.integers(-3000, 3000).map(float)


@st.composite
def table(draw):
    """Draw points, and a text of them in one of the ways in which programs write tables."""
    rows = draw(st.lists(st.tuples(value, value), min_size=2, max_size=9))
    separator, decimal = draw(
        st.sampled_from([("\t", "."), (";", "."), (",", "."), (" ", "."), ("\t", ","), (";", ",")])
    )
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=separator,
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
    )
    if draw(st.booleans()):
        writer.writerow(["the size", 'a "price"'])
    form = draw(st.sampled_from([repr, "{:.17e}".format]))
    for row in rows:
        writer.writerow([form(number).replace(".", decimal) for number in row])
    text = out.getvalue()
    if draw(st.booleans()):
        wide = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789,;.-"}
        text = text.translate(wide)
    return draw(st.sampled_from(["", "\ufeff"])) + text, rows


def drawn():
    found = []

    @settings(
        max_examples=300,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(table())
    def collect(one):
        found.append(one)

    collect()
    return found


def test_what_python_s_csv_writes_is_read_to_the_last_bit(core):
    """A comma before three digits has two meanings unless another number of the table decides: those rows are named."""
    cases = drawn()
    seen = core.evaluate("texts => texts.map(core.readTable)", [text for text, _ in cases])
    asked = 0
    for (text, rows), found in zip(cases, seen, strict=True):
        if any(one["reason"] == "which" for one in found["bad"]):
            asked += 1
            continue
        assert found["bad"] == [], text
        assert [[float(number) for number in point] for point in found["points"]] == [
            list(row) for row in rows
        ], text
    assert asked < len(cases) / 20
