"""The answer in a cell that is answered with words: what the cell shows, without what it has printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

_BLANKS: Final = re.compile(r"\s+")

# what Word, WPS and LibreOffice show in an empty control, where a form's own blanks were lost
_PLACEHOLDER: Final = re.compile(
    r"\[?(?:请?(?:单击或点击|单击或点按|单击|点击|点按)(?:此处|这里|以)?(?:以|来)?(?:输入|添加)(?:文字|文本|内容|日期)?"
    r"|选择一项|click (?:or tap )?(?:here )?to enter (?:text|a date)|choose an item)[。.]?\]?",
    re.IGNORECASE,
)


def answer_in(text: str, printed: Sequence[str] = ()) -> str:
    """What was entered in a cell that shows ``text``, of which ``printed`` is no answer where it is whole.

    Each piece that is printed is taken off once, at the beginning or the end, with whatever blanks: what
    someone has written into it makes it an answer.

    >>> answer_in("　　120 人", ["人"]), answer_in("职工　8　人，会员", ["职工　　人，会员"])
    ('120', '职工　8　人，会员')
    """
    answer = text.strip()
    left = [piece for piece in printed if piece]
    while left:
        for piece in left:
            rest = _off(answer, piece)
            if rest is not None:
                answer = rest
                left.remove(piece)
                break
        else:
            break
    return answer


def _off(text: str, piece: str) -> str | None:
    """``text`` without ``piece`` at its end or beginning; ``None`` where it is at neither."""
    behind, before = _edges(piece)
    match = behind.search(text)
    if match is not None:
        return text[: match.start()].rstrip()
    match = before.match(text)
    return None if match is None else text[match.end() :].lstrip()


@cache
def _edges(piece: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    spaced = r"\s*".join(re.escape(c) for c in _BLANKS.sub("", piece))
    return re.compile(rf"{spaced}\s*\Z"), re.compile(rf"\s*{spaced}")


def without_placeholder(answer: str) -> tuple[str, bool]:
    """An answer without what a program shows in an empty control, and whether it was more than that.

    >>> without_placeholder("单击或点击此处输入文字。"), without_placeholder("点击此处输入张三")
    (('', False), ('张三', True))
    """
    rest, count = _PLACEHOLDER.subn("", answer)
    rest = rest.strip() if count else answer
    return rest, bool(count and rest)
