"""The formats of numbers: a page gives a number its digits, catalogs only name it.

A page writes ``{glue:text}`loss.md::loss:.2f```, its catalog ``{glue:text}`loss.md::loss```.
So who wants another digit changes the page, and no translation.
"""

import itertools
import re

ROLE = re.compile(r"(\{glue:text\}`[^`]*?::[^`:]*)((?::[^`]*)?)`")


def without(text):
    """Return a text whose numbers have names alone."""
    return ROLE.sub(r"\1`", text)


def of_page(text):
    """Return the formats that a page gives each number: it may show one in several ways."""
    known = {}
    for role, number_format in ROLE.findall(text):
        known.setdefault(role, set()).add(number_format)
    return {role: sorted(formats) for role, formats in known.items()}


def versions(source, translation, known):
    """Yield a message and its translation as a page may write them, in each way."""
    roles = [role for role, _ in ROLE.findall(source)]
    for formats in itertools.product(*(known.get(role, [""]) for role in roles)):
        chosen = list(zip(roles, formats, strict=True))
        yield _with(source, chosen), _with(translation, chosen)


def _with(text, chosen):
    """Give each number its format; one that is named twice has its formats in their order."""
    left = list(chosen)

    def put(match):
        for pair in left:
            if pair[0] == match[1]:
                left.remove(pair)
                return "".join(pair) + "`"
        return match[0]

    return ROLE.sub(put, text)
