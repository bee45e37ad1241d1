"""Reading YAML: any file gives data or findings, never an exception, and every value its line."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final, TypeAlias

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import Finding
from generator.load import yaml_file
from generator.load.yaml_file import MAX_DEPTH, YamlMapping, YamlSequence, YamlValue

# hypothesis runs many examples in one test, so one file stands for all of them
EVERYTHING: Final = settings(
    deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("yaml") / "file.yml"


def read(path: Path, content: str | bytes) -> tuple[YamlValue, list[Finding]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return yaml_file.read(path, "file.yml")


def codes(findings: list[Finding]) -> list[str]:
    return [f.code for f in findings]


# --- whatever the file contains -----------------------------------------------------------------


def is_plain(value: YamlValue) -> bool:
    if isinstance(value, YamlMapping):
        assert value.lines.keys() == value.keys()
        return all(isinstance(k, str) and is_plain(v) for k, v in value.items())
    if isinstance(value, YamlSequence):
        assert len(value.lines) == len(value)
        return all(map(is_plain, value))
    return value is None or isinstance(value, str | int | float | bool)


def assert_sound(content: bytes, data: YamlValue, findings: list[Finding]) -> None:
    lines = content.count(b"\n") + content.count(b"\r") + 3
    assert is_plain(data)
    for finding in findings:
        assert finding.place.file == "file.yml"
        assert 1 <= finding.place.line <= lines
        assert finding.message
        assert finding.remedy


@EVERYTHING
@given(content=st.binary(max_size=400))
def test_no_bytes_raise(path: Path, content: bytes) -> None:
    assert_sound(content, *read(path, content))


PIECES: Final = st.sampled_from(
    [
        *("a: ", "b: ", "- ", "? ", ": ", "\n", "\n  ", "\n    ", "\t", "#", "---", "...", "%YAML 1.1\n"),
        *("[", "]", "{", "}", ",", "&a ", "*a", "!", "!!str ", "!!python/name:os.system ", "<<: ", "=", "~"),
        *("|", ">", "|+\n", '"', "'", "\\", "\\x00", "\\ud800", "1.", "3.10", "0o7", "12:30", "1e999", "yes"),
        *("9" * 20, "工会", "：", "\u2028", "\x85", "\r", "\r\n", "\x00", "\x07", "\ufeff", "\ud7ff", "𠮷"),
    ]
)


@EVERYTHING
@given(content=st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join))
def test_no_text_that_resembles_yaml_raises(path: Path, content: str) -> None:
    raw = content.encode("utf-8", "replace")
    assert_sound(raw, *read(path, raw))


@EVERYTHING
@given(content=st.lists(PIECES, max_size=25).map("".join))
def test_what_is_accepted_without_a_finding_is_to_pyyaml_the_same(path: Path, content: str) -> None:
    data, findings = read(path, content)
    if not findings and "\ufeff" not in content:  # a byte order mark is stripped before YAML sees it
        assert outline(data) == outline(yaml.load(content, Loader=TEXTS_ONLY))  # keys stay text
        if "<<" not in content and keys_are_text(data):
            assert data == yaml.load(content, Loader=yaml_file.Loader)


TEXTS_ONLY: Final[type] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def outline(value: object) -> object:
    """The structure without its scalars."""
    if isinstance(value, dict):
        return {key: outline(v) for key, v in value.items()}
    return list(map(outline, value)) if isinstance(value, list) else None


def keys_are_text(value: YamlValue) -> bool:
    """Whether YAML, too, takes every key for a text."""
    if isinstance(value, dict):
        return all(key in {"a", "b"} and keys_are_text(v) for key, v in value.items())
    return all(map(keys_are_text, value)) if isinstance(value, list) else True


# --- generated documents ------------------------------------------------------------------------

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | int | None"

KEYS: Final = st.text("abcxyz", min_size=1, max_size=4)
TEXTS: Final = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=8
)
TREES: Final = st.recursive(
    TEXTS | st.integers(0, 10**9) | st.none(),
    lambda trees: st.lists(trees, max_size=4) | st.dictionaries(KEYS, trees, max_size=4),
    max_leaves=20,
)


class Writer:
    """Writes a tree as block YAML, one value a line, and notes the line of each as it goes."""

    def __init__(self) -> None:
        self.rows: list[str] = []

    def write(self, tree: Tree, indent: int) -> YamlValue:
        """Write the value of the last row's key or dash; what reading it must give."""
        pad = " " * indent
        if isinstance(tree, dict) and tree:
            mapping = YamlMapping(len(self.rows) + 1)
            for key, value in tree.items():
                self.rows.append(f"{pad}{key}k:")
                mapping.lines[f"{key}k"] = len(self.rows)
                mapping[f"{key}k"] = self.write(value, indent + 1)
            return mapping
        if isinstance(tree, list) and tree:
            sequence = YamlSequence(len(self.rows) + 1)
            for value in tree:
                self.rows.append(f"{pad}-")
                written = self.write(value, indent + 1)
                nested = isinstance(value, dict | list) and value
                sequence.lines.append(written.line if nested else len(self.rows))  # type: ignore[union-attr]
                sequence.append(written)
            return sequence
        self.rows[-1:] = [(self.rows[-1] + " " if self.rows else "") + self.scalar(tree)]
        if isinstance(tree, dict | list):
            return YamlMapping(len(self.rows)) if isinstance(tree, dict) else YamlSequence(len(self.rows))
        return tree

    @staticmethod
    def scalar(tree: Tree) -> str:
        if isinstance(tree, str):
            return '"' + tree.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return "null" if tree is None else str(tree)


