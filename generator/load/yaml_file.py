"""Read one YAML file into plain data that remembers its lines.

Mappings and sequences come back as ``dict`` and ``list`` subclasses that know on which line each
of their values stands, so that a finding can name the place and a JSON Schema validator can still
take the data as it is. Built from the event stream of libyaml: nothing is ever constructed from a
tag, and YAML's own traps (duplicate keys, anchors, tags, tabs, several documents) are findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NoReturn, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from generator.errors import Finding, Place
from generator.load import slips
from generator.load.text_file import Readable, read_text

Loader: Final[type] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TextLoader: Final[type] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MAX_DEPTH: Final = 40
"""No file of ours nests deeper than ten; a deeper one is an accident or an attack."""


class YamlMapping(dict[str, "YamlValue"]):
    """A mapping; ``line`` is where it starts, ``lines`` where each key stands (from 1)."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def including(self, **more: YamlValue) -> YamlMapping:
        """A copy with more keys, or with other values for some."""
        copy = YamlMapping(self.line)
        copy.update(self, **more)
        copy.lines = self.lines
        return copy


class YamlSequence(list["YamlValue"]):
    """A sequence; ``line`` is where it starts, ``lines`` where each element stands (from 1)."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []

    def holding(self, values: Iterable[YamlValue]) -> YamlSequence:
        """A copy with other values in the places of these."""
        copy = YamlSequence(self.line)
        copy.extend(values)
        copy.lines = self.lines
        return copy


SHOWN: Final = 30
"""How many characters of a value a finding shows."""
MAX_DIGITS: Final = 15
"""A longer number is no number of ours; as text it cannot overflow anything."""

YamlValue: TypeAlias = YamlMapping | YamlSequence | str | int | float | bool | None


class _Refusal(Exception):
    """The file cannot be read on from here; carries the last finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def read(path: Readable, file: str) -> tuple[YamlValue, list[Finding]]:
    """Read ``path``; ``file`` is how findings name it.

    Returns the data (``None`` where the file cannot be read at all) and the findings. Never raises
    for anything that the file contains.
    """
    text, findings = read_text(path, file)
    if text is None:
        return None, findings
    if breaks := list(slips.line_breaks(text, file)):
        return None, breaks
    reader = _Reader(text, file)
    try:
        data = reader.document()
    except _Refusal as refusal:
        return None, [*reader.findings, refusal.finding]
    except yaml.YAMLError as error:
        return None, [*reader.findings, syntax_finding(error, text, file)]
    return data, reader.findings


def plain(text: str) -> dict[str, Any]:
    """The mapping that ``text`` holds, without its lines; for files of this package, which are sound.

    Raises:
        yaml.YAMLError: it is no YAML.

    """
    data: dict[str, Any] = yaml.load(text, Loader=Loader)  # noqa: S506 - safe, by libyaml where there is one
    return data


def texts(text: str) -> dict[str, Any] | None:
    """The same with every scalar as text and no notice of tags, such as ``!ENV``; ``None`` if empty."""
    data: dict[str, Any] | None = yaml.load(text, Loader=_TextLoader)  # noqa: S506 - makes texts, no objects
    return data


def syntax_finding(error: yaml.YAMLError, text: str, file: str) -> Finding:
    """Why ``text`` is no YAML: the slip that is the likely cause, or else the parser's own words."""
    if slip := next(slips.certain(text, file), None):
        return slip
    if isinstance(error, yaml.reader.ReaderError):
        # libyaml counts bytes here and Python's parser characters; the culprit itself is sure
        character = chr(error.character) if isinstance(error.character, int) else str(error.character)
        line = text.count("\n", 0, max(text.find(character), 0)) + 1
        return unseen(file, line, character, "yaml-character")
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark is not None else 1
    lines = text.splitlines()
    # libyaml sometimes points at the line after the culprit; a tab names itself
    for candidate in (line, line - 1):
        if 1 <= candidate <= len(lines) and "\t" in lines[candidate - 1]:
            return Finding(Place(file, candidate), "yaml-tab", "用了制表符（Tab）", "YAML 只用空格缩进")
    if slip := slips.likely(text, file, line):
        return slip
    problem = getattr(error, "problem", None) or "语法错误"
    remedy = "检查这一行的缩进、冒号和引号；含冒号加空格、# 或以特殊符号开头的文字要加引号"
    return Finding(Place(file, max(line, 1)), "yaml-syntax", f"不是合法的 YAML：{problem}", remedy)


def nothing(file: str) -> Finding:
    """A file without content; what is not wanted is to be away, not empty."""
    return Finding(Place(file, 1), "yaml-empty", "文件是空的", "补上内容，或删去这个文件")


def unseen(file: str, line: int, character: str, code: str) -> Finding:
    """A control character, which nobody sees."""
    return Finding(Place(file, line), code, f"有不可见的控制字符 U+{ord(character):04X}", "删去这个字符")


def no_key(file: str, line: int) -> Finding:
    """A list or a mapping where a key should be."""
    return Finding(Place(file, line), "yaml-key", "键不是简单的文字", "键用英文单词，后面跟冒号和空格")


def twice(file: str, line: int, key: str, first: int) -> Finding:
    """A key that stood in line ``first`` already."""
    message = f"键 {key} 在同一处写了两次（第一次在第 {first} 行）"
    return Finding(Place(file, line), "yaml-duplicate-key", message, "只留一个；YAML 会悄悄丢掉前一个")


