"""What is packed for the browser is what the steps import, and nothing that a browser cannot run."""

from __future__ import annotations

import importlib.util
import sys
import zipfile
from importlib.metadata import packages_distributions
from io import BytesIO
from pathlib import Path

import pytest

from generator.collector import program
from generator.collector.carried import joined
from generator.collector.metrics import metrics_only
from generator.errors import BuildError
from generator.forms.layout import face


def names(packed: bytes) -> set[str]:
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        return set(archive.namelist())


def test_everything_that_is_imported_is_taken_or_known_to_be_absent() -> None:
    _, others = program.imported()
    foreign = {name for name in others if name not in sys.stdlib_module_names}
    said = program.packages()
    # a package that is imported by one that is taken need not be imported by us
    needed = {name for name in said.taken if name not in foreign}
    assert foreign <= set(said.taken) | set(said.absent)
    assert set(said.absent) <= foreign
    assert needed <= {"et_xmlfile"}


def test_what_is_taken_is_pure_python() -> None:
    packed = names(program.pack("{}", "2026-01-01"))
    assert program.packages().taken
    for name in program.packages().taken:
        assert f"{name}/__init__.py" in packed
    run = {path for path in packed if not path.startswith(f"{program.LICENCES}/")}
    assert {Path(path).suffix for path in run} == {".py", ".json", ".ttf"}


def test_every_part_of_others_brings_its_licence_along() -> None:
    packed = names(program.pack("{}", "2026-01-01"))
    for name in program.packages().taken:
        licences = [
            path
            for distribution in packages_distributions()[name]
            for path in packed
            if path.startswith(f"{program.LICENCES}/{distribution}/")
        ]
        assert licences, name
    assert f"{program.LICENCES}/fonts/OFL-FormSansSC.txt" in packed


def test_modules_that_the_browser_never_reaches_stay_out() -> None:
    own, _ = program.imported()
    for out in program.packages().left_out:
        assert out not in own
        assert importlib.util.find_spec(out) is not None, "left out, and not there at all"
    assert "generator.site.build" not in own
    assert "generator.returns.worker" not in own


def test_the_same_program_is_the_same_bytes_and_holds_its_setup() -> None:
    one, other = (program.pack('{"x": 1}', "2026-01-01") for _ in range(2))
    assert one == other
    assert program.pack('{"x": 2}', "2026-01-01") != one
    with zipfile.ZipFile(BytesIO(one)) as archive:
        assert archive.read(program.SETUP) == b'{"x": 1}'
        assert all(entry.date_time[:3] == (2026, 1, 1) for entry in archive.infolist())


@pytest.mark.parametrize(
    ("loader", "runtime"),
    [(b"export{a as b};", b"export default c;"), (b"export{a as loadPyodide,b as version};", b"c;")],
)
def test_a_runtime_of_another_shape_makes_no_copy(loader: bytes, runtime: bytes) -> None:
    with pytest.raises(BuildError, match="carried"):
        joined(loader, runtime, b"")


def test_the_packed_font_measures_as_the_font_that_is_printed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = face.face("sans")
    slim = metrics_only((root / "generator/forms/fonts" / face.FILES["sans"]).read_bytes())
    assert len(slim) < len(whole.data) / 10
    (tmp_path / face.FILES["sans"]).write_bytes(slim)
    monkeypatch.setattr(face, "FONTS", tmp_path)
    measured = face.face.__wrapped__("sans")
    assert (measured.glyphs, measured.widths) == (whole.glyphs, whole.widths)
    assert (measured.ascent, measured.descent, measured.bbox) == (whole.ascent, whole.descent, whole.bbox)
