"""来源 (origins): from which place merged results come, where several counties' make a city's.

What comes of one file is called by the file's name. Files whose rosters list the same units are of one
place, whatever they are called: a copy, or what the same county sent before and after. Places that both
have rosters, and different ones, are different places, and a unit of one is never a unit of the other on
the ground of a name: each county may have its 张村.

    甲县.xlsx       张村 李村 王村      甲县
    甲县 副本.xlsx  张村 李村 王村      甲县
    乙县.xlsx       张村 赵村          乙县
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain, count
from typing import cast

from generator.returns.reading.given import Source
from generator.returns.reading.record import Json
from generator.returns.reading.text import folded

_Listed = Mapping[tuple[str, str], str]
"""Name and type of each unit of a roster -> its town, if the roster names it."""


class Origins:
    """Names of places, given out file by file."""

    def __init__(self, paths: Iterable[Source]) -> None:
        """``paths`` are all that will come: where two folders have a file of one name, folders tell them."""
        folders: dict[str, set[str]] = {}
        for path in paths:
            folders.setdefault(path.stem, set()).add(_folder(path))
        self._common = {stem for stem, found in folders.items() if len(found) > 1}
        self._rosters: dict[str, _Listed] = {}
        self._taken: dict[str, str] = {}

    @property
    def places(self) -> frozenset[str]:
        """The places whose rosters are known."""
        return frozenset(self._rosters)

    def named(self, path: Source, lines: Iterable[Json], *, alone: bool) -> Mapping[str, str]:
        """For each origin that a file tells of, what it is called here.

        The file's own is under the empty name. That of a file which is ``alone`` needs no name; a file
        that was merged itself tells of several.
        """
        of_origin: dict[str, list[Json]] = {"": []}
        for line in lines:
            of_origin.setdefault(str(_values(line).get("source", "")), []).append(line)
        found = {}
        for origin, listed in of_origin.items():
            units = {
                (folded(str(u["name"])), str(u["standard"])): str(_values(u).get("group", "")) for u in listed
            }
            if origin:
                found[origin] = self._place(origin, str(path), units)
            else:
                own = f"{_folder(path)} {path.stem}" if path.stem in self._common else path.stem
                found[""] = "" if alone else self._place(own.strip(), str(path), units)
        return found

    def _place(self, name: str, path: str, units: _Listed) -> str:
        for place, theirs in self._rosters.items():
            # more than half of the smaller one: villages of one name are in any two counties
            if 2 * _shared(units, theirs) > min(len(units), len(theirs)):
                self._rosters[place] = {**theirs, **units}
                return place
        calls = chain([name], (f"{name}（{number}）" for number in count(2)))
        place = next(call for call in calls if self._taken.setdefault(call, path) == path)
        if units:
            self._rosters[place] = units
        return place


def _shared(units: _Listed, others: _Listed) -> int:
    """How many units two rosters have in common; with towns that differ they have none in common."""
    return sum(
        unit in others and (not town or not others[unit] or town == others[unit])
        for unit, town in units.items()
    )


def _folder(path: Source) -> str:
    return path.as_posix().rpartition("/")[0].rpartition("/")[2]


def _values(line: Json) -> Mapping[str, object]:
    return cast("Mapping[str, object]", line["values"])
