"""Which form a Word file is: by the custom XML part, the properties, the footer, the texts of its items."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from generator.forms import Form
from tests.returns.conftest import UNIT, Make, Read
from tests.returns.reading.word.edits import (
    Element,
    W,
    cell,
    edited,
    entered,
    packed,
    parts,
    retyped,
    with_part,
    without_controls,
)
from tests.returns.reading.word.filled import ANSWERS, TEXT, doubts
from tests.returns.reading.word.test_word_answers import WORDS

PART, PROPERTIES = "customXml/item1.xml", "docProps/custom.xml"


def without(data: bytes, *names: str) -> bytes:
    """``data`` without parts whose names begin so; what leads to them stays."""
    return packed({k: v for k, v in parts(data).items() if not k.startswith(names)})


def replaced(data: bytes, name: str, old: str, new: str) -> bytes:
    content = parts(data)[name]
    assert old.encode() in content
    return with_part(data, name, content.replace(old.encode(), new.encode()))


@pytest.mark.parametrize(
    "lost",
    [
        (PART,),
        (PROPERTIES,),
        (PART, PROPERTIES),
        ("word/footer",),
        ("word/_rels",),
        ("word/_rels", PROPERTIES),
    ],
    ids="+".join,
)
@pytest.mark.parametrize("form", ["checklist-villages", "application"])
def test_one_place_is_enough(form: str, lost: tuple[str, ...], make_word: Make, read: Read) -> None:
    answers = WORDS if form != "application" else {"phone": "1"}
    data = without(make_word(form, answers), *lost)
    entry = read(data, "表.docx")
    if form == "application" and lost == ("word/_rels", PROPERTIES):
        assert entry["reason"] == "identity-lost"
        return
    assert entry["status"] == "accepted", entry["message"]
    assert entry["form"] == form
    assert entry["values"].keys() >= answers.keys()


@pytest.mark.parametrize("controls", [True, False], ids=["with controls", "without controls"])
def test_a_form_copied_into_a_new_document_is_known_by_its_texts(
    controls: bool, make_word: Make, read: Read
) -> None:
    data = without(make_word(answers=WORDS), PART, PROPERTIES, "word/footer", "word/_rels")
    entry = read(data if controls else edited(data, without_controls), "表.docx")
    assert entry["values"] == ANSWERS
    assert entry["digest"]
    assert [rule for rule, _ in doubts(entry)] == ["word-nameless"]


def test_with_one_text_changed_it_is_refused_with_advice(make_word: Make, read: Read) -> None:
    data = without(make_word(answers=WORDS), PART, PROPERTIES, "word/footer", "word/_rels")
    entry = read(edited(data, lambda root: retyped(cell(root, "6.1.1", TEXT), "别的条文")), "表.docx")
    assert entry["reason"] == "identity-lost"
    assert "重新下载空白表" in entry["message"]


@pytest.mark.parametrize("name", ["form-id", "form-digest", "form-unit"])
def test_places_that_contradict_are_told_and_the_first_counts(
    name: str, make_word: Make, forms: dict[str, Form], read: Read
) -> None:
    data = make_word(answers=WORDS)
    said = {"form-id": "checklist-villages", "form-digest": forms["checklist-villages"].digest}.get(name, "")
    if name == "form-unit":
        data = replaced(
            data, PART, '<entry name="form-unit"></entry>', '<entry name="form-unit">u-one</entry>'
        )
        other = f'<property name="{name}"><x>u-two</x></property></Properties>'
        data = replaced(data, PROPERTIES, "</Properties>", other)
    else:
        data = replaced(data, PROPERTIES, said, "x" + said[1:])
    entry = read(data, "表.docx")
    assert entry["values"] == ANSWERS
    assert [rule for rule, _ in doubts(entry)] == ["word-identity"]
    if name == "form-unit":
        assert entry["key"] == "u-one"


def test_a_footer_of_another_form_contradicts(make_word: Make, forms: dict[str, Form], read: Read) -> None:
    mine, other = forms["checklist-villages"].digest[:12], forms["checklist-townships"].digest[:12]
    data = make_word(answers=WORDS)
    for name in [n for n in parts(data) if re.fullmatch(r"word/footer\d\.xml", n)]:
        data = replaced(data, name, mine, other)
    entry = read(data, "表.docx")
    assert entry["values"] == ANSWERS
    assert [rule for rule, _ in doubts(entry)] == ["word-identity"]


def test_a_prefilled_key_comes_back(make_word: Make, read: Read) -> None:
    data = replaced(
        make_word(), PART, '<entry name="form-unit"></entry>', '<entry name="form-unit">u-one</entry>'
    )
    assert read(data, "表.docx")["key"] == "u-one"


def test_a_form_that_is_not_known_is_told(make_word: Make, read: Read) -> None:
    data = make_word(answers=WORDS)
    for name in (PART, PROPERTIES):
        data = replaced(data, name, "checklist-villages", "checklist-xxxxxxxx")
    entry = read(data, "表.docx")
    assert entry["reason"] == "unknown-form"
    assert "checklist-xxxxxxxx" in entry["message"]


def _older(data: bytes, form: Form, *, item: str = "") -> bytes:
    """The form as a version of other data made it; with the text of an item that was another."""
    for name in (PART, PROPERTIES):
        data = replaced(data, name, form.digest, "0" * 64)
    if item:
        content = parts(data)[PART].decode()
        data = with_part(data, PART, re.sub(rf"{item}:\w+", f"{item}:00000000", content).encode())
    return data


def test_answers_to_an_older_version_count_where_the_text_is_the_same(
    make_word: Make, forms: dict[str, Form], read: Read
) -> None:
    data = _older(make_word(answers=WORDS), forms["checklist-villages"], item="6.1.1")
    entry = read(data, "表.docx")
    assert entry["values"] == {k: v for k, v in ANSWERS.items() if not k.startswith("item-6-1-1-")}
    assert entry["set_aside"] == {"item-6-1-1-rating": "met"}


def test_without_the_list_of_texts_those_in_the_table_tell(
    make_word: Make, forms: dict[str, Form], read: Read
) -> None:
    data = without(_older(make_word(answers=WORDS), forms["checklist-villages"]), PART, "word/footer")
    assert read(data, "表.docx")["values"] == ANSWERS
    changed = edited(data, lambda root: retyped(cell(root, "6.1.1", TEXT), "旧的条文"))
    entry = read(changed, "表.docx")
    assert entry["values"] == {k: v for k, v in ANSWERS.items() if not k.startswith("item-6-1-1-")}


def test_an_item_that_is_gone_is_told_with_its_answer(
    make_word: Make, forms: dict[str, Form], read: Read
) -> None:
    """A form of other data, which had an item 6.9.9 in place of 6.1.1."""

    def change(root: Element) -> None:
        next(t for t in cell(root, "6.1.1", 0).iter(f"{W}t")).text = "6.9.9"
        for tag in root.iter(f"{W}tag"):
            tag.set(f"{W}val", tag.get(f"{W}val").replace("item-6-1-1-", "item-6-9-9-"))

    data = edited(_older(make_word(answers=WORDS), forms["checklist-villages"]), change)
    data = replaced(data, PART, "6.1.1:", "6.9.9:")
    entry = read(data, "表.docx")
    assert entry["set_aside"] == {"item-6-9-9-rating": "met"}
    assert any(d["rule"] == "item-gone" and "6.9.9" in d["message"] for d in entry["doubts"])


def test_another_document_is_told_from_a_form(read: Read) -> None:
    import io

    import docx
    from PIL import Image

    def saved(document: docx.document.Document) -> bytes:
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    letter = docx.Document()
    letter.add_paragraph("关于召开会员代表大会的通知")
    letter.add_table(2, 3).cell(0, 0).text = "编号"
    entry = read(saved(letter), "表.docx")
    assert entry["reason"] == "other-document"
    assert "没有认得出的" in entry["message"]
    scan = docx.Document()
    picture = io.BytesIO()
    Image.new("RGB", (20, 20)).save(picture, "png")
    scan.add_picture(picture)
    assert "里面是图片" in read(saved(scan), "表.docx")["message"]
    scan.add_paragraph("关于召开会员代表大会的通知，" * 20)
    assert "没有认得出的" in read(saved(scan), "表.docx")["message"]


def test_a_blank_of_another_form_under_this_ones_name(blank_word: Callable[[str], bytes], read: Read) -> None:
    """The identity of one form, the table of another: nothing of it is read as the first."""
    villages, towns = blank_word("checklist-villages"), parts(blank_word("checklist-townships"))
    filled = edited(with_part(villages, "word/document.xml", towns["word/document.xml"]), entered(UNIT))
    entry = read(filled, "表.docx")
    assert (entry["status"], entry["reason"]) == ("rejected", "fields-removed")
