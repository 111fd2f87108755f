"""The rule by which a language forms plurals, as a function of a script.

Sphinx hands it over as text and makes code of it in the browser, which the site's policy forbids.
"""

from pathlib import Path

from web.mend import mended


def mend(app, error):
    """Let the script of translations bring the function itself."""
    folder = Path(app.outdir) / "_static"
    rule = folder / "translations.js"
    if error or app.builder.format != "html" or not rule.exists():
        return
    if '"plural_expr": (n) =>' in rule.read_text("utf-8"):
        return  # what an earlier build has mended, and this one has left
    for name, pattern, better in (
        ("translations.js", r'"plural_expr": "([^"]*)"', r'"plural_expr": (n) => (\1)'),
        (
            "doctools.js",
            r"new Function\(\s*\"n\",\s*`return \(\$\{catalog\.plural_expr\}\)`,?\s*\)",
            "catalog.plural_expr",
        ),
    ):
        path = folder / name
        text = mended(path.read_text("utf-8"), pattern, better, "Sphinx", 1)
        path.write_text(text, "utf-8")


def setup(app):
    """Connect to Sphinx's events."""
    app.connect("build-finished", mend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
