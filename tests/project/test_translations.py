"""The catalogs of the Chinese edition: complete, faithful, in one style."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from fontTools.ttLib import TTFont
from helpers import no_gaps

import gdtutorial
from figures import lettering
from gdtutorial.plotting import template
from i18n import catalogs, proofread
from i18n.chinese import STYLE
from i18n.search import SearchByPairs

PATHS = catalogs.all_paths()
TERMS = proofread.terms("zh_CN")
FONT = Path(gdtutorial.__file__).parent / "fonts" / "zh_CN.ttf"


def test_term_list_is_read():
    assert TERMS["learning rate"] == ["学习率"]
    assert len(TERMS) > 40


def test_term_list_has_one_home():
    """The guide leads to the list, and does not repeat it."""
    guide = (catalogs.LOCALES.parents[1] / "CONTRIBUTING.md").read_text("utf-8")
    assert "](docs/locales/zh_CN/terms.csv)" in guide
    rows = [line for line in guide.splitlines() if line.startswith("|")]
    assert [row for row in rows for words in TERMS.values() if words[0] in row] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_message_is_translated_well(path):
    found = list(proofread.report([path]))
    gaps = [fault for fault in found if fault.endswith(proofread.GAPS)]
    assert [fault for fault in found if fault not in gaps] == []
    no_gaps(gaps)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_catalog_holds_nothing_that_churns(path):
    text = path.read_text("utf-8")
    assert "#~" not in text, "obsolete"
    assert "POT-Creation-Date" not in text
    assert not re.search(r"^#: ", text, re.MULTILINE)


def test_the_same_words_are_said_the_same_way():
    said = {}
    for path in PATHS:
        for message in catalogs.messages(path):
            if not proofread.gaps(message):
                said.setdefault(message.id, set()).add(message.string)
    assert {source: ways for source, ways in said.items() if len(ways) > 1} == {}


GOOD = [
    ("The loss is {glue:text}`a.md::b`.", "损失为 {glue:text}`a.md::b`。"),
    ("See [the loss](loss.md) of $w$.", "见 $w$ 的[损失](loss.md)。"),
    ("**Next:** [the gradient](gradient.md).", "**下一页**：[梯度](gradient.md)。"),
    ("After {n} updates, {kept} % is left.", "{n} 次更新之后还剩 {kept} %。"),
    ("With a rate of 0.2, `update()` moves $b$.", "速率为 0.2 时，`update()` 移动 $b$。"),
    ("Two updates.", "两次更新。"),
]
BAD = [
    ("The loss is {glue:text}`a.md::b`.", "损失为 {glue:text}`a.md::c`。", "lost the role"),
    ("See [the loss](loss.md).", "见[损失](surface.md)。", "lost the link ](loss.md)"),
    ("It is $w$.", "它是 $b$。", "lost the formula $w$"),
    ("Use `update()`.", "用更新。", "lost the code"),
    ("After {n} of them.", "之后。", "lost the place {n}"),
    ("Take 0.2 here.", "这里取 0.3。", "lost the number 0.2"),
    ("The learning rate.", "速率。", "lost the term learning rate"),
    ("It shrinks.", "它变小了,", "half-width punctuation"),
    ("It shrinks.", "它变小了.", "half-width full stop"),
    ("It shrinks to b.", "它缩到b。", "no space between"),
    ("It shrinks to 5.", "它缩到 ５。", "full-width digits"),
    ("It shrinks.", "它 变小。", "between two Chinese"),
    ("It shrinks.", "它变小 。", "a space beside"),
    ("You see.", "您看。", "the reader is 你"),
    ("**Next:** it.", "**下一页：**它。", "an asterisk that stays"),
    ("It shrinks.", "It shrinks!", "no Chinese"),
]  # fmt: skip


def faults(source, text):
    return proofread.faults(Message(source, text), TERMS, "Markdown", STYLE)


@pytest.mark.parametrize(("source", "text"), GOOD)
def test_good_translation_passes(source, text):
    assert faults(source, text) == []


@pytest.mark.parametrize(("source", "text", "fault"), BAD)
def test_bad_translation_is_named(source, text, fault):
    assert any(fault in found for found in faults(source, text)), faults(source, text)


def test_restructuredtext_stays_one_paragraph():
    """A list begins where a name begins with an initial, and Sphinx would leave it in English."""
    message = Message("A. Cauchy did.", "A. Cauchy 做过。")
    assert proofread.faults(message, {}, "Markdown") == []
    assert any(
        "one paragraph" in fault for fault in proofread.faults(message, {}, "reStructuredText")
    )


def test_a_word_in_its_everyday_sense_may_be_excused():
    message = Message("An error message.", "一条报错信息。", user_comments=["not a term: error"])
    assert proofread.faults(message, TERMS, "Markdown") == []


@pytest.mark.parametrize(
    ("text", "message", "values"),
    [
        ("After 1,000 epochs: b = −0.14", "After {0} epochs: b = {1}", ["1,000", "−0.14"]),
        ("f1 falls to 1.2e-05.", "f1 falls to {0}.", ["1.2e-05"]),
        ("slope $-2$ here", "slope {0} here", ["$-2$"]),
    ],
)
def test_numbers_in_figures_are_places(text, message, values):
    assert template(text) == (message, values)
    assert message.format(*values) == text


def test_words_in_formulas_are_translated_and_symbols_are_not():
    formula = r"\text{new value} = \text{scaled } x_\text{max} - \text{MSE}"
    assert catalogs.phrases(formula) == ["new value", "scaled"]
    assert catalogs.translate_phrases(formula, str.upper) == (
        r"\text{NEW VALUE} = \text{SCALED } x_\text{max} - \text{MSE}"
    )


def test_symbols_alone_need_no_translation():
    assert not lettering.has_words("y = {0} + {1} x")
    assert lettering.has_words("epoch {0}")


def test_font_has_every_sign_that_figures_need():
    signs = set("".join(catalogs.read("zh_CN", "figures").values())) - {"\n"}
    missing = {sign for sign in signs if ord(sign) not in TTFont(FONT).getBestCmap()}
    assert not missing, "run `make fonts`"


def test_font_of_pages_has_every_sign_of_the_catalogs():
    font = TTFont(catalogs.LOCALES.parent / "_static" / "fonts" / "noto-sans-sc.woff2")
    said = (m.string for path in PATHS for m in catalogs.messages(path))
    missing = {
        sign
        for sign in set("".join(said))
        if "\u3000" <= sign <= "\uffef" and ord(sign) not in font.getBestCmap()
    }
    assert not missing, "run `make fonts`"


def test_font_is_small_and_has_its_licence():
    assert FONT.stat().st_size < 150_000
    assert "SIL Open Font License" in (FONT.parent / "OFL.txt").read_text("utf-8")


def test_search_cuts_chinese_into_pairs():
    words = SearchByPairs({}).split("学习率为 0.1，用 NumPy 算；损失面。轮")
    assert words == ["学习", "习率", "率为", "0", "1", "用", "NumPy", "算", "损失", "失面", "轮"]