def assert_same_lines(read_: YamlValue, written: YamlValue) -> None:
    assert type(read_) is type(written)
    if isinstance(read_, YamlMapping) and isinstance(written, YamlMapping):
        assert (read_.line, read_.lines) == (written.line, written.lines)
        for key in read_:
            assert_same_lines(read_[key], written[key])
    if isinstance(read_, YamlSequence) and isinstance(written, YamlSequence):
        assert (read_.line, read_.lines) == (written.line, written.lines)
        for one, other in zip(read_, written, strict=True):
            assert_same_lines(one, other)


@EVERYTHING
@given(tree=TREES)
def test_values_and_lines_come_back_as_written(path: Path, tree: Tree) -> None:
    writer = Writer()
    written = writer.write(tree, 0)
    data, findings = read(path, "\n".join(writer.rows) + "\n")
    assert findings == []
    assert data == written
    assert_same_lines(data, written)


def test_lines_are_counted_past_comments_and_long_texts(path: Path) -> None:
    data, findings = read(path, "# one\n\na: >\n  folded\n  on\nb:\n  - x\n  # here\n  - y: 1\n    z: 2\n")
    assert findings == []
    assert isinstance(data, YamlMapping)
    assert data.lines == {"a": 3, "b": 6}
    entries = data["b"]
    assert isinstance(entries, YamlSequence)
    assert entries.lines == [7, 9]
    entry = entries[1]
    assert isinstance(entry, YamlMapping)
    assert (entry.line, entry.lines) == (9, {"y": 9, "z": 10})


# --- depth --------------------------------------------------------------------------------------


@pytest.mark.parametrize("loader", [yaml_file.Loader, yaml.SafeLoader], ids=["libyaml", "python"])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")])
@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 500, 5_000, 100_000])
def test_nesting_of_any_depth_is_a_finding_and_no_recursion_error(
    opening: str, closing: str, depth: int, loader: type, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_file, "Loader", loader)  # a platform without libyaml has the other one
    data, findings = read(path, opening * depth + "x" + closing * depth)
    assert data is None
    assert codes(findings)[0] in {"yaml-depth", "yaml-syntax", "yaml-key"}


def test_nesting_deeper_than_any_file_of_ours_is_allowed(path: Path) -> None:
    assert codes(read(path, "[" * MAX_DEPTH + "]" * MAX_DEPTH)[1]) == []


# --- types of values ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5", 5),
        ("0", 0),
        ("2.5", 2.5),
        ("3.10", 3.1),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("工会", "工会"),
        ("1.1.6", "1.1.6"),
        ("0o7", "0o7"),
        ("1e5", "1e5"),
        ("95%", "95%"),
        ("1．", "1．"),
        ('"3.10"', "3.10"),
        ("'yes'", "yes"),
        ('"2016-06-21"', "2016-06-21"),
        ('"12:30"', "12:30"),
        ('""', ""),
        ('! "x"', "x"),
        ("|\n    x\n    y", "x\ny\n"),
    ],
)
def test_values_have_the_type_that_a_reader_expects(written: str, value: YamlValue, path: Path) -> None:
    data, findings = read(path, f"a: {written}\n")
    assert findings == []
    assert isinstance(data, dict)
    assert data["a"] == value
    assert type(data["a"]) is type(value)


