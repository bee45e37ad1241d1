"""Mails saved as files (.eml, RFC 5322): their attachments."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from datetime import datetime
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime
from typing import Final, NamedTuple

from generator.returns.reading.zipped import decode_name

PARTS: Final = 1_000
"""Parts of a mail; more are no mail that people write."""


class _AsItIs(email.policy.Compat32):
    """Headers with the bytes that they have: names in them may be in any encoding, and say so or not."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - the interface's
        return value


class Attachment(NamedTuple):
    """An attachment by its name; ``modified`` is when the mail was sent, ``YYYY-MM-DDThh:mm:ss``."""

    name: str
    data: bytes
    modified: str


def attachments(data: bytes) -> Iterator[Attachment]:
    """What is attached to a mail, and to mails forwarded in it.

    Its own text, and pictures that belong to the text (a signature, a logo), are no attachments.
    """
    message = email.message_from_bytes(data, policy=_AsItIs())
    sent = _sent(message)
    for number, part in enumerate(message.walk()):
        if number > PARTS:
            return
        if part.is_multipart():
            continue
        name = _name(part)
        kind, how = part.get_content_type(), str(part.get("Content-Disposition", "")).strip().lower()
        if not name and (kind.startswith("text/") or not part.get_payload()):
            continue
        if part.get("Content-ID") and kind.startswith("image/") and not how.startswith("attachment"):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield Attachment(name or kind.replace("/", "."), content, sent)


def _sent(message: Message) -> str:
    try:
        when = parsedate_to_datetime(str(message.get("Date", "")))
        return datetime.isoformat(when.replace(tzinfo=None), timespec="seconds")
    except (ValueError, TypeError, OverflowError):
        return ""


def _name(part: Message) -> str:
    """The name of an attachment in any of the ways in which mail programs have written it."""
    found = part.get_param("filename", None, "content-disposition") or part.get_param("name", None)
    if not found:
        return ""
    if isinstance(found, tuple):  # RFC 2231, with its charset
        charset, _, encoded = found
        raw = encoded.encode("latin-1", "replace")
        try:
            return raw.decode(charset or "utf-8")
        except (LookupError, UnicodeDecodeError):
            return decode_name(raw)
    words = []
    for word, charset in decode_header(collapse_rfc2231_value(found)):  # RFC 2047, against its own rules
        raw = word if isinstance(word, bytes) else word.encode("utf-8", "surrogateescape")
        try:
            words.append(raw.decode(charset) if charset else decode_name(raw))
        except (LookupError, UnicodeDecodeError):
            words.append(decode_name(raw))
    return "".join(words)
