"""Slips in the real files, by what they spoil: each is found at its line, and little else with it."""

from __future__ import annotations

from typing import Final

from tests.check.mutations.editorial import EDITORIAL
from tests.check.mutations.ids import IDS
from tests.check.mutations.making import Mutation
from tests.check.mutations.shapes import SHAPES
from tests.check.mutations.source import SOURCE
from tests.check.mutations.yaml_traps import YAML_TRAPS

MUTATIONS: Final = (*SOURCE, *IDS, *SHAPES, *YAML_TRAPS, *EDITORIAL)


def named(*names: str) -> tuple[Mutation, ...]:
    """The mutations of these names; a name that is not known any more fails loudly."""
    chosen = tuple(mutation for mutation in MUTATIONS if mutation.name in names)
    assert len(chosen) == len(names), set(names) - {mutation.name for mutation in chosen}
    return chosen
