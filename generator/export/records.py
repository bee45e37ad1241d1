"""The published records, in the shapes that the schemas in ``generator/schema/published`` promise."""

from __future__ import annotations

from typing import TypeAlias

from generator import addresses
from generator.doing import Frequency
from generator.model import Clause, Corpus, Issuance, Standard, Threshold
from generator.weighing import Weighing

Json: TypeAlias = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def standards(corpus: Corpus, checklists: dict[str, str]) -> dict[str, Json]:
    """``standards.json``; ``checklists`` maps a standard's id to the path of its form, if it has one."""
    catalog = corpus.catalog
    return {
        "version": catalog.version,
        "date": catalog.date,
        "document": _document(catalog.issuance),
        "standards": [_standard(s, corpus.issuance_of(s), checklists.get(s.id)) for s in corpus.standards],
    }


def _document(issuance: Issuance) -> Json:
    return {
        "title": issuance.title,
        "issuer": issuance.issuer,
        "number": issuance.number,
        "issued": issuance.issued,
        "issued_note": issuance.issued_note,
    }


def _standard(standard: Standard, issuance: Issuance, checklist: str | None) -> Json:
    record: dict[str, Json] = {
        "id": standard.id,
        "attachment": standard.attachment,
        "label": standard.label,
        "title": standard.title,
        "short": standard.short,
        "page": addresses.standard_page(standard),
    }
    if checklist:
        record["checklist"] = checklist
    record["document"] = _document(issuance)
    record["sections"] = [
        {
            "number": section.number,
            "marker": section.marker,
            "title": section.title,
            "items": [
                {
                    "id": item.id,
                    "number": item.number,
                    "marker": item.marker,
                    "text": item.text,
                    "url": addresses.item_url(standard, item),
                }
                for item in section.items
            ],
        }
        for section in standard.sections
    ]
    return record


def comparison(corpus: Corpus) -> dict[str, Json]:
    """``comparison.json``: every editorial layer that compares."""
    return {
        "version": corpus.catalog.version,
        "date": corpus.catalog.date,
        "groups": [{"id": g.id, "name": g.name} for g in corpus.groups],
        "doers": [{"id": d.id, "name": d.name, "explanation": d.explanation} for d in corpus.doers],
        "topics": [
            {
                "id": t.id,
                "name": t.name,
                "group": t.group,
                "aliases": list(t.aliases),
                "summary": t.summary,
                "clauses": [_clause(c) for c in t.clauses],
            }
            for t in corpus.topics
        ],
        "subjects": [
            {"id": s.id, "name": s.name, "unit": s.unit, "stricter": s.stricter} for s in corpus.subjects
        ],
        "thresholds": [
            {
                "item": t.item,
                "topic": t.topic,
                "subject": t.subject,
                "operator": t.operator,
                "value": threshold_value(t),
                "unit": t.unit,
                "quote": t.quote,
            }
            for t in corpus.thresholds
        ],
        "periods": [
            {"id": p.id, "name": p.name, "words": list(p.words), "explanation": p.explanation}
            for p in corpus.periods
        ],
        "frequencies": [_frequency(f) for f in corpus.frequencies],
        "relations": [
            {"topic": r.topic, "left": r.left, "right": r.right, "relation": r.relation, "reason": r.reason}
            for r in corpus.relations
        ],
        "weighings": [_weighing(w) for w in corpus.weighings],
        "conditions": [{"item": c.item, "kind": c.kind, "quote": c.quote} for c in corpus.conditions],
        "notes": [
            {
                "item": n.target,
                "quote": n.quote,
                "kind": n.kind,
                "suggestion": n.suggestion,
                "confidence": n.confidence,
                "basis": n.basis,
            }
            for n in corpus.notes
        ],
    }


def _clause(clause: Clause) -> Json:
    record: dict[str, Json] = {"item": clause.item, "quote": clause.quote}
    if clause.by is not None:
        record["by"] = {"doer": clause.by.doer, "quote": clause.by.quote}
    return record


def _weighing(entry: Weighing) -> Json:
    return {
        "topic": entry.topic,
        "left": entry.left,
        "right": entry.right,
        "relation": entry.relation,
        "left_quote": entry.left_quote,
        "right_quote": entry.right_quote,
        "left_only": list(entry.left_only),
        "right_only": list(entry.right_only),
        "reason": entry.reason,
    }


def _frequency(frequency: Frequency) -> Json:
    record: dict[str, Json] = {
        "item": frequency.item,
        "topic": frequency.topic,
        "period": frequency.period,
        "quote": frequency.quote,
    }
    return record | ({"subject": frequency.subject} if frequency.subject else {})


def threshold_value(threshold: Threshold) -> Json:
    """One number, or [min, max] for a range; whole numbers without a fraction."""
    values: list[Json] = [int(v) if float(v).is_integer() else v for v in threshold.value]
    return values[0] if len(values) == 1 else values
