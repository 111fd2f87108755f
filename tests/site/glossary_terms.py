"""The glossary's terms, and the forms in which prose uses them."""

import re
from pathlib import Path

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
BODY = re.search(r"^```\{glossary\}\n(.*?)^```", GLOSSARY.read_text("utf-8"), re.S | re.M)[1]
TERMS = re.findall(r"^(\S.*)$", BODY, flags=re.M)
FORMS = {  # where a plural is not all
    "bias": r"bias(?:es)?",
    "batch": r"(?<!-)batch(?:es)?",
    "converge": r"converge[sd]?",
    "convex": r"(?:non-)?convex(?! programming)",
    "cross-entropy": r"cross-entropy|log loss",
    "diverge": r"diverge[sd]?",
    "edge of stability": r"(?-i:edge of stability)",  # and not the titles of papers
    "loss": r"loss(?:es)?",
    "mini-batch": r"mini-batch(?:es)?",
    "minimum": r"minimum(?! wage)|minima",
    "mean squared error": r"mean squared error|\bMSE\b",
    "Nesterov momentum": r"Nesterov(?:(?:.s)? momentum)?",
    "overfitting": r"overfit(?:s|ting)?",
    "reshuffle": r"reshuffl(?:es?|ed|ing)",
    "standardise": r"standardis(?:es?|ed|ing)",
    "stochastic gradient descent": r"stochastic gradient descent|\bSGD\b",
    "training points": r"training (?:points?|data)",
    "velocity": r"velocit(?:y|ies)",
    "validation points": r"validation (?:points?|data)",
}


def form(term):
    return FORMS.get(term, re.escape(term) + "s?")


LONGEST_FIRST = sorted(TERMS, key=len, reverse=True)
PATTERN = re.compile(rf"\b(?:{'|'.join(map(form, LONGEST_FIRST))})\b", flags=re.I)


def which(text):
    """Return the term of which `text` is a form."""
    return next(term for term in LONGEST_FIRST if re.fullmatch(form(term), text, flags=re.I))
