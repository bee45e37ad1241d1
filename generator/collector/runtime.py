"""The Python that browsers run, taken from an installed npm package and proved byte for byte.

What is published is pinned in ``runtime.yml``: a package of another version, or one that was tampered with,
builds nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from generator.errors import UsageError
from generator.load import yaml_file


@dataclass(frozen=True, slots=True)
class Pinned:
    """What ``runtime.yml`` says: a package, its version and licence, and its files with their SHA-256."""

    package: str
    version: str
    licence: str
    source: str
    python: str
    files: Mapping[str, str]


@cache
def pinned() -> Pinned:
    """The package that this program was tried with."""
    text = (resources.files("generator.collector") / "runtime.yml").read_text(encoding="utf-8")
    return Pinned(**yaml_file.plain(text))


def read_runtime(folder: Path) -> dict[str, bytes]:
    """The files of the package in ``folder`` by their names.

    Raises:
        UsageError: it is not there, of another version, or a file is not what it should be.

    """
    wanted = pinned()
    advice = f"请安装 {wanted.package} {wanted.version}：npm ci --prefix tests/collector"
    try:
        version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
        files = {name: (folder / name).read_bytes() for name in wanted.files}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{folder} 不是 npm 包 {wanted.package}；{advice}") from error
    if version != wanted.version:
        raise UsageError(f"{folder} 是 {wanted.package} {version}，要的是 {wanted.version}；{advice}")
    for name, digest in wanted.files.items():
        if hashlib.sha256(files[name]).hexdigest() != digest:
            raise UsageError(f"{folder / name} 和 generator/collector/runtime.yml 里的摘要不符；{advice}")
    return files
