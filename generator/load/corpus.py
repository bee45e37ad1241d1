"""Load ``standards/`` into a :class:`~generator.model.Corpus`.

A file that has a finding of syntax or shape is left out of the model as a whole (``Loaded.broken``),
so that the checks of meaning can still run over everything else in the same pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar, cast

from generator import model
from generator.errors import Finding, Place
from generator.load import shapes, yaml_file
from generator.load.yaml_file import YamlMapping, YamlSequence

T = TypeVar("T")

CATALOG: Final = "standards/catalog.yml"
VERBATIM: Final = "standards/verbatim"
EDITORIAL: Final = "standards/editorial"
EDITORIAL_LAYERS: Final = (
    "topics",
    "thresholds",
    "not-thresholds",
    "conditions",
    "relations",
    "notes",
    "remarks",
    "finder",
    "vocabulary",
)
OPTIONAL_LAYERS: Final = frozenset({"relations", "vocabulary"})
"""Layers whose file may be absent: then there are no entries of that kind."""


@dataclass(frozen=True)
class Loaded:
    """What could be loaded, the findings of syntax and shape, and the files that are left out.

    ``corpus`` is ``None`` when there is no catalog to build one around. ``transcript`` is the text
    of the source, empty if it cannot be read.
    """

    corpus: model.Corpus | None
    transcript: str
    findings: tuple[Finding, ...]
    broken: frozenset[str]


def editorial_file(layer: str) -> str:
    """The path of an editorial layer relative to the root."""
    return f"{EDITORIAL}/{layer}.yml"


def verbatim_file(name: str) -> str:
    """The path of a standard's or document's file relative to the root."""
    return f"{VERBATIM}/{name}.yml"


def load_corpus(root: Path) -> Loaded:
    """Load everything under ``root/standards``; never raises for what the files contain."""
    loader = _Loader(root)
    catalog_data = loader.file(CATALOG, "catalog")
    if catalog_data is None:
        loader.read_the_rest()
        return Loaded(None, "", tuple(loader.findings), frozenset(loader.broken))
    catalog = _catalog(catalog_data)
    documents: list[model.Document] = []
    standards: list[model.Standard] = []
    for name in catalog.sequence:
        loader.source_text(name, documents, standards)
    loader.report_unlisted(catalog)
    corpus = model.Corpus(
        catalog=catalog,
        documents=tuple(documents),
        standards=tuple(standards),
        groups=tuple(loader.entities("topics", "groups", _group)),
        topics=tuple(loader.entities("topics", "topics", _topic)),
        subjects=tuple(loader.entities("thresholds", "subjects", _subject)),
        thresholds=tuple(loader.entities("thresholds", "thresholds", _threshold)),
        not_thresholds=(
            *loader.entities("not-thresholds", "phrases", _phrase),
            *loader.entities("not-thresholds", "entries", _not_threshold),
        ),
        conditions=tuple(loader.entities("conditions", "conditions", _condition)),
        notes=tuple(loader.entities("notes", "notes", _note)),
        remarks=tuple(loader.entities("remarks", "remarks", _remark)),
        finder=_finder(loader.layer("finder")),
        relations=tuple(loader.entities("relations", "relations", _relation)),
        vocabulary=model.Vocabulary(
            tuple(loader.entities("vocabulary", "entries", _wording)),
            tuple(loader.entities("vocabulary", "types", _type_wording)),
        ),
    )
    transcript = loader.transcript(catalog)
    return Loaded(corpus, transcript, tuple(loader.findings), frozenset(loader.broken))


class _Entity:
    """One mapping of a file, with typed access to values whose shape the schema has vouched for."""

    def __init__(self, data: YamlMapping, file: str) -> None:
        self.data = data
        self.place = Place(file, data.line)
        self._file = file

    def text(self, key: str, default: str = "") -> str:
        return cast("str", self.data.get(key, default))

    def number(self, key: str) -> int:
        return cast("int", self.data[key])

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(cast("list[str]", self.data.get(key, ())))

    def entities(self, key: str) -> Iterator[_Entity]:
        for value in cast("YamlSequence", self.data[key]):
            yield _Entity(cast("YamlMapping", value), self._file)

    def entity(self, key: str) -> _Entity:
        return _Entity(cast("YamlMapping", self.data[key]), self._file)

    def line(self, key: str) -> Place:
        return Place(self._file, self.data.lines.get(key, self.data.line))


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings: list[Finding] = []
        self.broken: set[str] = set()
        self._layers: dict[str, _Entity | None] = {}

    def file(self, file: str, schema: str) -> _Entity | None:
        data, findings = yaml_file.read(self.root / file, file)
        if data is not None:
            findings += shapes.validate(data, schema, file)
        self.findings += findings
        if findings or not isinstance(data, YamlMapping):
            self.broken.add(file)
            return None
        return _Entity(data, file)

    def source_text(
        self, name: str, documents: list[model.Document], standards: list[model.Standard]
    ) -> None:
        """Load one verbatim file: a document if it has blocks, otherwise a standard."""
        file = verbatim_file(name)
        data, findings = yaml_file.read(self.root / file, file)
        schema = "document" if isinstance(data, YamlMapping) and "blocks" in data else "standard"
        if data is not None:
            findings += shapes.validate(data, schema, file)
        if not findings and isinstance(data, YamlMapping):
            entity = _Entity(data, file)
            if entity.text("id") != name:
                findings.append(
                    Finding(
                        entity.line("id"),
                        "id-file-name",
                        f"代号 {entity.text('id')} 与文件名 {name}.yml 不一致",
                        "代号、文件名和 catalog.yml 里的 sequence 三处要相同",
                    )
                )
            elif schema == "document":
                documents.append(_document(entity))
            else:
                standards.append(_standard(entity))
        self.findings += findings
        if findings:
            self.broken.add(file)

    def read_the_rest(self) -> None:
        """Without a catalog no model can be built, but syntax and shapes can still be checked."""
        for path in sorted((self.root / VERBATIM).glob("*.yml")):
            self.source_text(path.stem, [], [])
        for layer in EDITORIAL_LAYERS:
            self.layer(layer)

    def report_unlisted(self, catalog: model.Catalog) -> None:
        """A file that nothing refers to would silently be left out of everything."""
        known = {verbatim_file(name) for name in catalog.sequence}
        known |= {editorial_file(layer) for layer in EDITORIAL_LAYERS} | {CATALOG}
        for path in sorted((self.root / "standards").rglob("*.y*ml")):
            file = path.relative_to(self.root).as_posix()
            if file not in known:
                self.broken.add(file)
                self.findings.append(
                    Finding(
                        Place(file, 1),
                        "file-unlisted",
                        "这个文件没有被用到",
                        f"原文文件要列入 {CATALOG} 的 sequence；不需要的就删去",
                    )
                )

    def layer(self, layer: str) -> _Entity | None:
        if layer not in self._layers:
            file = editorial_file(layer)
            absent = layer in OPTIONAL_LAYERS and not (self.root / file).exists()
            self._layers[layer] = None if absent else self.file(file, layer)
        return self._layers[layer]

    def entities(self, layer: str, key: str, build: Callable[[_Entity], T]) -> Iterator[T]:
        entity = self.layer(layer)
        if entity is not None:
            yield from (build(e) for e in entity.entities(key))

    def transcript(self, catalog: model.Catalog) -> str:
        """The transcript; an empty one would prove nothing, so it is a finding like a missing one."""
        file = f"standards/{catalog.transcript}"
        reason = "文件是空的"
        try:
            text = (self.root / file).read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:  # ValueError: not UTF-8, or a path that cannot be one
            reason = type(error).__name__
        else:
            if text.strip():
                return text
        message = f"读不到原文转写本 {file}：{reason}"
        remedy = "补上 UTF-8 编码的转写本"
        self.findings.append(Finding(catalog.place, "transcript-unreadable", message, remedy))
        return ""


def _catalog(e: _Entity) -> model.Catalog:
    return model.Catalog(
        version=e.text("version"),
        date=e.text("date"),
        title=e.text("title"),
        summary=e.text("summary"),
        transcript=e.text("transcript"),
        sequence=e.texts("sequence"),
        issuance=_issuance(e.entity("issuance")),
        place=e.line("transcript"),
    )


def _issuance(e: _Entity) -> model.Issuance:
    return model.Issuance(
        title=e.text("title"),
        issuer=e.text("issuer"),
        number=e.text("number"),
        issued=e.text("issued"),
        issued_note=e.text("issued_note"),
    )


def _standard(e: _Entity) -> model.Standard:
    attachment = e.number("attachment")
    return model.Standard(
        id=e.text("id"),
        attachment=attachment,
        label=e.text("label"),
        title=e.text("title"),
        short=e.text("short"),
        sections=tuple(_section(section, attachment) for section in e.entities("sections")),
        issuance=_issuance(e.entity("issuance")) if "issuance" in e.data else None,
        place=e.place,
        label_place=e.line("label"),
        title_place=e.line("title"),
    )


def _section(e: _Entity, attachment: int) -> model.Section:
    number = e.number("number")
    return model.Section(
        number=number,
        marker=e.text("marker"),
        title=e.text("title"),
        items=tuple(_item(item, f"{attachment}.{number}") for item in e.entities("items")),
        place=e.place,
        marker_place=e.line("marker"),
        title_place=e.line("title"),
    )


def _item(e: _Entity, prefix: str) -> model.Item:
    number = e.number("number")
    return model.Item(
        id=f"{prefix}.{number}",
        number=number,
        marker=e.text("marker"),
        text=e.text("text"),
        place=e.line("number"),
        marker_place=e.line("marker"),
        text_place=e.line("text"),
    )


def _document(e: _Entity) -> model.Document:
    blocks = tuple(
        model.Block(
            role=b.text("role"),
            text=b.text("text"),
            marker=b.text("marker"),
            standard=b.text("standard"),
            marker_place=b.line("marker"),
            text_place=b.line("text"),
        )
        for b in e.entities("blocks")
    )
    return model.Document(e.text("id"), e.text("kind"), e.text("name"), blocks, e.place)


def _group(e: _Entity) -> model.TopicGroup:
    return model.TopicGroup(e.text("id"), e.text("name"), e.place)


def _topic(e: _Entity) -> model.Topic:
    return model.Topic(
        id=e.text("id"),
        name=e.text("name"),
        group=e.text("group"),
        aliases=e.texts("aliases"),
        summary=e.text("summary"),
        clauses=tuple(
            model.Clause(c.text("item"), c.text("quote"), c.line("quote")) for c in e.entities("clauses")
        ),
        place=e.place,
    )


def _subject(e: _Entity) -> model.Subject:
    return model.Subject(e.text("id"), e.text("name"), e.text("unit"), e.text("stricter"), e.place)


def _threshold(e: _Entity) -> model.Threshold:
    value = e.data["value"]
    return model.Threshold(
        item=e.text("item"),
        topic=e.text("topic"),
        subject=e.text("subject"),
        operator=e.text("operator"),
        value=tuple(cast("list[float]", value)) if isinstance(value, list) else (cast("float", value),),
        unit=e.text("unit"),
        quote=e.text("quote"),
        place=e.line("quote"),
    )


def _phrase(e: _Entity) -> model.NotThreshold:
    return model.NotThreshold("", e.text("phrase"), e.text("reason"), e.line("phrase"))


def _not_threshold(e: _Entity) -> model.NotThreshold:
    return model.NotThreshold(e.text("item"), e.text("quote"), e.text("reason"), e.line("quote"))


def _condition(e: _Entity) -> model.Condition:
    return model.Condition(e.text("item"), e.text("kind"), e.text("quote"), e.line("quote"))


def _relation(e: _Entity) -> model.Relation:
    return model.Relation(
        topic=e.text("topic"),
        left=e.text("left"),
        right=e.text("right"),
        relation=e.text("relation"),
        reason=e.text("reason"),
        place=e.place,
    )


def _note(e: _Entity) -> model.Note:
    return model.Note(
        target=e.text("target"),
        quote=e.text("quote"),
        kind=e.text("kind"),
        suggestion=e.text("suggestion"),
        confidence=e.text("confidence"),
        basis=e.text("basis"),
        place=e.line("quote"),
    )


def _wording(e: _Entity) -> model.Wording:
    return model.Wording(e.texts("words"), e.texts("means"), e.texts("topics"), e.line("words"))


def _type_wording(e: _Entity) -> model.TypeWording:
    return model.TypeWording(e.texts("words"), e.texts("standards"), e.line("words"))


def _remark(e: _Entity) -> model.Remark:
    return model.Remark(e.text("id"), e.texts("where"), e.text("title"), e.text("text"), e.place)


def _finder(e: _Entity | None) -> model.Finder:
    if e is None:
        return model.Finder("", (), "")
    return model.Finder(
        question=e.text("question"),
        choices=tuple(
            model.Choice(c.text("standard"), c.text("label"), c.texts("examples"), c.line("standard"))
            for c in e.entities("choices")
        ),
        in_doubt=e.text("in_doubt"),
    )
