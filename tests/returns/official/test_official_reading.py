"""Official forms that came back: what was entered is read, and what cannot be told is doubted."""

from __future__ import annotations

import copy
import io
import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document as Docx
from docx.text.paragraph import Paragraph

from generator.cli import main
from generator.forms.word.packing import unpacked
from generator.returns.judging.entry import read_file
from generator.returns.official.issued import Issued, read_issued
from generator.returns.reading.known import KnownForm
from generator.returns.reading.setup import Setup
from tests.returns.official import covers, documents
from tests.returns.official.conftest import Collected, collecting, filler
from tests.returns.reading.word.edits import packed
from tests.returns.reading.word.engines import Job, office
from tests.returns.test_engines import CHARACTERS

pytestmark = pytest.mark.timeout(900)

ROUNDS = 40


def drawn(form: KnownForm, names: frozenset[str], rng: random.Random) -> dict[str, str]:
    """Random answers to half of the questions that a document has."""
    answers = {}
    for question in form.questions:
        if question.name not in names or (rng.random() < 0.5 and question.name != "unit-name"):
            continue
        if question.options:
            answers[question.name] = rng.choice(question.options).state
        elif question.type in ("integer", "percent"):
            answers[question.name] = str(rng.randint(1, 9999))
        elif question.type == "date":
            answers[question.name] = f"20{rng.randint(10, 26)}年{rng.randint(1, 12)}月"
        else:
            lines = rng.randint(1, 3) if question.type == "multiline" else 1
            text = "\n".join(
                "".join(rng.choices(CHARACTERS, k=rng.randint(1, 9))).strip() for _ in range(lines)
            )
            if text.strip():
                answers[question.name] = text.strip()
    return answers


def values(entry: Mapping[str, Any]) -> dict[str, str]:
    """What an accepted file says, as one paragraph after the other."""
    assert entry["status"] == "accepted", entry["message"]
    return {
        name: "\n".join(line.strip() for line in text.splitlines()) for name, text in entry["values"].items()
    }


def told(entry: Mapping[str, Any]) -> list[str]:
    """The doubts about the file itself, without those that every copy has."""
    usual = ("official-unasked", "official-by-title")
    return [d["rule"] for d in entry["doubts"] if d["scope"] == "read" and d["rule"] not in usual]


@pytest.fixture(params=["issued", "issued_checklist", "issued_together"])
def form(request: pytest.FixtureRequest) -> Issued:
    """Each of the official forms."""
    found: Issued = request.getfixturevalue(request.param)
    return found


def test_what_the_program_fills_is_what_is_read(form: Issued, setup: Setup) -> None:
    rng = random.Random("official")
    document, known, collected = filler(form, setup), setup.forms[form.official.form], collecting(setup, form)
    for _ in range(ROUNDS):
        answers = drawn(known, document.names(), rng)
        entry = collected(document.fill({**answers, "form-unit": "key"}).data)
        assert values(entry) == answers
        assert entry["key"] == "key"
        assert told(entry) == []


@pytest.mark.parametrize("through", [(".docx",), (".odt", ".docx"), (".doc", ".docx")], ids=lambda t: t[0])
def test_what_libreoffice_saves_is_what_was_filled(
    through: tuple[str, ...], form: Issued, setup: Setup, tmp_path: Path
) -> None:
    rng = random.Random(through[0])
    document, known, collected = filler(form, setup), setup.forms[form.official.form], collecting(setup, form)
    answers = [drawn(known, document.names(), rng) for _ in range(3)]
    jobs = [Job(document.fill({**one, "form-unit": "key"}).data, through) for one in answers]
    for one, data in zip(answers, office(jobs, tmp_path), strict=True):
        entry = collected(data)
        assert values(entry) == one
        assert told(entry) == []


CHOICES = [
    "□有　□无", "有□　无□", "□ 有\n□ 无", "有（　）无（　）", "有[ ]　无[ ]", "有／无",
    "有、无（在所选项后打√）", "有□　无□（在所选项后打√）",
    "请选择：□有　□无。", "☐有☐无（打√）", "法人资格：□有　□无", "法人资格　有（　）　无（　）",
]  # fmt: skip


