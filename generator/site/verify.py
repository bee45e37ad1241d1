"""Proof, in the build itself, that what is published holds everything that the model holds.

A page that comes out empty, a form that lost its fields, a data file that stops half-way: none of
them may ever be published, so the built files are read back and counted against the model.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pikepdf

from generator import addresses
from generator.compare import Kind, every_two, moves, pairs
from generator.errors import BuildError
from generator.forms.definitions.expand import item_field_name
from generator.project import Project


def verify(project: Project, site: Path) -> None:
    """Raise :class:`BuildError` naming everything that the built site lacks."""
    faults = [
        *_pages(project, site),
        *_standards(project, site),
        *_comparison(project, site),
        *_forms(project, site),
        *_data(project, site),
    ]
    if faults:
        raise BuildError("生成的网站不完整，没有发布：\n" + "\n".join(faults))


class _Page(HTMLParser):
    """The ids of a page, how often each occurs, and the text of the items."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.item_texts: list[str] = []
        self._in_item = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids[str(given["id"])] += 1
        classes = (given.get("class") or "").split()
        if tag == "p" and "item-text" in classes:
            self._in_item = True
            self.item_texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._in_item = False

    def handle_data(self, data: str) -> None:
        if self._in_item:
            self.item_texts[-1] += data


def read_page(path: Path) -> _Page:
    """Parse one built page; an absent file is an empty page."""
    page = _Page()
    if path.exists():
        page.feed(path.read_text(encoding="utf-8"))
    return page


def _ids(path: Path) -> Counter[str]:
    """How often each id occurs in a page, without parsing it: there are many of these pages."""
    return (
        Counter(re.findall(r'\sid="([^"]*)"', path.read_text(encoding="utf-8")))
        if path.exists()
        else Counter()
    )


def _pages(project: Project, site: Path) -> Iterator[str]:
    for path, content in project.generated.items():
        if path.endswith(".md"):
            folder = path.removesuffix(".md").removesuffix("index")
            if not (site / folder / "index.html").exists():
                yield f"缺少网页 {folder}index.html"
        elif not (site / path).exists() or (site / path).read_bytes() != content:
            yield f"缺少文件 {path}，或内容不对"


def _standards(project: Project, site: Path) -> Iterator[str]:
    for standard in project.corpus.standards:
        page = read_page(site / addresses.standard_page(standard) / "index.html")
        expected = [item.text for item in standard.items]
        if page.item_texts != expected:
            yield f"{standard.id} 的网页有 {len(page.item_texts)} 条，或文字不符；应有 {len(expected)} 条"
        wrong = [item.id for item in standard.items if page.ids[item.id] != 1]
        if wrong:
            yield f"{standard.id} 的网页上这些编号不是恰好一个锚点：{'、'.join(wrong)}"


def _comparison(project: Project, site: Path) -> Iterator[str]:
    crosswalk = project.crosswalk
    expected = {addresses.COMPARISON: [topic.id for topic in project.corpus.topics]}
    expected[addresses.NUMBERS] = [subject.id for subject in project.corpus.subjects]
    for pair in pairs(crosswalk) if every_two(project.corpus) else ():
        expected[addresses.pair_page(pair.left, pair.right)] = [f.topic.id for f in pair.comparisons]
    for way in moves(crosswalk) if every_two(project.corpus) else ():
        changed = [f.topic.id for f in way.comparisons if f.kind is not Kind.SAME]
        expected[addresses.move_page(way.left, way.right)] = changed
    for topic in project.corpus.topics:
        expected[addresses.topic_url(topic)] = [standard.id for standard in project.corpus.standards]
    for standard in project.corpus.standards:
        html = (site / addresses.standard_page(standard) / "index.html").read_text(encoding="utf-8")
        lines = html.count('class="elsewhere"')
        compared = standard.item_count if len(project.corpus.standards) > 1 else 0
        if lines != compared:
            yield f"{standard.id} 的网页上有 {lines} 条与他类的比较，应有 {compared} 条"
    for folder, ids in expected.items():
        present = _ids(site / folder / "index.html")
        wrong = [known for known in ids if present[known] != 1]
        if wrong:
            yield f"{folder} 上这些内容不是恰好一处：{'、'.join(wrong)}"


def _forms(project: Project, site: Path) -> Iterator[str]:
    for form in project.forms:
        with pikepdf.open(site / form.path) as pdf:
            fields = {str(field.T) for field in pdf.Root.AcroForm.Fields.as_list()}
        missing = [field.name for field in form.fields if field.name not in fields]
        if missing:
            yield f"{form.path} 缺少 {len(missing)} 个字段，如 {missing[0]}"
        if form.standard is None:
            continue
        items = {field.item for field in form.fields if field.item}
        expected = {item.id for item in form.standard.items}
        named = {item_field_name(item, "") for item in expected}
        drawn = {m[0] for name in fields if (m := re.match(r"item(-\d+){3}-", name))}
        if items != expected or drawn != named:
            yield f"{form.path} 有 {len(drawn)} 条，应有 {len(expected)} 条"


def _data(project: Project, site: Path) -> Iterator[str]:
    corpus = project.corpus
    published = json.loads((site / "data/standards.json").read_text(encoding="utf-8"))
    items = [i for s in published["standards"] for section in s["sections"] for i in section["items"]]
    if [i["id"] for i in items] != list(corpus.item_by_id):
        yield f"standards.json 有 {len(items)} 条，应有 {corpus.item_count} 条"
    compared = json.loads((site / "data/comparison.json").read_text(encoding="utf-8"))
    for key in ("topics", "thresholds", "conditions", "notes"):
        if len(compared[key]) != len(getattr(corpus, key)):
            yield f"comparison.json 的 {key} 有 {len(compared[key])} 个，应有 {len(getattr(corpus, key))} 个"
    described = json.loads((site / "data/forms.json").read_text(encoding="utf-8"))["forms"]
    if [f["path"] for f in described] != [form.path for form in project.forms]:
        yield f"forms.json 有 {len(described)} 份表格，应有 {len(project.forms)} 份"
    counted = (
        ("standards.csv", corpus.item_count),
        ("comparison.csv", len(corpus.topics)),
        ("comparison-topics.csv", len(corpus.topics)),
        ("comparison-numbers.csv", len(corpus.subjects)),
        ("comparison-conditions.csv", len(corpus.conditions)),
    )
    for name, count in counted:
        with (site / "data" / name).open(encoding="utf-8-sig", newline="") as file:
            rows = sum(1 for _ in csv.reader(file)) - 1
        if rows != count:
            yield f"{name} 有 {rows} 行，应有 {count} 行"
