"""The rules by which translations are read, as an editor would."""

import io
import re
from collections import Counter
from pathlib import Path

from babel.messages.pofile import read_po, write_po
from docutils.core import publish_doctree
from markdown_it import MarkdownIt

from i18n import catalogs

GUIDE = catalogs.LOCALES.parents[1] / "CONTRIBUTING.md"

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
MECHANICAL = [
    (r":ref:`Go to the end <(\S+)>` to download the full example code\.", r":ref:`跳到末尾 <\1>`\ 下载完整示例代码。"),
    (r":download:`Download Jupyter notebook: (\S+) <(\S+)>`", r":download:`下载 Jupyter 笔记本：\1 <\2>`"),
    (r":download:`Download Python source code: (\S+) <(\S+)>`", r":download:`下载 Python 源代码：\1 <\2>`"),
    (r":download:`Download zipped: (\S+) <(\S+)>`", r":download:`下载压缩包：\1 <\2>`"),
]  # fmt: skip

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
FULL = "，。：；？！（）《》、“”‘’…—"
STYLE = [
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


def terms():
    """Return the term list of the contributor's guide: English to the Chinese words it may become."""
    rows = re.findall(
        r"^\| ([a-z][^|]*?) \| ([^|]*[\u4e00-\u9fff][^|]*?) \|", GUIDE.read_text("utf-8"), re.M
    )
    return {english: chinese.split("、") for english, chinese in rows}


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


def gaps(message):
    """Name what a message lacks, or nothing."""
    if not message.string:
        return "not translated"
    return "fuzzy" if message.fuzzy else ""


def faults(message, term_list, markup):
    """List what is wrong with a translated message."""
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
    if re.search(rf"[{HAN}]", text):
        for pattern, rule in STYLE:
            for match in re.finditer(pattern, seen):
                around = seen[max(0, match.start() - 6) : match.end() + 6]
                wrong.append(f"{rule}: …{around}…")
    elif worded(source) and text != source:
        wrong.append("no Chinese in it")
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
    if re.search(r"figures\.po|sphinx\.po", str(path)):
        return ""
    rest = re.search(r"gallery/|reference/(?!index)", str(path))
    return "reStructuredText" if rest else "Markdown"


def load(path):
    """Read a catalog."""
    with Path(path).open("rb") as file:
        return read_po(file)


def messages(catalog):
    """List its messages."""
    return [message for message in catalog if message.id]


def all_paths():
    """List every catalog."""
    return sorted(path for path in catalogs.LOCALES.glob("*/LC_MESSAGES/**/*.po"))


def report(paths):
    """Yield every fault of some catalogs, with its place."""
    term_list = terms()
    for path in paths:
        for message in messages(load(path)):
            lacks = gaps(message)
            found = [lacks] if lacks else faults(message, term_list, markup_of(path))
            for fault in found:
                yield f"{path}: {message.id[:70]!r}: {fault}"


HEADER = """msgid ""
msgstr ""
"Language: {}\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""


def save(path, catalog):
    """Write a catalog, with a header that says nothing that changes, if it is new."""
    text = io.BytesIO()
    write_po(text, catalog, width=0, omit_header=True, ignore_obsolete=True)
    content = HEADER.format(path.relative_to(catalogs.LOCALES).parts[0]).encode() + text.getvalue()
    if path.read_bytes() != content:
        path.write_bytes(content)


def fill():
    """Fill in what needs no thought."""
    loaded = {path: load(path) for path in all_paths()}
    memory = {}
    for catalog in loaded.values():
        for message in messages(catalog):
            if not gaps(message):
                memory.setdefault(message.id, message.string)
    for path, catalog in loaded.items():
        for message in messages(catalog):
            said = memory.get(message.id, "")
            for pattern, better in MECHANICAL:
                if re.fullmatch(pattern, message.id):
                    said = re.sub(pattern, better, message.id)
            if said and gaps(message):
                message.string = said
                message.flags.discard("fuzzy")
            message.flags -= {"python-format", "python-brace-format"}
        save(path, catalog)


def count():
    """Print for each file how many messages lack a translation."""
    total = 0
    for path in all_paths():
        every = messages(load(path))
        lacking = sum(bool(gaps(message)) for message in every)
        total += lacking
        if lacking:
            print(
                f"{lacking:5} of {len(every):4} to translate in {path.relative_to(catalogs.LOCALES.parents[1])}"
            )
    print(f"{total:5} to translate" if total else "Every message is translated.")
