"""Mails saved as files (.eml, RFC 5322): their attachments."""

from __future__ import annotations

import base64
import email
import email.policy
import html
import itertools
import re
from collections.abc import Iterator
from datetime import datetime
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime
from typing import Final, NamedTuple

from generator.returns.reading import kinds
from generator.returns.reading.draft import KIND, draft_text
from generator.returns.reading.kinds import mail_text
from generator.returns.reading.zipped import decode_name

PARTS: Final = 1_000
"""Parts of a mail; more are no mail that people write."""
_SIGNATURES: Final = ("/pkcs7-signature", "/x-pkcs7-signature", "/pgp-signature")
_NEXT: Final = re.compile(rb"^From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n(?=[!-9;-~]+:)", re.MULTILINE)
_NOT_BASE64: Final = re.compile("[^A-Za-z0-9+/=]+")
_PADDING: Final = re.compile("=+")
_TAG: Final = re.compile(r"<[^<>]*>")
_BREAK: Final = re.compile(r"<(?:br|/p|/div)\b[^<>]*>", re.IGNORECASE)


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
    """What is attached to the mails of a file, and to mails forwarded in them.

    Pictures that belong to the text (a signature, a logo), and signatures of the whole, are no attachments.
    Nor is the text, unless it is itself a return: the answers that the web form copies.
    """
    for raw in _mails(mail_text(data)):
        message = email.message_from_bytes(raw, policy=_AsItIs())
        sent = _sent(message)
        copied = False
        for part in itertools.islice(message.walk(), PARTS):
            kind, how = part.get_content_type(), str(part.get("Content-Disposition", "")).strip().lower()
            content = _content(part)
            if content is None or kind.endswith(_SIGNATURES):
                continue
            name, text = _name(part), kind.startswith("text/")
            if text and not name and not how.startswith("attachment"):
                # a mail says the same twice, as text and as a web page
                found = None if copied else _draft(content, kind)
                copied = copied or found is not None
                if found is not None:
                    yield Attachment(kind.replace("/", "."), found, sent)
                continue
            belongs = bool(part.get("Content-ID")) and not how.startswith("attachment")
            if content and not (
                belongs and kind.startswith("image/") and kinds.kind(content) == kinds.PICTURE
            ):
                yield Attachment(name or kind.replace("/", "."), content, sent)


def _mails(data: bytes) -> list[bytes]:
    """The mails of a file: of one that begins as an mbox does (RFC 4155), each by itself."""
    if not data.startswith(b"From "):
        return [data]
    starts = [match.start() for match in _NEXT.finditer(data)]
    return [data[start:end] for start, end in zip(starts, [*starts[1:], len(data)], strict=True)]


def _content(part: Message) -> bytes | None:
    """What a part holds; nothing where it holds parts.

    A mail within a mail may not be encoded (RFC 2046, 5.2.1), and is by some programs.
    """
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip()
    within = part.get_payload()
    if isinstance(within, list):
        if part.get_content_type() != "message/rfc822" or encoding.lower() != "base64":
            return None
        part = Message()
        part.set_payload("".join(str(each.get_payload()) for each in within if isinstance(each, Message)))
    if encoding.lower() == "base64":
        return _unpacked(str(part.get_payload()))
    # the library knows it only without a blank behind it
    del part["Content-Transfer-Encoding"]
    part["Content-Transfer-Encoding"] = encoding
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else None


def _unpacked(text: str) -> bytes:
    """Base64 as far as it goes: where its end is missing, the library unpacks nothing."""
    content = b""
    for run in _PADDING.split(_NOT_BASE64.sub("", text)):
        whole = run[:-1] if len(run) % 4 == 1 else run
        content += base64.b64decode(whole + "=" * (-len(whole) % 4))
    return content


def _draft(content: bytes, kind: str) -> bytes | None:
    """The text of a mail, if it holds copied answers."""
    if KIND.encode() not in content:
        return None
    if kind == "text/html":
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", decode_name(content))))
        content = text.replace("\xa0", " ").encode()
    return content if draft_text(content) else None


def _sent(message: Message) -> str:
    try:
        when = parsedate_to_datetime(str(message.get("Date", "")))
        return datetime.isoformat(when.replace(tzinfo=None), timespec="seconds")
    except (ValueError, TypeError, OverflowError):
        return ""


def _name(part: Message) -> str:
    """The name of an attachment in any of the ways in which mail programs have written it."""
    given = part.get_params([], "content-disposition")
    # of two names, the one that says its encoding is the whole one (RFC 6266, 4.3)
    named = sorted(
        (v for k, v in given if k.lower() == "filename" and v), key=lambda v: not isinstance(v, tuple)
    )
    found = named[0] if named else part.get_param("name", None)
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