@pytest.mark.parametrize("state", ["yes", "no", ""])
@pytest.mark.parametrize("printed", CHOICES)
def test_choices_are_ticked_and_read_however_they_are_printed(
    printed: str, state: str, setup: Setup, tmp_path: Path
) -> None:
    inside = printed.startswith("法人资格")

    def asked(document: Docx) -> None:
        label, cell = document.tables[0].rows[4].cells[:2]
        label.text = "" if inside else label.text
        cell.text = printed

    mapping = documents.MAPPING
    if inside:
        mapping = mapping.replace("填: legal-person", "填: legal-person, 位置: 内")
    (tmp_path / "官方申报表.docx").write_bytes(documents.application(asked))
    (tmp_path / "表.yml").write_text(mapping, encoding="utf-8")
    issued = read_issued(tmp_path / "表.yml", setup)
    answers = {"unit-name": "甲公司", "legal-person": state}
    entry = collecting(setup, issued)(filler(issued, setup).fill(answers).data)
    assert values(entry) == {name: answer for name, answer in answers.items() if answer}
    assert told(entry) == []


TYPED: list[tuple[str, str, str | None, list[str]]] = [
    ("有□　无□", "有□√无□", None, ["word-mark"]),
    ("有□　无□", "有□　√无□", None, ["word-mark"]),
    ("有□　无□", "有□√　无□", "yes", []),
    ("有□　无□", "有√　无□", "yes", []),
    ("有□　无□", "有□　无√", "no", []),
    ("有（　）无（　）", "有（　）√无（　）", None, ["word-mark"]),
    ("有（　）无（　）", "有（　√）无（　）", "yes", []),
    ("有＿＿　无＿＿", "有＿＿√无＿＿", None, ["word-mark"]),
    ("□有　□无", "□有　√□无", None, ["word-mark"]),
    ("有／无", "有√无", None, ["word-mark"]),
]


@pytest.mark.parametrize("line", [False, True], ids=["cell", "line"])
@pytest.mark.parametrize(("printed", "typed", "state", "doubts"), TYPED)
def test_a_tick_that_may_be_of_either_choice_is_nobodys(
    printed: str, typed: str, state: str | None, doubts: list[str], line: bool, setup: Setup, tmp_path: Path
) -> None:
    def change(document: Docx) -> None:
        _choice(document, line=line).text = typed if not line else f"法人资格：{typed}"

    issued = _choosing(printed, setup, tmp_path, line=line)
    data = filler(issued, setup).fill({"union-name": "甲工会"}).data
    entry = collecting(setup, issued)(edited(data, change))
    assert values(entry).get("legal-person") == state
    assert told(entry) == doubts


@pytest.mark.parametrize("line", [False, True], ids=["cell", "line"])
@pytest.mark.parametrize("look", ["bold", "underline", "italic"])
def test_a_choice_that_is_only_set_off_is_told_and_not_guessed(
    look: str, line: bool, setup: Setup, tmp_path: Path
) -> None:
    def change(document: Docx) -> None:
        paragraph = _choice(document, line=line)
        before, word, behind = paragraph.text.partition("无")
        paragraph.text = before
        setattr(paragraph.add_run(word), look, True)
        paragraph.add_run(behind)

    issued = _choosing("□有　□无（打√）", setup, tmp_path, line=line)
    data = filler(issued, setup).fill({"union-name": "甲工会"}).data
    entry = collecting(setup, issued)(edited(data, change))
    assert "legal-person" not in values(entry)
    assert told(entry) == ["word-set-off"]


def test_choices_that_are_printed_in_several_looks_are_nobodys_choice(setup: Setup, tmp_path: Path) -> None:
    def printed(document: Docx) -> None:
        paragraph = _choice(document, line=False)
        paragraph.text = "□有　"
        paragraph.add_run("□无").bold = True

    issued = _choosing("", setup, tmp_path, line=False, change=printed)
    entry = collecting(setup, issued)(filler(issued, setup).fill({"union-name": "甲工会"}).data)
    assert told(entry) == []


def _choice(document: Docx, *, line: bool) -> Paragraph:
    """The paragraph with the choice."""
    if line:
        return covers.at(document, "法人资格")
    paragraph: Paragraph = document.tables[0].rows[4].cells[1].paragraphs[0]
    return paragraph


def _choosing(
    printed: str, setup: Setup, folder: Path, *, line: bool, change: Callable[[Docx], object] | None = None
) -> Issued:
    """A form with a choice that is printed so, in a cell or in a line."""

    def asked(document: Docx) -> None:
        _choice(document, line=False).text = printed

    blank = documents.application(change or asked)
    mapping = documents.MAPPING
    if line:
        blank = covers.document([[f"法人资格：{printed}"]])
        mapping = f"{covers.HEAD}  - {{格子: 法人资格, 填: legal-person}}\n{covers.TABLE}"
    (folder / "官方申报表.docx").write_bytes(blank)
    (folder / "表.yml").write_text(mapping, encoding="utf-8")
    return read_issued(folder / "表.yml", setup)


