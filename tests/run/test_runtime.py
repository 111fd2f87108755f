"""What pages run Python with: got from whoever has it, and published only where it is what is pinned."""

import hashlib
import io
import json
import zipfile

import pytest

import runtime
from i18n.languages import TABLE
from pages import programs
from web import running


@pytest.fixture
def pinned(tmp_path, monkeypatch):
    """A small runtime and its table, which pins it: two core files, two packages, one of which needs the other."""
    wheels = {name: wheel_of(name) for name in ("numpy", "matplotlib_pyodide")}
    packages = {
        name: {
            "file_name": f"{name}-1-py3-none-any.whl",
            "sha256": digest(content),
            "depends": needs,
        }
        for (name, content), needs in zip(wheels.items(), ([], ["numpy"]), strict=True)
    }
    core = {"pyodide.mjs": b"export", runtime.LOCK: json.dumps({"packages": packages}).encode()}
    carried = tmp_path / "carried"
    carried.mkdir()
    for name, content in core.items():
        (carried / name).write_bytes(content)
    for name, content in wheels.items():
        (carried / packages[name]["file_name"]).write_bytes(content)
    table = {
        "release": (tmp_path / "nowhere").as_uri() + "/",
        "core": {name: digest(content) for name, content in core.items()},
        "sets": {"numpy": ["numpy"], "more": ["matplotlib_pyodide"]},
    }
    monkeypatch.setattr(runtime, "table", lambda: table)
    monkeypatch.setattr(runtime, "cache", lambda: tmp_path / "kept")
    monkeypatch.setattr(runtime, "from_carrier", refuse)
    return carried, table


def digest(content):
    return hashlib.sha256(content).hexdigest()


def wheel_of(name):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(f"{name}.dist-info/LICENSE", f"The licence of {name}")
    return content.getvalue()


def refuse(_folder):
    raise runtime.Unavailable("nobody carries it")


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_it_is_got_from_the_folder_that_a_variable_names(pinned, monkeypatch):
    carried, _ = pinned
    monkeypatch.setenv("GDTUTORIAL_PYODIDE", str(carried))
    assert names(runtime.get()) == names(carried)
    monkeypatch.setenv("GDTUTORIAL_PYODIDE", "/nowhere")
    assert names(runtime.get()) == names(carried), "what is kept and whole need not be got again"


def test_it_is_got_from_the_release_where_that_can_be_reached(pinned):
    carried, table = pinned
    table["release"] = carried.as_uri() + "/"
    assert names(runtime.get()) == names(carried)


def test_it_is_got_from_the_carrier_where_the_release_cannot_be_reached(pinned, monkeypatch):
    carried, _ = pinned
    monkeypatch.setattr(runtime, "from_carrier", lambda _folder: runtime.from_folder(carried))
    assert names(runtime.get()) == names(carried)


def test_where_nobody_has_it_each_source_is_named(pinned):
    _, table = pinned
    with pytest.raises(runtime.Unavailable) as told:
        runtime.get()
    assert table["release"] in str(told.value)
    assert "nobody carries it" in str(told.value)


@pytest.mark.parametrize("file", ["pyodide.mjs", runtime.LOCK, "numpy-1-py3-none-any.whl"])
def test_a_file_with_another_digest_is_never_used(pinned, monkeypatch, file):
    carried, _ = pinned
    monkeypatch.setenv("GDTUTORIAL_PYODIDE", str(carried))
    kept = runtime.get()
    (carried / file).write_bytes(b"another")
    (kept / file).write_bytes(b"another")
    with pytest.raises(runtime.Unavailable, match=f"{file} has the SHA-256 {digest(b'another')}"):
        runtime.get()


def test_a_set_holds_what_its_packages_need_and_no_set_before_it_has(pinned):
    carried, _ = pinned
    lock = json.loads((carried / runtime.LOCK).read_text())
    assert runtime.sets(lock) == {
        "numpy": {"names": ["numpy"], "files": ["numpy-1-py3-none-any.whl"]},
        "more": {
            "names": ["matplotlib_pyodide"],
            "files": ["matplotlib_pyodide-1-py3-none-any.whl"],
        },
    }
    assert {*runtime.digests(lock)} == names(carried)


def test_what_is_published_is_named_by_its_content_and_has_every_licence(pinned):
    carried, _ = pinned
    digests = runtime.digests(json.loads((carried / runtime.LOCK).read_text()))
    files = running.runtime_files(carried, digests, "https://source.example")
    assert "pyodide.js" in files
    assert not any(name.endswith(".mjs") for name in files)
    assert files["licences/numpy.txt"] == b"The licence of numpy"
    assert b"https://source.example" in files["licences/pyodide.txt"]
    assert {"licences/python.txt", "licences/openblas.txt", "licences/emscripten.txt"} <= {*files}
    name = running.name_of(files)
    assert running.name_of(dict(reversed(files.items()))) == name
    assert running.name_of(files | {"pyodide.js": b"another"}) != name


def test_a_file_that_is_damaged_after_it_was_checked_is_not_published(pinned):
    carried, _ = pinned
    digests = runtime.digests(json.loads((carried / runtime.LOCK).read_text()))
    (carried / "pyodide.mjs").write_bytes(b"exp")  # another build is writing it, perhaps
    with pytest.raises(ValueError, match=r"pyodide\.mjs has the SHA-256 \w+ by now"):
        running.runtime_files(carried, digests, "https://source.example")


def test_a_package_without_a_licence_is_not_published(pinned):
    carried, _ = pinned
    with zipfile.ZipFile(carried / "numpy-1-py3-none-any.whl", "w") as archive:
        archive.writestr("numpy.py", "")
    with pytest.raises(ValueError, match="no licence is known of numpy"):
        running.licences(carried, "")


def test_the_library_arrives_as_its_wheel_the_same_each_time():
    name, content = running.wheel()
    assert running.wheel.__wrapped__() == (name, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {"gdtutorial/model.py", "gdtutorial/style.mplstyle"} <= {*archive.namelist()}
    assert running.packed(running.modules()) == running.packed(running.modules())


def test_a_page_s_judge_is_the_one_to_take_home_and_comes_small():
    for language in TABLE:
        files = programs.judging(language)
        content = running.packed(files)
        assert len(content) < sum(map(len, files.values())) / 2
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {name: archive.read(name).decode() for name in archive.namelist()} == files
        home = programs.files(language)
        assert files == {name: home[name] for name in files}
