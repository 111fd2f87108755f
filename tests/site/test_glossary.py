"""Terms are linked from where a page first uses them."""

import re
from pathlib import Path

import pytest
from glossary_terms import PATTERN, TERMS, which
from helpers import LANGUAGES, text_of

from i18n.chinese import by_pinyin

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs/tutorial").glob("*.md"), *(ROOT / "docs/beyond").glob("*.md")])
OUTSIDE = (  # what is not the running text: boxes at the head, captions, code, exercises
    "ancestor::*[contains(@class, 'at-a-glance') or contains(@class, 'cell')"
    " or self::figcaption or self::details or @id='predict-then-see'"
    " or contains(@class, 'explorable')]"
)


def running_text(page):
    """Yield each piece of running text, without titles of papers, and whether it links to the glossary or elsewhere."""
    for block in page.xpath(
        f"//article//*[self::p or self::li or self::td][not(p)][not({OUTSIDE})]"
    ):
        if "admonition-title" in block.get("class", "").split():
            continue
        for text in block.xpath(".//text()[not(ancestor::math or ancestor::code)]"):
            before = text.getparent()  # of what follows an element it is that element
            within = before.getparent() if text.is_tail else before
            link = within.xpath("ancestor-or-self::a[1]/@href")
            yield re.sub("“[^”]*”", "", text), link[0] if link else ""


@pytest.mark.parametrize("source", PAGES, ids=lambda path: path.stem)
def test_first_use_of_a_term_links_to_it(pages, source):
    page = pages[f"{source.parent.name}/{source.stem}.html"]
    seen = {}
    for text, link in running_text(page):
        for found in PATTERN.finditer(text):
            term = which(found[0])
            if "glossary.html#term-" in link:
                seen.setdefault(term, "linked")
            elif not link:  # a link to a page about it is as good, and no place for another
                seen.setdefault(term, " ".join(text.split()))
    assert {term: text for term, text in seen.items() if text != "linked"} == {}
    assert seen


def test_each_term_is_used_in_the_tutorial(pages):
    used = {
        link.split("#")[1]
        for name, page in pages.items()
        if name.startswith(("tutorial/", "beyond/"))
        for link in page.xpath("//a/@href")
        if "glossary.html#term-" in link
    }
    known = pages["glossary.html"].xpath("//dt/@id")
    assert len(known) == len(TERMS)
    assert [term for term in known if term not in used] == []


def test_terms_are_in_order():
    assert sorted(TERMS, key=str.lower) == TERMS


def entries(page):
    """Return of each term its word, its symbol, its twin with its language, its sentence, its place."""
    found = {}
    for term in page.xpath("//dl[contains(@class, 'glossary')]/dt"):
        parts = {
            kind: term.xpath(f"span[contains(@class, '{kind}')]") for kind in ("symbol", "twin")
        }
        *sentences, place = term.getnext().xpath("p")
        word = term.text.strip()
        found[term.get("id")] = {
            "word": word,
            "symbol": [text_of(symbol) for symbol in parts["symbol"]],
            "twin": [(twin.get("lang"), text_of(twin)) for twin in parts["twin"]],
            "sentence": " ".join(text_of(sentence) for sentence in sentences),
            "place": place,
        }
    return found


def test_each_term_has_a_sentence_a_twin_and_a_place(editions):
    english, chinese = (entries(editions[language]["glossary.html"]) for language in LANGUAGES)
    assert list(english) != list(chinese)
    assert {*english} == {*chinese}
    for anchor, one in english.items():
        other = chinese[anchor]
        is_a_name = one["word"] == other["word"]
        assert is_a_name == (one["word"] in {"Adam", "RMSProp"})
        assert one["twin"] == ([] if is_a_name else [("zh-CN", other["word"])])
        assert other["twin"] == ([] if is_a_name else [("en", one["word"])])
        assert one["sentence"].endswith(".")
        assert other["sentence"].endswith("。")
        assert one["symbol"] == other["symbol"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_place_exists_and_is_called_by_its_titles(editions, language):
    pages = editions[language]
    for anchor, entry in entries(pages["glossary.html"]).items():
        (link,) = entry["place"].xpath("a")
        name, _, at = link.get("href").partition("#")
        page = pages[name]
        titles = [page.xpath("//h1")[0]]
        if at:
            (section,) = page.xpath(f"//*[@id='{at}']")
            while section.tag != "section":
                section = section.getparent()
            titles.append(section.xpath("h2|h3")[0])
        expected = [
            text_of(title).removesuffix("#").removesuffix("\N{PILCROW SIGN}") for title in titles
        ]
        assert text_of(link).split(" \N{MIDDLE DOT} ") == expected, anchor


def test_symbols_are_those_of_the_table(pages):
    found = {anchor: entry["symbol"] for anchor, entry in entries(pages["glossary.html"]).items()}
    assert found["term-bias"] == ["b"]
    assert found["term-learning-rate"] == ["η"]
    assert found["term-condition-number"] == ["κ"]
    assert sum(map(bool, found.values())) > 15


PINYIN = """
    鞍点: an1 dian3 | 超参数: chao1 can1 shu4 | 等高线: deng3 gao1 xian4
    发散: fa1 san4 | 反向传播: fan3 xiang4 chuan2 bo1 | 沟壑: gou1 he4 | 广播: guang3 bo1
    黑塞矩阵: hei1 sai1 ju3 zhen4 | 交叉熵: jiao1 cha1 shang1 | 链式法则: lian4 shi4 fa3 ze2
    偏置: pian1 zhi4 | 权重: quan2 zhong4 | 损失: sun3 shi1 | 损失曲面: sun3 shi1 qu1 mian4
    特征: te4 zheng1 | 梯度: ti1 du4 | 梯度下降: ti1 du4 xia4 jiang4 | 误差: wu4 cha1
    小批量: xiao3 pi1 liang4 | 学习率: xue2 xi2 lv4 | 样本: yang4 ben3 | 有放回: you3 fang4 hui2
    噪声: zao4 sheng1 | 重新打乱: chong2 xin1 da3 luan4 | 种子: zhong3 zi3
"""


def test_chinese_terms_are_in_the_order_of_pinyin(editions):
    sounds = dict(
        each.strip().split(": ") for line in PINYIN.strip().split("\n") for each in line.split("|")
    )
    words = [entry["word"] for entry in entries(editions["zh_CN"]["glossary.html"]).values()]
    assert [word.split()[0] for word in words[:3]] == ["Adam", "Nesterov", "RMSProp"]
    found = [word for word in words if word in sounds]
    assert found == sorted(sounds, key=lambda word: sounds[word].split())


def test_a_sign_whose_pinyin_is_not_known_is_named():
    with pytest.raises(ValueError, match="鑫 in 鑫字 is not of the first level"):
        by_pinyin("鑫字")
