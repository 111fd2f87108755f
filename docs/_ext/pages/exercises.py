"""Exercises of the form "predict, then see", and the list of them for teachers.

An exercise is a section with a heading of its own.
It asks, and is followed by its worked solution, cells included, which the page folds::

    :::{predict}
    :answer: grows
    What does the loss do?

    - It falls.
    - It grows.
    :::

    :::{solution-start}
    :::
    Text and cells, one of which glues the answer.
    :::{solution-end}
    :::

``:::{solution-start} Why not …`` opens a fold with a title of its own, anywhere on a page.
The page checks against what a cell glued under the name in ``:answer:``, so no answer is typed:
for choices a list that says of each whether it is true; else a number, with ``:tolerance:``.
``exercise-list`` lists all of them, and the wrong beliefs in admonitions of the class ``belief``.
Without JavaScript an exercise is a question and a folded solution.
"""

from ast import literal_eval
from pathlib import PurePosixPath

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from pages.lists import in_order, link, noted, title_item

logger = logging.getLogger(__name__)

WORDS = {  # whole sentences, put into each page as text, so that gettext finds them
    "legend": "Your prediction",
    "number": "A number:",
    "check": "Check",
    "right": "Right: the computation agrees. The solution says why.",
    "wrong": "The computation says otherwise. Think again, or open the solution.",
    "none": "Commit to an answer first.",
    "solution": "Solution",
}
WITHIN = "It counts if it is within {} of the computed number."
EXACT = "It counts if it is exact."


class predict(nodes.General, nodes.Element):
    """A question with a place for an answer."""


class answers(nodes.General, nodes.Element):
    """The controls of a question."""


class solution(nodes.General, nodes.Element):
    """A worked solution, folded."""


class words(nodes.Part, nodes.TextElement):
    """Text in a role that paragraphs do not play; `kind` says which."""


class boundary(nodes.Invisible, nodes.Element):
    """Where a solution starts or ends."""


class exercise_list(nodes.General, nodes.Element):
    """Stands for the list of all exercises until they are known."""


class Directive(SphinxDirective):
    """What the directives here share."""

    def word(self, kind, text=None):
        """Return words that can be translated."""
        text = text or WORDS[kind]
        node = words(text, text, kind=kind)
        self.set_source_info(node)
        return node


class Predict(Directive):
    """Ask for a prediction."""

    has_content = True
    option_spec = {  # noqa: RUF012 - docutils' way
        "answer": directives.unchanged_required,
        "tolerance": directives.unchanged_required,
    }

    def run(self):
        if "answer" not in self.options:
            raise self.error("predict needs :answer:, the name under which a cell glues it")
        number = self.env.new_serialno("predict") + 1
        node = predict(ids=[f"predict-{number}"], name=f"predict-{number}")
        self.set_source_info(node)
        body = self.parse_content_to_nodes()
        controls = answers(describedby=f"predict-{number}-question")
        controls += self.word("legend")
        if body and isinstance(body[-1], nodes.bullet_list):
            for item in body.pop():
                text = item[0]
                choice = words(text.rawsource, "", *text.children, kind="choice")
                choice.source, choice.line = text.source, text.line
                controls += choice
        elif "tolerance" not in self.options:
            raise self.error("predict needs a list of choices, or :tolerance: for a number")
        else:
            tolerance = self.options["tolerance"]
            node["tolerance"] = tolerance
            controls += self.word("number")
            controls += self.word(
                "tolerance", EXACT if tolerance == "0" else WITHIN.format(tolerance)
            )
        page = PurePosixPath(self.env.docname).name + ".md"
        glued, _ = self.parse_inline(f"{{glue:text}}`{page}::{self.options['answer']}:s`")
        node += nodes.container("", *body, ids=[controls["describedby"]], classes=["question"])
        node += controls
        node += [self.word(kind) for kind in ("check", "right", "wrong", "none")]
        node += nodes.inline("", "", *glued, classes=["answer"])
        return [node]


class SolutionStart(Directive):
    """Open the solution of the exercise above, or, with a title, another fold."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self):
        return [boundary("", self.word("solution", *self.arguments))]


class SolutionEnd(SphinxDirective):
    """Close the solution."""

    def run(self):
        return [boundary()]


class ExerciseList(SphinxDirective):
    """List every exercise, page by page."""

    def run(self):
        self.env.note_reread()
        return [exercise_list()]


class FoldSolutions(SphinxTransform):
    """Gather what lies between the boundaries: cells cannot stand inside a directive."""

    default_priority = 5

    def apply(self, **_kwargs):
        for start in list(self.document.findall(boundary)):
            if start.parent is None or not start.children:
                continue
            siblings = start.parent.children
            first = siblings.index(start)
            ends = [i for i in range(first + 1, len(siblings)) if type(siblings[i]) is boundary]
            if not ends or siblings[ends[0]].children:
                logger.warning("a solution starts here and never ends", location=start)
                continue
            inside = siblings[first + 1 : ends[0]]
            if any(isinstance(node, nodes.section) for node in inside):
                logger.warning("a solution has no headings", location=start)
            parent = start.parent
            del parent[first : ends[0] + 1]
            parent.insert(first, solution("", *start.children, *inside))
        for stray in list(self.document.findall(boundary)):
            logger.warning("a solution ends here and never starts", location=stray.parent)
            stray.parent.remove(stray)


class KnowAnswers(SphinxPostTransform):
    """Take each answer from what its page computed."""

    default_priority = 6  # glue comes at 5

    def run(self, **_kwargs):
        for node in list(self.document.findall(predict)):
            (glued,) = [child for child in node if "answer" in child.get("classes", [])]
            node.remove(glued)
            try:
                self.note(node, literal_eval(glued.astext()))
            except (ValueError, SyntaxError) as error:
                logger.warning("%s (glued: %s)", error, glued.astext(), location=node)
                node.parent.remove(node)

    def note(self, node, answer):
        """Put the answer where the page's script finds it."""
        choices = [child for child in node[1] if child["kind"] == "choice"]
        if choices:
            if not isinstance(answer, list) or len(answer) != len(choices):
                raise ValueError(
                    f"the answer must say of each of {len(choices)} choices if it is true"
                )
            if sorted(map(bool, answer)) != [False] * (len(answer) - 1) + [True]:
                raise ValueError("exactly one choice must be true")
            node["answer"] = answer.index(True)
            for value, choice in enumerate(choices):
                choice["value"], choice["name"] = value, node["name"]
        else:
            tolerance = node["tolerance"]
            share = tolerance.endswith("%")
            amount = float(tolerance.rstrip("%"))
            node["answer"] = float(answer)
            node["tolerance"] = abs(node["answer"]) * amount / 100 if share else amount


