"""Slips of YAML itself, and files that are missing, unreadable or too many."""

from __future__ import annotations

from typing import Final

from tests.check.mutations.making import (
    CATALOG,
    FINDER,
    NOTES,
    REMARKS,
    STATE,
    THRESHOLDS,
    TOPICS,
    VILLAGES,
    Mutation,
    append,
    become,
    replace,
    rewrite_line,
)

YAML_TRAPS: Final = (
    Mutation(
        "a key written twice",
        STATE,
        replace("title: 经费管理规范", "\n        text:", by="\n        text: 别的\n        text:", offset=2),
        "yaml-duplicate-key",
    ),
    Mutation(
        "a marker without quotes that YAML reads as a number",
        STATE,
        replace('marker: "3."', by="marker: 3."),
        "yaml-ambiguous",
    ),
    Mutation(
        "a text without quotes that YAML reads as a fraction",
        THRESHOLDS,
        replace("item: 1.1.6", by="item: 3.10"),
        "shape-type",
    ),
    Mutation(
        "a date without quotes",
        CATALOG,
        rewrite_line(lambda line: line.replace('"', ""), "date:"),
        "yaml-ambiguous",
    ),
    Mutation(
        "a tab for indentation",
        STATE,
        replace("title: 经费管理规范", '        marker: "2."', by='\tmarker: "2."'),
        "yaml-tab",
    ),
    Mutation(
        "a tab for indentation in the finder",
        FINDER,
        replace("kinds:\n", "    named:", by="\tlabel:"),
        "yaml-tab",
    ),
    Mutation(
        "an anchor",
        STATE,
        replace("title: 经费管理规范", by="title: &funds 经费管理规范"),
        "yaml-anchor",
    ),
    Mutation(
        "an alias of YAML",
        STATE,
        replace("title: 经费管理规范", by="title: *funds"),
        "yaml-anchor",
    ),
    Mutation(
        "a tag",
        STATE,
        replace("attachment: 1", by='attachment: !!int "1"'),
        "yaml-tag",
    ),
    Mutation(
        "a tag on a key",
        STATE,
        replace("attachment: 1", by="!!str attachment: 1"),
        "yaml-tag",
    ),
    Mutation(
        "several documents in one file",
        FINDER,
        append("---\nquestion: 还有吗？\n"),
        "yaml-documents",
    ),
    Mutation(
        "a list for a key",
        FINDER,
        replace("question:", by="[question]:"),
        "yaml-key",
    ),
    Mutation(
        "a bracket that is never closed",
        REMARKS,
        replace("where: [home", by="where: [[home", shows_at=("id: validity", "where:"), offset=1),
        "yaml-syntax",
    ),
    Mutation("an empty file", NOTES, become(""), "yaml-empty"),
    Mutation("a file of comments only", NOTES, become("# nothing\n"), "yaml-empty"),
    Mutation(
        "bytes that are not UTF-8",
        VILLAGES,
        replace("title: 制度机制完善", by="title: \udcd6\udcc6度机制完善"),
        "file-not-utf8",
    ),
    Mutation(
        "a control character",
        VILLAGES,
        replace("title: 制度机制完善", by="title: 制度\x07机制完善"),
        "yaml-character",
    ),
    Mutation("a standard's file missing", VILLAGES, become(None), "file-unreadable"),
    Mutation("an editorial file missing", TOPICS, become(None), "file-unreadable"),
    Mutation("the catalog missing", CATALOG, become(None), "file-unreadable"),
    Mutation(
        "a file that nothing refers to",
        "standards/verbatim/hamlets.yml",
        become("id: hamlets\n"),
        "file-unlisted",
    ),
    Mutation(
        "a file with the other ending of YAML",
        "standards/editorial/topics.yaml",
        become("topics: []\n"),
        "file-unlisted",
    ),
)
