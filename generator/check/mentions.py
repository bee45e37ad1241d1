"""Every standard is spoken of where an editor tells them apart: advice, which nothing waits for.

Only people can say what a standard asks of a matter, so these are no findings; whoever adds a standard is
told where it is missing still.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator import numerals
from generator.check.coverage import references
from generator.errors import Finding
from generator.load.corpus import editorial_file
from generator.model import Corpus

_REST: Final = re.compile(rf"其余(?P<count>{numerals.NUMERAL.pattern})?|各类")
_TO: Final = re.compile("[至到~～—–-]")


def unmentioned(corpus: Corpus) -> Iterator[Finding]:
    """Standards that the finder, the remarks, or the summary of a topic with their items leave out."""
    yield from _in_finder(corpus)
    yield from _in_remarks(corpus)
    pattern = references(corpus)
    for topic in corpus.topics:
        asked = {corpus.standard_of_item[clause.item].id for clause in topic.clauses}
        said = _left_out(corpus, topic.summary, asked, pattern)
        if said:
            remedy = "在 summary 里写明它怎样要求，或改正这个数"
            yield Finding(topic.place, "summary-standard", f"主题 {topic.id} 的说明{said}", remedy)


def _in_finder(corpus: Corpus) -> Iterator[Finding]:
    for standard in corpus.standards if corpus.finder.kinds else ():
        if not corpus.finder.of(standard.id):
            message = f"{editorial_file('finder')} 里没有哪种单位用 {standard.id}，首页上就找不到它"
            remedy = f"在那里的 kinds 加上：standards: [{standard.id}]，examples 写有哪些单位，凭什么"
            yield Finding(standard.place, "finder-standard", message, remedy)


def _in_remarks(corpus: Corpus) -> Iterator[Finding]:
    """Standards whose pages, or forms, go without what those of the others say to the reader."""
    for where in sorted({where for remark in corpus.remarks if remark.standards for where in remark.where}):
        for standard in corpus.standards:
            if not corpus.remarks_for(where, standard):
                message = f"{editorial_file('remarks')} 里 where 是 {where} 的几项都不说 {standard.id}"
                remedy = f"在一项的 standards 里加上它，或给它另写一项（standards: [{standard.id}]）"
                yield Finding(standard.place, "remark-standard", message, remedy)


def _left_out(corpus: Corpus, summary: str, asked: set[str], pattern: re.Pattern[str]) -> str:
    """What a summary that tells standards apart misses: one that is ``asked``, or how many are the rest.

    附件1要求甲，附件2要求乙；其余四类无此要求 is held against the number of those that it does not name;
    没有说到附件3 is said where that has a clause, and there is no rest.
    """
    named = {one for match in pattern.finditer(summary) for one in standards_in(corpus, match[0])}
    unnamed = [standard for standard in corpus.standards if standard.id not in named]
    rest = _REST.search(summary)
    if rest is not None and rest["count"]:
        wrong = numerals.value_of(rest["count"]) != len(unnamed)
        return f"写“{rest[0]}”，没有说到的标准有 {len(unnamed)} 个" if named and wrong else ""
    left = [standard.label for standard in unnamed if standard.id in asked]
    return f"没有说到{'、'.join(left)}" if named and left and rest is None else ""


def standards_in(corpus: Corpus, reference: str) -> Iterator[str]:
    """The ids of the standards that a reference names: 附件1、3 two of them, 附件1至3 three."""
    whole = [standard.id for standard in corpus.standards if standard.label == reference]
    if whole:
        yield from whole
        return
    counted = [numerals.NUMERAL.search(standard.label) for standard in corpus.standards]
    last, end = -1, 0
    for start, stop in numerals.spans(reference):
        numeral = reference[start:stop]
        for index, (standard, match) in enumerate(zip(corpus.standards, counted, strict=True)):
            if match and numeral in {match[0], str(standard.attachment)}:
                first = last + 1 if last >= 0 and _TO.search(reference[end:start]) else index
                yield from (one.id for one in corpus.standards[first : index + 1])
                last, end = index, stop
                break
