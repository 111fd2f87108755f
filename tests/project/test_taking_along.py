"""What can be taken along, on a site of a few files: archives that repeat to the byte, and no promise without its file."""

import io
import zipfile

import newcomer
import pytest
from helpers import LANGUAGES
from lxml import html

from fresh import guard
from web import epub, offline, running, sizes
from web.packed import pack

PAGE = """<!doctype html><title>A page</title>
<script defer="defer" src="../_static/run.js?v=1a2b"></script>
<script defer="defer" src="../_static/site.js?v=1a2b"></script>
<p class="run-how" data-run='{"run": "Run"}'>These cells run &amp; print <code>make serve</code>.</p>
<div class="cell"><pre>print(1)</pre><div class="run-bar" data-kind="cell"></div>
</div>
<ul class="take-site">
<li class="online"><a class="made" href="../gradient-descent.zip" download>All</a><span class="size"></span></li>
<li><a class="made" href="programs.zip" download>Programs</a><span class="size"></span></li>
</ul>
"""


@pytest.fixture
def small(tmp_path):
    """A site of a few files."""
    files = {
        "index.html": "<title>Languages</title>",
        "_headers": "/*",
        "_run/abc/python.wasm": "",
    }
    for language in LANGUAGES:
        files |= {
            f"{language}/{name}": PAGE if name == "page.html" else "x" * 1_260_000
            for name in (
                "page.html",
                "programs.zip",
                "404.html",
                epub.NAME,
                "gradient-descent.pdf",
            )
        }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    sizes.publish(tmp_path)
    return tmp_path


@pytest.fixture
def archive(small):
    with zipfile.ZipFile(small / offline.NAME) as found:
        yield found


def page_in(archive, language):
    return archive.read(f"{offline.FOLDER}/{language}/page.html").decode()


def test_an_archive_tells_no_time_and_no_mask_and_repeats_to_the_byte():
    files = {"b.txt": b"b" * 1000, "a.png": b"a" * 1000}
    once = pack(files, {"a.png"})
    assert once == pack(files, {"a.png"})
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        text, picture = archive.infolist()
    assert {each.date_time for each in (text, picture)} == {(2000, 1, 1, 0, 0, 0)}
    assert {each.external_attr >> 16 for each in (text, picture)} == {0o644}
    assert text.compress_size < 100
    assert picture.compress_size == 1000


def test_the_archive_leaves_out_itself_the_runtime_and_what_says_the_same_again(archive):
    wheel, _ = running.wheel()
    expected = {"README.txt", "index.html", wheel}
    expected |= {
        f"{language}/{name}" for language in LANGUAGES for name in ("page.html", "programs.zip")
    }
    assert {*archive.namelist()} == {f"{offline.FOLDER}/{name}" for name in expected}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_in_the_archive_has_no_button_and_says_why(archive, language):
    text = page_in(archive, language)
    assert "run-bar" not in text
    assert "run.js" not in text
    assert "site.js" in text
    (said,) = html.fromstring(text).find_class("run-how")
    assert said.text_content() == offline.lacks(offline.speaker(language))
    assert "data-run" not in said.attrib


def test_each_language_says_in_its_own_words_what_the_archive_lacks(archive):
    said = {offline.lacks(offline.speaker(language)) for language in LANGUAGES}
    assert len(said) == len(LANGUAGES)
    readme = archive.read(f"{offline.FOLDER}/README.txt").decode()
    assert all(each in readme for each in said)
    assert readme.count("python3 -m http.server") == len(LANGUAGES)


def test_a_page_in_the_archive_offers_what_lies_beside_it_and_nothing_else(archive):
    links = html.fromstring(page_in(archive, "en")).xpath("//a/@href")
    assert links == ["programs.zip"]


def test_a_size_is_that_of_the_file(small):
    text = (small / "en" / "page.html").read_text("utf-8")
    size = (small / offline.NAME).stat().st_size
    offers = html.fromstring(text).findall(".//li")
    assert [offer.find_class("size")[0].text for offer in offers] == [
        f"· {size / 1e6:.1f}\u00a0MB",
        "· 1.3\u00a0MB",
    ]


def test_what_is_offered_and_was_not_made_stops_the_build(small):
    (small / "en" / "page.html").write_text(PAGE.replace("programs.zip", "lost.zip"), "utf-8")
    with pytest.raises(FileNotFoundError, match=r"en/page.html offers lost.zip"):
        sizes.publish(small)


def test_the_wheel_at_the_root_is_the_one_of_this_build(small):
    name, content = running.wheel()
    assert (small / name).read_bytes() == content


QUESTIONS = """<div><form><div><p>How far?</p></div><fieldset><legend>Your prediction</legend>
<label><input type="radio"> <span>Near.</span></label><label><input type="radio"> <span>Far.</span></label></fieldset></form>
<form><div><p>How much?</p></div><fieldset><legend>Your prediction</legend>
<label><span>A number:</span> <input type="number"></label><p class="tolerance">Nearly.</p></fieldset></form></div>"""


def test_a_question_in_the_epub_keeps_its_text_and_its_choices_and_asks_for_no_input():
    article = html.fromstring(QUESTIONS)
    epub.plain_questions(article)
    assert article.text_content().split() == ["How", "far?", "Near.", "Far.", "How", "much?"]
    assert len(article.xpath("./div/ul/li")) == 2
    assert article.xpath(".//form | .//input | .//label | .//legend | .//fieldset") == []


@pytest.mark.gate
def test_pip_installs_the_library_from_the_address_of_the_site(address, tmp_path):
    inside = newcomer.with_environment(tmp_path)
    newcomer.run(f"pip install {address}/{running.wheel()[0]}", tmp_path, **inside)
    place = newcomer.run(
        'python -c "import gdtutorial; print(gdtutorial.__file__)"', tmp_path, **inside
    )
    assert place.startswith(str(tmp_path / "env"))
    (tmp_path / "examples.py").write_text(guard.DOCTESTS, "utf-8")
    newcomer.run("python examples.py", tmp_path, **inside)
