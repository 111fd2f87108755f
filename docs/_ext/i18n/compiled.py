"""Catalogs as Sphinx reads them, compiled into the build folder, each whenever its content changes.

Sphinx itself goes by times, and compiles beside what people write.
It looks for its own words before it loads an extension, so that conf.py calls this module.
Here the numbers of a page get their formats: see :mod:`i18n.formats`.
"""

import io

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from fresh import keys
from fresh.store import Store, key
from i18n import formats
from i18n.catalogs import LOCALES
from i18n.languages import OTHERS

FOLDER = keys.BUILD / "catalogs"


def compile_all():
    """Bring the compiled catalogs in line with those that people write; return their folder."""
    store = Store(keys.BUILD / "compiled", most=1000)
    wanted = {}
    for language in OTHERS:
        for path in (LOCALES / language).rglob("*.po"):
            content = path.read_bytes()
            known = formats_for(path.relative_to(LOCALES / language / "LC_MESSAGES"))
            name = key(content.decode("utf-8"), repr(known))
            result = store.get(name) or store.put(name, {"compiled.mo": compiled(content, known)})
            place = FOLDER / path.relative_to(LOCALES)
            wanted[place] = content  # Sphinx lists the catalogs by these
            wanted[place.with_suffix(".mo")] = (result / "compiled.mo").read_bytes()
    for place in list(FOLDER.rglob("*.*o")):
        if place not in wanted:
            place.unlink()
    for place, content in wanted.items():
        if not place.exists() or place.read_bytes() != content:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    return str(FOLDER)


def formats_for(catalog):
    """Return the formats of numbers on the page to which a catalog belongs."""
    page = (keys.DOCS / catalog).with_suffix(".md")
    return formats.of_page(page.read_text("utf-8")) if page.exists() else {}


def compiled(content, known):
    """Return a catalog in the form that gettext reads, its numbers with the formats of their page."""
    catalog = read_po(io.BytesIO(content))
    for message in list(catalog):
        if message.id and formats.ROLE.search(message.id):
            catalog.delete(message.id)
            for source, translation in formats.versions(message.id, message.string, known):
                catalog.add(source, translation, flags=message.flags)
    written = io.BytesIO()
    write_mo(written, catalog)
    return written.getvalue()
