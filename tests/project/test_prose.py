"""No number in the prose is typed that looks computed: it is glued from the cell that computed it."""

import ast
import re
from pathlib import Path

import pytest
from sphinx_gallery.py_source_parser import split_code_and_text_blocks

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    page
    for folder in ("tutorial", "beyond", ".")
    for page in (ROOT / "docs" / folder).glob("*.md")
)
SCRIPTS = sorted((ROOT / "gallery").glob("f*.py"))

# Inputs: numbers that the author chose, and that a cell or a script is given, by where they are.
REVIEWED = {
    (stem, number): reason
    for reason, places in {
        "an input of an exercise": {
            "collinear": "0.99",
            "edge-of-stability": "0.25",
            "large-batches": "0.02",
            "learning-rate": "0.00000001 0.4",
            "recap": "0.9",
            "scaling": "0.03",
            "start": "0.5",
            "surface": "1.6",
            "update": "0.9 1.1",
        },
        "how many people a data set holds, as a claim checks": {
            "early-stopping": "442",
            "many-features": "442",
        },
        "a bound as it is published, which a claim compares": {"early-stopping": "1.69"},
        "an address": {"two-processes": "127.0"},
        "the bend of an arrow": {"f01_descent_on_a_curve": "-0.3"},
        "how many bytes are a unit": {"on-disk": "1024"},
        "the ends of the range of rates": {"contest": "0.001"},
        "the oldest Python that will do": {"programs": "3.11"},
        "the year of a publication": {
            "collinear": "1972",
            "contest": "2022",
            "convergence": "1964",
            "dask": "1983",
            "conjugate-gradients": "1952",
            "early-stopping": "2019",
            "edge-of-stability": "2017 2020 2021",
            "large-batches": "2017 2018 2019",
            "late-gradients": "1976 2011 2016",
            "line-search": "1966",
            "newton": "1970",
            "many-features": "2004",
            "noise-floor": "2017 2018 2021",
            "optimisers": "1951 1964 1983 2012 2013 2015 2018",
            "repeat": "1951",
            "scaling": "1998 2009",
            "stragglers": "2013 2016",
            "two-weights": "2014",
            "schedules": "2017 2018",
            "two-processes": "2018 2020 2023",
            "when-to-stop": "1998",
        },
        "the number of a volume, a lecture or a section": {
            "optimisers": "269 6.5",
            "scaling": "7.10",
        },
    }.items()
    for stem, numbers in places.items()
    for number in numbers.split()
}

# What is not prose, in the order in which it is taken out of a page.
NOT_PROSE = [
    r"\A---\n.*?\n---\n",  # front matter
    r"^(?P<cell>`{3,})\{(?:code-cell|code-block|toctree|eval-rst)\}.*?^(?P=cell)\s*$",  # cells first, or their ends would open code
    r"^(?P<fence>`{3,})(?!\{).*?^(?P=fence)\s*$",  # code
    r"^% claim:[^\n]*$",
    r"^:[\w-]+:[^\n]*$",  # options of a directive
    r"<!--.*?-->",
    r"\$\$.*?\$\$",
    r"\$[^$\n]+\$",
    r"\{[\w:-]+\}`[^`]*`",  # roles, glue among them
    r"``.+?``",
    r"`[^`\n]*`",
    r"\]\([^)]*\)",  # addresses of links
    r"\bhttps?://\S+",
]
NUMBER = re.compile(r"(?<![\w.])[-−]?\d(?:[\d,]*\d)?(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w])")


def prose(text):
    for pattern in NOT_PROSE:
        text = re.sub(pattern, " ", text, flags=re.DOTALL | re.MULTILINE)
    return text


def looks_computed(number):
    """A decimal, or three significant digits and more: 2.9, 112, 0.8055, but not 80 or 1000."""
    digits = re.sub(r"[^\d.]", "", number)
    return "." in digits or len(digits.strip("0")) >= 3


def computed(text):
    return [n for n in NUMBER.findall(text) if looks_computed(n)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The loss is 2.74 after 100 epochs of 80 points.", ["2.74"]),
        ("| batch | 112 |", ["112"]),
        ("falls from $2.74$ to {glue:text}`a.md::b:.2f` and `0.8055`", []),
        ("a slope of −1.79, then 1,024.", ["−1.79", "1,024"]),
        (":::{note}\n:class: x\n\nAbout 0.25.\n:::\n", ["0.25"]),
        ("NumPy 2 and [this](page.md#step-0.12)", []),
        (
            "```{code-cell}\nlr = 0.25\n```\nA rate of 0.75.\n```\n0.5\n```\nis 0.125\n",
            ["0.75", "0.125"],
        ),
    ],
)
def test_the_rule_itself(text, found):
    assert computed(prose(text)) == found


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_page_types_no_computed_number(page):
    reviewed = {number for (stem, number) in REVIEWED if stem in {page.stem, "*"}}
    found = set(computed(prose(page.read_text("utf-8")))) - reviewed
    assert not found, "glue them, or add them to REVIEWED with the reason"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_script_types_no_computed_number(script):
    _, blocks = split_code_and_text_blocks(str(script))
    texts = [re.sub(r":math:`[^`]*`|``.+?``", " ", b.content) for b in blocks if b.type == "text"]
    # and every string that it draws: titles, notes, alternative text
    texts += [
        re.sub(r"\{[^}]*\}", " ", node.value)
        for node in ast.walk(ast.parse(script.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    reviewed = {number for (stem, number) in REVIEWED if stem in {script.stem, "*"}}
    found = {number for text in texts for number in computed(text)} - reviewed
    assert not found, "compute them, or add them to REVIEWED with the reason"


def test_every_reviewed_number_is_still_there():
    texts = {path.stem: path.read_text("utf-8") for path in [*PAGES, *SCRIPTS]}
    gone = [
        (stem, number)
        for (stem, number) in REVIEWED
        if number not in ("\n".join(texts.values()) if stem == "*" else texts[stem])
    ]
    assert gone == []
