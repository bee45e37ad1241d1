"""Hold data against the published JSON Schemas and say in Chinese what does not fit, and where."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from generator.errors import Finding, Place
from generator.load import schemas, slips, yaml_file
from generator.load.schemas import Fault, Validator
from generator.load.text_file import Readable
from generator.load.yaml_file import YamlMapping, YamlSequence, YamlValue

SCHEMAS: Final = Path(__file__).resolve().parents[1] / "schema"

_TYPES: Final = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "array": "列表",
    "object": "映射",
    "boolean": "true 或 false",
    "null": "空",
}


def schema_text(name: str) -> str:
    """The published schema ``generator/schema/<name>.schema.json`` as it stands in the package."""
    return (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")


SHARED: Final = ("common", "form")
"""Schemas of no file: what the others refer to, by file name, so that editors find it beside them."""


@cache
def validator(name: str) -> Validator:
    """What holds data against the schema of this name; nothing is ever fetched.

    The shared schemas stand under the addresses that the references lead to.
    """
    return schemas.validator(json.loads(schema_text(name)), _shared())


@cache
def _shared() -> tuple[tuple[str, schemas.Schema], ...]:
    """The shared schemas with their addresses, read once for all that refer to them."""
    return tuple((f"json-schema:///{name}.schema.json", json.loads(schema_text(name))) for name in SHARED)


def validate(data: YamlValue, schema: str, file: str) -> list[Finding]:
    """Findings for every place where ``data`` departs from the schema named ``schema``."""
    faults = _own(list(validator(schema).faults(data)))
    return [finding for fault in faults for finding in _translate(fault, data, file)]


def _own(faults: Sequence[Fault]) -> Iterator[Fault]:
    """The faults without those that only follow: where a part does not fit, none of its keys is evaluated."""
    for fault in faults:
        others = (one.path[: len(fault.path)] for one in faults if one.rule != _FOLLOWS)
        if fault.rule != _FOLLOWS or fault.path not in others:
            yield fault


def read(
    root: Path, file: str, schema: str | Callable[[YamlValue], str]
) -> tuple[YamlMapping | None, list[Finding]]:
    """The mapping in ``root/file`` if it fits the schema, and what is wrong with it if it does not.

    Which schema that is may depend on the data.
    """
    return read_file(root / file, file, schema)


def read_file(
    path: Readable, file: str, schema: str | Callable[[YamlValue], str]
) -> tuple[YamlMapping | None, list[Finding]]:
    """The same of a file anywhere, or in memory; ``file`` is how findings name it."""
    data, findings = yaml_file.read(path, file)
    if data is None and not findings:  # `~`, or nothing but `---`: no layer of ours is that
        findings = [yaml_file.nothing(file)]
    elif data is not None:
        findings += validate(data, schema if isinstance(schema, str) else schema(data), file)
    if findings and (culprits := slips.in_file(path, file)):
        return None, culprits  # whatever else does not fit most likely follows from these
    return (data if isinstance(data, YamlMapping) and not findings else None), findings


def _translate(fault: Fault, data: YamlValue, file: str) -> Iterator[Finding]:
    path, rule = fault.path, fault.rule
    place = Place(file, line_of(data, path))
    where = _spoken(path)
    if rule in ("additionalProperties", _FOLLOWS, "propertyNames"):
        for key in fault.expected:
            at = Place(file, line_of(data, [*path, key]))
            yield _key_finding(key, at, where, known=rule == "propertyNames")
    elif rule == "required":
        (key,) = fault.expected
        yield Finding(place, "shape-missing-key", f"{where}缺少 {key}", f"补上 {key}:")
    elif rule == "type":
        yield _type_finding(fault, place, where)
    elif rule == "enum":
        options = "、".join(fault.expected)
        yield Finding(
            place,
            "shape-enum",
            f"{where}的值 {_shown(fault.instance)} 不在允许的范围内",
            f"只能是：{options}",
        )
    elif rule in ("minLength", "minItems", "minProperties") and not fault.instance:
        yield Finding(place, "shape-empty", f"{where}是空的", "补上内容")
    elif rule in _LIMITS:
        (limit,) = fault.expected
        remedy = _LIMITS[rule].format(limit=limit)
        yield Finding(place, "shape", f"{where}的值 {_shown(fault.instance)} 不在允许的范围内", remedy)
    elif rule in ("oneOf", "anyOf"):
        remedy = "可用的写法见 generator/schema/ 里的模式文件"
        yield Finding(place, "shape", f"{where}的值 {_shown(fault.instance)} 不是允许的写法", remedy)
    elif rule == "uniqueItems":
        yield Finding(place, "shape-repeated", f"{where}里有重复的值", "删去重复的")
    elif rule == "pattern":
        (pattern,) = fault.expected
        yield Finding(
            place, "shape-pattern", f"{where}的值 {_shown(fault.instance)} 格式不对", f"应符合 {pattern}"
        )
    elif rule == "format":
        message = f"{where}的值 {_shown(fault.instance)} 不是日历上有的日子"
        yield Finding(place, "shape-date", message, "改成真有的日期")
    else:
        yield Finding(
            place, "shape", f"{where}不符合模式：{fault.message}", "对照 generator/schema/ 里的模式文件改正"
        )


_FOLLOWS: Final = "unevaluatedProperties"
_LIMITS: Final = {
    "minLength": "至少 {limit} 字",
    "maxLength": "最多 {limit} 字",
    "minItems": "至少 {limit} 项",
    "maxItems": "最多 {limit} 项",
    "minProperties": "至少 {limit} 项",
    "minimum": "不小于 {limit}",
    "maximum": "不大于 {limit}",
    "exclusiveMinimum": "大于 {limit}",
    "const": "写成 {limit}",
}
"""What mends a value beyond a limit, by the keyword of the schema."""


def _key_finding(key: str, place: Place, where: str, *, known: bool) -> Finding:
    """That a key may not stand there, or, where any may, that it is written as none may be (``known``)."""
    if known:
        remedy = "改正写法；可用的写法见 generator/schema/ 里的模式文件"
        return Finding(place, "shape-pattern", f"{where}里的键 {_shown(key)} 写法不对", remedy)
    remedy = "改正拼写，或删去它；可用的键见 generator/schema/ 里的模式文件"
    return Finding(place, "shape-unknown-key", f"{where}里有不认识的键 {key}", remedy)


def _type_finding(fault: Fault, place: Place, where: str) -> Finding:
    # in an order of ours: each library has one of its own
    expected = "或".join(word for kind, word in _TYPES.items() if kind in fault.expected)
    remedy = f"改成{expected}"
    if "string" in fault.expected and isinstance(fault.instance, int | float):
        remedy = "给值加上英文双引号；YAML 会把不加引号的 1. 和 3.10 当作数"
    if fault.instance is None:
        return Finding(place, "shape-empty", f"{where}是空的", "补上内容")
    return Finding(place, "shape-type", f"{where}应当是{expected}，现在是 {_shown(fault.instance)}", remedy)


def line_of(data: YamlValue, path: list[str | int]) -> int:
    """The line of the value at ``path``: the deepest step of it that exists."""
    line = data.line if isinstance(data, YamlMapping | YamlSequence) else 1
    here: YamlValue = data
    for step in path:
        match here, step:
            case YamlMapping(), str() if step in here:
                line, here = here.lines[step], here[step]
            case YamlSequence(), int() if step < len(here):
                line, here = here.lines[step], here[step]
            case _:
                break
    return line


def _spoken(path: list[str | int]) -> str:
    if not path:
        return "文件"
    words = [f"第 {step + 1} 项" if isinstance(step, int) else step for step in path]
    return " › ".join(words) + " "


def _shown(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 30 else text[:30] + "…"
