"""Search in a language without spaces between words: every two neighbours are one."""

import re

from sphinx.search import SearchLanguage

from i18n.chinese import HAN
from i18n.languages import TABLE

PIECES = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")


class SearchByPairs(SearchLanguage):
    """Finds Chinese by its pairs of characters: 学习率 is 学习 and 习率, in the index and in what is asked."""

    stopwords = frozenset(
        ("什么", "为什", "是什", "么是", "怎么", "么样", "怎样", "如何", "为何", "是否", "可以")
    )
    """Pairs that ask, and say nothing of what is asked for."""
    js_stemmer_code = "window.Stemmer = class { stemWord(word) { return word; } };"
    js_splitter_code = r"""
window.splitQuery = (query) =>
  (query.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{Letter}\p{Number}_])+/gu) || []).flatMap((piece) =>
    /^\p{Script=Han}{2}/u.test(piece)
      ? [...piece].slice(1).map((character, i) => [...piece][i] + character)
      : [piece]);
"""

    def split(self, text):
        """Cut a text into words, and Chinese into pairs."""
        words = []
        for piece in PIECES.findall(text):
            if len(piece) > 1 and re.match(f"[{HAN}]", piece):
                words += [piece[i : i + 2] for i in range(len(piece) - 1)]
            else:
                words.append(piece)
        return words

    def stem(self, word):
        """Leave the word, in small letters."""
        return word.lower()


def setup(app):
    """Register it for each language that asks for it."""
    for language, row in TABLE.items():
        if row.search_by_pairs:
            own = {"lang": language, "language_name": row.name}
            app.add_search_language(type("SearchByPairs", (SearchByPairs,), own))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
