"""What every check is given."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from operator import add

from generator.check.sequence import number_in, out_of_sequence
from generator.compare import Crosswalk
from generator.errors import Finding, Place
from generator.load.corpus import VERBATIM
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
        return any(file.startswith(f"{VERBATIM}/") for file in self.broken)

    @cached_property
    def attachments(self) -> frozenset[str]:
        """The attachment numbers of the standards that could be loaded."""
        return frozenset(str(s.attachment) for s in self.corpus.standards)

    @cached_property
    def _doubtful(self) -> tuple[str, ...]:
        """Beginnings of item ids that a finding of numbering puts in doubt.

        Until the numbers are mended, a reference to such an id is most likely right, and to report
        it would bury the one finding that matters.
        """
        standards = self.corpus.standards
        uses = Counter(s.attachment for s in standards)
        doubtful: list[str] = []
        for standard in standards:
            prefix = f"{standard.attachment}."
            mislabelled = standard.issuance is None and number_in(standard.label) != standard.attachment
            if uses[standard.attachment] > 1 or mislabelled:
                doubtful += [prefix, *(f"{n}." for n in range(1, len(standards) + 1) if n not in uses)]
            if out_of_sequence([section.number for section in standard.sections]):
                doubtful.append(prefix)
            doubtful += [
                f"{prefix}{section.number}."
                for section in standard.sections
                if out_of_sequence([item.number for item in section.items])
            ]
        return tuple(doubtful)

    @cached_property
    def crosswalk(self) -> Crosswalk:
        """The corpus grouped for comparing; for whoever comes after the layers that it is made of."""
        return Crosswalk(self.corpus)

    @cached_property
    def _printed(self) -> str:
        return "\n".join(item.text for standard in self.corpus.standards for item in standard.items)

    @cached_property
    def _neighbours(self) -> frozenset[str]:
        """Every two characters that stand side by side in the items."""
        return frozenset(map(add, self._printed, self._printed[1:]))

    def times(self, word: str) -> int:
        """How often a word stands in the items; of thousands that are asked for most stand nowhere.

        These are told by two neighbours in them that are neighbours in no item.
        """
        if len(word) > 1 and not {word[:2], word[-2:]} <= self._neighbours:
            return 0
        return self._printed.count(word)

    def in_doubt(self, item_id: str) -> bool:
        """Whether the item's id may be wrong because the numbers around it are."""
        return item_id.startswith(self._doubtful)

    def item(self, item_id: str, place: Place) -> tuple[Item | None, list[Finding]]:
        """The item that an entry at ``place`` points at, or the finding that there is none."""
        if self.in_doubt(item_id):
            return None, []
        item = self.corpus.item_by_id.get(item_id)
        if item is not None:
            return item, []
        attachment = item_id.partition(".")[0]
        if self.verbatim_broken and attachment not in self.attachments:
            return None, []
        return None, [
            Finding(place, "item-unknown", f"没有编号为 {item_id} 的条目", "改成存在的编号（标准.部分.条）")
        ]
