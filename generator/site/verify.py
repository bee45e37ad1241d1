"""Proof, in the build itself, that what is published holds everything that the model holds.

A page that comes out empty, a form that lost its fields, a data file that stops half-way: none of
them may ever be published, so the built files are read back and counted against the model.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from generator import addresses
from generator.compare import Kind, comparable, every_two, moves, pairs
from generator.compare.recurring import recurring
from generator.errors import BuildError
from generator.forms.definitions.expand import item_of_field
from generator.forms.definitions.word_names import read_tag
from generator.project import Project
from generator.remarks import Remark
from generator.site.built import Built


def verify(project: Project, site: Built, files: Mapping[str, bytes]) -> None:
    """Raise :class:`BuildError` naming everything that the built site lacks; ``files`` were made for it."""
    faults = [
        *_pages(files, site),
        *_standards(project, site),
        *_comparison(project, site),
        *_law(project, site),
        *_forms(project, site),
        *_data(project, site),
        *_ways(project.corpus.remarks, site),
    ]
    if faults:
        raise BuildError("生成的网站不完整，没有发布：\n" + "\n".join(faults))


COMPARED: Final = (
    "groups", "doers", "topics", "subjects", "thresholds", "periods", "frequencies", "relations", "weighings",
    "conditions", "notes",
)  # fmt: skip
"""The layers of ``comparison.json``: all that it lists."""


def _pages(files: Mapping[str, bytes], site: Built) -> Iterator[str]:
    for path, content in files.items():
        if path.endswith(".md"):
            page = addresses.built(path)
            if page not in site.paths:
                yield f"缺少网页 {page}"
        elif not site.holds(path, content):
            yield f"缺少文件 {path}，或内容不对"


def _ways(remarks: Iterable[Remark], site: Built) -> Iterator[str]:
    """Links that people write outside Markdown, where MkDocs does not see them: each leads to a page."""
    for remark in remarks:
        if remark.more is not None and addresses.html(remark.more.to) not in site.paths:
            yield f"{remark.place}: 没有网页 {remark.more.to}（改正 more 的 to）"
    guides = site.page("index.html").html.partition(b'<ul class="guides">')[2].partition(b"</ul>")[0]
    for to in re.findall(rb'href="([^":]*)"', guides):
        path = unquote(urlsplit(unescape(to.decode())).path)
        if (path if path in site.paths else addresses.html(path)) not in site.paths:
            yield f"首页上的说明通到没有的网页 {to.decode()}（改正 mkdocs.yml 里 extra 的 guides）"


def _standards(project: Project, site: Built) -> Iterator[str]:
    for standard in project.corpus.standards:
        page = site.page(addresses.html(addresses.standard_page(standard)))
        expected = [item.text for item in standard.items]
        if page.item_texts != expected:
            yield f"{standard.id} 的网页有 {len(page.item_texts)} 条，或文字不符；应有 {len(expected)} 条"
        wrong = [item.id for item in standard.items if page.ids[item.id] != 1]
        if wrong:
            yield f"{standard.id} 的网页上这些编号不是恰好一个锚点：{'、'.join(wrong)}"


def _comparison(project: Project, site: Built) -> Iterator[str]:
    crosswalk = project.crosswalk
    expected = {addresses.COMPARISON: [topic.id for topic in project.corpus.topics]}
    expected[addresses.NUMBERS] = [subject.id for subject in project.corpus.subjects]
    expected[addresses.NUMBERS] += [f"often-{line.topic.id}" for line in recurring(crosswalk)]
    for pair in pairs(crosswalk) if every_two(project.corpus) else ():
        expected[addresses.pair_page(pair.left, pair.right)] = [f.topic.id for f in pair.comparisons]
    for way in moves(crosswalk) if every_two(project.corpus) else ():
        changed = [f.topic.id for f in way.comparisons if f.kind is not Kind.SAME]
        expected[addresses.move_page(way.left, way.right)] = changed
    for topic in project.corpus.topics:
        expected[addresses.topic_url(topic)] = [standard.id for standard in project.corpus.standards]
    for standard in project.corpus.standards:
        page = site.page(addresses.html(addresses.standard_page(standard)))
        lines = page.html.count(b'class="elsewhere"')
        compared = standard.item_count if comparable(project.corpus) else 0
        if lines != compared:
            yield f"{standard.id} 的网页上有 {lines} 条与他类的比较，应有 {compared} 条"
    for folder, ids in expected.items():
        present = site.page(addresses.html(folder)).ids
        wrong = [known for known in ids if present[known] != 1]
        if wrong:
            yield f"{folder} 上这些内容不是恰好一处：{'、'.join(wrong)}"


def _law(project: Project, site: Built) -> Iterator[str]:
    """Every entry under each of its items, and once on the page of the law; with it laws and the unread."""
    layer = project.corpus.law
    if not layer:
        return
    for standard in project.corpus.standards:
        page = site.page(addresses.html(addresses.standard_page(standard)))
        expected = sum(len(layer.of_item.get(item.id, ())) for item in standard.items)
        if (shown := page.html.count(b'class="law-note"')) != expected:
            yield f"{standard.id} 的网页上有 {shown} 处法律对照，应有 {expected} 处"
    present = site.page(addresses.html(addresses.LAWS)).ids
    known = [*layer.provision_by_id, *layer.law_by_id, *(rule.id for rule in layer.unread)]
    if wrong := [name for name in known if present[name] != 1]:
        yield f"{addresses.LAWS} 上这些内容不是恰好一处：{'、'.join(wrong)}"
    published = json.loads(site.read(addresses.data_file("laws.json")))
    if len(published["articles"]) != len(layer.provisions):
        yield f"laws.json 有 {len(published['articles'])} 处，应有 {len(layer.provisions)} 处"


def _forms(project: Project, site: Built) -> Iterator[str]:
    import pikepdf  # a preview, which proves nothing, starts without it

    for form in project.forms:
        with pikepdf.open(site.folder / form.path) as pdf:
            fields = {str(field.T) for field in pdf.Root.AcroForm.Fields.as_list()}
        missing = [field.name for field in form.fields if field.name not in fields]
        if missing:
            yield f"{form.path} 缺少 {len(missing)} 个字段，如 {missing[0]}"
        controls = _controls(site.folder / form.word_path)
        missing = [field.name for field in form.fields if field.name not in controls]
        if missing:
            yield f"{form.word_path} 缺少 {len(missing)} 个控件，如 {missing[0]}"
        if form.standard is None:
            continue
        items = {field.item for field in form.fields if field.item}
        expected = {item.id for item in form.standard.items}
        drawn = set(map(item_of_field, fields)) - {""}
        if items != expected or drawn != expected:
            yield f"{form.path} 有 {len(drawn)} 条，应有 {len(expected)} 条"


def _controls(path: Path) -> set[str]:
    """The names of the fields that have a control in a form in Word."""
    with zipfile.ZipFile(path) as package:
        document = package.read("word/document.xml").decode()
    return {read_tag(tag).field for tag in re.findall(r'<w:tag w:val="([^"]*)"', document)}


def _data(project: Project, site: Built) -> Iterator[str]:
    corpus = project.corpus
    published = json.loads(site.read(addresses.data_file("standards.json")))
    items = [i for s in published["standards"] for section in s["sections"] for i in section["items"]]
    if [i["id"] for i in items] != list(corpus.item_by_id):
        yield f"standards.json 有 {len(items)} 条，应有 {corpus.item_count} 条"
    compared = json.loads(site.read(addresses.data_file("comparison.json")))
    for key in COMPARED:
        if len(compared[key]) != len(getattr(corpus, key)):
            yield f"comparison.json 的 {key} 有 {len(compared[key])} 个，应有 {len(getattr(corpus, key))} 个"
    described = json.loads(site.read(addresses.data_file("forms.json")))["forms"]
    if [f["path"] for f in described] != [form.path for form in project.forms]:
        yield f"forms.json 有 {len(described)} 份表格，应有 {len(project.forms)} 份"
    counted = (
        ("standards.csv", corpus.item_count),
        ("comparison.csv", len(corpus.topics)),
        ("comparison-topics.csv", len(corpus.topics)),
        ("comparison-numbers.csv", len(corpus.subjects) + len(list(recurring(project.crosswalk)))),
        ("comparison-conditions.csv", len(corpus.conditions)),
    )
    for name, count in counted:
        table = site.read(addresses.data_file(name)).decode("utf-8-sig")
        rows = sum(1 for _ in csv.reader(io.StringIO(table, newline=""))) - 1
        if rows != count:
            yield f"{name} 有 {rows} 行，应有 {count} 行"
