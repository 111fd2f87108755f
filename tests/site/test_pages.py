"""The built pages, read as files."""

import gzip
import json
import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import tinycss2
from fontTools.ttLib import TTFont
from helpers import LANGUAGES

ROOT = Path(__file__).parents[2]
OUTPUTS = json.loads((ROOT / "docs" / "printed_outputs.json").read_text("utf-8"))
SCRIPTS = sorted((ROOT / "gallery").glob("f*.py"))
HEAVIEST = 300_000  # bytes that a page may transfer with all that it shows
INDICES = {"genindex.html", "search.html"}


def is_tutorial(name):
    return name.startswith(("tutorial/", "beyond/")) or name in {"index.html", "report.html"}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def pages(editions, language):
    """Every page of one language."""
    return editions[language]


@pytest.fixture(scope="module")
def folder(site, language):
    return site / language


def resolve(language, name, address):
    """Return the page or file that an address on a page leads to, and its anchor."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    target = Path("/", language, name)
    if path:
        target = target.parent / path
    return Path(*_normal(target.parts[1:])), unquote(parts.fragment)


def _normal(parts):
    stack = []
    for part in parts:
        if part == "..":
            stack.pop()
        elif part != ".":
            stack.append(part)
    return stack


def resources(page):
    """Yield the element and the address of everything that a page loads."""
    for element in page.iter(
        "img", "script", "source", "iframe", "video", "audio", "embed", "use"
    ):
        for name in ("src", "srcset", "href", "data", "poster"):
            if element.get(name):
                yield element, element.get(name)
    for element in page.iter("link"):
        if element.get("rel") not in {"canonical", "next", "prev", "index", "search", "alternate"}:
            yield element, element.get("href")


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output["id"])
def test_printed_output_is_on_the_site(pages, output):
    (row,) = pages["report.html"].xpath(f"//section[@id='{output['id'].lower()}']")
    source, ours = (pre.text_content() for pre in row.iter("pre"))
    assert source == output["text"]
    assert ours == output["text"]
    assert row.xpath(".//span[contains(@class, 'verdict')]/@class") == ["verdict same"]


@pytest.fixture(scope="module")
def shown_on(pages):
    """On which pages each picture is."""
    where = {}
    for name, page in pages.items():
        if is_tutorial(name):
            for image in page.iter("img"):
                where.setdefault(Path(image.get("src")).name, set()).add(name)
    return where


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_figure_is_on_a_page(pages, shown_on, script):
    own = pages[f"gallery/{script.stem}.html"].xpath(
        "//figure[contains(@class, 'gallery-figure')]//img"
    )
    names = [Path(image.get("src")).name for image in own]
    assert names
    assert len(names) % 2 == 0, "each figure has a light and a dark picture"
    for name in names:
        assert name in shown_on, f"{name} is on no tutorial page"


def test_negative_numbers_have_a_minus_sign(pages):
    """In sentences, captions, alternative texts and descriptions; code has what a keyboard has."""
    hyphen = re.compile(r"(?<![\w.\])])-(?=\d)|(?<=\de)-(?=\d)")
    code = "ancestor::pre or ancestor::code or ancestor::script or ancestor::style or ancestor::math or ancestor::dt"
    found = [
        (name, text.strip())
        for name, page in pages.items()
        if name not in INDICES and not name.startswith("_modules/")
        for text in page.xpath(
            f"//article//text()[not({code})] | //@alt | //@aria-label | //meta/@content"
        )
        if hyphen.search(text)
    ]
    assert found == []


def test_every_script_is_numbered_once():
    numbers = [path.stem[:3] for path in SCRIPTS]
    assert numbers == sorted(set(numbers))
    assert numbers[:26] == [f"f{i:02}" for i in range(1, 27)]  # the tutorial's own


def test_gallery_pages_offer_script_and_notebook(folder, pages):
    for script in SCRIPTS:
        links = [link.get("href") for link in pages[f"gallery/{script.stem}.html"].iter("a")]
        for suffix in (".py", ".ipynb"):
            (found,) = {link for link in links if link.endswith(script.stem + suffix)}
            assert (folder / "gallery" / found).resolve().is_file()


def test_no_dead_link(site, language, pages):
    anchors = {
        name: {element.get("id") for element in page.iter() if element.get("id")}
        for name, page in pages.items()
    }
    dead = []
    for name, page in pages.items():
        if name == "404.html":
            continue  # its links start at the root of the host
        for link in page.iter("a"):
            address = link.get("href")
            if not address or urlsplit(address).scheme:
                continue
            target, anchor = resolve(language, name, address)
            inside = Path(*target.parts[1:]).as_posix()
            known = anchors.get(inside) if target.parts[0] == language else None
            place = anchor and "=" not in anchor  # else it is a state
            if not (site / target).is_file() or (place and known and anchor not in known):
                dead.append(f"{name}: {address}")
    assert not dead


def test_nothing_is_loaded_from_elsewhere(site, language, pages):
    for name, page in pages.items():
        for element, address in resources(page):
            where = f"{name}: <{element.tag}> {address}"
            assert not urlsplit(address).scheme or address.startswith("data:"), where
            assert not address.startswith("//"), where
            if name != "404.html" and not address.startswith(("data:", "#")):
                assert (site / resolve(language, name, address)[0]).is_file(), where


def css_addresses(tokens):
    for token in tokens:
        if token.type == "url":
            yield token.value
        elif token.type == "function" and token.lower_name == "url":
            yield "".join(part.value for part in token.arguments if part.type == "string")
        elif token.type == "at-rule" and token.lower_at_keyword == "import":
            yield tinycss2.serialize(token.prelude)
        for nested in ("content", "arguments", "prelude"):
            yield from css_addresses(getattr(token, nested, None) or [])


def test_style_sheets_load_nothing_from_elsewhere(folder):
    for path in folder.rglob("*.css"):
        tokens = tinycss2.parse_component_value_list(path.read_text("utf-8"))
        for address in css_addresses(tokens):
            if not address.startswith(("data:", "#")):
                assert (path.parent / urlsplit(address).path).is_file(), f"{path.name}: {address}"


def test_every_image_has_alternative_text_with_content(pages):
    for name, page in pages.items():
        for image in page.iter("img"):
            alt = image.get("alt") or ""
            length = len(re.findall(r"[\u4e00-\u9fff]|\w+", alt))
            assert length >= 5, f"{name}: {image.get('src')}: {alt!r}"


def test_ids_are_unique(pages):
    for name, page in pages.items():
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert sorted(ids) == sorted(set(ids)), name


def test_head_says_what_the_page_is(language, pages):
    titles = {}
    for name, page in pages.items():
        assert page.get("lang") == language.replace("_", "-"), name
        (title,) = page.xpath("//head/title")
        assert title.text_content() not in titles, f"{name} and {titles.get(title.text_content())}"
        titles[title.text_content()] = name
        assert len(page.xpath("//h1")) == 1, name
        if name not in INDICES and not name.startswith("_modules/"):
            description = page.xpath("//meta[@name='description']/@content")
            assert len(description) == 1, name
            assert len(description[0]) > (20 if language == "en" else 6), name


def weight(site, language, name, page):
    """Return how many bytes a page and what it loads transfer, on a light screen, before a press."""
    files = {site / language / name}
    for element, address in resources(page):
        later = element.xpath("parent::details/parent::figure[contains(@class, 'animation')]")
        dark = "only-dark" in element.get("class", "")
        if not (later or dark or address.startswith(("data:", "#"))):
            files.add(site / resolve(language, name, address)[0])
    if page.xpath("//math"):
        files.add(site / language / "_static" / "fonts" / "stix-two-math.woff2")
    return sum(
        len(gzip.compress(path.read_bytes(), 6))
        if path.suffix in {".html", ".css", ".js", ".svg"}
        else path.stat().st_size
        for path in files
    )


def test_pages_are_light(site, language, pages):
    weights = {name: weight(site, language, name, page) for name, page in pages.items()}
    assert {name: bytes for name, bytes in weights.items() if bytes > HEAVIEST} == {}


def test_mathematics_font_has_every_sign(folder, pages):
    font = TTFont(folder / "_static" / "fonts" / "stix-two-math.woff2").getBestCmap()
    missing = set()
    for page in pages.values():
        for leaf in page.xpath("//math//*[not(*)]"):
            text = (leaf.text or "").replace("\n", "")
            # Chinese words have a font of their own.
            text = re.sub("[\u3000-\u9fff\uff00-\uffef]", "", text)
            missing.update(sign for sign in text if ord(sign) not in font and sign != "\ufe00")
            if (
                leaf.tag == "mi"
                and len(text) == 1
                and text < "\u2000"
                and leaf.get("mathvariant") != "normal"
            ):
                italic = [c for c in map(chr, font) if unicodedata.normalize("NFKC", c) == text]
                assert len(italic) > 1 or not text.isalpha(), f"no italic {text}"
    assert not missing, "add them to SIGNS in docs/fonts.py and run `make fonts`"


def test_no_formula_failed(pages):
    for name, page in pages.items():
        assert not page.xpath("//merror"), name


def test_pages_carry_no_trace_of_the_builder(folder):
    for path in folder.rglob("*"):
        if path.suffix in {".html", ".js", ".css", ".ipynb", ".py"}:
            text = path.read_text("utf-8")
            assert str(ROOT) not in text, path
            assert not re.search(r"<(?:__main__|[\w.]+) (?:object )?at 0x[0-9a-f]+>", text), path
