"""What lists of other pages need."""

from docutils import nodes


def in_order(env):
    """Return the names of the pages in reading order."""
    root = env.config.root_doc
    return [root, *env.toctree_includes.get(root, [])]


def noted(env, page, what):
    """Return what was noted of a page as it was read; Sphinx itself forgets it with the page."""
    return env.metadata.get(page, {}).get(what, [])


def link(app, where, page, anchor, text):
    """Return a link from one page to a place on another."""
    address = app.builder.get_relative_uri(where, page) + (f"#{anchor}" if anchor else "")
    return nodes.reference("", text, internal=True, refuri=address)


def title_item(app, where, page, items):
    """Return a list item: a page's title, and the list of what is on it."""
    title = app.env.titles[page].astext()
    return nodes.list_item("", nodes.paragraph("", "", link(app, where, page, "", title)), items)
