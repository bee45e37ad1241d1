"""The law layer as a record and as a sheet, for a body of standards that has one."""

from __future__ import annotations

from generator.export.labels import labels
from generator.export.records import Json
from generator.export.tables import Table
from generator.law import Law
from generator.model import Corpus


def record(corpus: Corpus) -> dict[str, Json]:
    """``laws.json``: every law that was read, what it says on which items, and what could not be read."""
    layer = corpus.law
    return {
        "version": corpus.catalog.version,
        "date": corpus.catalog.date,
        "evidence": [{"id": e.id, "text": e.text, "dated": e.dated} for e in layer.evidence],
        "laws": [_law(law) for law in layer.laws],
        "articles": [
            {
                "id": entry.id,
                "topic": entry.topic,
                "items": list(entry.items),
                "law": entry.law,
                "article": entry.article,
                "quote": entry.quote,
                "relation": entry.relation,
                "change": entry.change,
                "note": entry.note,
            }
            for entry in layer.provisions
        ],
        "foremost": [{"entries": list(f.entries), "was": f.was, "now": f.now} for f in layer.foremost],
        "unread": [
            {
                "id": rule.id,
                "name": rule.name,
                "version": rule.version,
                "fact": rule.fact,
                "source": rule.source,
                "topics": list(rule.topics),
                "checked": rule.checked,
            }
            for rule in layer.unread
        ],
    }


def _law(law: Law) -> Json:
    record: dict[str, Json] = {
        "id": law.id,
        "name": law.name,
        "version": law.version,
        "issued": law.issued,
        "effective": law.effective,
        "status": law.status,
        "as_of": law.as_of,
        "evidence": list(law.evidence),
        "checked": law.checked,
        "proof": law.proof,
        "sources": [{"repository": s.repository, "path": s.path, "dated": s.dated} for s in law.sources],
        "sha256": law.sha256,
    }
    return record | {"successor": law.successor} if law.successor else record


def sheet(corpus: Corpus) -> Table:
    """Every entry, one a row, in the order of the topics and with the facts of its law beside it."""
    words, layer = labels().laws, corpus.law
    rows = (
        {
            "group": corpus.group_by_id[topic.group].name,
            "topic": topic.name,
            "items": labels().words["separator"].join(entry.items),
            "relation": words["relations"][entry.relation],
            "law": law.name,
            "article": entry.article,
            "quote": entry.quote,
            "note": entry.note,
            "change": words["changes"][entry.change],
            "version": law.version,
            "effective": law.effective,
            "status": words["statuses"][law.status],
            "as_of": law.as_of,
            "proof": words["proofs"][law.proof],
            "checked": law.checked,
            "source": f"{law.sources[0].repository} {law.sources[0].path}",
        }
        for topic in corpus.topics
        for entry in layer.of_topic.get(topic.id, ())
        for law in (layer.law_by_id[entry.law],)
    )
    return labels().sheets["laws"].table(rows)
