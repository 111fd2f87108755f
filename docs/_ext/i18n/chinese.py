"""What only Chinese asks for: its signs, its rules of style, its words for what is filled in by itself."""

from i18n.style import Style

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
FULL = "，。：；？！（）《》、“”‘’…—"
RULES = [
    (rf"[{HAN}][,;:?!]|[,;:?!][{HAN}]", "half-width punctuation beside Chinese"),
    (rf"[{HAN}]\.(?![\w/])", "a half-width full stop after Chinese"),
    (rf"[{HAN}] ?\(|\) ?[{HAN}]", "half-width brackets beside Chinese: use （）"),
    (r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]", "full-width digits or letters"),
    (rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9%][{HAN}]", "no space between Chinese and Latin letters or digits"),
    (rf" [{FULL.replace('—', '').replace('…', '')}]|[，。：；？！、）》] ", "a space beside full-width punctuation"),
    (rf"[{HAN}] [{HAN}]", "a space between two Chinese characters"),
    (r"\.\.\.", "three dots: use ……"),
    (r"\"|「|」|『|』", "quotation marks: use “”"),
    (r"您", "您: the reader is 你"),
    (r"  ", "two spaces"),
    (r"！", "an exclamation mark"),
]  # fmt: skip
LINKS = [
    (r":ref:`Go to the end <(\S+)>` to download the full example code\.", r":ref:`跳到末尾 <\1>`\ 下载完整示例代码。"),
    (r":download:`Download Jupyter notebook: (\S+) <(\S+)>`", r":download:`下载 Jupyter 笔记本：\1 <\2>`"),
    (r":download:`Download Python source code: (\S+) <(\S+)>`", r":download:`下载 Python 源代码：\1 <\2>`"),
    (r":download:`Download zipped: (\S+) <(\S+)>`", r":download:`下载压缩包：\1 <\2>`"),
]  # fmt: skip

READ_AS = {"轭": "恶", "阱": "井", "壑": "贺", "熵": "商", "重新": "虫新"}
"""Homophones in the terms of the glossary: of signs that GB 2312 does not have in the order of pinyin,
and of words in which a sign is read otherwise than where it stands there."""


def by_pinyin(word):
    """Return a key that sorts words by pinyin, after those in Latin letters.

    The characters of GB 2312's first level stand in the order of their pinyin; those of its second do not.
    """
    heard = word.lower()
    for written, alike in READ_AS.items():
        heard = heard.replace(written, alike)
    for sign in heard:
        code = sign.encode("gb2312", "ignore")
        if not sign.isascii() and not b"\xb0" <= code < b"\xd8":
            raise ValueError(
                f"{sign} in {word} is not of the first level of GB 2312, which is in the order of pinyin: "
                "give it a homophone that is, in READ_AS"
            )
    return heard.encode("gb2312")


STYLE = Style(name="Chinese", letters=HAN, rules=RULES, links=LINKS)
