"""Read ``forms/*.yml`` into form definitions; whatever is wrong with a file comes back as findings."""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

from generator.errors import Finding, Place
from generator.forms.definitions.definition import (
    Block,
    CellDefinition,
    Column,
    FieldDefinition,
    FormDefinition,
    GridRow,
    ItemRow,
    Margins,
    Option,
    PageDefinition,
    RuleDefinition,
    Running,
)
from generator.load import shapes, yaml_file
from generator.load.yaml_file import YamlMapping, YamlSequence, YamlValue

KINDS: Final = ("checklist", "application")


def load_forms(root: Path) -> tuple[tuple[FormDefinition, ...], list[Finding]]:
    """The form definitions under ``root/forms``; a kind whose file is not there is simply not made.

    A file with a finding of syntax or shape is left out. Never raises for what the files contain.
    """
    definitions: list[FormDefinition] = []
    findings: list[Finding] = []
    for kind in KINDS:
        file = f"forms/{kind}.yml"
        if not (root / file).exists():
            continue
        data, problems = yaml_file.read(root / file, file)
        if data is not None:
            problems += shapes.validate(data, kind, file)
        findings += problems
        if not problems and isinstance(data, YamlMapping):
            definitions.append(_Reader(file).form(data))
    return tuple(definitions), findings


class _Reader:
    """Builds the dataclasses from data whose shape the schema has vouched for."""

    def __init__(self, file: str) -> None:
        self._file = file

    def form(self, data: YamlMapping) -> FormDefinition:
        words = _mapping(data["words"])
        row = _mapping(data.get("row", YamlMapping(0)))
        return FormDefinition(
            kind="checklist" if data["kind"] == "checklist" else "application",
            id=_text(data, "id"),
            language=_text(data, "language"),
            title=_text(data, "title"),
            name=_text(data, "name"),
            page=_page(_mapping(data["page"])),
            running=self._running(_mapping(data["running"])),
            words={key: str(value) for key, value in words.items() if isinstance(value, str)},
            operators={key: str(value) for key, value in _mapping(words["operators"]).items()},
            fields=tuple(self._field(f) for f in _mappings(data, "fields")),
            columns=tuple(self._column(c) for c in _mappings(data, "columns")),
            row=ItemRow(_number(row, "height"), _text(row, "section"), int(_number(row, "lead"))),
            body=tuple(self._block(b) for b in _mappings(data, "body")),
            rules=tuple(self._rule(r) for r in _mappings(data, "rules")),
            source=cast("dict[str, object]", data),
            place=Place(self._file, data.line),
        )

    def _place(self, data: YamlMapping) -> Place:
        return Place(self._file, data.line)

    def _running(self, data: YamlMapping) -> Running:
        unit = _mapping(data["unit"])
        left, centre, right = _texts(data, "foot")
        return Running(
            head=_texts(data, "head"),
            foot=(left, centre, right),
            unit_field=_text(unit, "field"),
            unit_label=_text(unit, "label"),
            items=_text(data, "items"),
            picture=_text(data, "picture"),
            bookmark=_text(data, "bookmark"),
            place=self._place(unit),
        )

    def _field(self, data: YamlMapping) -> FieldDefinition:
        return FieldDefinition(
            id=_text(data, "id"),
            type=cast("str", data["type"]),  # type: ignore[arg-type]
            label=_text(data, "label"),
            required=data.get("required") is True,
            tooltip=_text(data, "tooltip"),
            max_length=int(_number(data, "max_length")),
            options=tuple(Option(_text(o, "state"), _text(o, "label")) for o in _mappings(data, "options")),
            options_from=_text(data, "options_from"),
            option_label=_text(data, "option_label"),
            hint_subject=_text(data, "hint_subject"),
            place=self._place(data),
        )

    def _column(self, data: YamlMapping) -> Column:
        return Column(
            id=_text(data, "id"),
            heading=_text(data, "heading"),
            width=_number(data, "width"),
            shows=cast("str", data["shows"]),  # type: ignore[arg-type]
            field=self._field(data) if data["shows"] == "field" else None,
            place=self._place(data),
        )

    def _block(self, data: YamlMapping) -> Block:
        return Block(
            kind=cast("str", data["block"]),  # type: ignore[arg-type]
            text=_text(data, "text"),
            subtitle=_text(data, "subtitle"),
            heading=_text(data, "heading"),
            items=_texts(data, "items"),
            columns=tuple(float(cast("float", c)) for c in _sequence(data.get("columns"))),
            rows=tuple(self._row(r) for r in _mappings(data, "rows")),
            border=data.get("border") is not False,
            keep=data.get("keep") is True,
            join=data.get("join") is True,
            new_page=data.get("new_page") is True,
            bookmark=_text(data, "bookmark"),
            place=self._place(data),
        )

    def _row(self, data: YamlMapping) -> GridRow:
        cells = tuple(self._cell(c) for c in _mappings(data, "cells"))
        return GridRow(cells, _number(data, "height"), self._place(data))

    def _cell(self, data: YamlMapping) -> CellDefinition:
        return CellDefinition(
            label=_text(data, "label"),
            field=_text(data, "field"),
            text=_text(data, "text"),
            pen=_texts(data, "pen"),
            span=int(_number(data, "span")) or 1,
            suffix=_text(data, "suffix"),
            align=cast("str", data.get("align", "left")),  # type: ignore[arg-type]
            arrange=cast("str", data.get("arrange", "flow")),  # type: ignore[arg-type]
            size=_text(data, "size"),
            plain=data.get("plain") is True,
            place=self._place(data),
        )

    def _rule(self, data: YamlMapping) -> RuleDefinition:
        fields = data["fields"]
        select = cast("dict[str, str | bool]", fields) if isinstance(fields, YamlMapping) else {}
        return RuleDefinition(
            id=_text(data, "id"),
            check=_text(data, "check"),
            severity=_text(data, "severity"),
            message=_text(data, "message"),
            fields=() if select else tuple(str(f) for f in _sequence(fields)),
            select=dict(select),
            each_item=data.get("each") == "item",
            params=dict(cast("dict[str, object]", data.get("params", {}))),
            place=self._place(data),
        )


def _page(data: YamlMapping) -> PageDefinition:
    margins = _mapping(data["margins"])
    sizes = _mapping(data["sizes"])
    return PageDefinition(
        orientation="landscape" if data["orientation"] == "landscape" else "portrait",
        margins=Margins(*(_number(margins, side) for side in ("top", "right", "bottom", "left"))),
        sizes={role: _number(sizes, role) for role in sizes},
    )


def _mapping(value: YamlValue) -> YamlMapping:
    return cast("YamlMapping", value)


def _sequence(value: YamlValue) -> YamlSequence:
    return cast("YamlSequence", value if value is not None else [])


def _mappings(data: YamlMapping, key: str) -> list[YamlMapping]:
    return [_mapping(value) for value in _sequence(data.get(key))]


def _text(data: YamlMapping, key: str) -> str:
    return str(data.get(key, ""))


def _texts(data: YamlMapping, key: str) -> tuple[str, ...]:
    return tuple(str(value) for value in _sequence(data.get(key)))


def _number(data: YamlMapping, key: str) -> float:
    return float(cast("float", data.get(key, 0)))
