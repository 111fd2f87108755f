"""A page whose extra is not installed says so, and the build goes on."""

from importlib.util import find_spec

from sphinx.util import logging

from i18n.catalogs import say

NEEDS = {"beyond/dask": ("dask", "distributed")}


def missing(docname):
    """List the packages that a page needs and that are not here."""
    return [package for package in NEEDS.get(docname, ()) if find_spec(package) is None]


def stand_in(_app, docname, source):
    """Put a short note in the place of a page whose cells cannot run."""
    if not missing(docname):
        return
    extra = NEEDS[docname][0]
    title = next(line for line in source[0].splitlines() if line.startswith("# "))
    logging.getLogger(__name__).info("%s is left out: the extra %s is missing", docname, extra)
    description = say("This page is built where the extra {extra} is installed.", extra=extra)
    text = say(
        "This page computes what it shows, and needs the extra `{extra}` for it. "
        "Where this site was built, the extra was not installed. This brings it:",
        extra=extra,
    )
    source[0] = (
        "---\nmyst:\n  html_meta:\n"
        f"    description: {description}\n---\n\n{title}\n\n{text} `pip install '.[{extra}]'`\n"
    )


def setup(app):
    """Exchange sources as they are read; read them again when an extra comes or goes."""
    there = sorted(name for name in NEEDS if not missing(name))
    app.add_config_value("gdtutorial_extras", there, "env")
    app.connect("source-read", stand_in)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
