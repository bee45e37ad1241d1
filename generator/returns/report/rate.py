"""自评达标率 (the rate of items reached by the units' own word): of what applies, how much is 达标.

What applies is what was asked less what does not apply; what is unanswered stays in it. Two checklists of 22
items, 30 达标, 4 不适用 and the rest open: asked 44, applicable 40, rate 30 / 40 = 75 %.
"""

from __future__ import annotations

from collections import Counter

from generator.forms.definitions.summary import Roles


def applicable(states: Counter[str], asked: int, roles: Roles) -> int:
    """How many of the items ``asked`` apply; ``states`` has the number of answers by state."""
    return asked - sum(states[state] for state in roles.reason)


def rate(states: Counter[str], asked: int, roles: Roles) -> float | None:
    """The rate in per cent; ``None`` where nothing applies.

    >>> rate(Counter(met=30, na=4), 44, Roles(("n",), "r", (), reached=("met",), reason=("na",)))
    75.0
    """
    whole = applicable(states, asked, roles)
    return 100 * sum(states[state] for state in roles.reached) / whole if whole else None
