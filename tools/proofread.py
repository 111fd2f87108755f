"""Read the translations as an editor would: ``python tools/proofread.py FILE.po ...``.

Without files it reads them all; ``--count`` counts what they lack instead,
and ``--fill`` first fills in what needs no thought: what another file has translated already,
and the links to download a script.
The tests use the same rules.
"""

import argparse
import io
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "docs" / "_ext"))

from babel.messages.pofile import write_po

from i18n import catalogs
from i18n.languages import OTHERS, TABLE
from i18n.proofread import gaps, report

HEADER = """msgid ""
msgstr ""
"Language: {}\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""


def save(path, catalog):
    """Write a catalog, with a header that says nothing that changes, if it is new."""
    text = io.BytesIO()
    write_po(text, catalog, width=0, omit_header=True, ignore_obsolete=True)
    content = HEADER.format(catalogs.language_of(path)).encode() + text.getvalue()
    if path.read_bytes() != content:
        path.write_bytes(content)


def fill(language):
    """Fill in what needs no thought."""
    paths = [path for path in catalogs.all_paths() if catalogs.language_of(path) == language]
    loaded = {path: catalogs.load(path) for path in paths}
    style = TABLE[language].style
    memory = {}
    for catalog in loaded.values():
        for message in catalog:
            if message.id and not gaps(message):
                memory.setdefault(message.id, message.string)
    for path, catalog in loaded.items():
        for message in catalog:
            if not message.id:
                continue
            said = memory.get(message.id, "")
            for pattern, better in style.links if style else ():
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
    for path in catalogs.all_paths():
        every = catalogs.messages(path)
        lacking = sum(bool(gaps(message)) for message in every)
        total += lacking
        if lacking:
            place = path.relative_to(catalogs.LOCALES.parents[1])
            print(f"{lacking:5} of {len(every):4} to translate in {place}")
    print(f"{total:5} to translate" if total else "Every message is translated.")


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--fill", action="store_true")
    asked = parser.parse_args()
    if asked.fill:
        for language in OTHERS:
            fill(language)
    if asked.count:
        count()
        return 0
    if asked.fill:
        return 0
    found = list(report(asked.files or catalogs.all_paths()))
    print("\n".join(found) or "Nothing to mend.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
