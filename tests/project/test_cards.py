"""What others see of a page before they open it, made from pages that never were."""

import json
import re
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document
from lxml import html
from PIL import Image
from sphinx.errors import ExtensionError

from figures.show import themed_image
from web import cards, root

SITE = "https://example.org/gd/"
HOSTILE = '</script><script>alert("1")</script> & <!-- <b>'
COMMA = "\uff0c"
ALT = 'A surface, "thick" at one level.'


@pytest.fixture
def app(tmp_path):
    """A site of an address, with one figure in two languages."""
    folder = tmp_path / "docs" / "gallery"
    (folder / "downloads").mkdir(parents=True)
    entry = {"alt": ALT, "languages": {"zh_CN": {"alt": "曲面。", "words": {}, "trouble": []}}}
    (folder / f"{cards.SITE_FIGURE}.json").write_text(json.dumps([entry]), "utf-8")
    for name in (cards.SITE_FIGURE, f"{cards.SITE_FIGURE}.zh_CN", "f09_other-2"):
        Image.new("RGB", (1280, 720), "navy").save(folder / "downloads" / f"{name}.png")
    return SimpleNamespace(
        srcdir=tmp_path / "docs",
        outdir=tmp_path,
        builder=SimpleNamespace(format="html", get_target_uri=lambda name: f"{name}.html"),
        config=SimpleNamespace(
            language="en",
            project="Gradient descent",
            author="the authors",
            root_doc="index",
            html_baseurl=f"{SITE}en/",
            notfound_pagename="404",
        ),
    )


def page(*paragraphs):
    """Return a page of paragraphs below a title."""
    doctree = new_document("a page")
    section = nodes.section("", nodes.title("", "The title"))
    section += [nodes.paragraph("", "", *parts) for parts in paragraphs]
    doctree += section
    return doctree


def head(app, name, title, doctree):
    """Return the head that a page gets, parsed."""
    context = {"title": title}
    cards.introduce(app, name, "", context, doctree)
    return html.fromstring(f"<html><head>{context['metatags']}</head><body></body></html>")


def value(head, name):
    """Return what the head says under a name."""
    return head.xpath(f"string(//meta[@property='{name}' or @name='{name}']/@content)")


def read(head):
    """Return the data for crawlers."""
    (script,) = head.xpath("//script")
    assert script.get("type") == "application/ld+json"
    return json.loads(script.text)


LONG = nodes.Text("A walk downhill on the loss of a line, one step after the other.")


def test_hostile_text_ends_no_script(app):
    title = HOSTILE.replace("&", "&amp;").replace("<", "&lt;")  # as Sphinx writes a title
    found = head(app, "tutorial/loss", title, page([nodes.Text(HOSTILE * 2)]))
    assert read(found)["name"] == value(found, "og:title") == HOSTILE
    assert read(found)["description"] == value(found, "description") == HOSTILE * 2
    assert not re.search("[<>&]", found.xpath("//script")[0].text)


def test_crawlers_learn_what_a_page_is(app):
    known = read(head(app, "tutorial/loss", "The loss", page([LONG])))
    assert known["@type"] == "LearningResource"
    assert known["inLanguage"] == "en"
    assert known["license"] == cards.LICENCE
    assert known["educationalLevel"] == "Beginner"
    assert known["isPartOf"]["url"] == f"{SITE}en/index.html"
    assert known["url"] == f"{SITE}en/tutorial/loss.html"
    assert "isPartOf" not in read(head(app, "index", "All of it", page([LONG])))
    known = read(head(app, "beyond/dask", "Many parts", page([LONG])))
    assert known["educationalLevel"] == "Intermediate"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_page_without_a_figure_shows_the_one_of_the_site(app, language):
    app.config.language = language
    app.config.html_baseurl = f"{SITE}{language}/"
    place = cards.draw(app, cards.figure_of(app, page([LONG]))[0])
    with Image.open(app.outdir / place) as card:
        assert card.size == cards.SIZE
        assert card.convert("RGB").getpixel((600, 315)) == (0, 0, 128)
    assert [path.name for path in (app.outdir / cards.FOLDER).iterdir()] == [
        f"{cards.SITE_FIGURE}.png"
    ]


