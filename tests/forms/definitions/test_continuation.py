"""The pieces of a 附页 say what they belong to."""

from __future__ import annotations

import pytest

from generator.forms.definitions.continuation import Piece, continuation_openers, continuation_pieces

OPENERS = continuation_openers(("1.3.2", "1.3.20"), {"honours": "曾获荣誉", "deeds": "主要事迹"})


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("  \n\n", []),
        ("没有编号的话", [("", "没有编号的话")]),
        ("1.3.2：会议三次\n另见台账\n曾获荣誉：省级", [("1.3.2", "会议三次\n另见台账"), ("honours", "省级")]),
        ("前言\r1.3.20:二十\r\n1.3.2 ：二", [("", "前言"), ("1.3.20", "二十"), ("1.3.2", "二")]),
        ("　１．３．２：全角的编号", [("1.3.2", "全角的编号")]),
        ("1.3.2：一\n1.3.2：二", [("1.3.2", "一"), ("1.3.2", "二")]),
        ("1.3.2：会议\n7.7.7：没有这一条", [("1.3.2", "会议"), ("", "7.7.7：没有这一条")]),
        ("1.3.2：时间是 9:30\n地点：三楼", [("1.3.2", "时间是 9:30\n地点：三楼")]),
        ("见 1.3.2：不在行首", [("", "见 1.3.2：不在行首")]),
        ("1.3.2 没有冒号", [("", "1.3.2 没有冒号")]),
        ("1.3.2：", []),
        ("1.3.2：\n写在下一行", [("1.3.2", "写在下一行")]),
    ],
)
def test_a_piece_begins_with_its_number_or_label(text: str, pieces: list[tuple[str, str]]) -> None:
    assert continuation_pieces(text, OPENERS) == tuple(Piece(*piece) for piece in pieces)
