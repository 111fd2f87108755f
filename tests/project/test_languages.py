"""What every language of the site shares: formats of numbers, one table, and room for one more."""

import gettext
import io
import os
import re
import subprocess

import matplotlib.pyplot as plt
import pytest
from helpers import no_gaps

from figures import lettering
from i18n import catalogs, compiled, formats, languages
from web import root

CATALOG = """msgid ""
msgstr ""
"Language: zh_CN\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "A page"
msgstr "一页"

msgid "From {glue:text}`index.md::least` to {glue:text}`index.md::mean`."
msgstr "{glue:text}`index.md::mean` 以下，{glue:text}`index.md::least` 以上。"
"""


def translated(page, message):
    """Say a message as the catalog above does, compiled for a page."""
    content = compiled.compiled(CATALOG.encode(), formats.of_page(page))
    return gettext.GNUTranslations(io.BytesIO(content)).gettext(message)


@pytest.mark.parametrize("least", ["", ":.1f", ":.3f"])
def test_a_number_has_the_format_of_its_page_and_no_other(least):
    page = f"From {{glue:text}}`index.md::least{least}` to {{glue:text}}`index.md::mean:s`."
    assert translated(page, page) == (
        f"{{glue:text}}`index.md::mean:s` 以下，{{glue:text}}`index.md::least{least}` 以上。"
    )


def test_a_number_shown_in_two_ways_is_translated_in_both():
    pages = [
        f"From {{glue:text}}`index.md::least:{digits}` to {{glue:text}}`index.md::mean`."
        for digits in (".1f", ".4f")
    ]
    for page, digits in zip(pages, (".1f", ".4f"), strict=True):
        assert f"index.md::least:{digits}`" in translated("\n\n".join(pages), page)
        assert "以上" in translated("\n\n".join(pages), page)


def test_no_catalog_holds_a_format():
    for path in catalogs.LOCALES.rglob("*.po"):
        text = path.read_text("utf-8")
        assert formats.without(text) == text, path.name


def test_a_figure_is_written_in_one_language_after_another(monkeypatch):
    """Each begins from the English words, in titles and beside ticks."""
    words = {
        "zh_CN": {"Loss after {0}": "{0} 次后的损失", "bias": "偏置", "slope": "斜率"},
        "eo": {"Loss after {0}": "Perdo post {0}", "bias": "deklino", "slope": "kruteco"},
    }
    monkeypatch.setitem(languages.TABLE, "eo", languages.Language("Esperanto"))
    monkeypatch.setattr(catalogs, "read", lambda language, _: words[language])
    figure, axes = plt.subplots()
    axes.bar(["bias", "slope"], [1, 2])
    axes.set_title("Loss after 3")

    def seen():
        figure.draw_without_rendering()
        labels = [label.get_text() for label in axes.get_xticklabels()]
        return [axes.get_title(), *labels]

    english = ["Loss after 3", "bias", "slope"]
    assert seen() == english
    for language, said in (
        ("zh_CN", ["3 次后的损失", "偏置", "斜率"]),
        ("eo", ["Perdo post 3", "deklino", "kruteco"]),
    ):
        with lettering.written_in(language, figure) as writer:
            assert seen() == said
        assert set(writer.words) == set(words[language])
        assert seen() == english
    plt.close(figure)


def test_the_root_page_leads_to_every_language(monkeypatch):
    monkeypatch.setitem(languages.TABLE, "pt_BR", languages.Language("Português"))
    page = root.page()
    for language, tag, short in (
        ("en", "en", "en"),
        ("zh_CN", "zh-CN", "zh"),
        ("pt_BR", "pt-BR", "pt"),
    ):
        assert f'<link rel="alternate" hreflang="{tag}" href="{language}/index.html">' in page
        assert f'<a href="{language}/index.html" hreflang="{tag}">' in page
        assert f'"{short}": "{language}"' in page


def test_a_language_that_is_not_in_the_table_is_refused(monkeypatch):
    monkeypatch.setenv("GDTUTORIAL_LANGUAGE", "tlh")
    with pytest.raises(ValueError, match="must be one of en, zh_CN, got 'tlh'"):
        languages.chosen()


def test_no_language_is_spelt_out_beside_the_table():
    """But for the rules, the font and the looks of one language, in files of their own."""
    docs = catalogs.LOCALES.parent
    files = [*docs.glob("_ext/**/*.py"), *docs.glob("_templates/*"), *docs.glob("_root/*")]
    files += [docs / "conf.py", *docs.glob("_static/**/*.js"), docs.parent / "tools" / "site.py"]
    spelt = re.compile(r"[\"'](?:en|zh|zh[_-]CN)[\"'/]")
    found = [
        f"{path.name}: {line}"
        for path in files
        if path.name != "languages.py"
        for line in path.read_text("utf-8").splitlines()
        if spelt.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("asked", "served"), [([], "en"), (["LANGUAGE=en"], "en"), (["LANGUAGE=zh_CN"], "zh_CN")]
)
def test_make_live_serves_english_by_default_and_any_language_on_demand(asked, served):
    """Whatever the variable LANGUAGE, which many machines set, says of the machine."""
    done = subprocess.run(
        ["make", "-n", "-o", ".venv/all", "live", *asked],
        cwd=catalogs.LOCALES.parents[1],
        env=os.environ | {"LANGUAGE": "de_DE:de"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"GDTUTORIAL_LANGUAGE={served} " in done.stdout


def test_a_draft_counts_and_names_its_gaps(monkeypatch):
    monkeypatch.delenv("GDTUTORIAL_DRAFT", raising=False)
    no_gaps([])
    with pytest.raises(AssertionError):
        no_gaps(["a", "b"])
    monkeypatch.setenv("GDTUTORIAL_DRAFT", "1")
    no_gaps([])
    with pytest.raises(pytest.skip.Exception, match="2 to translate: a; b"):
        no_gaps(["a", "b"])


def test_no_word_is_said_inside_a_formatted_string():
    """There ``make i18n`` does not see it, and takes its translation out."""
    docs = catalogs.LOCALES.parent
    sources = [docs / "conf.py", *(docs / "_ext").rglob("*.py")]
    assert [path.name for path in sources if "{say(" in path.read_text("utf-8")] == []
