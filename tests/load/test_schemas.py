"""Two libraries that hold data against a schema: one is compiled, one is Python. They say the same."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.load import schemas, shapes
from generator.load.schemas import CompiledValidator, PythonValidator

CAMPAIGN: dict[str, Any] = {"名称": "申报", "截止日期": 2026, "收哪些表": ["自评表", "申报表"]}
DOUBT = {"rule": "repaired", "field": "", "message": "有损坏", "scope": "read"}
RESULT: dict[str, Any] = {
    "totals": {"files": 1, "accepted": 1, "rejected": 0},
    "files": [
        {
            "path": "a.zip!/b.pdf", "sha256": "0" * 64, "status": "accepted", "reason": None, "message": None,
            "form": "application", "standard": None, "version": "1.1.0", "unit": "甲村",
            "values": {"unit-name": "甲村", "phone": ""}, "doubts": [DOUBT],
        }
    ],
    "expected": [{"line": 2, "name": "甲村", "code": "", "standard": "", "values": {"group": "乙"}}],
}  # fmt: skip
OTHERS = [None, True, 0, -1, 1.5, 2.0, "", "x", "accepted", "damaged", [], ["x"], {}, {"x": 1}]


def published(name: str) -> dict[str, Any]:
    path = Path(schemas.__file__).parents[1] / "schema" / "published" / f"{name}.schema.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, child in steps:
        yield (*path, step)
        yield from places(child, (*path, step))


def spoilt(sound: dict[str, Any], rng: random.Random) -> Any:  # noqa: ANN401
    """The data with a few values replaced, taken out or put in."""
    data = copy.deepcopy(sound)
    for _ in range(rng.randint(1, 3)):
        found = list(places(data))
        if not found:
            break
        *above, last = rng.choice(found)
        holder = data
        for step in above:
            holder = holder[step]
        how = rng.choice(["other", "out", "in"])
        if how == "other":
            holder[last] = copy.deepcopy(rng.choice(OTHERS))
        elif how == "out":
            del holder[last]
        elif isinstance(holder, dict):
            holder["neu"] = copy.deepcopy(rng.choice(OTHERS))
        else:
            holder.append(copy.deepcopy(rng.choice(OTHERS)))
    return data


@pytest.mark.parametrize(
    ("schema", "sound"),
    [(json.loads(shapes.schema_text("campaign")), CAMPAIGN), (published("returns"), RESULT)],
    ids=["campaign", "returns"],
)
def test_both_libraries_find_the_same_data_fit(schema: dict[str, Any], sound: dict[str, Any]) -> None:
    compiled, plain = CompiledValidator(schema), PythonValidator(schema)
    assert compiled.fits(sound)
    assert plain.fits(sound)
    rng = random.Random("schemas")
    fitting = 0
    for _ in range(1500):
        data = spoilt(sound, rng)
        fitting += compiled.fits(data)
        assert plain.fits(data) == compiled.fits(data), data
    assert 50 < fitting < 1400, "the data is spoilt too little, or too much, to show anything"


@pytest.mark.parametrize(
    "data",
    [
        CAMPAIGN | {"名字": "x"},
        CAMPAIGN | {"名称": ""},
        CAMPAIGN | {"名称": None},
        CAMPAIGN | {"名称": 1.5},
        CAMPAIGN | {"收哪些表": []},
        CAMPAIGN | {"收哪些表": True},
        CAMPAIGN | {"收哪些表": ["自评表", 3]},
    ],
)
def test_a_fault_is_told_in_the_same_words(data: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    said = list(map(str, shapes.validate(data, "campaign", "活动.yml")))  # type: ignore[arg-type]
    plain = PythonValidator(json.loads(shapes.schema_text("campaign")))
    monkeypatch.setattr(shapes, "validator", lambda _: plain)
    assert said
    assert list(map(str, shapes.validate(data, "campaign", "活动.yml"))) == said  # type: ignore[arg-type]


def test_a_key_that_lacks_is_named_by_both() -> None:
    schema = published("returns")
    data = {"totals": {"files": 0, "accepted": 0}, "files": []}
    (one,), (other,) = CompiledValidator(schema).faults(data), PythonValidator(schema).faults(data)
    assert one[:3] == other[:3] == (["totals"], "required", ["rejected"])


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("2024-02-29", True),
        ("2021-02-29", False),
        ("2021-13-01", False),
        ("2021-00-10", False),
        ("0000-01-01", False),
        ("2021-04-31", False),
        ("2021-13", False),
        ("2021-12", True),
    ],
)
def test_both_libraries_know_the_calendar(text: str, sound: bool) -> None:
    schema = {"properties": {"a": {"type": "string", "format": "date-or-month"}}}
    for held in (CompiledValidator(schema), PythonValidator(schema)):
        assert held.fits({"a": text}) == sound
        rules = [fault.rule for fault in held.faults({"a": text})]
        assert rules == ([] if sound else ["format"])


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('date: "2021-02-03"', 'date: "2021-02-30"', 2),
        ('date: "2021-02-03"', 'date: "1970-01-01"', 2),
        ('issued: "2020-05-08"', 'issued: "2020-13-08"', 11),
    ],
)
def test_a_day_that_is_in_no_calendar_is_found_before_a_file_is_stamped_with_it(
    tmp_path: Path, old: str, new: str, line: int
) -> None:
    catalog = Path(__file__).parents[1] / "other_body/root/standards/catalog.yml"
    (tmp_path / "catalog.yml").write_text(catalog.read_text("utf-8").replace(old, new), encoding="utf-8")
    _, findings = shapes.read(tmp_path, "catalog.yml", "catalog")
    assert [(f.place.line, f.code) for f in findings] == [
        (line, "shape-pattern" if "1970" in new else "shape-date")
    ]


@pytest.mark.parametrize(
    ("schema", "value", "remedy"),
    [
        ({"minItems": 2}, [1], "至少 2 项"),
        ({"maxItems": 1}, [1, 2], "最多 1 项"),
        ({"minLength": 2}, "a", "至少 2 字"),
        ({"maxLength": 1}, "ab", "最多 1 字"),
        ({"minimum": 1}, 0, "不小于 1"),
        ({"maximum": 100}, 101, "不大于 100"),
        ({"exclusiveMinimum": 0}, 0, "大于 0"),
        ({"const": "checklist"}, "checklists", "写成 checklist"),
        ({"minItems": 2}, [], "补上内容"),
        ({"minProperties": 1}, {}, "补上内容"),
        ({"oneOf": [{"type": "number"}, {"type": "boolean"}]}, "x", "模式文件"),
        ({"anyOf": [{"type": "number"}, {"type": "boolean"}]}, "x", "模式文件"),
    ],
)
@pytest.mark.parametrize("library", [CompiledValidator, PythonValidator])
def test_what_is_beyond_a_limit_is_told_in_chinese_with_the_limit(
    library: type[CompiledValidator | PythonValidator],
    schema: dict[str, Any],
    value: object,
    remedy: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = library({"properties": {"a": schema}})
    monkeypatch.setattr(shapes, "validator", lambda _: made)
    (finding,) = shapes.validate({"a": value}, "any", "a.yml")  # type: ignore[arg-type]
    assert remedy in finding.remedy
    assert not re.search("[a-z]{3}", finding.message.replace("checklists", ""))


WHOLE = {"additionalProperties": False, "properties": {"k": {"const": "w"}, "a": {"type": "number"}}}
PARTS = {
    "required": ["k"],
    "properties": {"k": {"enum": ["w", "v"]}},
    "allOf": [{"if": {"properties": {"k": {"const": "w"}}}, "then": WHOLE}],
    "unevaluatedProperties": False,
}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"k": "w", "a": 1}, []),
        ({"k": "v", "b": 1}, ["键 b"]),
        ({"k": "v", "b": 1, "c": 2}, ["键 b", "键 c"]),
        ({"k": "w", "a": 1, "b": 1}, ["键 b"]),
        ({"k": "w", "a": "x"}, ["a 应当是数"]),
        ({"k": "u", "a": 1}, ["k 的值 u"]),
    ],
)
def test_what_follows_from_a_part_that_does_not_fit_is_not_told_beside_it(
    value: dict[str, Any], told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = CompiledValidator({"properties": {"b": {"items": PARTS}}})
    monkeypatch.setattr(shapes, "validator", lambda _: made)
    findings = shapes.validate({"b": [{"k": "w"}, value]}, "any", "a.yml")  # type: ignore[arg-type]
    assert len(findings) == len(told)
    assert all(one in finding.message for one, finding in zip(told, findings, strict=True))


@pytest.mark.parametrize("name", ["附件1", "Villages", "a_b", "-a"])
def test_a_key_that_can_be_no_id_is_told_in_chinese_at_its_line(
    tmp_path: Path, name: str, root: Path
) -> None:
    text = (root / "forms" / "checklist.yml").read_text(encoding="utf-8")
    (tmp_path / "a.yml").write_text(text.replace("hints: {villages:", f"hints: {{{name}:"), encoding="utf-8")
    line = text[: text.index("hints: {villages:")].count("\n") + 1
    (finding,) = shapes.read_file(tmp_path / "a.yml", "a.yml", "checklist")[1]
    assert (finding.place.line, finding.code) == (line, "shape-pattern")
    assert f"键 {name} " in finding.message
