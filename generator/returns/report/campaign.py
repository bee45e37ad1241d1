"""The campaign file (活动文件): what this round of collecting is called, who asks, until when.

A small YAML file that the person who collects writes, beside the roster, say; ``docs/guide/collect.md``
shows one. All keys are optional, and in Chinese as their writers are. It feeds the heads of sheets,
replies and reminders, and says which kinds of form are due; it is never part of a form's digest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Final

from generator.errors import UsageError
from generator.load import shapes
from generator.load.build import build
from generator.returns.reading.given import Source
from generator.returns.reading.setup import Setup

KINDS: Final = "收哪些表"
_BETWEEN: Final = re.compile(r"[\s,，、;；/]+")
"""What people write between the kinds of form."""


@dataclass(frozen=True)
class Campaign:
    """What the file says; ``kinds`` are words for kinds of form, all of them if there are none."""

    name: str = field(default="", metadata={"at": ("名称",)})
    issuer: str = field(default="", metadata={"at": ("发文单位",)})
    deadline: str = field(default="", metadata={"at": ("截止日期",)})
    email: str = field(default="", metadata={"at": ("邮箱",)})
    contact: str = field(default="", metadata={"at": ("联系人",)})
    phone: str = field(default="", metadata={"at": ("电话",)})
    copies: str = field(default="", metadata={"at": ("份数",)})
    kinds: tuple[str, ...] = field(default=(), metadata={"at": (KINDS,)})

    @property
    def words(self) -> Mapping[str, str]:
        """The placeholders that texts may use."""
        return {
            "campaign": str(self.name),
            "issuer": str(self.issuer),
            "deadline": str(self.deadline),
            "email": str(self.email),
            "contact": str(self.contact),
            "phone": str(self.phone),
            "copies": str(self.copies),
        }

    def due(self, words: Mapping[str, str]) -> tuple[str, ...]:
        """The kinds of form that are due, which ``words`` gives names to; none means all."""
        return tuple(k for k, word in words.items() if word in self.kinds or k in self.kinds)


NO_CAMPAIGN: Final = Campaign()


def read_campaign(path: Source, setup: Setup) -> Campaign:
    """The campaign in a file.

    Raises:
        UsageError: it cannot be read, or does not fit ``generator/schema/campaign.schema.json``.

    """
    data, findings = shapes.read_file(path, path.name, "campaign")
    if data is None or findings:
        items = [field.metadata["at"][0] for field in fields(Campaign)]
        raise UsageError(
            "；".join(map(str, findings))
            + f"。活动文件每行写一项，如“{items[0]}: 某某县示范点申报”，冒号是英文的，后面空一格；"
            + f"可以写的项：{'、'.join(items)}；不写的项整行删去"
        )
    said = data.pop(KINDS, ())
    written = said if isinstance(said, Sequence) and not isinstance(said, str) else (said,)
    # one or more, with brackets or without, whatever stands between them
    kinds = tuple(word for text in written for word in _BETWEEN.split(str(text)) if word)
    campaign = replace(build(Campaign, data, path.name), kinds=kinds)
    known = {*setup.kinds, *setup.kinds.values()}
    unknown = [word for word in campaign.kinds if word not in known]
    if unknown:
        names = setup.summary.words["list"].join(setup.kinds.values())
        raise UsageError(f"{path.name} 里没有叫“{unknown[0]}”的表；可以写的有：{names}")
    return campaign
