"""Made-up bodies of standards of any shape, written as YAML: one type, forty types, thousands of items."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import yaml

from generator.load import load_corpus
from generator.model import Corpus
from generator.numerals import chinese

OTHER: Final = Path(__file__).parent / "other_body" / "root"
LETTERS: Final = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"
WORDINGS: Final = (
    "{name}的事有专人负责",
    "{name}的事有专人负责，有记录",
    "{name}的事由馆长负责",
    "{name}不设专人",
)


def name(number: int) -> str:
    """A name without a numeral for each number below 576."""
    return LETTERS[number // len(LETTERS)] + LETTERS[number % len(LETTERS)]


def write_body(
    root: Path, standards: int, sections: int, items: int, *, numbers: bool = True, forms: bool = False
) -> Path:
    """A body of so many standards, each of so many sections of so many items, under ``root``.

    Item n of every section is on topic n; the standards word it in four ways, leave it out now and
    then, and ask for different numbers in the first item if there are ``numbers``.
    """
    (root / "standards" / "verbatim").mkdir(parents=True)
    (root / "standards" / "source").mkdir()
    (root / "docs").mkdir()
    shutil.copy(OTHER / "mkdocs.yml", root)
    shutil.copytree(OTHER / "standards" / "editorial", root / "standards" / "editorial")
    if forms:
        shutil.copytree(OTHER / "forms", root / "forms")
    printed: list[str] = []
    clauses: dict[int, list[dict[str, str]]] = {topic: [] for topic in range(items)}
    thresholds: list[dict[str, object]] = []
    for number in range(1, standards + 1):
        title = f"{name(number)}馆的要求"
        printed += [f"附表{number}", title]
        made = []
        for section in range(1, sections + 1):
            marker = f"第{chinese(section)}章"
            printed.append(f"{marker}{name(section)}")
            entries: list[dict[str, object]] = []
            for topic in [t for t in range(items) if (t + number) % 5]:
                wording = WORDINGS[(topic + number) % len(WORDINGS)].format(name=name(topic))
                item = f"{number}.{section}.{len(entries) + 1}"
                if numbers and topic == 0:
                    wording = f"{name(topic)}不少于{number}次，{wording}"
                    bound = {"item": item, "topic": f"t{topic}", "subject": "checks", "operator": ">="}
                    thresholds.append(
                        bound | {"value": number, "unit": "次", "quote": f"{name(topic)}不少于{number}次"}
                    )
                clauses[topic].append({"item": item, "quote": wording})
                marked = f"（{chinese(len(entries) + 1)}）"
                entries.append({"number": len(entries) + 1, "marker": marked, "text": f"{wording}。"})
                printed.append(f"{marked}{wording}。")
            made.append({"number": section, "marker": marker, "title": name(section), "items": entries})
        _dump(
            root / f"standards/verbatim/type-{number}.yml",
            {
                "id": f"type-{number}",
                "attachment": number,
                "label": f"附表{number}",
                "title": title,
                "short": f"{name(number)}馆",
                "sections": made,
            },
        )
    (root / "standards/source/text.txt").write_text("\n".join(printed) + "\n", encoding="utf-8")
    catalog = yaml.safe_load((OTHER / "standards/catalog.yml").read_text("utf-8"))
    sequence = [f"type-{number}" for number in range(1, standards + 1)]
    _dump(root / "standards/catalog.yml", catalog | {"sequence": sequence})
    topics = [
        {
            "id": f"t{topic}",
            "name": name(topic),
            "group": "service",
            "aliases": [],
            "summary": f"{name(topic)}的事，各有写法。",
            "clauses": of_topic,
        }
        for topic, of_topic in clauses.items()
        if of_topic
    ]
    editorial = root / "standards/editorial"
    _dump(editorial / "topics.yml", {"groups": [{"id": "service", "name": "服务"}], "topics": topics})
    subject = {"id": "checks", "name": "检查次数", "unit": "次", "stricter": "higher"}
    _dump(editorial / "thresholds.yml", {"subjects": [subject] if numbers else [], "thresholds": thresholds})
    kinds = [{"standards": ["type-1"], "named": "馆", "examples": ["某馆"], "words": ["某馆"]}]
    _dump(editorial / "finder.yml", {"question": "用哪一类？", "kinds": kinds, "in_doubt": "请问馆里。"})
    return root


def body(root: Path, standards: int, sections: int, items: int, *, numbers: bool = True) -> Corpus:
    """The same, loaded."""
    loaded = load_corpus(write_body(root, standards, sections, items, numbers=numbers))
    assert not loaded.findings
    assert loaded.corpus is not None
    return loaded.corpus


def _dump(path: Path, data: object) -> None:
    text = yaml.dump(data, allow_unicode=True, sort_keys=False, Dumper=_Plain, width=10_000)
    path.write_text(text, encoding="utf-8")


class _Plain(yaml.SafeDumper):
    """Writes no aliases, which the encoding does not know."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the base calls it so
        return True
