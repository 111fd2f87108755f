"""Exercises of the form "predict, then see", and the list of them for teachers.

An exercise is a section with a heading of its own.
It asks, and is followed by its worked solution, cells included, which the page folds::

    :::{predict}
    :answer: grows
    What does the loss do?

    - It falls.
      > It would, if the step were short.
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
The quotation below a choice is what the reader hears who chose it: every wrong choice has one, and the right one none.
For a number the list holds wrong ones by the names under which they are glued, with what each would mean::

    - `doubled`
      > The errors grow by that; their squares grow further.

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

from pages import explore
from pages.lists import in_order, link, noted, title_item

logger = logging.getLogger(__name__)

WORDS = {  # whole sentences, put into each page as text, so that gettext finds them
    "legend": "Your prediction",
    "number": "A number:",
    "check": "Check",
    "right": "Right: the computation agrees. The solution says why.",
    "wrong": "The computation says otherwise.",
    "again": "Think again, or open the solution.",
    "none": "Commit to an answer first.",
    "offer": "Open the solution",
    "solution": "Solution",
}
UNREAD = explore.words()["number"]
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
        items = body.pop().children if body and isinstance(body[-1], nodes.bullet_list) else []
        names = [self.options["answer"]]
        meanings = [self.meaning(item, place) for place, item in enumerate(items)]
        if "tolerance" in self.options:
            tolerance = self.options["tolerance"]
            node["tolerance"] = tolerance
            controls += self.word("number")
            controls += self.word(
                "tolerance", EXACT if tolerance == "0" else WITHIN.format(tolerance)
            )
            names += [item[0].astext() for item in items]
            meanings += [self.word(kind, text) for kind, text in UNREAD.items()]
        elif not items:
            raise self.error("predict needs a list of choices, or :tolerance: for a number")
        else:
            controls += [self.recast(item[0], "choice") for item in items]
        page = PurePosixPath(self.env.docname).name + ".md"
        node += nodes.container("", *body, ids=[controls["describedby"]], classes=["question"])
        node += controls
        node += [self.word(kind) for kind in ("check", "right", "wrong", "again", "none")]
        node += [meaning for meaning in meanings if meaning]
        node += self.word("offer")
        for name in names:
            glued, _ = self.parse_inline(f"{{glue:text}}`{page}::{name}:s`")
            node += nodes.inline("", "", *glued, classes=["answer"])
        return [node]

    def recast(self, text, kind, **attributes):
        """Return a paragraph as words in another role."""
        node = words(text.rawsource, "", *text.children, kind=kind, **attributes)
        node.source, node.line = text.source, text.line
        return node

    def meaning(self, item, place):
        """Return what the answer of an item of the list would mean; None if it does not say."""
        if len(item) == 1:
            return None
        if len(item) > 2 or not isinstance(item[1], nodes.block_quote) or len(item[1]) > 1:
            raise self.error(f"below {item[0].astext()!r} may stand one paragraph, quoted")
        return self.recast(item[1][0], "means", value=place)


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
            glued = [child for child in node if "answer" in child.get("classes", [])]
            for child in glued:
                node.remove(child)
            try:
                self.note(node, *[literal_eval(child.astext()) for child in glued])
            except (ValueError, SyntaxError) as error:
                said = [child.astext() for child in glued]
                logger.warning("%s (glued: %s)", error, ", ".join(said), location=node)
                node.parent.remove(node)

    def note(self, node, answer, *wrong):
        """Put the answer, and what the others mean, where the page's script finds them."""
        choices = [child for child in node[1] if child["kind"] == "choice"]
        meanings = {
            child["value"]: child for child in node.findall(words) if child["kind"] == "means"
        }
        if choices:
            if not isinstance(answer, list) or len(answer) != len(choices):
                raise ValueError(
                    f"the answer must say of each of {len(choices)} choices if it is true"
                )
            if sorted(map(bool, answer)) != [False] * (len(answer) - 1) + [True]:
                raise ValueError("exactly one choice must be true")
            node["answer"] = answer.index(True)
            if (
                sorted({*meanings, node["answer"]}) != list(range(len(choices)))
                or node["answer"] in meanings
            ):
                raise ValueError(
                    "each wrong choice must say what it would mean, and the right one must not"
                )
            for value, choice in enumerate(choices):
                choice["value"], choice["name"] = value, node["name"]
        else:
            tolerance = node["tolerance"]
            share = tolerance.endswith("%")
            amount = float(tolerance.rstrip("%"))
            node["answer"] = float(answer)
            node["tolerance"] = abs(node["answer"]) * amount / 100 if share else amount
            for place, value in enumerate(map(float, wrong)):
                if abs(value - node["answer"]) <= node["tolerance"]:
                    raise ValueError(f"{value:g} is not wrong")
                if place not in meanings:
                    raise ValueError(f"{value:g} must say what it would mean")
                meanings[place]["value"] = brief(value)


def brief(value):
    """Write a number in as many digits as all machines and Pythons agree upon."""
    return f"{value:.12g}"


def visit_predict(self, node):
    """Open the form; the browser's own checks would speak before the page's."""
    data = {"data-answer": brief(node["answer"])}
    if "tolerance" in node:
        data["data-tolerance"] = brief(node["tolerance"])
    self.body.append(self.starttag(node, "form", CLASS="predict", novalidate="", **data))


def depart_predict(self, _node):
    """Close the form."""
    self.body.append("</form>\n")


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
    "number": ("<label><span>", '</span> <input type="text" autocomplete="off"></label>\n'),
    "tolerance": ('<p class="tolerance">', "</p>\n"),
    "check": ('<button type="submit" disabled hidden>', "</button>\n"),
    **{
        kind: (f'<p hidden data-verdict="{kind}">', "</p>\n")
        for kind in ("right", "wrong", "again", "none", *UNREAD)
    },
    "means": ('<p hidden data-means="{value}">', "</p>\n"),
    "offer": (
        '<p class="outcome" role="status"></p>\n<button type="button" hidden>',
        "</button>\n",
    ),
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


def write_script(app):
    """Write the script, which reads numbers by the code of the explorables."""
    explore.write_scripts(app, {"exercises.js": "../exercises/main.js"})


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
    app.connect("builder-inited", write_script)
    app.connect("doctree-read", collect)
    app.connect("doctree-resolved", fill)
    app.connect("html-page-context", add_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
