"""Search in a language without spaces between words: every two neighbours are one."""

import re

from sphinx.search import SearchLanguage

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
PIECES = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")


class SearchByPairs(SearchLanguage):
    """Finds Chinese by its pairs of characters: 学习率 is 学习 and 习率, in the index and in what is asked."""

    lang = "zh_CN"
    language_name = "Chinese"
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
    """Register the language."""
    app.add_search_language(SearchByPairs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