def edited(data: bytes, *changes: Callable[[Docx], object]) -> bytes:
    """The document as somebody changed it, saved by python-docx."""
    document = docx.Document(io.BytesIO(data))
    for change in changes:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def anonymous(data: bytes) -> bytes:
    """The document as if its words had been copied into the blank: without what tells the unit."""
    members = unpacked(data)
    rels = "word/_rels/document.xml.rels"
    members[rels] = members[rels].replace(b"/customXml/item2.xml", b"/customXml/item9.xml")
    return packed(members)


ANSWERS = {
    "unit-name": "甲县第一建筑公司",
    "union-name": "甲县第一建筑公司工会",
    "chair-name": "联系人",
    "contact": "姓名",
    "employees": "120",
    "members": "98",
    "legal-person": "yes",
    "deeds": "事迹",
}


@pytest.fixture
def filled(issued: Issued, setup: Setup) -> bytes:
    """A filled application; two of its answers are words that are labels, too."""
    return filler(issued, setup).fill({**ANSWERS, "form-unit": "key"}).data


def test_answers_that_are_labels_move_no_other_answer(filled: bytes, collected: Collected) -> None:
    entry = collected(filled)
    assert values(entry) == ANSWERS


def test_a_copy_that_nobody_prefilled_is_told_by_title_and_labels(
    filled: bytes, collected: Collected
) -> None:
    entry = collected(anonymous(filled))
    assert values(entry) == ANSWERS
    assert entry["key"] is None
    assert "official-by-title" in [d["rule"] for d in entry["doubts"]]
    assert entry["form"] == "application"
    assert entry["digest"]


def row(document: Docx, words: str) -> Any:  # noqa: ANN401 - python-docx's rows have no common type
    """The row with a cell of these words."""
    return next(r for r in document.tables[0].rows if any(words in c.text for c in r.cells))


def copied(document: Docx) -> None:
    found = row(document, "单 位 名 称")._tr
    found.addnext(copy.deepcopy(found))


def copied_and_changed(document: Docx) -> None:
    copied(document)
    document.tables[0].rows[2].cells[1].text = "乙公司"


def typed_over(document: Docx) -> None:
    row(document, "单 位 名 称").cells[0].text = "我单位"


def one_of_two_typed_over(document: Docx) -> None:
    row(document, "姓　名").cells[1].text = "主席"


def merged_downwards(document: Docx) -> None:
    row(document, "单 位 名 称").cells[1].merge(row(document, "工会名称").cells[1])


def moved(document: Docx) -> None:
    document.tables[0]._tbl.append(row(document, "单 位 名 称")._tr)


def swallowed(document: Docx) -> None:
    found = row(document, "单 位 名 称")
    found.cells[0].merge(found.cells[1])


def shifted(document: Docx) -> None:
    found = row(document, "单 位 名 称")
    found._tr.tc_lst[0].addnext(copy.deepcopy(row(document, "本届任期")._tr.tc_lst[0]))
    found._tr.tc_lst[1].p_lst[0].clear()


def reworded(document: Docx) -> None:
    row(document, "法人资格").cells[3].text = "职工共有120名会员98名"


def both_ticked(document: Docx) -> None:
    row(document, "法人资格").cells[1].text = "有☑　无☑"


def scribbled(document: Docx) -> None:
    row(document, "上级工会意见").cells[1].text = "同意推荐"


def added(document: Docx) -> None:
    document.add_paragraph("我单位另有说明")


def beheaded(document: Docx) -> None:
    table = document.tables[0]
    for found in list(table.rows)[1:10]:
        table._tbl.remove(found._tr)


DAMAGE: dict[str, tuple[Callable[[Docx], None], dict[str, str | None], list[str]]] = {
    "a label twice": (copied, {}, []),
    "a label twice with another answer": (copied_and_changed, {}, ["word-twice"]),
    "a label typed over": (typed_over, {"unit-name": None}, ["word-stray", "word-missing"]),
    "one of two equal labels typed over": (
        one_of_two_typed_over, {"chair-name": None, "contact": None}, ["word-stray", "word-missing"]
    ),
    "an answer merged into the one above": (
        merged_downwards,
        {"unit-name": "甲县第一建筑公司\n甲县第一建筑公司工会", "union-name": None},
        ["word-merged"],
    ),
    "a row moved": (moved, {}, []),
    "a label and its answer merged": (swallowed, {"unit-name": None}, ["word-missing", "word-stray"]),
    "a cell put between": (shifted, {"unit-name": None}, ["word-stray"]),
    "printed words typed over": (
        reworded, {"employees": None, "members": None}, ["official-blanks", "official-blanks"]
    ),
    "two choices": (both_ticked, {"legal-person": None}, ["mark-differs"]),
    "words where nobody is asked": (scribbled, {}, ["word-stray"]),
    "words outside of the table": (added, {}, ["word-outside"]),
}  # fmt: skip


