"""Who does what is asked is told by words of the clause, from one closed list, and alike for like words."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.check.quoting import shortened
from generator.compare.folding import fold_clause
from generator.doing import DoneBy
from generator.errors import Finding
from generator.load.corpus import editorial_file
from generator.model import Clause


def check_doers(context: Context) -> Iterator[Finding]:
    """Every mark names an entry of the list, and its words stand once in the clause that it marks.

    Clauses of one topic with the same words (once folded) have the same mark, so that no two types are
    told apart by a slip; and nothing stands in the list that no clause uses.
    """
    if editorial_file("topics") in context.broken:
        return
    corpus = context.corpus
    used: set[str] = set()
    for topic in corpus.topics:
        first: dict[str, Clause] = {}
        for clause in topic.clauses:
            if clause.by is not None:
                used.add(clause.by.doer)
                yield from _mark(clause, clause.by, context)
            before = first.setdefault(fold_clause(clause.quote), clause)
            if _doer(before) != _doer(clause):
                yield Finding(
                    clause.place,
                    "doer-differs",
                    f"{clause.item} 与 {before.item}（第 {before.place.line} 行）文字相同，写的“谁做”却不同",
                    "文字相同的，by 也要相同",
                )
    seen: set[str] = set()
    for doer in corpus.doers:
        if doer.id in seen:
            yield Finding(doer.place, "doer-twice", f"代号 {doer.id} 在 doers 里写了两次", "只留一处")
        elif doer.id not in used:
            yield Finding(doer.place, "doer-unused", f"doers 里的 {doer.id} 没有一处原文用到", "删去它")
        seen.add(doer.id)


def _mark(clause: Clause, by: DoneBy, context: Context) -> Iterator[Finding]:
    if by.doer not in context.corpus.doer_by_id:
        yield Finding(
            by.doer_place, "doer-unknown", f"doers 里没有代号 {by.doer}", "改成 doers 里的代号，或在那里补上"
        )
    if (times := clause.quote.count(by.quote)) != 1:
        yield Finding(
            by.place,
            "doer-quote",
            f"“{shortened(by.quote)}”在引文“{shortened(clause.quote)}”里出现 {times} 次",
            "照抄引文里看得出由谁做的几个字，恰好出现一次；引文没有这几个字的，从要求开始的地方取起",
        )


def _doer(clause: Clause) -> str:
    return clause.by.doer if clause.by else ""
