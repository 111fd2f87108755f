"""Catalogs as Sphinx reads them, compiled into the build folder, each whenever its content changes.

Sphinx itself goes by times, and compiles beside what people write.
It looks for its own words before it loads an extension, so that conf.py calls this module.
"""

import io

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from fresh import keys
from fresh.store import Store, key
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
            name = key(content.decode("utf-8"))
            result = store.get(name) or store.put(name, {"compiled.mo": compiled(content)})
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


def compiled(content):
    """Return a catalog in the form that gettext reads."""
    written = io.BytesIO()
    write_mo(written, read_po(io.BytesIO(content)))
    return written.getvalue()
