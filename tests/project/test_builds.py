"""Builds of a small site: they follow every change, or stop with a clear word, and repeat to the byte."""

import os
import re
import shutil
import sys

import pytest
import small_site

import reproduce
import soak


@pytest.fixture(scope="module")
def cold(tmp_path_factory):
    """The small site, built from nothing; nobody changes it."""
    folder = small_site.make(tmp_path_factory.mktemp("small") / "project")
    status, said = soak.build(folder)
    assert status == 0, said
    return folder


@pytest.fixture
def small(cold, tmp_path):
    """The small site, built, to be changed."""
    return shutil.copytree(cold, tmp_path / "project")


def build(folder, language="en"):
    """Build the small site in one language, as a developer may; return exit status and what was said."""
    command = ("-m", "sphinx", "-q", "-W", "--keep-going", "-d", "build/one", "docs", "build/seen")
    return soak.build(folder, sys.executable, *command, GDTUTORIAL_LANGUAGE=language)


@pytest.mark.slow
def test_figures_and_numbers_follow_the_library(small):
    def results():
        status, said = build(small)
        assert status == 0, said
        page = (small / "build" / "seen" / "index.html").read_text("utf-8")
        (top,) = set(re.findall(r"\d\.\d{12}\b", page))
        pictures = {
            path.name: path.read_bytes()
            for path in (small / "build" / "seen" / "_images").glob("sphx_glr_f01*.webp")
            if "_thumb" not in path.name
        }
        assert len(pictures) == 2
        return float(top), pictures

    top, pictures = results()
    assert top == 3
    again, same = results()
    assert again == top
    assert same == pictures

    line = small / "gdtutorial" / "line.py"
    before = line.stat()
    replace(line, "SLOPE = 2.0", "SLOPE = 3.0")
    os.utime(line, ns=(before.st_atime_ns, before.st_mtime_ns))  # neither time nor size tell
    later, others = results()
    assert later == 4
    for name, picture in pictures.items():
        assert others[name] != picture, f"{name} did not follow the library"

    (small / "gallery" / "f01_line.py").rename(small / "gallery" / "f04_new.py")
    replace(small / "docs" / "index.md", "f01_line", "f04_new")
    status, said = build(small)
    assert status == 0, said
    left = [path.name for path in (small / "docs" / "gallery").rglob("*f01*")]
    assert left == [], "what a deleted script made must go"


@pytest.mark.gate
def test_who_hands_out_other_data_sets_the_library_s_own_examples_aside(small):
    replace(small / "gdtutorial" / "line.py", "SLOPE = 2.0", "SLOPE = 3.0")
    line = small / "gdtutorial" / "line.py"
    line.write_text(
        line.read_text("utf-8") + '\n__test__ = {"ours": ">>> SLOPE\\n2.0\\n"}\n', "utf-8"
    )
    status, said = soak.build(small)
    assert status != 0
    assert "contradicts its own reference" in said
    status, said = soak.build(small, "make", "-s", "site", "OTHER_DATA=1")
    assert status == 0, said