def ambiguous(file: str, line: int, value: str, kind: str) -> Finding:
    """That a value without quotes is to YAML of another ``kind`` than text, and surely not meant so."""
    shown = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
    message = f"没有加引号的 {shown} 会被 YAML 当作 {kind}，不是文字"
    return Finding(Place(file, line), "yaml-ambiguous", message, f'写成 "{shown}"')


class _Reader:
    """Of some thirty thousand events nearly all are scalars, so these take the shortest way."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        loader = Loader(text)
        # straight from the parser: yaml.parse asks twice for each event
        self._next: Callable[[], yaml.Event] = loader.get_event
        self._resolve: Callable[..., str] = loader.resolve
        self._telling: Mapping[str, object] = loader.yaml_implicit_resolvers
        self._plain: dict[str, YamlValue] = {}

    def document(self) -> YamlValue:
        data: YamlValue = None
        seen = False
        while not isinstance(event := self._next(), StreamEndEvent):
            if isinstance(event, DocumentStartEvent):
                if seen:
                    self._refuse(event, "yaml-documents", "一个文件里有多个 YAML 文档", "删去多余的 ---")
                seen = True
                data = self._value(self._next(), 0)
        if not seen:
            raise _Refusal(nothing(self.file))
        return data

    def _value(self, event: yaml.Event, depth: int) -> YamlValue:
        if depth > MAX_DEPTH:
            self._refuse(event, "yaml-depth", f"嵌套超过 {MAX_DEPTH} 层", "把结构改浅")
        if isinstance(event, ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self._refuse_properties(event)
            # without quotes it may be no text; how it begins rules that out at once for most, all Chinese too
            value: str = event.value
            if event.implicit[0] and value[:1] in self._telling:
                return self._scalar(event, value)
            return value
        if isinstance(event, AliasEvent):
            self._refuse(event, "yaml-anchor", f"用了别名 *{event.anchor}", "把内容直接写出来，不用 & 和 *")
        if not isinstance(event, CollectionStartEvent):
            self._refuse(event, "yaml-syntax", "这里缺少一个值", "补上内容")
        self._refuse_properties(event)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, depth + 1)
        return self._mapping(event, depth + 1)

    def _refuse_properties(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._refuse(event, "yaml-anchor", f"用了锚点 &{event.anchor}", "把内容直接写出来，不用 & 和 *")
        if event.tag is not None and event.tag != "!":
            self._refuse(
                event, "yaml-tag", f"用了标签 {event.tag}", "删去标签；数据里只有文字、整数、列表和映射"
            )

    def _sequence(self, start: yaml.Event, depth: int) -> YamlSequence:
        sequence = YamlSequence(_line(start))
        following, lines = self._next, sequence.lines
        while not isinstance(event := following(), SequenceEndEvent):
            lines.append(event.start_mark.line + 1)  # type: ignore[union-attr] # a parser marks each
            sequence.append(self._value(event, depth))
        return sequence

    def _mapping(self, start: yaml.Event, depth: int) -> YamlMapping:
        mapping = YamlMapping(_line(start))
        following, lines = self._next, mapping.lines
        while not isinstance(event := following(), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise _Refusal(no_key(self.file, _line(event)))
            if event.anchor is not None or event.tag is not None:
                self._refuse_properties(event)
            key, line = event.value, event.start_mark.line + 1  # type: ignore[union-attr] # so here
            value = self._value(following(), depth)
            if key in mapping:
                self.findings.append(twice(self.file, line, key, lines[key]))
            mapping[key] = value
            lines[key] = line
        return mapping

    def _scalar(self, event: ScalarEvent, value: str) -> YamlValue:
        """A ``value`` without quotes, which to YAML may be a number, a truth value, a date or nothing."""
        if value not in self._plain:  # the same ids stand in a file again and again
            tag = self._resolve(yaml.ScalarNode, value, event.implicit)
            kind = tag.rpartition(":")[2]
            known, meant = _meant(value, kind)
            if not known:
                self.findings.append(ambiguous(self.file, _line(event), value, kind))
                return value
            self._plain[value] = meant
        return self._plain[value]

    def _refuse(self, event: yaml.Event, code: str, message: str, remedy: str) -> NoReturn:
        raise _Refusal(Finding(Place(self.file, _line(event)), code, message, remedy))


def _meant(value: str, kind: str) -> tuple[bool, YamlValue]:
    """Whether a scalar that YAML takes for this ``kind`` is surely meant so, and the value.

    >>> [_meant(*one) for one in (("12", "int"), ("012", "int"), ("no", "bool"), ("1.5", "float"))]
    [(True, 12), (False, '012'), (False, 'no'), (True, 1.5)]
    """
    match kind:
        case "int" if len(value) <= MAX_DIGITS and value.isdigit() and str(int(value)) == value:
            return True, int(value)
        case "bool" if value in ("true", "false"):
            return True, value == "true"
        case "null":
            return True, None
        case "float" if (
            len(value) <= MAX_DIGITS and value.replace(".", "", 1).isdigit() and not value.endswith(".")
        ):
            return True, float(value)
    return kind == "str", value


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark is not None else 1
