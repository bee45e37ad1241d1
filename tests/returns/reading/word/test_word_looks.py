"""What people say by formatting: struck through is no answer, set off is none that a program could know."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.returns.conftest import Make, Read, rules
from tests.returns.reading.word.edits import Element, cell, edited, element, retyped
from tests.returns.reading.word.test_word_ratings import COLUMN, LABELS, RATING

FACTS = "item-6-1-1-facts"
STRIKE = "<w:strike/>"
LIST = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr></w:pPr>'
BOXES = tuple(f"□ {label}" for label in LABELS)


def a_run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def typed(column: int, *paragraphs: str) -> Callable[[Element], None]:
    """A cell of 6.1.1 typed anew, in paragraphs written as XML."""

    def change(root: Element) -> None:
        node = cell(root, "6.1.1", column)
        retyped(node)
        for xml in paragraphs:
            node.append(element(f"<w:p>{xml}</w:p>"))

    return change


def boxes(properties: Sequence[str]) -> Callable[[Element], None]:
    return typed(COLUMN, *(a_run(box, own) for box, own in zip(BOXES, properties, strict=True)))


@pytest.mark.parametrize("strike", [STRIKE, "<w:dstrike/>"])
@pytest.mark.parametrize(("left", "state"), [(0, "met"), (2, "unmet"), (3, "na")])
def test_the_choice_that_is_left_when_the_others_are_struck_out_counts_and_is_told(
    left: int, state: str, strike: str, make_word: Make, read: Read
) -> None:
    entry = read(edited(make_word(), boxes(["" if n == left else strike for n in range(4)])), "表.docx")
    assert entry["values"][RATING] == state
    assert [d["field"] for d in entry["doubts"] if d["rule"] == "word-struck"] == [RATING]


def test_of_two_ticks_the_one_struck_out_is_none(make_word: Make, read: Read) -> None:
    change = typed(COLUMN, a_run("☑ 达标", STRIKE), a_run("√ 基本达标"), *map(a_run, BOXES[2:]))
    entry = read(edited(make_word(), change), "表.docx")
    assert entry["values"][RATING] == "basic"
    assert "☑ 达标" in next(d["message"] for d in entry["doubts"] if d["rule"] == "word-struck")


def test_one_choice_struck_out_leaves_no_answer(make_word: Make, read: Read) -> None:
    entry = read(edited(make_word(), boxes(["", STRIKE, "", ""])), "表.docx")
    assert RATING not in entry["values"]
    assert {"word-struck", "word-mark"} <= set(rules(entry))


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [("320人", "325人", "325人"), ("320人", "", None), ("", "325人", "325人")],
)
def test_of_words_those_that_are_struck_out_do_not_count(
    old: str, new: str, value: str | None, make_word: Make, read: Read
) -> None:
    change = typed(3, a_run(old, STRIKE) + a_run(new, '<w:strike w:val="0"/>'))
    entry = read(edited(make_word(), change), "表.docx")
    assert entry["values"].get(FACTS) == value
    told = [d["message"] for d in entry["doubts"] if d["rule"] == "word-struck" and d["field"] == FACTS]
    assert ["320人" in message for message in told] == ([True] if old else [])


def test_a_row_that_is_struck_out_whole_is_still_told_by_its_number(make_word: Make, read: Read) -> None:
    def change(root: Element) -> None:
        row = cell(root, "6.1.1", 0).getparent()
        for run in row.iter(f"{element('<w:r/>').tag}"):
            run.insert(0, element("<w:rPr><w:strike/></w:rPr>"))

    entry = read(edited(make_word(answers={RATING: "met", FACTS: "三次"}), change), "表.docx")
    assert RATING not in entry["values"]
    assert FACTS not in entry["values"]
    told = {d["field"] for d in entry["doubts"] if d["rule"] == "word-struck"}
    assert {RATING, FACTS} <= told
    assert "word-missing" not in rules(entry)


@pytest.mark.parametrize(
    "properties",
    [
        '<w:highlight w:val="yellow"/>',
        '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>',
        '<w:bdr w:val="single" w:sz="4"/>',
        "<w:b/>",
        '<w:color w:val="FF0000"/>',
        '<w:u w:val="single"/>',
        '<w:em w:val="dot"/>',
        '<w:sz w:val="48"/>',
    ],
)
def test_a_choice_that_is_set_off_and_not_ticked_is_told_and_not_guessed(
    properties: str, make_word: Make, read: Read
) -> None:
    entry = read(edited(make_word(), boxes(["", properties, "", ""])), "表.docx")
    assert RATING not in entry["values"]
    (told,) = (d for d in entry["doubts"] if d["rule"] == "word-set-off")
    assert told["field"] == RATING
    assert "基本达标" in told["message"]


def test_a_tick_from_the_list_of_bullets_is_told(make_word: Make, read: Read) -> None:
    """项目符号: the tick is drawn by the list's definition, which is another part."""
    change = typed(COLUMN, a_run("达标"), LIST.format(3) + a_run("基本达标"), *map(a_run, LABELS[2:]))
    entry = read(edited(make_word(), change), "表.docx")
    assert RATING not in entry["values"]
    assert "基本达标" in next(d["message"] for d in entry["doubts"] if d["rule"] == "word-set-off")


@pytest.mark.parametrize(
    "properties",
    [
        "<w:b/>",
        '<w:color w:val="0000FF"/>',
        '<w:u w:val="none"/>',
        '<w:highlight w:val="none"/>',
        '<w:color w:val="auto"/>',
        '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>',
    ],
)
def test_what_all_choices_share_or_what_is_off_sets_none_off(
    properties: str, make_word: Make, read: Read
) -> None:
    every = [properties] * 4 if "val" not in properties or "FF" in properties else ["", properties, "", ""]
    entry = read(edited(make_word(), boxes(every)), "表.docx")
    assert not [rule for rule in rules(entry) if rule.startswith("word-")]


def test_a_tick_beside_a_choice_that_is_set_off_counts(make_word: Make, read: Read) -> None:
    change = typed(COLUMN, *map(a_run, BOXES[:3]), a_run("☑ 不适用", "<w:b/>"))
    entry = read(edited(make_word(), change), "表.docx")
    assert entry["values"][RATING] == "na"
    assert "word-set-off" not in rules(entry)


@pytest.mark.parametrize("color", ["FFFFFF", "FEFEFE"])
def test_white_words_do_not_count_and_are_told(color: str, make_word: Make, read: Read) -> None:
    white = f'<w:color w:val="{color}"/>'
    change = typed(3, a_run("看不见的", white) + a_run("看得见的"))
    entry = read(edited(make_word(), change), "表.docx")
    assert entry["values"][FACTS] == "看得见的"
    assert "看不见的" in next(d["message"] for d in entry["doubts"] if d["rule"] == "word-hidden")


@pytest.mark.parametrize("where", ["run", "paragraph", "cell"])
def test_white_words_on_a_dark_ground_are_seen(where: str, make_word: Make, read: Read) -> None:
    dark = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
    white = '<w:color w:val="FFFFFF"/>'
    own = dark if where == "run" else ""
    around = f"<w:pPr>{dark}</w:pPr>" if where == "paragraph" else ""

    def change(root: Element) -> None:
        typed(3, around + a_run("白字", white + own))(root)
        if where == "cell":
            cell(root, "6.1.1", 3)[0].append(element(dark))

    entry = read(edited(make_word(), change), "表.docx")
    assert entry["values"][FACTS] == "白字"
    assert "word-hidden" not in rules(entry)