def replace(path, old, new):
    """Replace a text in a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.gate
def test_a_draft_leaves_in_english_what_nobody_has_translated_and_epubs_are_named(small):
    catalog = small / "docs" / "locales" / "zh_CN" / "LC_MESSAGES" / "figures.po"
    replace(catalog, "单独一个点。", "")
    status, said = soak.build(small, "make", "-s", "site")
    assert status != 0
    assert "not translated in figures.po: 'A single point.'" in said
    status, said = soak.build(small, "make", "-s", "site", "DRAFT=1")
    assert status == 0, said
    status, said = soak.build(small, "make", "-s", "epub", "DRAFT=1")
    assert status == 0, said
    named = re.findall(r"^Open .*/(\w+)/gradient-descent\.epub$", said, re.MULTILINE)
    assert named == ["en", "zh_CN"], "each build of a tutorial makes them: tests/site reads them"


@pytest.mark.slow
def test_unknown_figure_is_an_error_that_lists_the_known(small):
    replace(small / "docs" / "index.md", "f01_line", "f99_none")
    status, said = build(small)
    assert status != 0
    assert "no gallery script is named f99_none; there are: f01_line, f02_point" in said


@pytest.mark.slow
def test_unknown_program_to_write_is_an_error_that_says_where_and_lists_the_known(small):
    page = small / "docs" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n:::{write} none\n:::\n", "utf-8")
    line = len(page.read_text("utf-8").splitlines()) - 1
    status, said = build(small)
    assert status != 0
    assert (
        f"index.md:{line}: ERROR: no program is named none; there are: backtracking, descent"
        in said
    )


@pytest.mark.slow
def test_a_claim_of_a_script_that_does_not_hold_stops_the_build_and_is_named(small):
    script = small / "gallery" / "f01_line.py"
    claim = 'assert height(1) < height(0), "the line falls"'
    replace(script, "plotting.describe(", f"{claim}\nplotting.describe(")
    line = script.read_text("utf-8").splitlines().index(claim) + 1
    status, said = build(small)
    assert status != 0
    assert f'f01_line.py", line {line}, in <module>' in said
    assert "AssertionError: the line falls" in said


EXERCISES = """
## Predict, then see

```{code-cell} ipython3
:tags: [remove-cell]
glue("both", [True, True], display=False)
glue("two", [True, False], display=False)
```

:::{predict}
:answer: both
Which?

- This.
- That.
:::

:::{predict}
:answer: two
Which of three?

- This.
- That.
- A third.
:::

:::{solution-start}
:::

It has no end.
"""


@pytest.mark.slow
def test_exercise_that_cannot_be_checked_stops_the_build(small):
    page = small / "docs" / "index.md"
    page.write_text(page.read_text("utf-8") + EXERCISES, "utf-8")
    status, said = build(small)
    assert status != 0
    assert "exactly one choice must be true (glued: [True, True])" in said
    assert "must say of each of 3 choices if it is true" in said
    assert "a solution starts here and never ends" in said


@pytest.mark.slow
def test_figure_that_lacks_a_word_or_a_sign_stops_the_chinese_build(small):
    catalog = small / "docs" / "locales" / "zh_CN" / "LC_MESSAGES" / "figures.po"
    replace(catalog, "单独一个点。", "")
    replace(catalog, "升到 {0}", "龘 {0}")
    status, said = build(small, "zh_CN")
    assert status != 0
    assert "not translated in figures.po: 'A single point.'" in said
    assert "CJK UNIFIED IDEOGRAPH-9F98" in said


@pytest.mark.gate
def test_site_is_that_of_a_clean_build_whatever_happened(small):
    sequence = soak.Sequence(small, seed=1726)
    sequence.look()
    for _ in range(2):
        sequence.step()


@pytest.mark.gate
def test_site_is_the_same_bytes_in_another_folder_time_zone_locale_home_and_mask(cold, tmp_path):
    folder = small_site.make(tmp_path / reproduce.FOLDER)
    there = reproduce.build(folder, tmp_path / "home")
    assert soak.different(there, soak.files(cold / "site")) == []


@pytest.mark.gate
def test_a_changed_format_changes_the_number_in_both_editions_and_no_catalog(small):
    """The catalog names the number alone: see i18n/formats.py."""
    catalog = small / "docs" / "locales" / "zh_CN" / "LC_MESSAGES" / "index.po"
    before = catalog.read_text("utf-8")
    replace(small / "docs" / "index.md", "index.md::top:.12f", "index.md::top:.3f")
    for language, sentence in (("en", "The line rises to 3.000."), ("zh_CN", "直线升到 3.000。")):
        status, said = build(small, language)
        assert status == 0, said
        page = (small / "build" / "seen" / "index.html").read_text("utf-8")
        assert sentence in re.sub("<[^>]+>", "", page)
    assert catalog.read_text("utf-8") == before
