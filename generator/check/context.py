"""What every check is given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.errors import Finding, Place
from generator.load.corpus import verbatim_file
from generator.model import Corpus, Item


@dataclass(frozen=True)
class Context:
    """The corpus as far as it could be loaded, the transcript, and the files that are left out."""

    corpus: Corpus
    transcript: str
    broken: frozenset[str]

    @cached_property
    def verbatim_broken(self) -> bool:
        """Some standard or document is left out, so a reference into nothing may be innocent."""
        return any(verbatim_file(name) in self.broken for name in self.corpus.catalog.sequence)

    @cached_property
    def attachments(self) -> frozenset[int]:
        """The attachment numbers of the standards that could be loaded."""
        return frozenset(s.attachment for s in self.corpus.standards)

    def item(self, item_id: str, place: Place) -> tuple[Item | None, list[Finding]]:
        """The item that an entry at ``place`` points at, or the finding that there is none."""
        item = self.corpus.item_by_id.get(item_id)
        if item is not None:
            return item, []
        attachment = int(item_id.partition(".")[0])
        if self.verbatim_broken and attachment not in self.attachments:
            return None, []
        return None, [
            Finding(place, "item-unknown", f"没有编号为 {item_id} 的条目", "改成存在的编号（附件.部分.条）")
        ]
