"""Scripts of the gallery that a reader can run and change on their pages, beside the figure that they draw.

What is run is the script that the page offers to take along, in the language of the page;
the page loads it with the first press (see ``docs/_run/page/script.js``).
"""

from docutils import nodes

from figures.keep import scripts
from i18n.catalogs import say
from pages.run import run_bar, run_how


def how():
    """Say how a script is run where there are no buttons."""
    return say(
        "This script runs on the page itself where it comes from a server and may use JavaScript: "
        "where you built this site, {command} starts one.",
        command="make serve",
    )


def place(app, doctree, docname):
    """Put room for buttons above the figure of a script, and the sentence that stands there without them."""
    folder = app.config.gdtutorial_run_folder
    stem = docname.removeprefix("gallery/")
    if not folder or app.builder.format != "html" or stem == docname or stem not in scripts(app):
        return
    figure = next(doctree.findall(nodes.figure))
    sentence = run_how(how=how(), up="../../", folder=folder)
    room = nodes.container("", sentence, run_bar(kind="script"), classes=["script"])
    figure.replace_self(room)
    room += figure


def setup(app):
    """Place them before the small script looks for them."""
    app.connect("doctree-resolved", place)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
