"""The rules by which translations are read, as an editor would."""

import csv
import re
from collections import Counter

from docutils.core import publish_doctree
from markdown_it import MarkdownIt

from i18n import catalogs
from i18n.languages import TABLE

# What a translation keeps, each with where it may stand. Longest first: what one finds, the next no longer sees.
ROLE = r"(?::[\w:+-]+:|\{[\w:+-]+\})`[^`]*`"
KEPT = [
    ("role", ROLE),
    ("code", r"``.+?``|`[^`\n]+`"),
    ("formula", r"\$[^$\n]+\$"),
    ("link", r"\]\([^)\s]*\)"),
    ("tag", r"</?[a-z][^>]*>|&#?\w+;"),
    ("place", r"%\(\w+\)s|\{\w+\}"),
    ("number", r"(?<![\w.])[-−]?\d+(?:[,.]\d+)*(?:e[-+]\d+)?(?![\w])"),
]
TITLED = re.compile(r"((?::[\w:+-]+:|\{[\w:+-]+\})`)[^`<]*<([^>]*)>`")


def terms(language):
    """Return the list of terms of a language: English to the words that it may become."""
    path = catalogs.LOCALES / language / "terms.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {english: words.split("、") for english, words in list(csv.reader(file))[1:]}


def forms(term):
    """Return a pattern for a term and its inflections."""
    stem = re.escape(term.removesuffix("e").removesuffix("y"))
    end = (
        "(?:e|es|ed|ing|er|ers|ation)"
        if term.endswith("e")
        else "(?:y|ies|ied)"
        if term.endswith("y")
        else "(?:s|es|ed|ing)?"
    )
    return rf"\b{stem}{end}\b"


def worded(message):
    """Tell whether a message has words to translate, besides code, formulas and references."""
    if re.match(
        r"\*\*[a-z*\\][\w, *\\]*\*\*(?: : .*)?$|\w+Error$|python:|\{\"", message
    ):  # types of the reference are code
        return False
    text = re.sub(r"\{term\}`[^`]*`", "word", TITLED.sub("word", message))
    for _, pattern in KEPT:
        text = re.sub(pattern, " ", text)
    return re.search(r"[^\W\d_]{2,}", text) is not None


def parts(text):
    """Take what must stay out of a text: return it by kind, and what is left."""
    found = {}
    text = TITLED.sub(r"\1\2`", text)
    for kind, pattern in KEPT:
        found[kind] = Counter(re.findall(pattern, text))
        text = re.sub(pattern, " \ufffc " if kind == "role" else " ", text)
    return found, text


def visible(text):
    """Return what a reader sees, with a letter for each thing that stands in a sentence."""
    text = TITLED.sub(lambda m: m[0].split("`")[1].split("<")[0].strip(), text)
    text = re.sub(r"(?<=\\) |\\ ", "", text)
    text = re.sub(rf"{ROLE}|``.+?``|`[^`\n]+`|\$[^$\n]+\$|%\(\w+\)s|\{{\w+\}}", "x", text)
    text = re.sub(r"&#?\w+;", "x", text)
    text = re.sub(r"(?<=\)) (?=\[)", "、", text)  # links in a row may have spaces between
    text = re.sub(r"\]\([^)\s]*\)|<[^>]*>", "", text)
    return re.sub(r"(?<!\\)[*\[]", "", text)


GAPS = "not translated", "fuzzy"
"""What a message may lack."""


def gaps(message):
    """Name what a message lacks, or nothing."""
    if not message.string:
        return GAPS[0]
    return GAPS[1] if message.fuzzy else ""


def faults(message, term_list, markup, style=None):
    """List what is wrong with a translated message; a style adds the rules of its language."""
    source, text = message.id, message.string
    excused = {word.strip() for note in message.user_comments if note.startswith("not a term:")
               for word in note.removeprefix("not a term:").split(",")}  # fmt: skip
    wrong = []
    before, left = parts(source)
    after, _ = parts(text)
    for kind, _ in KEPT:
        lost, new = before[kind] - after[kind], after[kind] - before[kind]
        wrong += [f"lost the {kind} {what}" for what in lost.elements()]
        wrong += [f"has a {kind} that the source has not: {what}" for what in new.elements()]
    for english in sorted(term_list, key=len, reverse=True):
        left, times = re.subn(forms(english), " ", left, flags=re.I)
        if (
            times
            and english not in excused
            and not any(word in text for word in term_list[english])
        ):
            wrong.append(f"lost the term {english}: {'、'.join(term_list[english])}")
    wrong += [f"shows English: {role}" for role in re.findall(r"\{term\}`[^`<]*`", text)]
    seen = visible(text)
    if style and re.search(rf"[{style.letters}]", text):
        for pattern, rule in style.rules:
            for match in re.finditer(pattern, seen):
                around = seen[max(0, match.start() - 6) : match.end() + 6]
                wrong.append(f"{rule}: …{around}…")
    elif style and worded(source) and text != source:
        wrong.append(f"no {style.name} in it")
    if (source.strip() == source) != (text.strip() == text) or source.count("\n") != text.count(
        "\n"
    ):
        wrong.append("begins, ends or breaks its lines otherwise than the source")
    if markup == "reStructuredText":
        wrong += [f"not one paragraph: {problem}" for problem in unclean(text)]
    if markup == "Markdown":
        loose = [
            token
            for block in MarkdownIt().parse(text)
            for token in block.children or []
            if token.type == "text"
        ]
        if any("*" in token.content for token in loose):
            wrong.append(
                "an asterisk that stays an asterisk: move punctuation out of the emphasis"
            )
        if text and MarkdownIt().parse(text)[0].type not in {"paragraph_open", "heading_open"}:
            wrong.append("begins like a list, a quotation or a table")
    return wrong


def unclean(text):
    """Name what keeps reStructuredText from being one paragraph without complaints, roles aside."""
    settings = {"report_level": 2, "halt_level": 5, "warning_stream": False}
    plain = re.sub(r":[\w:+-]+:(?=`)", "", text)
    document = publish_doctree(plain, settings_overrides=settings)
    kinds = {type(node).__name__ for node in document} - {"paragraph"}
    return sorted(kinds) + [message.astext() for message in document.parse_messages]


def markup_of(path):
    """Return how a catalog's page is written; figures and the theme know no markup."""
    # Of the path, what the project itself names: its folder may be called anything.
    name = str(path).replace("\\", "/").rpartition("/LC_MESSAGES/")[2]
    if name in {"figures.po", "sphinx.po"}:
        return ""
    rest = re.match(r"gallery/|reference/(?!index)", name)
    return "reStructuredText" if rest else "Markdown"


def report(paths):
    """Yield every fault of some catalogs, with its place."""
    for path in paths:
        language = catalogs.language_of(path)
        term_list, style = terms(language), TABLE[language].style
        for message in catalogs.messages(path):
            lacks = gaps(message)
            found = [lacks] if lacks else faults(message, term_list, markup_of(path), style)
            for fault in found:
                yield f"{path}: {message.id[:70]!r}: {fault}"
