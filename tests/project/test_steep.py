"""Slope and curvature have a word each: only a slope is steep, in English and in Chinese."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [
    *ROOT.glob("docs/*.md"),
    *ROOT.glob("docs/[!_g]*/*.md"),
    *ROOT.glob("docs/_ext/pages/*.toml"),
    *ROOT.glob("docs/locales/**/*.po"),
    *ROOT.glob("docs/_run/python/**/*.py"),
    *ROOT.glob("gallery/*.py"),
    *ROOT.glob("gdtutorial/*.py"),
]
BEND = r"(?:bend|bent|curv(?:ed|ature)|eigen|Hessian|direction)"
STEEP_BEND = re.compile(
    rf"(?:steep(?:er|est|ly|ness)?|flattest)\W+(?:\w+\W+){{0,3}}{BEND}|{BEND}\w*\W+(?:\w+\W+){{0,2}}steep"
    r"|steepest(?! descent)"
    r"|陡\w{0,4}(?:方向|弯|曲率)|(?:弯|曲率)\w{0,4}陡",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?<=\])\([^)\s]*\)")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("How steep the surface bends.", True),
        ("The steepest direction.", True),
        ("a curvature that is steeper", True),
        ("最陡方向上的曲率", True),
        ("曲率更陡", True),
        ("The section over b is steeper there.", False),
        ("This is steepest descent.", False),
        ("b 的切线更陡", False),
    ],
)
def test_the_rule_itself(text, found):
    assert bool(STEEP_BEND.search(text)) == found


def test_only_slopes_are_steep():
    found = [
        (path.relative_to(ROOT).as_posix(), match[0])
        for path in SOURCES
        for match in STEEP_BEND.finditer(ADDRESS.sub("", path.read_text("utf-8")))
    ]
    assert found == []
