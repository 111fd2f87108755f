"""After a change of the library a page follows, or its claims stop it; the tool shows which, and where."""

import re
import subprocess
import sys
import tomllib

import pytest
from helpers import PACKAGE

sys.path.insert(0, str(PACKAGE.parent / "docs" / "_ext"))
from pages.cells import Page, operands, paragraphs

ROOT = PACKAGE.parent
LIST = tomllib.loads((ROOT / "tools" / "attacks.toml").read_text("utf-8"))["attack"]

ATTACKS = r"""
[[attack]]
name = "another noise"
file = "gdtutorial/settings.py"
pattern = 'NOISE = 0\.1'
replacement = 'NOISE = 0.11'
expect = "followed"

[[attack]]
name = "a sum for a mean"
file = "gdtutorial/model.py"
pattern = 'return \(error\*\*2\)\.mean\(axis=0\)'
replacement = 'return (error**2).sum(axis=0)'
expect = "followed"
"""


def test_there_are_forty_attacks_each_of_its_own_name():
    assert len({attack["name"] for attack in LIST}) == len(LIST) >= 40
    assert {attack["expect"] for attack in LIST} == {"followed", "stopped"}


@pytest.mark.parametrize("attack", LIST, ids=lambda attack: attack["name"])
def test_an_attack_changes_one_place_of_a_library_that_still_compiles(attack):
    text = (ROOT / attack["file"]).read_text("utf-8")
    changed, places = re.subn(attack["pattern"], attack["replacement"], text)
    assert places == 1
    assert changed != text
    compile(changed, attack["file"], "exec")


@pytest.mark.slow
def test_an_attack_is_followed_with_its_sentences_or_stopped_with_page_line_and_claim(tmp_path):
    attacks = tmp_path / "attacks.toml"
    attacks.write_text(ATTACKS, "utf-8")
    tool = [sys.executable, str(ROOT / "tools" / "attack.py")]
    done = subprocess.run(
        [*tool, "--list", str(attacks), "--page", "docs/tutorial/loss.md"],
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout
    assert "doctests" in said.splitlines()[0], done.stderr
    followed, stopped = said.split("a sum for a mean: stopped")
    assert "another noise: followed" in followed
    assert "    - Remember this number, 2.74: it is where the descent begins." in followed
    text = (ROOT / "docs" / "tutorial" / "loss.md").read_text("utf-8").splitlines()
    claim = "abs(mean_ratio - 1) < 1e-9 and abs(sum_ratio - 2) < 1e-9"
    line = text.index(f"% claim: {claim}") + 1
    assert f"docs/tutorial/loss.md:{line}: this claim does not hold: {claim}" in stopped
    assert "1 stopped, 1 followed." in stopped
    assert "a sum for a mean: this was to be followed" in stopped
    assert done.returncode == 1


def test_a_claim_stands_below_its_sentence_and_leaves_the_paragraph_whole():
    head = "---\nkernelspec:\n  name: python3\n  display_name: Python 3\n---\n\n"
    page = Page(f"{head}One.\n% claim: 1 < 2\nTwo.\n\n```{{code-cell}} ipython3\nx = 1\n```\n")
    text = page.notebook.cells[0].source
    assert text == "One.\nTwo.\n% claim: 1 < 2"
    assert [(claim.text, claim.line, claim.after) for claim in page.claims] == [("1 < 2", 8, 0)]


def test_moving_claims_moves_no_other_line_out_of_its_paragraph():
    text = "a\n% claim: 1\nb\n% claim: 2\n\n- c\n% claim: 3\n- d\n:::\n"
    assert paragraphs(text) == "a\nb\n% claim: 1\n% claim: 2\n\n- c\n- d\n% claim: 3\n:::\n"


def test_a_claim_shows_what_it_compares():
    assert operands("abs(a) < 2 * b and c") == ["abs(a)", "2 * b"]
