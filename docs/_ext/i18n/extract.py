"""What translators get: catalogs without what has no words, and with what gettext does not see."""

from collections import defaultdict
from pathlib import Path

from babel.messages.extract import extract_from_file
from docutils import nodes
from sphinx.builders.gettext import Catalog, MsgOrigin
from sphinx.errors import ExtensionError

from i18n import catalogs, formats, proofread, scripts
from i18n.languages import OTHERS


class Sieve(Catalog):
    """A catalog that leaves out what has no words: formulas, code, references, types, formats."""

    def add(self, msg, origin):
        """Add a message that has words."""
        formula = isinstance(origin, nodes.math_block | nodes.classifier)
        if not formula and proofread.worded(msg):
            super().add(formats.without(msg), origin)


def sift(app):
    """Give the builder of catalogs such ones."""
    if app.builder.name == "gettext":
        app.builder.catalogs = defaultdict(Sieve)  # Sphinx offers no setting for their class


def collect(app, _env):
    """Add to the templates of the catalogs: the words of figures, of the theme, of this machinery."""
    if app.builder.name != "gettext":
        return
    import furo

    from figures.show import all_words
    from pages import animations, extras, programs

    for docname in extras.NEEDS:
        if extras.missing(docname):
            raise ExtensionError(
                f"{docname} would lose its words: install {extras.NEEDS[docname]}"
            )

    for message, stems in all_words(app.srcdir).items():
        for stem in stems:
            app.builder.catalogs["figures"].add(message, MsgOrigin(f"gallery/{stem}.py", 1))
    for message in animations.all_words(app.srcdir):
        app.builder.catalogs["figures"].add(message, MsgOrigin(animations.TABLE.name, 1))
    for path in sorted((Path(app.srcdir).parent / "gallery").glob("f*.py")):
        for *_, comment in scripts.comments(path.read_text("utf-8")):
            app.builder.catalogs[f"gallery/{path.stem}"].add(comment, MsgOrigin(path.name, 1))
    own = app.builder.catalogs["sphinx"]
    here = Path(__file__).parents[1]
    for path in [here.parent / "conf.py", *sorted(here.rglob("*.py"))]:
        for _line, message, *_ in extract_from_file("python", path, keywords={"say": None}):
            own.add(message, MsgOrigin(path.name, 1))
    for message in programs.spoken():
        app.builder.catalogs["programs"].add(message, MsgOrigin("programs", 1))
    theme = Path(furo.__file__).parent / "theme" / "furo"
    read = app.builder.templates.environment.extract_translations
    for name in ("base", "page", "search", "genindex", "sidebar/search"):
        for _line, _function, message in read((theme / f"{name}.html").read_text("utf-8")):
            own.add(message, MsgOrigin(f"{name}.html", 1))
    known = known_to_sphinx()
    for message in [*own.metadata]:
        if message in known or ">Furo</a>" in message or not message.strip():
            del own.metadata[message]


def known_to_sphinx():
    """Return what Sphinx itself says in every language of the site."""
    known = [set(catalogs.said_by_sphinx(language)) for language in OTHERS]
    return set.intersection(*known) if known else set()


def setup(app):
    """Connect to Sphinx's events."""
    app.connect("builder-inited", sift)
    app.connect("env-updated", collect)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
