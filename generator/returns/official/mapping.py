"""The mapping file (对应文件) of an official form: which cell of the document is which field of ours.

A YAML file that the person who collects writes, beside the document; ``docs/guide/collect.md`` shows one.
Its keys are in Chinese as its writers are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import FindingsError, Place, placed
from generator.load import shapes
from generator.load.build import build


@dataclass(frozen=True)
class MappedCell:
    """A label and the fields that are answered at it; see ``generator/schema/official.schema.json``."""

    place: Place = placed()
    label: str = field(default="", metadata={"at": ("格子",)})
    fields: tuple[str, ...] = field(default=(), metadata={"at": ("填",)})
    where: str = field(default="", metadata={"at": ("位置",)})
    ordinal: int = field(default=0, metadata={"at": ("第几处",)})
    table: int = field(default=0, metadata={"at": ("第几张表",)})
    options: Mapping[str, str] = field(default_factory=dict, metadata={"at": ("选项",)})


@dataclass(frozen=True)
class MappedColumn:
    """A heading of the table of items and the column that is answered under it."""

    place: Place = placed()
    heading: str = field(default="", metadata={"at": ("表头",)})
    column: str = field(default="", metadata={"at": ("填",)})
    state: str = field(default="", metadata={"at": ("状态",)})
    options: Mapping[str, str] = field(default_factory=dict, metadata={"at": ("选项",)})


@dataclass(frozen=True)
class OfficialMapping:
    """What the file says."""

    form: str = field(default="", metadata={"at": ("表",)})
    form_place: Place = placed("表")
    file: str = field(default="", metadata={"at": ("文件",)})
    file_place: Place = placed("文件")
    digest: str = field(default="", metadata={"at": ("校验码",)})
    digest_place: Place = placed("校验码")
    title: str = field(default="", metadata={"at": ("标题",)})
    title_place: Place = placed("标题")
    cells: tuple[MappedCell, ...] = field(default=(), metadata={"at": ("栏",)})
    number: str = field(default="", metadata={"at": ("逐条", "编号")})
    items_place: Place = placed("逐条")
    columns: tuple[MappedColumn, ...] = field(default=(), metadata={"at": ("逐条", "栏目")})


def read_mapping(path: Path) -> OfficialMapping:
    """The mapping in a file.

    Raises:
        FindingsError: it cannot be read, or does not fit ``generator/schema/official.schema.json``.

    """
    data, findings = shapes.read_file(path, path.name, "official")
    if data is None or findings:
        raise FindingsError(tuple(findings))
    return build(OfficialMapping, data, path.name)