@pytest.mark.parametrize("case", DAMAGE)
def test_what_people_do_to_the_table_invents_no_answer_and_is_doubted(
    case: str, filled: bytes, collected: Collected
) -> None:
    change, lost, doubts = DAMAGE[case]
    entry = collected(edited(filled, change))
    expected = {**ANSWERS, **lost}
    assert values(entry) == {name: text for name, text in expected.items() if text is not None}
    assert set(told(entry)) == set(doubts)


def test_a_document_that_lost_many_labels_is_refused(filled: bytes, collected: Collected) -> None:
    entry = collected(edited(filled, beheaded))
    assert (entry["status"], entry["reason"]) == ("rejected", "fields-removed")


def test_another_document_is_no_official_form(collected: Collected) -> None:
    def letter(document: Docx) -> None:
        document.add_paragraph("关于报送某某省工会材料的通知")
        table = document.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text = "单位名称"

    entry = collected(edited(empty(), letter))
    assert (entry["status"], entry["reason"]) == ("rejected", "other-document")


def empty() -> bytes:
    """A document without anything."""
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def test_a_prefilled_copy_without_its_mapping_is_refused_with_the_reason(filled: bytes, setup: Setup) -> None:
    entry = json.loads(read_file(filled, "表.docx", setup).line)
    assert (entry["status"], entry["reason"]) == ("rejected", "other-document")
    assert "对应文件" in entry["message"]


def test_two_marks_in_the_columns_of_an_item_are_no_choice(
    issued_checklist: Issued, setup: Setup, collected: Collected
) -> None:
    data = filler(issued_checklist, setup).fill({"item-6-1-1-rating": "met", "unit-name": "甲村"}).data

    def ticked(document: Docx) -> None:
        document.tables[1].rows[1].cells[4].text = "√"
        document.tables[1].rows[2].cells[2].text = "是"

    entry = collected(edited(data, ticked))
    assert values(entry) == {"unit-name": "甲村"}
    assert set(told(entry)) >= {"word-mark"}


def test_prefill_fills_and_collect_reads_in_processes_of_their_own(
    root: Path,
    mapping: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = root.resolve()
    monkeypatch.chdir(tmp_path)
    Path("名册.csv").write_text("单位名称,类别,职工数\n甲村,6,120\n乙村,6,80\n", encoding="utf-8")
    official = ["--official", str(mapping)]
    main(["--root", str(root), "prefill", "名册.csv", "--out", "出", "--word", *official])
    made = sorted(path.name for path in Path("出").iterdir())
    assert len(made) == 4
    Path("交").mkdir()
    for path in Path("出").glob("*申报表*"):
        assert docx.Document(str(path)).paragraphs[0].text == "某某省工会规范化建设示范单位申报表"
        written = docx.Document(str(path))
        row(written, "工会名称").cells[1].text = f"{path.name[:2]}工会"
        written.save(str(Path("交") / path.name))
    capsys.readouterr()
    # the blank and its mapping lie among the returns
    for path in (mapping, mapping.with_suffix(".docx")):
        (Path("交") / path.name).write_bytes(path.read_bytes())
    official = ["--official", str(Path("交") / mapping.name)]
    found = ["collect", "交", "--json", "收.json", "--out", "收.xlsx", "--expected", "名册.csv"]
    assert main(["--root", str(root), *found, "--jobs", "2", *official]) == 0
    read = json.loads(Path("收.json").read_text("utf-8"))["files"]
    assert len(read) == 2
    files = {f["values"]["unit-name"]: f for f in read}
    assert files.keys() == {"甲村", "乙村"}
    assert files["甲村"]["values"]["employees"] == "120"
    assert files["甲村"]["values"]["union-name"] == "甲村工会"
    assert files["甲村"]["values"]["type"] == "villages"
    assert files["甲村"]["origin"] == "word"
    assert not [d for d in files["甲村"]["doubts"] if d["rule"] == "required" and d["field"] == "region"]


def test_official_forms_are_word_files(root: Path, mapping: Path, tmp_path: Path) -> None:
    (tmp_path / "名册.csv").write_text("单位名称\n甲村\n", encoding="utf-8")
    command = [
        "prefill",
        str(tmp_path / "名册.csv"),
        "--out",
        str(tmp_path / "出"),
        "--official",
        str(mapping),
    ]
    assert main(["--root", str(root), *command]) == 2
