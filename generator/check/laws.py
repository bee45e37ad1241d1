"""The law layer: dates in order, nothing claimed beyond its evidence, every entry in its place.

That every date is in the calendar, its schema has seen to.

That a quote stands in the law is proved outside, against the full text of the cited articles, whose
digest the layer keeps: see ``docs/guide/law.md``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from generator.check.context import Context
from generator.check.references import repeated, unknown_topic, without_clause
from generator.errors import Finding, Place
from generator.law import Law, LawLayer, Provision
from generator.load.corpus import editorial_file

STALE: Final = dt.timedelta(days=366)
"""How long before the date of the data a law may have been looked at last."""

_ITEM: Final = re.compile(r"(?<![\d.])[1-9]\d*\.[1-9]\d*\.[1-9]\d*(?![\d.])")


def check_laws(context: Context) -> Iterator[Finding]:
    """The laws themselves: each dated, evidenced, looked at lately, and cited."""
    layer, today = context.corpus.law, context.corpus.catalog.date
    yield from _twice((law.id, law.place) for law in layer.laws)
    yield from _twice((one.id, one.place) for one in layer.evidence)
    yield from _twice((rule.id, rule.place) for rule in layer.unread)
    for one in layer.evidence:
        if one.dated[:7] > today[:7]:
            yield _dated(one.place, f"材料 {one.id} 的日期 {one.dated} 在数据日期 {today} 之后")
    for law in layer.laws:
        yield from _dates(law, today)
        yield from _evidence(law, layer)
        yield from _succession(law, layer)
        yield from _looked_at(law.id, law.checked, today, law.place)
    for rule in layer.unread:
        yield from _looked_at(rule.id, rule.checked, today, rule.place)
        yield from chain.from_iterable(unknown_topic(context, topic, rule.place) for topic in rule.topics)


def check_provisions(context: Context) -> Iterator[Finding]:
    """The entries: each on items of its topic, from a law that is there, and said once."""
    layer = context.corpus.law
    if editorial_file("laws") not in context.broken and editorial_file("articles") not in context.broken:
        cited = {entry.law for entry in layer.provisions}
        for law in layer.laws:
            if law.id not in cited:
                yield Finding(law.place, "law-uncited", f"没有条文引自 {law.id}", "引它的一条，或者删去它")
    yield from _twice((entry.id, entry.place) for entry in layer.provisions)
    seen: dict[tuple[str, str, str, str], Provision] = {}
    for entry in layer.provisions:
        yield from unknown_topic(context, entry.topic, entry.place)
        yield from _items(context, entry)
        yield from _law(context, entry)
        for item in entry.items:
            first = seen.setdefault((item, entry.topic, entry.law, entry.quote), entry)
            if first is not entry:
                yield Finding(
                    entry.quote_place,
                    "provision-twice",
                    f"{item} 已经引过同一段条文（第 {first.place.line} 行）",
                    "两处合成一处",
                )
    used: set[str] = set()
    for one in layer.foremost:
        for entry_id in one.entries:
            if entry_id not in layer.provision_by_id or entry_id in used:
                message = f"{entry_id} 不是条文的代号，或者前面已经列过"
                yield Finding(one.place, "foremost-entry", message, "改成 articles 里的代号，每个只列一次")
            used.add(entry_id)


def _dated(place: Place, message: str) -> Finding:
    return Finding(place, "law-date", message, "对照材料改正日期")


def _dates(law: Law, today: str) -> Iterator[Finding]:
    if law.effective < law.issued:
        yield _dated(law.place, f"{law.id} 施行（{law.effective}）在通过或者公布（{law.issued}）之前")
    if not law.id.endswith(law.issued[:4]):
        message = f"代号 {law.id} 的年份不是通过或者公布的年份 {law.issued[:4]}"
        yield Finding(law.place, "law-id", message, "代号末尾写那一年")
    if not law.repealed and law.effective > today:
        yield _dated(law.place, f"{law.id} 到数据日期 {today} 还没有施行")
    if law.checked > today or law.as_of[:7] > today[:7]:
        yield _dated(law.place, f"{law.id} 的 checked 或者 as_of 在数据日期 {today} 之后")


def _evidence(law: Law, layer: LawLayer) -> Iterator[Finding]:
    """``as_of`` claims no more than the latest evidence; a month (``2026-07``) vouches for no day in it."""
    known = {one.id: one.dated for one in layer.evidence}
    for one in law.evidence:
        if one not in known:
            yield Finding(
                law.place, "evidence-unknown", f"没有材料 {one}", "改成 evidence 里的代号，或在那里补上"
            )
    latest = max((known[one] for one in law.evidence if one in known), default="9999")
    if not law.repealed and law.as_of > latest:
        message = f"as_of {law.as_of} 晚于它的材料（最晚 {latest}）"
        yield Finding(law.place, "law-as-of", message, "as_of 不能晚于材料的日期")


def _succession(law: Law, layer: LawLayer) -> Iterator[Finding]:
    successor = layer.law_by_id.get(law.successor)
    if law.repealed != bool(law.successor):
        message = "已废止的要写由哪一版接替（successor），有效的不写"
    elif law.repealed and (successor is None or successor.effective < law.effective):
        message = f"接替它的 {law.successor} 不在 laws 里，或者施行得更早"
    else:
        return
    yield Finding(law.place, "law-successor", f"{law.id}：{message}", "补上或者改正 successor、status")


def _looked_at(name: str, checked: str, today: str, place: Place) -> Iterator[Finding]:
    if dt.date.fromisoformat(today) - dt.date.fromisoformat(checked) > STALE:
        message = f"{name} 上次核对是 {checked}，比数据日期 {today} 早一年以上"
        yield Finding(place, "law-stale", message, "重新核对是否仍然有效，再改 checked 和 as_of")


def _items(context: Context, entry: Provision) -> Iterator[Finding]:
    topic = context.corpus.topic_by_id.get(entry.topic)
    for item_id in entry.items:
        item, findings = context.item(item_id, entry.place)
        yield from findings
        if item is not None and topic is not None:
            yield from without_clause(topic, item_id, entry.place, "provision-item")
    for named in _ITEM.findall(entry.note):
        if named not in entry.items:
            message = f"{entry.id} 的 note 说到 {named}，它却不在 items 里"
            yield Finding(entry.place, "provision-note", message, "只说 items 里的条目")


def _law(context: Context, entry: Provision) -> Iterator[Finding]:
    """What an entry says of its law agrees with the law: repealed or not, older than the standard or not."""
    law = context.corpus.law.law_by_id.get(entry.law)
    if law is None:
        if editorial_file("laws") not in context.broken:
            message = f"没有法律 {entry.law}"
            yield Finding(entry.place, "law-unknown", message, "改成 laws.yml 里的代号，或者把它补进去")
        return
    if len({law.repealed, entry.relation == "gone", entry.change == "repealed"}) > 1:
        message = f"{entry.id} 引的 {law.id} 是否废止，与 relation、change 不一致"
        yield Finding(
            entry.place, "provision-gone", message, "只有已废止的法律写 gone 和 repealed，两个一起写"
        )
    of_item, issuance_of = context.corpus.standard_of_item, context.corpus.issuance_of
    since = [issuance_of(of_item[item]).issued for item in entry.items if item in of_item]
    if entry.change in ("new", "amended") and since and law.issued <= min(since):
        message = f"{entry.id} 说条文在标准印发以后有变，{law.id} 却比标准早"
        yield Finding(entry.place, "provision-change", message, "比标准早的法律写 unchanged")


def _twice(entries: Iterable[tuple[str, Place]]) -> Iterator[Finding]:
    for name, place, first in repeated(entries):
        message = f"代号 {name} 在第 {first.line} 行已经用过"
        yield Finding(place, "law-id-twice", message, "另取一个代号")
