"""The page at the root of the site, which leads to the languages."""

import json

from jinja2 import Environment, FileSystemLoader

from fresh import keys
from i18n.catalogs import speaker
from i18n.languages import SOURCE, TABLE, tag


def words(language):
    """Return what the page says in a language."""
    say = speaker(language)
    return {
        "folder": language,
        "tag": tag(language),
        "title": say("Gradient descent"),
        "about": say("Gradient descent that you can see, run and check."),
        "link": say("Gradient descent, in English"),
    }


def page():
    """Return the page."""
    folder = Environment(loader=FileSystemLoader(keys.DOCS / "_root"), autoescape=True)
    known = {}
    for language in TABLE:
        known.setdefault(tag(language).split("-")[0].lower(), language)
    return folder.get_template("index.html").render(
        languages=[words(language) for language in TABLE],
        source=SOURCE,
        known=json.dumps(known),
    )
