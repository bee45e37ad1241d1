"""Which form a Word file is: what it carries for programs, and what it has printed for people.

Three places say it, in the order in which they are believed: the custom XML part, which holds everything;
the document's properties, which survive a round through other formats; the line in the footer, of
which the digest's first digits tell a form of the present data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from generator.forms.definitions.digest import PRINTED
from generator.forms.definitions.expand import HIDDEN
from generator.forms.definitions.word_names import (
    IDENTITY_ENTRY,
    IDENTITY_NAME,
    IDENTITY_NAMESPACE,
    IDENTITY_ROOT,
    OFFICIAL,
)
from generator.returns.reading.known import KnownForm
from generator.returns.reading.refusal import Refused
from generator.returns.reading.word.markup import Element
from generator.returns.reading.word.names import TEXT
from generator.returns.reading.word.package import CUSTOM_PROPERTIES, CUSTOM_XML, FOOTER, Package

_DIGEST: Final = re.compile(rf"(?<![0-9a-f])[0-9a-f]{{{PRINTED}}}(?![0-9a-f])")


@dataclass(slots=True)
class Identity:
    """``hidden`` are the values as a PDF has them in hidden fields; ``source`` is where they were found.

    ``against`` is a value that another place says otherwise, and ``told`` the one that was taken.
    ``official`` is the digest of the blank where it is a form that a higher union issued.
    """

    hidden: dict[str, str] = field(default_factory=dict)
    source: str = ""
    told: str = ""
    against: str = ""
    official: str = ""


def identity(package: Package, main: str, forms: Mapping[str, KnownForm]) -> Identity:
    """What a file says it is; without ``form-id`` where it says nothing."""
    found = Identity()
    part = _of_part(package, main)
    found.official = part.pop(OFFICIAL, "")
    sources = (
        ("part", part),
        ("properties", _of_properties(package)),
        ("footer", _of_footers(package, main, forms)),
    )
    for source, said in sources:
        if not said.get("form-id"):
            continue
        if not found.source:
            found.hidden, found.source = dict(said), source
            continue
        for name in ("form-id", "form-digest", "form-unit"):
            one, other = found.hidden.get(name, ""), said.get(name, "")
            if one and other and one != other and not found.against:
                found.told, found.against = one, other
    return found


def _of_part(package: Package, main: str) -> dict[str, str]:
    for name in package.related(main, CUSTOM_XML):
        root = _part(package, name)
        if root is not None and root.tag == f"{{{IDENTITY_NAMESPACE}}}{IDENTITY_ROOT}":
            entries = root.iter(f"{{{IDENTITY_NAMESPACE}}}{IDENTITY_ENTRY}")
            return _known((entry.get(IDENTITY_NAME, ""), entry.text or "") for entry in entries)
    return {}


def _of_properties(package: Package) -> dict[str, str]:
    for name in package.related("", CUSTOM_PROPERTIES):
        root = _part(package, name)
        if root is not None:
            return _known((prop.get("name", ""), "".join(prop.itertext())) for prop in root)
    return {}


def _known(entries: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The first value of each name that is ours."""
    found: dict[str, str] = {}
    for name, value in entries:
        if name in HIDDEN or name == OFFICIAL:
            found.setdefault(name, value.strip())
    return found


def _of_footers(package: Package, main: str, forms: Mapping[str, KnownForm]) -> dict[str, str]:
    """The form whose digest begins as the printed one: a form of the present data, so all of it is known."""
    by_digest = {form.digest[:PRINTED]: form for form in forms.values()}
    for name in package.related(main, FOOTER):
        root = _part(package, name)
        if root is None:
            continue
        printed = "".join(text.text or "" for text in root.iter(TEXT))
        for match in _DIGEST.finditer(printed):
            form = by_digest.get(match[0])
            if form is not None:
                return {
                    "form-id": form.id,
                    "form-standard": form.standard,
                    "form-version": form.version,
                    "form-digest": form.digest,
                }
    return {}


def _part(package: Package, name: str) -> Element | None:
    """A part; one that cannot be read says nothing, and another place may."""
    try:
        return package.part(name)
    except Refused:
        return None
