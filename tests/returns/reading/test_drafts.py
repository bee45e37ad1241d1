"""Answers that the web form copies are read from a text file, and always doubted: they bear no seal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.project import open_project

FORM = "checklist-villages"
VALUES = {"unit-name": "某村工会", "item-6-1-1-rating": "na", "item-6-1-1-facts": "第一行\n第二行“}”"}


def draft(root: Path, **changes: object) -> dict[str, object]:
    (form,) = [form for form in open_project(root).forms if form.id == FORM]
    hashes = dict(entry.rsplit(":", 1) for entry in form.hidden["form-items"].split())
    record = {"kind": "form-draft", "form": FORM, "version": form.version, "digest": form.digest}
    return {**record, "items": hashes, "saved": "2026-05-20T00:00:00Z", "values": VALUES, **changes}


def collected(root: Path, folder: Path, content: bytes, name: str = "a.txt") -> Mapping[str, Any]:
    path = folder / name
    path.write_bytes(content)
    told = folder / "told.json"
    main(["--root", str(root), "collect", str(path), "--out", str(folder / "o.xlsx"), "--json", str(told)])
    (file,) = json.loads(told.read_text(encoding="utf-8"))["files"]
    result: Mapping[str, Any] = file
    return result


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_copied_text_is_read_and_doubted_as_unsealed(root: Path, tmp_path: Path, encoding: str) -> None:
    written = json.dumps(draft(root, unit="u-1"), ensure_ascii=False)
    text = f"某表（答卷，未盖章）\r\n单位名称：某村工会\r\n{written}\r\n谢谢"
    file = collected(root, tmp_path, text.encode(encoding))
    assert file["status"] == "accepted"
    assert file["values"] == VALUES
    assert file["form"] == FORM
    assert "unsealed" in [doubt["rule"] for doubt in file["doubts"]]


def test_answers_to_a_text_that_has_changed_are_told_as_in_a_pdf(root: Path, tmp_path: Path) -> None:
    record = draft(root, digest="0" * 64, version="0.9")
    record["items"] = {**record["items"], "6.1.1": "00000000"}  # type: ignore[dict-item]
    file = collected(root, tmp_path, json.dumps(record).encode())
    assert "text-changed" in [doubt["rule"] for doubt in file["doubts"]]


BROKEN = {
    "cut off": (b'{"kind":"form-draft","form":"checklist-villages","values":{"unit-name":"x', "cut-off"),
    "no values": (b'{"kind":"form-draft","form":"checklist-villages"}', "damaged"),
    "numbers": (b'{"kind":"form-draft","form":"checklist-villages","values":{"members":3}}', "damaged"),
    "unknown form": (b'{"kind":"form-draft","form":"x","values":{}}', "unknown-form"),
    "nested without end": (b'{"kind":"form-draft","a":' + b"[" * 100_000 + b"}", "cut-off"),
    "no draft": ("form-draft 是什么？".encode(), "not-a-pdf"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_text_that_is_no_whole_draft_is_refused_with_its_reason(
    root: Path, tmp_path: Path, what: str
) -> None:
    content, reason = BROKEN[what]
    file = collected(root, tmp_path, content)
    assert (file["status"], file["reason"]) == ("rejected", reason)