def test_the_card_is_the_first_figure_of_the_page(app):
    doctree = page([LONG])
    for number in (2, 1):
        uri = f"gallery/images/sphx_glr_f09_other_{number:03}.webp"
        doctree[0] += themed_image(uri=uri, told=f"Figure {number}.")
    found = head(app, "tutorial/loss", "The loss", doctree)
    assert value(found, "og:image") == read(found)["image"]
    assert value(found, "og:image:alt") == "Figure 2."
    assert value(found, "og:image") == f"{SITE}en/_cards/f09_other-2.png"
    assert (app.outdir / "_cards" / "f09_other-2.png").is_file()
    doctree[0].insert(0, themed_image(uri="gallery/images/other.webp", told=""))
    with pytest.raises(ExtensionError, match="a name of another form"):
        cards.figure_of(app, doctree)


def test_a_list_of_figures_shows_the_one_of_the_site(app):
    doctree = page([LONG])
    doctree[0] += themed_image(uri="gallery/images/thumb/sphx_glr_f09_other_thumb.webp", told="")
    assert cards.figure_of(app, doctree)[0] == cards.SITE_FIGURE


def test_without_an_address_there_is_no_card(app):
    app.config.html_baseurl = ""
    found = head(app, "tutorial/loss", "The loss", page([LONG]))
    assert value(found, "og:title") == "The loss"
    assert not value(found, "og:image")
    assert not {"url", "image"} & set(read(found))
    assert not (app.outdir / "_cards").exists()


def test_a_description_is_plain():
    doctree = page(
        [nodes.Text("The slope is "), nodes.math("", r"\frac{1}{n}"), nodes.Text(". It falls.")],
        [
            nodes.Text("At  a rate\nof "),
            nodes.math("", r"\alpha = -0.1"),
            nodes.Text(", "),
            nodes.literal("", "update"),
            nodes.raw("", "<b>"),
            nodes.Text(" moves the bias. This is how:"),
        ],
        [nodes.Text("More than enough is said.")],
    )
    assert cards.first_words(doctree) == "It falls. At a rate of α = −0.1, update moves the bias."


def test_chinese_has_no_space_around_its_terms():
    term = nodes.reference("", "损失")
    doctree = page(
        [nodes.Text("先看 "), term, nodes.Text(f" {COMMA}再看梯度。学习率为 0.1 时下降。" * 4)]
    )
    said = cards.first_words(doctree)
    assert said.startswith(f"先看损失{COMMA}再看梯度。学习率为 0.1 时下降。")
    assert cards.width(said) <= cards.MOST
    assert said[-1] == "。"


def test_a_description_leaves_out_what_is_no_prose():
    doctree = page([LONG])
    doctree[0].insert(1, nodes.note("", nodes.paragraph("", "Go to the end.")))
    doctree[0].insert(1, nodes.literal_block("", "import matplotlib"))
    doctree[0].insert(1, nodes.container("", nodes.paragraph("", "Download it.")))
    assert cards.first_words(doctree) == LONG


def test_the_front_matter_comes_first_and_once():
    doctree = page([LONG])
    doctree += nodes.meta(name="description", content=" 说明。 ", translated=True)
    doctree += nodes.meta(name="keywords", content="loss", translated=True)
    app = SimpleNamespace(builder=SimpleNamespace(format="html"))
    cards.take_descriptions(app, doctree, "tutorial/loss")
    assert cards.describe("tutorial/loss", doctree) == "说明。"
    assert [node.attributes.get("name") for node in doctree.findall(nodes.meta)] == ["keywords"]
    assert not any(node.get("translated") for node in doctree.findall(nodes.meta))


def test_a_page_of_another_kind_stops_the_build():
    with pytest.raises(ExtensionError, match="does not know how to describe"):
        cards.describe("py-modindex", None)


def test_the_root_has_a_heading():
    page = html.fromstring(root.page())
    (heading,) = page.xpath("//h1")
    assert [part.get("lang") for part in heading] == ["en", "zh-CN"]
