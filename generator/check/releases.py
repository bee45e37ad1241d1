"""The version of the data rises when what is published changes; ``standards/releases.yml`` holds it to that.

Returned forms are told apart by version and digest, so two different sets of data must never go out
under one version. The record keeps, for each released version, the digest of every form and of the
content of every file under ``standards/``. While the catalog names a version above the last one in the
record, everything may change: one rise serves a whole release, however much it changes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

from generator import files
from generator.errors import Finding, Place, UsageError, placed
from generator.forms import Form
from generator.forms.definitions.digest import canonical
from generator.load import Loaded, shapes
from generator.load.build import build
from generator.load.corpus import CATALOG, EDITORIAL, RELEASES
from generator.load.text_file import is_there, read_text
from generator.load.yaml_file import YamlMapping
from generator.model import Catalog

CHANGES: Final = "docs/changelog.md"

_HEAD: Final = """\
# yaml-language-server: $schema=../generator/schema/releases.schema.json
# 由 python -m generator release 写入，不手改
releases:
"""


@dataclass(frozen=True, slots=True)
class Release:
    """A release (发布): one version that went out, with its digests by form id and by file."""

    version: str
    date: str
    forms: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    place: Place = placed()

    @property
    def parts(self) -> tuple[int, ...]:
        """The version as numbers, which compare as versions do (1.10.0 is above 1.9.0)."""
        return tuple(int(part) for part in self.version.split("."))


@dataclass(frozen=True, slots=True)
class _Record:
    releases: tuple[Release, ...]


def check_releases(root: Path, loaded: Loaded, forms: Sequence[Form]) -> Iterator[Finding]:
    """What differs from the last release although the version does not say so.

    For an encoding without other findings: as long as there are any, nothing is fit to go out.
    """
    past, findings = read_releases(root)
    yield from findings
    if loaded.corpus is None or not past:
        return
    for before, after in pairwise(past):
        if after.parts <= before.parts:
            message = f"版本 {after.version} 不比前一版 {before.version} 高"
            yield Finding(after.place, "release-order", message, "各版按发布的先后排列；这个文件不手改")
    catalog = loaded.corpus.catalog
    last, now = past[-1], released_now(loaded, forms)
    if now.parts < last.parts:
        message = f"版本 {now.version} 低于已经发布的 {last.version}"
        yield _finding(catalog, "version-falls", message, f"改成 {last.version} 以上的版本号")
        return
    content, editorial = _changed(last, now)
    if now.parts == last.parts and (content or editorial or now.date != last.date):
        what = "、".join([*content, *editorial]) or f"date（发布时是 {last.date}）"
        message = f"版本 {now.version} 已经发布，之后改了 {what}"
        yield _finding(catalog, "version-stays", message, _remedy(last, content))
    elif now.parts[:2] == last.parts[:2] and content:
        message = f"版本 {last.version} 以后改了 {'、'.join(content)}，第二段却没有升"
        yield _finding(catalog, "version-stays", message, _remedy(last, content))
    elif now.parts > last.parts:
        if now.date < last.date:
            message = f"版本 {now.version} 的 date 早于 {last.version} 的（{last.date}）"
            yield _finding(catalog, "date-falls", message, "改成这一版的日期")
        yield from _told(root, now)


def _told(root: Path, now: Release) -> Iterator[Finding]:
    """Where there are pages at all, the change log has a heading for the version that is to go out."""
    if not (root / "docs").is_dir():
        return
    text, findings = read_text(root / CHANGES, CHANGES)
    heading = re.compile(rf"^#+ .*(?<![0-9.]){re.escape(now.version)}(?![0-9.])", re.MULTILINE)
    if findings or not heading.search(text or ""):
        remedy = f"加一节，标题写 {now.version}，写明改了什么"
        yield Finding(Place(CHANGES, 1), "change-untold", f"没有写 {now.version} 这一版改了什么", remedy)


def read_releases(root: Path) -> tuple[tuple[Release, ...], list[Finding]]:
    """The released versions, the oldest first; none where nothing was ever released."""
    if not is_there(root / RELEASES):
        return (), []
    data, findings = shapes.read(root, RELEASES, "releases")
    return (() if data is None else build(_Record, data, RELEASES).releases), findings


def released_now(loaded: Loaded, forms: Sequence[Form]) -> Release:
    """The record of what would go out now."""
    assert loaded.corpus is not None
    catalog = loaded.corpus.catalog
    contents = {file: _digest(file, data) for file, data in sorted(loaded.contents.items())}
    return Release(catalog.version, catalog.date, {form.id: form.digest for form in forms}, contents)


def record(root: Path, release: Release) -> None:
    """Add a release to the record.

    Raises:
        UsageError: its version is in the record, or the file cannot be written.

    """
    past, _ = read_releases(root)
    if any(release.version == one.version for one in past):
        raise UsageError(f"{RELEASES} 里已经有 {release.version}；改了数据要先升 {CATALOG} 里的 version")
    text = _HEAD + "".join(map(_entry, (*past, release)))
    path = root / RELEASES
    files.write_folder(path.parent, {path.name: text.encode()})


def _entry(release: Release) -> str:
    lines = [f'  - version: "{release.version}"', f'    date: "{release.date}"']
    for key, digests in (("forms", release.forms), ("files", release.files)):
        lines.append(f"    {key}:" if digests else f"    {key}: {{}}")
        lines += [f'      {name}: "{digest}"' for name, digest in digests.items()]
    return "\n".join(lines) + "\n"


def _digest(file: str, data: YamlMapping) -> str:
    unstamped = {k: v for k, v in data.items() if file != CATALOG or k not in ("version", "date")}
    return hashlib.sha256(canonical(unstamped)).hexdigest()


def _changed(last: Release, now: Release) -> tuple[list[str], list[str]]:
    """The forms and files of the source, and the files of the editors, that differ."""
    changed = _differing(last.files, now.files)
    editorial = [name for name in changed if name == CATALOG or name.startswith(f"{EDITORIAL}/")]
    source = [name for name in changed if name not in editorial]
    return [*source, *(f"表格 {form}" for form in _differing(last.forms, now.forms))], editorial


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    names = sorted(before.keys() | after.keys())
    return [name for name in names if before.get(name) != after.get(name)]


def _remedy(last: Release, content: list[str]) -> str:
    first, second, third = last.parts
    version = f"{first}.{second + 1}.0" if content else f"{first}.{second}.{third + 1}"
    return f"把 version 升到 {version}，改 date，并在 docs/changelog.md 写明改了什么"


def _finding(catalog: Catalog, code: str, message: str, remedy: str) -> Finding:
    return Finding(catalog.version_place, code, message, remedy)
