"""Cells that a reader can run and change on the page.

The build names the folder of our part of the runtime in ``GDTUTORIAL_RUN_FOLDER`` (see ``web/running.py``);
without it no page has a button.
Until a reader presses one, a page carries a sentence, which a small script exchanges for the buttons:
so there is no dead one without JavaScript, or where a page is opened as a file.
"""

import json
import os

from docutils import nodes

from i18n.catalogs import say

PAGES = "tutorial/", "beyond/"
CANNOT = {"beyond/dask", "beyond/pytorch"}
"""What these pages need does not run in a browser; they say so themselves."""


def words(say):
    """Return all that the buttons and the cells say, in a language."""
    return {
        "run": say("Run"),
        "edit": say("Edit"),
        "reset": say("Reset"),
        "stop": say("Stop"),
        "changes": say("With your changes:"),
        "reset-page": say("Reset the page"),
        "as-printed": say("All code is as the page prints it."),
        "undo": say("Bring my changes back"),
        "cancel": say("Cancel"),
        "load": say("Load it"),
        "cell": say("Cell {number}"),
        "code": say("Code of cell {number}"),
        "keys": say("Shift and Enter runs it; Tab indents; Escape, then Tab, leaves."),
        "yours": say("Your output"),
        "running": say("Running"),
        "done": say("Done"),
        "same": say("Done: it prints what the page prints."),
        "other": say("Done, but it differs from what the page prints, where it is marked."),
        "error": say("Error in line {line}: {kind}"),
        "failed": say("Error: {kind}"),
        "above": say("Cell {number}, above, ended with an error."),
        "sign": say("Python knows no {wrong} here: write {right} instead, the half-width sign."),
        "script": say("Code of {name}"),
        "same-figure": say("Done: its description is that of the page, digit for digit."),
        "other-figure": say(
            "Done: its description differs from that of the page where it is marked."
        ),
        "nameless": say("A figure without a description"),
        "busy": say("Python is busy elsewhere on this page: wait for it, or stop it."),
        "stopped": say("Stopped. The next run starts Python anew."),
        "cancelled": say("Cancelled: nothing was loaded."),
        "loads": say(
            "This loads {what} from this site, once: {packed} MB where it is served compressed, else {size} MB."
        ),
        "loads-all": say("This loads {what} from this site, once: {size} MB."),
        "loading": say("Loading {what}"),
        "come": say("{come} of {total} MB unpacked"),
        "starting": say("Python starts"),
        "network": say("The network failed at {file}. Nothing is lost: press again."),
        "missing": say("This site lacks {file}, so nothing can run here."),
        "damaged": say("{file} arrived damaged, and was not used. Press again to load it anew."),
        "type": say(
            "{file} could not be run: the network failed, or the host sends it in a wrong type."
        ),
        "ended": say("Python ended, perhaps for want of memory. The next run starts it anew."),
    }


class run_how(nodes.General, nodes.Element):
    """Says how the code of a page is run, `how`; buttons take its place, the first of which says `press`."""


def how():
    """Say how cells are run where there are no buttons."""
    return say(
        "These cells run on the page itself where it comes from a server and may use JavaScript: "
        "where you built this site, {command} starts one.",
        command="make serve",
    )


def visit(self, node):
    """Write the sentence, and what the script needs to know."""
    known = {
        "folder": f"{node['up']}_run/{node['folder']}/",
        "run": node.get("press") or say("Run"),
        "edit": say("Edit"),
        "lost": say("What runs the code could not be loaded: press again, or load the page anew."),
    }
    self.body.append(
        self.starttag(
            node, "p", CLASS="run-how", **{"data-run": json.dumps(known, ensure_ascii=False)}
        )
    )
    self.body.append(self.encode(node["how"]).replace("make serve", "<code>make serve</code>"))


def depart(self, _node):
    """Close it."""
    self.body.append("</p>\n")


class run_bar(nodes.General, nodes.Element):
    """The room of some buttons, kept free so that nothing moves when they come."""


def visit_bar(self, node):
    """Write the room."""
    kind = node.get("kind", "cell")
    self.body.append(f'<div class="run-bar" data-kind="{kind}"></div>\n')
    raise nodes.SkipNode


def has_code(node):
    """Tell whether a node is a cell whose code the page shows, and which was run as the page was built."""
    return (
        isinstance(node, nodes.container)
        and "cell" in node["classes"]
        and "recorded" not in node["classes"]
        and code_of(node) is not None
    )


def code_of(cell):
    """Return the code that a cell shows, or None."""
    found = (each for each in cell.findall(nodes.container) if "cell_input" in each["classes"])
    return next(found, None)


def can_run(docname):
    """Tell whether the cells of a page can run in a browser."""
    return docname.startswith(PAGES) and docname not in CANNOT


def place(app, doctree, docname):
    """Put the sentence before the first cell of a page, and room for buttons below the code of each."""
    folder = app.config.gdtutorial_run_folder
    if folder and app.builder.format == "html" and can_run(docname):
        cells = list(doctree.findall(has_code))
        for code in map(code_of, cells):
            code.parent.insert(code.parent.index(code) + 1, run_bar(kind="cell"))
        if cells:
            up, first = "../" * (docname.count("/") + 1), cells[0]
            first.parent.insert(
                first.parent.index(first), run_how(how=how(), up=up, folder=folder)
            )


def add_assets(app, _page, _template, _context, doctree):
    """Load the small script where cells can run, and nowhere else."""
    if doctree is not None and next(doctree.findall(run_how), None):
        app.add_css_file("run.css")
        app.add_js_file("run.js", loading_method="defer")


def setup(app):
    """Register the node."""
    app.add_config_value(
        "gdtutorial_run_folder", os.environ.get("GDTUTORIAL_RUN_FOLDER", ""), "env"
    )
    app.add_node(run_how, html=(visit, depart))
    app.add_node(run_bar, html=(visit_bar, None))
    app.connect("doctree-resolved", place)
    app.connect("html-page-context", add_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