@pytest.mark.parametrize(
    "written",
    [
        *("1.", "1.5e+3", ".inf", "-.inf", ".nan", "-5", "+5", "-2.5", "007", "0x1F", "0b11", "1_000"),
        *("yes", "no", "on", "off", "True", "FALSE", "12:30", "190:20:30", "1:30.5", "2016-06-21", "="),
        *("2016-06-21 10:00:00", "<<", "9" * 16, "9" * 5000, "0.0000000000000001", "1." + "0" * 5000),
    ],
)
def test_a_value_that_yaml_takes_for_something_else_needs_quotes(written: str, path: Path) -> None:
    data, findings = read(path, f"x: 1\na: {written}\n")
    assert [(f.code, f.place.line) for f in findings] == [("yaml-ambiguous", 2)]
    assert data == {"x": 1, "a": written}, "the text is kept, so that nothing else is said about it"
    assert read(path, f'a: "{written}"\n') == ({"a": written}, [])


# --- the traps ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "yaml-empty", 1),
        (b"\xef\xbb\xbf", "yaml-empty", 1),
        (b"# only\n", "yaml-empty", 1),
        (b"a: 1\nb: \xff\n", "file-not-utf8", 2),
        (b"\xff\xfea\x00:\x00", "file-not-utf8", 1),
        ("a: 1\nb: 人力\n".encode("gbk"), "file-not-utf8", 2),
        ("a: 中\nb: 中\x00\n".encode(), "yaml-character", 2),
        ("a: 中\nb: 中\ufffe\n".encode(), "yaml-character", 2),
        (b"a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", 3),
        (b"a: {b: 1,\n b: 2}\n", "yaml-duplicate-key", 2),
        (b"a: 1\n\tb: 2\n", "yaml-tab", 2),
        (b"a:\n\t- 1\n", "yaml-tab", 2),
        (b"a: 1\nb: &x 2\n", "yaml-anchor", 2),
        (b"a: 1\n&x b: 2\n", "yaml-anchor", 2),
        (b"a: 1\nb: *x\n", "yaml-anchor", 2),
        (b"a: 1\nb: &x [*x]\n", "yaml-anchor", 2),
        (b"a: 1\nb: !!set {x}\n", "yaml-tag", 2),
        (b"a: 1\nb: !ruby/object x\n", "yaml-tag", 2),
        (b"a: 1\n!!python/name:os.system b: 2\n", "yaml-tag", 2),
        (b"!!python/object/new:os.system\n- x\n", "yaml-tag", 1),
        (b"a: 1\n---\na: 2\n", "yaml-documents", 2),
        (b"a: 1\n? [b]\n: 2\n", "yaml-key", 2),
        (b"a: 1\n*x : 2\n", "yaml-key", 2),
        (b"a: 1\nb: [1\nc: 2\n", "yaml-syntax", 3),
        (b"a: 1\nb: c: d\n", "yaml-syntax", 2),
        (b"a: 1\nb: '\n", "yaml-syntax", 3),
        (b"a: 1\nb: `x\n", "yaml-syntax", 2),
        (b'a: "\\ud800"\n', "yaml-syntax", 1),
    ],
)
def test_a_trap_of_yaml_is_named_with_its_line(content: bytes, code: str, line: int, path: Path) -> None:
    _, findings = read(path, content)
    assert [(f.code, f.place.line) for f in findings] == [(code, line)]


def test_what_stands_before_a_fatal_finding_is_reported_too(path: Path) -> None:
    _, findings = read(path, "a: 1\na: 2\nb: yes\nc: &x 1\n")
    assert codes(findings) == ["yaml-duplicate-key", "yaml-ambiguous", "yaml-anchor"]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(path: Path) -> None:
    plain, _ = read(path, "a: 1\nb:\n  - x\n")
    windows, findings = read(path, b"\xef\xbb\xbfa: 1\r\nb:\r\n  - x\r\n")
    assert findings == []
    assert windows == plain
    assert_same_lines(windows, plain)


def test_a_file_that_cannot_be_opened_is_a_finding() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for path in (Path(folder), Path(folder) / "missing.yml", Path(folder) / ("x" * 5000)):
            data, findings = yaml_file.read(path, "file.yml")
            assert data is None
            assert codes(findings) == ["file-unreadable"]
