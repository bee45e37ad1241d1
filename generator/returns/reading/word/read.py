"""One returned Word form: what it says it is, and what was answered in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.forms.definitions.digest import text_digest
from generator.forms.definitions.expand import item_of_field
from generator.returns.reading.answers import QUOTED, Observation
from generator.returns.reading.known import KnownForm
from generator.returns.reading.limits import Limits
from generator.returns.reading.record import read_items
from generator.returns.reading.refusal import Refused
from generator.returns.reading.word import names as n
from generator.returns.reading.word.agreement import Agreed, agree
from generator.returns.reading.word.claims import Places
from generator.returns.reading.word.identity import Identity, identity
from generator.returns.reading.word.likeness import forms_in
from generator.returns.reading.word.package import opened
from generator.returns.reading.word.places import places
from generator.returns.reading.word.printed import is_printed
from generator.returns.reading.word.shown import View
from generator.returns.reading.word.visible import view

MOST_LOST: Final = 4
"""A form of which more than one question in so many has no place any more is no form any more."""

CAPTION: Final = 100
"""Characters that people put beside the pictures of a scanned form; a letter has more."""

Read = tuple[dict[str, str], dict[str, str], list[Observation]]


@dataclass(frozen=True, slots=True)
class Looked:
    """A document as it was opened: what it says it is, and what it shows."""

    found: Identity
    seen: View


def look(data: bytes, forms: Mapping[str, KnownForm], limits: Limits) -> Looked:
    """Open a document.

    Raises:
        Refused: it is no Word document, or cannot be read; see REASONS.

    """
    package = opened(data, limits)
    main = package.main()
    root = package.part(main)
    if root is None and package.holds("word/"):
        raise Refused("damaged")
    if root is None or root.tag != n.DOCUMENT:
        raise Refused("not-a-pdf", {"kind": "office"})
    return Looked(identity(package, main, forms), view(root))


def read_word(looked: Looked, forms: Mapping[str, KnownForm], limits: Limits) -> Read:
    """Hidden fields, answers by field name, and doubts, as a PDF with these answers has them.

    Raises:
        Refused: it is no form of ours, or cannot be read; see REASONS.

    """
    found, seen = looked.found, looked.seen
    alike = forms_in(seen, forms)
    if len(alike) > 1:
        raise Refused("several-forms")
    if not found.hidden.get("form-id"):
        found = _by_texts(seen, alike)
    form_id = found.hidden["form-id"]
    form = forms.get(form_id)
    if form is None:
        raise Refused("unknown-form", {"form": form_id[:80]})
    where = places(seen, form)
    if sum(len(cells) > 1 for cells in where.cells.values()) * 2 > len(form.by_name):
        raise Refused("several-forms")
    hidden = _completed(found.hidden, form, where)
    present = hidden.get("form-digest", "") == form.digest
    agreed = agree(form, seen, where, limits, present=present)
    lost = _lost(form, hidden, agreed, present=present)
    observed = [*agreed.observed, *lost, *_changed(seen, form, where, agreed, present=present)]
    return hidden, agreed.answers, [*observed, *besides(seen, where), *_identified(found)]


def _by_texts(seen: View, alike: list[KnownForm]) -> Identity:
    """What a document without identity is by the texts of its items, if each of them is the present one's.

    Raises:
        Refused: it is none of ours, or nobody can tell of which version.

    """
    if not alike:
        words = "".join("".join(seen.outside).split())
        scanned = seen.pictures and not seen.rows and len(words) < CAPTION
        raise Refused("other-document", {"kind": "pictures" if scanned else "text"})
    form = alike[0]
    texts = places(seen, form).texts
    if not form.items or any(_digest(texts.get(item, "")) != text for item, text in form.items.items()):
        raise Refused("identity-lost")
    hidden = {
        "form-id": form.id,
        "form-standard": form.standard,
        "form-version": form.version,
        "form-digest": form.digest,
    }
    return Identity(hidden, "texts")


def _digest(cell: str) -> str:
    """The hash of an item's text in a cell that has its hints below it."""
    return text_digest(cell.strip().split("\n", 1)[0].strip())


