"""The files that the built site offers to be taken along: each is there, whole, and leads nowhere that is not."""

import contextlib
import functools
import http.server
import json
import posixpath
import re
import shutil
import subprocess
import threading
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from helpers import LANGUAGES, need, text_of
from lxml import etree

from i18n.languages import tag
from web import epub, offline, running

ROOT = Path(__file__).parents[2]
LINK = re.compile(r'<(?:a|img|script|link)\b[^>]*?\b(?:href|src)="([^"]*)"')


@functools.cache
def opened(path):
    """Return the content of each file of an archive, by its name."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def copy(site):
    """The archive of the whole site."""
    return opened(site / offline.NAME)


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def volume(site, language):
    """The EPUB of a language."""
    return opened(site / language / epub.NAME)


@pytest.mark.parametrize("name", ["index.html", "teachers.html"])
def test_every_file_that_is_offered_is_there_with_its_size(site, editions, language, name):
    page = editions[language][name]
    links = page.xpath("//a[contains(@class, 'made')]")
    files = {link.get("href"): (site / language / link.get("href")).resolve() for link in links}
    expected = {epub.NAME, "programs.zip", offline.NAME, running.wheel()[0]}
    assert expected <= {path.name for path in files.values()}
    for link in links:
        size = files[link.get("href")].stat().st_size
        assert link.getnext().text == f"· {max(size / 1e6, 0.1):.1f}\u00a0MB"


def test_the_published_site_stays_below_200_mb(site):
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < 200e6


def test_no_page_of_the_archive_leads_to_what_is_not_in_it(copy):
    dead = set()
    for name, content in copy.items():
        if not name.endswith(".html"):
            continue
        for target in LINK.findall(content.decode()):
            parts = urlsplit(target.replace("&amp;", "&"))
            if parts.scheme or parts.netloc or not parts.path:
                continue
            place = posixpath.normpath(
                posixpath.join(posixpath.dirname(name), unquote(parts.path))
            )
            if place not in copy:
                dead.add((name, target))
    assert dead == set()


def test_no_page_of_the_archive_has_a_button_that_needs_the_runtime(copy):
    pages = {name: text.decode() for name, text in copy.items() if name.endswith(".html")}
    assert len(pages) > 100
    assert [name for name, text in pages.items() if "run-bar" in text or "/run.js" in text] == []
    assert not any(f"/{running.FOLDER}/" in name for name in copy)


def test_the_archive_and_the_site_have_the_same_pages_and_figures(site, copy):
    def shown(names):
        return {
            n for n in names if n.endswith((".html", ".webp", ".svg", ".py")) and "404" not in n
        }

    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    there = {name for name in there if not name.startswith(running.FOLDER)}
    assert shown(name.removeprefix(f"{offline.FOLDER}/") for name in copy) == shown(there)


def test_the_page_gets_the_wheel_that_lies_at_the_root(site):
    name, content = running.wheel()
    assert (site / name).read_bytes() == content
    for path in (site / running.FOLDER).glob(f"*/{name}"):
        assert path.read_bytes() == content


def test_the_epub_holds_each_page_of_the_book_with_its_figures_and_formulae(
    volume, editions, language
):
    parts = {
        name: page
        for name, page in editions[language].items()
        if re.match(r"(tutorial|beyond)/|glossary\.html", name)
    }
    chapters = {
        name.removeprefix("book/").replace(".xhtml", ".html"): etree.fromstring(content)
        for name, content in volume.items()
        if name.endswith(".xhtml") and not name.endswith(("title.xhtml", "nav.xhtml"))
    }
    assert chapters.keys() == parts.keys()
    for name, page in parts.items():
        (article,) = page.xpath("//article[@role='main']")
        chapter = chapters[name]
        assert text_of_tag(chapter, "h1") == re.sub("¶|#$", "", text_of(article.find(".//h1")))
        formulae = chapter.iter("{http://www.w3.org/1998/Math/MathML}math")
        assert len([*formulae]) == len(article.xpath(".//math"))
        alts = [image.get("alt") for image in chapter.iter("{*}img")]
        assert alts == article.xpath(".//figure//img[contains(@class, 'only-light')]/@alt")
        outputs = [
            text_of(pre) for pre in article.xpath(".//*[contains(@class, 'cell_output')]//pre")
        ]
        own = " ".join("".join(chapter.itertext()).split())
        assert [output for output in outputs if output not in own] == []


def text_of_tag(root, name):
    return " ".join("".join(next(root.iter(f"{{*}}{name}")).itertext()).split())


def test_the_epub_says_its_language_and_is_read_in_the_order_of_the_site(volume, language):
    package = etree.fromstring(volume["book/content.opf"])
    assert [node.text for node in package.iter("{*}language")] == [tag(language)]
    items = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
    order = [items[reference.get("idref")] for reference in package.iter("{*}itemref")]
    assert order[:2] == ["title.xhtml", "tutorial/why.xhtml"]
    assert order[-1] == "glossary.xhtml"
    assert next(iter(volume)) == "mimetype"


@pytest.mark.gate
def test_epubcheck_finds_nothing(site, language):
    program = shutil.which("epubcheck")
    if not program:
        need("epubcheck", "apt-get install epubcheck")
    # Debian's is a bare archive of Java, which not every machine starts by itself.
    command = ["java", "-jar", program] if zipfile.is_zipfile(program) else [program]
    done = subprocess.run(
        [*command, site / language / epub.NAME], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 errors / 0 warnings" in done.stdout


@contextlib.contextmanager
def plain_server(folder):
    """Serve a folder as `python3 -m http.server` does; give the address."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.browser
