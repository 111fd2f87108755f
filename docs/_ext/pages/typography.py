"""Computed numbers are set as typed ones are: with a minus sign, and on one line with what they equal."""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

HYPHEN = re.compile(r"(?<![\w.])-(?=\d)|(?<=\de)-(?=\d)")
NO_BREAK = "\N{NO-BREAK SPACE}"


class Numbers(SphinxPostTransform):
    """Give the numbers that cells glued into sentences a minus sign, and keep `b = 1` together."""

    default_priority = 700

    def run(self):
        for number in list(self.document.findall(nodes.inline)):
            if "pasted-text" not in number["classes"]:
                continue
            for text in list(number.findall(nodes.Text)):
                text.parent.replace(text, nodes.Text(HYPHEN.sub("\N{MINUS SIGN}", text)))
            place = number.parent.index(number)
            before = number.parent[place - 1] if place else None
            if isinstance(before, nodes.Text) and before.endswith(" = "):
                joined = f"{before[:-3]}{NO_BREAK}={NO_BREAK}"
                number.parent.replace(before, nodes.Text(joined))


def setup(app):
    """Register it."""
    app.add_post_transform(Numbers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
