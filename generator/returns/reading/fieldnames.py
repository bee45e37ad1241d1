"""The names of fields as the form has them, whatever programs put before and behind.

Merging programs put one prefix before all names (``merge_1.unit-name``), converting ones give every page a
subform (``form1[0].#subform[2].item-6-1-1-facts[0]``) or number what they touched (``phone_2``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from generator.forms.definitions.expand import HIDDEN, UNIT
from generator.returns.reading.fieldtree import Field, Tree
from generator.returns.reading.known import KnownForm

_OWN: Final = re.compile(r"[a-z0-9-]+")
"""What the names of our fields are made of."""
_ITEM: Final = r"item(?:-[0-9]+)+-[a-z]+"


def strip_names(tree: Tree, forms: Mapping[str, KnownForm]) -> None:
    """Take off what programs put before or behind names; ``tree.added`` is then what that was.

    One addition to all names is taken off whatever it is; several, only where our name stands apart from
    them by another character than a letter, a digit or ``-``, and is missing in the file otherwise. Where
    there are two of the field that says which form it is, there are two forms, and all names stay.
    """
    _strip_common(tree)
    odd = [name for name in tree.found if not _OWN.fullmatch(name)]
    if odd:
        _strip_each(tree, odd, forms)


def _strip_common(tree: Tree) -> None:
    """``merge_1.form-id`` … ``merge_1.unit-name`` become ``form-id`` … ``unit-name``."""
    first = HIDDEN[0]
    if first in tree.found:
        return
    added = {(name[:at], name[at + len(first) :]) for name in tree.found if (at := name.find(first)) >= 0}
    if len(added) != 1:
        return
    (before, behind) = next(iter(added))
    if any(before + other + behind not in tree.found for other in HIDDEN if other != UNIT):
        return
    names = (n for n in tree.found if n.startswith(before) and n.endswith(behind))
    length = len(before + behind)
    own = {name: name[len(before) : len(name) - len(behind)] for name in names if len(name) > length}
    _rename(tree, own)


def _strip_each(tree: Tree, odd: Iterable[str], forms: Mapping[str, KnownForm]) -> None:
    """``Page1.unit-name`` and ``Page2.item-6-1-1-facts`` become ``unit-name`` and ``item-6-1-1-facts``."""
    known = {
        *HIDDEN,
        *(name for form in forms.values() for name, asked in form.by_name.items() if not asked.item),
    }
    words = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    # the last of them: what stands before is the way to it
    pattern = re.compile(f".*(?<![A-Za-z0-9-])({_ITEM}|{words})(?![A-Za-z0-9-])", re.DOTALL)
    own = {name: match[1] for name in odd if (match := pattern.match(name)) and match[1] not in tree.found}
    if Counter(own.values())[HIDDEN[0]] < 2:
        _rename(tree, own)


def _rename(tree: Tree, own: Mapping[str, str]) -> None:
    """Give fields their own names; those that come to one name by it stand side by side."""
    found: dict[str, list[Field]] = {}
    for name, several in tree.found.items():
        found.setdefault(own.get(name, name), []).extend(several)
    tree.found = found
    for name, plain in own.items():
        at = name.rfind(plain)
        tree.added.append(name[:at] + name[at + len(plain) :])
