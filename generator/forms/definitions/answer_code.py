"""The answer code (答卷码): eight digits over all answers, which match a sealed paper and a file.

Our own fillers write the code where a form is complete (every required field answered); whoever goes
on filling in elsewhere leaves a code that no longer agrees, and a form that was filled in elsewhere has
none. It is no signature: anybody can compute it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from typing import Final

ANSWER_CODE: Final = "answer-code"
"""Name of the field that holds the code."""
DIGITS: Final = 8
OF_FORM: Final = "form-"
"""Beginning of the names of hidden fields, which are no answers."""

_BLANKS: Final = str.maketrans("", "", "\t\n\v\f\r \u0085\u00a0\u2028\u2029\u3000\ufeff")
_AFTER_NAME: Final = "\u001f"
_AFTER_ANSWER: Final = "\u001e"
_TAKEN: Final = 6
"""Bytes of the hash that are taken: 48 bits, which JavaScript's numbers hold exactly."""


def answer_code(values: Mapping[str, str]) -> str:
    """The code over ``values`` (field name -> text or state); empty if nothing is answered.

    1. Leave out ``answer-code`` and every name that begins with ``form-``.
    2. Each answer is put into Unicode form NFC, and these characters are taken out of it: U+0009 to
       U+000D, U+0020, U+0085, U+00A0, U+2028, U+2029, U+3000, U+FEFF (viewers change line ends).
       What is then empty, or is ``Off``, is not answered and left out.
    3. Sort by name (names are ASCII) and write each as name, U+001F, answer, U+001E.
    4. SHA-256 over the UTF-8 bytes of that; its first 6 bytes as a number, the first byte the highest;
       the remainder of a division by 100,000,000; with leading zeros, eight digits.

    Example: ``{"unit-name": "某某村 工会", "members": "12"}`` is written
    ``members␟12␞unit-name␟某某村工会␞`` (␟ is U+001F, ␞ is U+001E), whose SHA-256 begins with
    24f071710bca. That is 40,615,113,984,970, and the code is 13984970.
    """
    kept = {name: _plain(value) for name, value in values.items() if _is_answer(name)}
    written = "".join(
        f"{name}{_AFTER_NAME}{kept[name]}{_AFTER_ANSWER}"
        for name in sorted(kept)
        if kept[name] and kept[name] != "Off"
    )
    if not written:
        return ""
    # a lone half of a surrogate pair, which a broken file may hold, becomes U+FFFD as in JavaScript
    whole = written.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    number = int.from_bytes(hashlib.sha256(whole.encode()).digest()[:_TAKEN], "big")
    return f"{number % 10**DIGITS:0{DIGITS}}"


def code_agrees(values: Mapping[str, str]) -> bool | None:
    """Whether the code in ``values`` is that of the answers beside it; ``None`` where there is none."""
    written = _plain(values.get(ANSWER_CODE, ""))
    return written == answer_code(values) if written else None


def _is_answer(name: str) -> bool:
    return name != ANSWER_CODE and not name.startswith(OF_FORM)


def _plain(value: str) -> str:
    return unicodedata.normalize("NFC", value).translate(_BLANKS)