def visit_predict(self, node):
    """Open the form; the browser's own checks would speak before the page's."""
    data = {"data-answer": node["answer"]}
    if "tolerance" in node:
        data["data-tolerance"] = node["tolerance"]
    self.body.append(self.starttag(node, "form", CLASS="predict", novalidate="", **data))


def depart_predict(self, _node):
    """Close the form, after the place in which the verdict appears."""
    self.body.append('<p class="outcome" role="status"></p>\n</form>\n')


def visit_answers(self, node):
    """Open the group of controls, which the question describes."""
    attributes = {"aria-describedby": node["describedby"]}
    self.body.append(self.starttag(node, "fieldset", **attributes))


def depart_answers(self, _node):
    """Close it."""
    self.body.append("</fieldset>\n")


def visit_solution(self, node):
    """Open the fold."""
    self.body.append(self.starttag(node, "details", CLASS="solution"))


def depart_solution(self, _node):
    """Close it."""
    self.body.append("</details>\n")


TAGS = {  # before and after the text; the button works only where the script does
    "legend": ("<legend>", "</legend>\n"),
    "choice": (
        '<label><input type="radio" name="{name}" value="{value}"> <span>',
        "</span></label>\n",
    ),
    "number": ("<label><span>", '</span> <input type="number" step="any"></label>\n'),
    "tolerance": ('<p class="tolerance">', "</p>\n"),
    "check": ('<button type="submit" disabled hidden>', "</button>\n"),
    "right": ('<p hidden data-verdict="right">', "</p>\n"),
    "wrong": ('<p hidden data-verdict="wrong">', "</p>\n"),
    "none": ('<p hidden data-verdict="none">', "</p>\n"),
    "solution": ("<summary>", "</summary>\n"),
}


def visit_words(self, node):
    """Write what comes before the text."""
    self.body.append(TAGS[node["kind"]][0].format_map(node.attributes))


def depart_words(self, node):
    """Write what comes after it."""
    self.body.append(TAGS[node["kind"]][1])


def section_of(node):
    """Return the section that a node stands in."""
    while not isinstance(node, nodes.section):
        node = node.parent
    return node


def collect(app, doctree):
    """Note the exercises of a page: where, what it is called, which belief it refutes."""
    known = []
    for node in doctree.findall(predict):
        section = section_of(node)
        beliefs = [b for b in section.findall(nodes.admonition) if "belief" in b["classes"]]
        belief = " ".join(b[-1].astext() for b in beliefs)
        known.append((section["ids"][0], section[0].astext(), belief))
    app.env.metadata[app.env.docname]["exercises"] = known


def fill(app, doctree, docname):
    """Write the list, now that every page is read."""
    for place in list(doctree.findall(exercise_list)):
        pages = nodes.bullet_list()
        for page in in_order(app.env):
            items = nodes.bullet_list()
            for anchor, title, belief in noted(app.env, page, "exercises"):
                line = nodes.paragraph("", "", link(app, docname, page, anchor, title))
                item = nodes.list_item("", line, classes=["exercise"])
                if belief:
                    item += nodes.paragraph("", belief, classes=["belief"])
                items += item
            if items.children:
                pages += title_item(app, docname, page, items)
        place.replace_self(pages)


def add_script(app, _name, _template, _context, doctree):
    """Load the script on the pages that need it."""
    if doctree is not None and next(iter(doctree.findall(predict)), None) is not None:
        app.add_js_file("exercises.js", loading_method="defer")


def setup(app):
    """Register directives, nodes, transforms and events."""
    app.add_directive("predict", Predict)
    app.add_directive("solution-start", SolutionStart)
    app.add_directive("solution-end", SolutionEnd)
    app.add_directive("exercise-list", ExerciseList)
    app.add_node(predict, html=(visit_predict, depart_predict))
    app.add_node(answers, html=(visit_answers, depart_answers))
    app.add_node(solution, html=(visit_solution, depart_solution))
    app.add_node(words, html=(visit_words, depart_words))
    app.add_node(boundary)
    app.add_node(exercise_list)
    app.add_transform(FoldSolutions)
    app.add_post_transform(KnowAnswers)
    app.connect("doctree-read", collect)
    app.connect("doctree-resolved", fill)
    app.connect("html-page-context", add_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
