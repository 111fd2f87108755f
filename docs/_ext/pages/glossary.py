"""The glossary: what stands beside each term, and the order of the terms.

A page writes what defines a term, and below it where it is explained::

    bias
      The {term}`parameter` $b$: the label to expect where the feature is zero.

      [](tutorial/data.md#a-line)

The rest has its home elsewhere, and is put in here: the titles of the page and of the heading;
the symbols, from the rows of the table of symbols that link to the term;
and the word in the other language, from the catalogs.
Terms stand in the order of the language.
"""

from urllib.parse import urlsplit

from docutils import nodes
from sphinx import addnodes

from i18n import catalogs, languages
from pages.lists import link


def items_of(doctree):
    """Yield each entry of a glossary: a term and its definition."""
    for glossary in doctree.findall(addnodes.glossary):
        for entries in glossary.findall(nodes.definition_list):
            yield from entries.findall(nodes.definition_list_item)


def place_of(item):
    """Return the paragraph that says where a term is explained, or nothing."""
    *_, last = item.findall(nodes.paragraph)
    return last if not last.astext() or "place" in last["classes"] else None


def find_places(_app, doctree):
    """Mark the places: they have no words of their own, so catalogs do not have them."""
    for item in items_of(doctree):
        place = place_of(item)
        if place is not None:
            place["classes"].append("place")
            place["translatable"] = False


def arrange(app, doctree, docname):
    """Put in what has its home elsewhere, and sort."""
    if app.builder.name == "gettext":
        return
    known = symbols(doctree)
    twins = twins_of(docname)
    for item in items_of(doctree):
        term = item[0]
        word = term.astext()
        place = place_of(item)
        if place is not None:
            name_place(app, docname, place)
        for anchor in term["ids"]:
            if anchor in known:
                term += [nodes.Text(" "), nodes.inline("", "", *known[anchor], classes=["symbol"])]
        for language, twin in twins.get(word, []):
            if twin == word:  # a name
                continue
            tag = f"language-{languages.tag(language)}"  # docutils makes lang of it
            term += [nodes.Text(" "), nodes.inline(twin, twin, classes=["twin", tag])]
        item["word"] = word
    order = languages.TABLE[languages.chosen()].order
    for glossary in doctree.findall(addnodes.glossary):
        for entries in glossary.findall(nodes.definition_list):
            entries[:] = sorted(entries, key=lambda item: order(item["word"]))


def twins_of(docname):
    """Return for each word, in the language of the build, what others call it: language and word."""
    chosen = languages.chosen()
    found = {}
    for language in languages.OTHERS if chosen == languages.SOURCE else [chosen]:
        for written, word in catalogs.read(language, docname).items():
            english = written.replace("'", "\u2019")  # as it is set
            if chosen == languages.SOURCE:
                found.setdefault(english, []).append((language, word))
            else:
                found.setdefault(word, []).append((languages.SOURCE, english))
    return found


def symbols(doctree):
    """Return the symbols of each term, by its anchor: of the rows that link to it, their first cells."""
    found = {}
    for row in doctree.findall(nodes.row):
        cells = list(row.findall(nodes.entry))
        for reference in row.findall(nodes.reference):
            anchor = reference.get("refid") or urlsplit(reference.get("refuri", "")).fragment
            signs = [sign.deepcopy() for sign in cells[0].findall(nodes.math)]
            before = found.setdefault(anchor, [])
            for sign in signs:
                before += [nodes.Text(", "), sign] if before else [sign]
    return found


def name_place(app, docname, place):
    """Let the link to a place say the titles of its page and of its heading."""
    (reference,) = place.findall(nodes.reference)
    page, anchor = place_at(app, docname, reference["refuri"])
    sections = app.env.get_doctree(page).findall(nodes.section)
    heads = [one[0].astext() for one in sections if anchor in one["ids"]]
    titles = dict.fromkeys([app.env.titles[page].astext(), *heads])
    text = " \N{MIDDLE DOT} ".join(titles)
    place[:] = [link(app, docname, page, anchor, text)]


def place_at(app, docname, address):
    """Return the page and the anchor that an address leads to."""
    target, _, anchor = address.partition("#")
    pages = {app.builder.get_relative_uri(docname, page): page for page in app.env.found_docs}
    return pages[target], anchor


def setup(app):
    """Connect to Sphinx's events."""
    app.connect("doctree-read", find_places)
    app.connect("doctree-resolved", arrange)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