@pytest.mark.gate
def test_an_unpacked_copy_is_read_as_files_and_from_a_plain_server(site, browser, tmp_path):
    with zipfile.ZipFile(site / offline.NAME) as archive:
        archive.extractall(tmp_path)
    with plain_server(tmp_path / offline.FOLDER) as home:
        for start in ((tmp_path / offline.FOLDER).as_uri(), home):
            page, trouble = browser.new_page(), []
            page.on("pageerror", lambda error, trouble=trouble: trouble.append(str(error)))
            page.on(
                "response",
                lambda got, trouble=trouble: (
                    trouble.append(got.url) if got.status >= 400 else None
                ),
            )
            page.goto(f"{start}/index.html")
            page.wait_for_url("**/en/index.html")
            page.goto(f"{start}/en/tutorial/loss.html")
            assert page.get_by_role("button", name="Run", exact=True).count() == 0
            assert page.get_by_text("leaves out Python for the page").is_visible()
            page.locator("a.language:visible").first.click()
            page.wait_for_url("**/zh_CN/tutorial/loss.html*")
            assert trouble == []
            page.close()


def loaded_at_the_first_press(manifest, how):
    """Return how many bytes the first press loads: Python, NumPy, and what is our own."""
    names = {*manifest["core"], *manifest["sets"]["numpy"]["files"]}
    files = [manifest["files"][name] for name in names] + [*manifest["own"].values()]
    return sum(file[how] for file in files)


def test_contributing_says_how_large_everything_is(site):
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    runtime = site / running.FOLDER
    (own,) = runtime.glob("*/manifest.json")
    manifest = json.loads(own.read_text("utf-8"))

    def size(*files):
        return sum(path.stat().st_size for path in files if path.is_file()) / 1e6

    said = {
        r"`_run`.*?, (\d+) MB": size(*runtime.rglob("*")),
        r"loads about (\d+) MB": loaded_at_the_first_press(manifest, "packed") / 1e6,
        r"(\d+) MB where it does not": loaded_at_the_first_press(manifest, "size") / 1e6,
        rf"`{offline.NAME}`.*?, (\d+) MB": size(site / offline.NAME),
        rf"`{epub.NAME}`.*?, (\d+) MB": size(site / "en" / epub.NAME),
    }
    for pattern, megabytes in said.items():
        (told,) = re.findall(pattern, text)
        assert abs(int(told) - megabytes) <= max(1, megabytes / 20), (pattern, megabytes)
