"""Load ``standards/`` into a :class:`~generator.model.Corpus`.

A file that has a finding of syntax or shape is left out of the model as a whole (``Loaded.broken``),
so that the checks of meaning can still run over everything else in the same pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeVar

from generator import doing, law, model, remarks, weighing, wording
from generator.errors import Finding, Place
from generator.load import shapes
from generator.load.build import build
from generator.load.text_file import is_there, read_text
from generator.load.yaml_file import YamlMapping, YamlSequence, YamlValue

T = TypeVar("T")

CATALOG: Final = "standards/catalog.yml"
RELEASES: Final = "standards/releases.yml"
VERBATIM: Final = "standards/verbatim"
EDITORIAL: Final = "standards/editorial"
EDITORIAL_LAYERS: Final = (
    "topics",
    "thresholds",
    "not-thresholds",
    "conditions",
    "relations",
    "weighings",
    "notes",
    "remarks",
    "finder",
    "vocabulary",
    "questions",
    "unregulated",
    "laws",
    "articles",
)
"""Any of them may be absent: then there are no entries of that kind."""

LEAN_ON: Final = {
    "topics": ("thresholds", "relations", "weighings", "vocabulary", "questions", "articles", "laws"),
}
"""Layers that point at another one, which then may not be absent."""


@dataclass(frozen=True)
class Loaded:
    """What could be loaded, the findings of syntax and shape, and the files that are left out.

    ``corpus`` is ``None`` when there is no catalog to build one around. ``transcript`` is the text
    of the source, empty if it cannot be read. ``contents`` is what each sound file holds, as it was parsed.
    """

    corpus: model.Corpus | None
    transcript: str
    findings: tuple[Finding, ...]
    broken: frozenset[str]
    contents: Mapping[str, YamlMapping] = field(default_factory=dict)


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
    catalog = build(model.Catalog, catalog_data, CATALOG)
    documents: list[model.Document] = []
    standards: list[model.Standard] = []
    for name in catalog.sequence:
        loader.source_text(name, documents, standards)
    loader.report_unlisted(catalog)
    corpus = model.Corpus(
        catalog=catalog,
        documents=tuple(documents),
        standards=_told_apart(standards),
        groups=loader.entries("topics", "groups", model.TopicGroup),
        doers=loader.entries("topics", "doers", doing.Doer),
        topics=loader.entries("topics", "topics", model.Topic),
        subjects=loader.entries("thresholds", "subjects", model.Subject),
        thresholds=loader.entries("thresholds", "thresholds", model.Threshold),
        periods=loader.entries("thresholds", "periods", doing.Period),
        frequencies=loader.entries("thresholds", "frequencies", doing.Frequency),
        phrases=loader.entries("not-thresholds", "phrases", model.Phrase),
        not_thresholds=loader.entries("not-thresholds", "entries", model.NotThreshold),
        conditions=loader.entries("conditions", "conditions", model.Condition),
        notes=loader.entries("notes", "notes", model.Note),
        remarks=loader.entries("remarks", "remarks", remarks.Remark),
        finder=loader.whole("finder", wording.Finder) or wording.Finder(),
        relations=loader.entries("relations", "relations", model.Relation),
        weighings=loader.entries("weighings", "weighings", weighing.Weighing),
        vocabulary=loader.whole("vocabulary", wording.Vocabulary) or wording.Vocabulary(),
        questions=loader.entries("questions", "questions", wording.Question),
        unregulated=loader.whole("unregulated", wording.Unregulated) or wording.Unregulated(),
        law=law.LawLayer(
            evidence=loader.entries("laws", "evidence", law.Evidence),
            laws=loader.entries("laws", "laws", law.Law),
            unread=loader.entries("laws", "unread", law.Unread),
            provisions=loader.entries("articles", "articles", law.Provision),
            foremost=loader.entries("articles", "foremost", law.Foremost),
        ),
    )
    transcript = loader.transcript(catalog)
    return Loaded(corpus, transcript, tuple(loader.findings), frozenset(loader.broken), loader.contents)


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings: list[Finding] = []
        self.broken: set[str] = set()
        self.contents: dict[str, YamlMapping] = {}
        self._layers: dict[str, YamlMapping | None] = {}

    def file(self, file: str, schema: str) -> YamlMapping | None:
        data, findings = shapes.read(self.root, file, schema)
        self._keep(file, data, findings)
        return data

    def _keep(self, file: str, data: YamlMapping | None, findings: list[Finding]) -> None:
        self.findings += findings
        if findings or data is None:
            self.broken.add(file)
        else:
            self.contents[file] = data

    def source_text(
        self, name: str, documents: list[model.Document], standards: list[model.Standard]
    ) -> None:
        """Load one verbatim file: a document if it has blocks, otherwise a standard."""
        file = verbatim_file(name)
        data, findings = shapes.read(self.root, file, _source_schema)
        if data is not None:
            if data["id"] != name:
                findings.append(
                    Finding(
                        Place(file, data.lines["id"]),
                        "id-file-name",
                        f"代号 {data['id']} 与文件名 {name}.yml 不一致",
                        "代号、文件名和 catalog.yml 里的 sequence 三处要相同",
                    )
                )
            elif _source_schema(data) == "document":
                documents.append(build(model.Document, data, file))
            else:
                standards.append(build(model.Standard, _with_item_ids(data), file))
        self._keep(file, data, findings)

    def read_the_rest(self) -> None:
        """Without a catalog no model can be built, but syntax and shapes can still be checked."""
        for path in sorted((self.root / VERBATIM).glob("*.yml")):
            self.source_text(path.stem, [], [])
        for layer in EDITORIAL_LAYERS:
            self.layer(layer)

    def report_unlisted(self, catalog: model.Catalog) -> None:
        """A file that nothing refers to would silently be left out of everything."""
        known = {verbatim_file(name) for name in catalog.sequence}
        known |= {editorial_file(layer) for layer in EDITORIAL_LAYERS} | {CATALOG, RELEASES}
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

    def layer(self, layer: str) -> YamlMapping | None:
        """The content of an editorial layer, read once; ``None`` if it is absent or broken."""
        if layer not in self._layers:
            file = editorial_file(layer)
            self._layers[layer] = None if self._may_lack(layer) else self.file(file, layer)
        return self._layers[layer]

    def _may_lack(self, layer: str) -> bool:
        """Whether the file is not there, and nothing that is there needs it."""
        needed = LEAN_ON.get(layer, ())
        present = any(is_there(self.root / editorial_file(one)) for one in (layer, *needed))
        return not present

    def entries(self, layer: str, key: str, cls: type[T]) -> tuple[T, ...]:
        """The list under ``key`` of a layer; empty without the layer or without the key."""
        data = self.layer(layer)
        entries = _mappings(data.get(key)) if data is not None else ()
        return tuple(build(cls, one, editorial_file(layer)) for one in entries)

    def whole(self, layer: str, cls: type[T]) -> T | None:
        """A layer that is one thing as a whole."""
        data = self.layer(layer)
        return None if data is None else build(cls, data, editorial_file(layer))

    def transcript(self, catalog: model.Catalog) -> str:
        """The transcript; an empty one would prove nothing, so it is a finding like a missing one."""
        file = f"standards/{catalog.transcript}"
        text, findings = read_text(self.root / file, file)
        if text is not None and text.strip():
            return text
        why = findings[0] if findings else Finding(Place(file, 1), "", "文件是空的", "补上原文")
        # what is not there has no place: the line that asks for it has one
        place = why.place if is_there(self.root / file) else catalog.place
        message = f"读不到原文转写本 {file}：{why.message}"
        self.findings.append(Finding(place, "transcript-unreadable", message, why.remedy))
        return ""


def _told_apart(standards: Sequence[model.Standard]) -> tuple[model.Standard, ...]:
    """The standards, those with the same label called by label and type (each document counts its own)."""
    labels = Counter(standard.label for standard in standards)
    return tuple(
        replace(one, apart=f"{one.label}（{one.short}）") if labels[one.label] > 1 else one
        for one in standards
    )


def _source_schema(data: YamlValue) -> str:
    """A covering document has blocks; everything else is a standard."""
    return "document" if isinstance(data, YamlMapping) and "blocks" in data else "standard"


def _with_item_ids(standard: YamlMapping) -> YamlMapping:
    """The same with the id of each item, which the file does not spell out: ``attachment.section.item``."""
    sections = []
    for section in _mappings(standard["sections"]):
        before = f"{standard['attachment']}.{section['number']}"
        items = [item.including(id=f"{before}.{item['number']}") for item in _mappings(section["items"])]
        sections.append(section.including(items=_like(section["items"], items)))
    return standard.including(sections=_like(standard["sections"], sections))


def _like(sequence: YamlValue, values: Iterable[YamlValue]) -> YamlValue:
    return sequence.holding(values) if isinstance(sequence, YamlSequence) else sequence


def _mappings(value: YamlValue) -> Iterator[YamlMapping]:
    return (one for one in (value if isinstance(value, YamlSequence) else ()) if isinstance(one, YamlMapping))