def _completed(hidden: Mapping[str, str], form: KnownForm, where: Places) -> dict[str, str]:
    """The identity with the texts that were answered: as printed in the table where it does not list them."""
    said = dict(hidden)
    if not said.get("form-items") and form.items:
        present = said.get("form-digest", "") == form.digest
        items = form.items if present else {i: _digest(t) for i, t in where.texts.items() if i}
        said["form-items"] = " ".join(f"{item}:{text}" for item, text in items.items())
    return said


def _lost(form: KnownForm, hidden: Mapping[str, str], agreed: Agreed, *, present: bool) -> list[Observation]:
    """The doubt about questions that have no place in the document any more.

    Raises:
        Refused: ``fields-removed`` where too many have none.

    """
    if present:
        labels = [q.label for name, q in form.by_name.items() if name not in agreed.found]
        asked = len(form.by_name)
    else:
        items = read_items(hidden.get("form-items", ""))
        labels = sorted(items.keys() - {item_of_field(name) for name in agreed.found})
        asked = len(items)
    if len(labels) * MOST_LOST > asked or not agreed.found:
        raise Refused("fields-removed", {"count": str(len(labels)), "first": labels[0] if labels else ""})
    return [Observation("word-missing", "", listed(labels))] if labels else []


def listed(labels: list[str]) -> dict[str, str]:
    """How many there are and the first, for a sentence."""
    return {"count": str(len(labels)), "first": labels[0]}


def _changed(
    seen: View, form: KnownForm, where: Places, agreed: Agreed, *, present: bool
) -> Iterator[Observation]:
    """What is doubtful about the tables as a whole, and what was written outside of them."""
    if form.items and not where.heads:
        yield Observation("word-heading")
    if where.moved:
        yield Observation("word-order")
    if where.guessed:
        yield Observation("word-row", "", listed(where.guessed))
    outside = [line.strip() for line in "".join(seen.outside).split("\n")] if present else []
    if added := [line for line in outside if not is_printed(line, form.printed)]:
        yield Observation("word-outside", "", {"value": quoted(added)})
    texts = form.items if present else {}
    if other := [i for i, text in texts.items() if i in where.texts and _digest(where.texts[i]) != text]:
        yield Observation("word-text", "", listed(other))
    if agreed.by_tag and present:
        labels = [form.by_name[name].label if name in form.by_name else name for name in agreed.by_tag]
        yield Observation("word-by-tag", "", listed(labels))
    if where.strays:
        words = [" ".join(cell.text.split()) for cell in where.strays]
        yield Observation("word-stray", "", {"count": str(len(words)), "value": quoted(words)})


def quoted(words: list[str]) -> str:
    """Several texts within quotation marks that a sentence puts around them."""
    return "”“".join(word[:QUOTED] for word in words[:6])


def besides(seen: View, where: Places) -> Iterator[Observation]:
    """What a document holds besides what it shows as text in its place."""
    if seen.revised:
        code = "word-revised" if seen.gone else "word-inserted"
        yield Observation(code, "", {"value": quoted(seen.gone)})
    answered = {id(cell): cell.pictures for cells in where.cells.values() for cell in cells}
    if (elsewhere := seen.pictures - sum(answered.values())) > 0:
        yield Observation("word-pictures", "", {"count": str(elsewhere)})
    if seen.boxes:
        yield Observation("word-boxes", "", {"value": quoted(seen.boxes)})
    if seen.hidden:
        yield Observation("word-hidden", "", {"value": quoted(seen.hidden)})
    if seen.comments or seen.footnotes:
        yield Observation("word-comments", "", {"count": str(seen.comments + seen.footnotes)})
    if seen.imported:
        yield Observation("word-imported", "", {"count": str(seen.imported)})


def _identified(found: Identity) -> Iterator[Observation]:
    if found.against:
        yield Observation("word-identity", "", {"value": found.told, "shown": found.against})
    if found.source == "texts":
        yield Observation("word-nameless")
