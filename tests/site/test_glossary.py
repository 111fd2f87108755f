"""Terms are linked from where a page first uses them."""

from pathlib import Path

import pytest
from glossary_terms import PATTERN, TERMS, which

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs/tutorial").glob("*.md"), *(ROOT / "docs/beyond").glob("*.md")])
OUTSIDE = (  # what is not the running text: boxes at the head, captions, code, exercises
    "ancestor::*[contains(@class, 'at-a-glance') or contains(@class, 'cell')"
    " or self::figcaption or self::details or @id='predict-then-see'"
    " or contains(@class, 'explorable')]"
)


def running_text(page):
    """Yield each piece of running text, and whether it links to the glossary or elsewhere."""
    for block in page.xpath(
        f"//article//*[self::p or self::li or self::td][not(p)][not({OUTSIDE})]"
    ):
        if "admonition-title" in block.get("class", "").split():
            continue
        for text in block.xpath(".//text()[not(ancestor::math or ancestor::code)]"):
            link = text.getparent().xpath("ancestor-or-self::a[1]/@href")
            yield str(text), link[0] if link else ""


@pytest.mark.parametrize("source", PAGES, ids=lambda path: path.stem)
def test_first_use_of_a_term_links_to_it(pages, source):
    page = pages[f"{source.parent.name}/{source.stem}.html"]
    seen = {}
    for text, link in running_text(page):
        for found in PATTERN.finditer(text):
            term = which(found[0])
            if "glossary.html#term-" in link:
                seen.setdefault(term, "linked")
            elif not link:  # a link to a page about it is as good, and no place for another
                seen.setdefault(term, " ".join(text.split()))
    assert {term: text for term, text in seen.items() if text != "linked"} == {}
    assert seen


def test_each_term_is_used_in_the_tutorial(pages):
    used = {
        link.split("#")[1]
        for name, page in pages.items()
        if name.startswith(("tutorial/", "beyond/"))
        for link in page.xpath("//a/@href")
        if "glossary.html#term-" in link
    }
    known = pages["glossary.html"].xpath("//dt/@id")
    assert len(known) == len(TERMS)
    assert [term for term in known if term not in used] == []


def test_terms_are_in_order():
    assert sorted(TERMS, key=str.lower) == TERMS
