"""Mails as programs save them: what is attached is found, however it is written; copied answers are, too."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from email.message import EmailMessage

import pytest

from generator.forms import Form
from tests.returns.conftest import Make, rules
from tests.returns.reading.test_containers import Open, endings, letter, opened

__all__ = ["opened"]

NAMED = b'attachment; filename="a.pdf"'


def written(
    body: bytes, *, kind: bytes = b"application/pdf", how: bytes = NAMED, encoding: bytes = b"base64"
) -> bytes:
    """A mail with one part, put together by hand."""
    head = b"From: a@example.com\r\nTo: b@example.com\r\nMIME-Version: 1.0\r\n"
    head += b'Content-Type: multipart/mixed; boundary="xx"\r\n\r\n--xx\r\nContent-Type: ' + kind
    head += b"\r\nContent-Disposition: " + how + b"\r\nContent-Transfer-Encoding: " + encoding
    return head + b"\r\n\r\n" + body + b"\r\n--xx--\r\n"


@pytest.mark.parametrize(
    "header",
    [
        b"Thread-Topic: x\r\nThread-Index: y\r\n",
        b"Content-Transfer-Encoding: 8bit\r\nImportance: high\r\nBcc: c@example.com\r\n",
        b"References: <x@y>\r\nIn-Reply-To: <x@y>\r\nAccept-Language: zh-CN\r\n",
        b"\xef\xbb\xbf",
        b"\r\n\r\n",
    ],
)
def test_whatever_field_comes_first_a_mail_is_one(opened: Open, make: Make, header: bytes) -> None:
    assert endings(opened(header + bytes(letter(("张村.pdf", make()))))) == {"张村.pdf": "accepted"}


def test_a_web_page_in_one_file_is_no_mail(opened: Open) -> None:
    page = b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.com/\r\nSubject: x\r\n"
    page += b"Date: Wed, 20 May 2026 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    page += b"Content-Type: multipart/related\r\n\r\n"
    (entry,) = opened(page).values()
    assert entry["reason"] == "old-word"


@pytest.mark.parametrize("line", [b"\r\n", b"\n"])
def test_every_mail_of_a_file_of_mails_is_read(opened: Open, make: Make, line: bytes) -> None:
    mails = [bytes(letter((f"{name}.pdf", make()))) for name in ("张村", "李村", "王村")]
    box = b"".join(b"From a@example.com Wed May 20 08:00:00 2026\n" + mail + b"\n" for mail in mails)
    found = opened(box.replace(b"\n", line), "收件箱")
    assert endings(found) == dict.fromkeys(("张村.pdf", "李村.pdf", "王村.pdf"), "accepted")


@pytest.mark.parametrize(
    ("kind", "encoding"), [(b"message/rfc822", b"base64"), (b"application/octet-stream", b"base64")]
)
def test_a_mail_within_a_mail_is_read_however_it_is_packed(
    opened: Open, make: Make, kind: bytes, encoding: bytes
) -> None:
    inner = bytes(letter(("张村.pdf", make())))
    data = written(
        base64.encodebytes(inner), kind=kind, encoding=encoding, how=b'attachment; filename="f.eml"'
    )
    assert endings(opened(data)) == {"f.eml!/张村.pdf": "accepted"}


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        (b"application/pdf", b"inline"),
        (b'text/plain; name="a.pdf"', NAMED),
        (b"text/plain", b"attachment"),
        (b"image/png\r\nContent-ID: <a>", b'inline; filename="a.pdf"'),
    ],
)
def test_what_a_part_is_its_bytes_say(opened: Open, make: Make, kind: bytes, how: bytes) -> None:
    data = written(base64.encodebytes(make()), kind=kind, how=how)
    assert list(endings(opened(data)).values()) == ["accepted"]


@pytest.mark.parametrize("encoding", [b"BASE64 ", b"Base64", b"binary"])
def test_how_a_part_is_encoded_may_be_spelled_in_any_way(opened: Open, make: Make, encoding: bytes) -> None:
    body = make() if encoding == b"binary" else base64.encodebytes(make())
    assert list(endings(opened(written(body, encoding=encoding))).values()) == ["accepted"]


def test_base64_in_one_line_or_without_its_padding_is_read(opened: Open, make: Make) -> None:
    packed = base64.b64encode(make())
    for body in (
        packed,
        packed.rstrip(b"="),
        b" \t\r\n".join(packed[n : n + 70] for n in range(0, len(packed), 70)),
    ):
        assert endings(opened(written(body))) == {"a.pdf": "accepted"}


def test_half_a_mail_has_half_an_attachment_and_pieces_behind_each_other_are_one(
    opened: Open, make: Make
) -> None:
    form = make()
    mail = bytes(letter(("张村.pdf", form)))
    for share in (len(mail) // 2 + n for n in range(4)):
        assert endings(opened(mail[:share])) == {"张村.pdf": "cut-off"}
    pieces = b"".join(base64.encodebytes(form[n : n + 1000]) for n in range(0, len(form), 1000))
    assert endings(opened(written(pieces))) == {"a.pdf": "accepted"}


@pytest.mark.parametrize(
    "how",
    [
        b"attachment; filename=\"????.pdf\"; filename*=UTF-8''%E5%BC%A0%E6%9D%91.pdf",
        b"attachment; filename*0*=gb2312''%D5%C5; filename*1*=%B4%E5; filename*2=.pdf",
        b'attachment;\r\n filename="=?utf-8?B?5byg?=\r\n =?utf-8?B?5p2RLnBkZg==?="',
        b'attachment; filename="=?x-unknown?B?1cW05S5wZGY=?="',
    ],
)
def test_the_name_that_says_its_encoding_is_taken(opened: Open, make: Make, how: bytes) -> None:
    assert list(opened(written(base64.encodebytes(make()), how=how))) == ["张村.pdf"]


def test_the_signature_of_a_mail_is_no_return(opened: Open, make: Make) -> None:
    signature = b"--xx\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
    signature += b"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\nMIA=\r\n"
    data = written(base64.encodebytes(make()))
    assert endings(opened(data.replace(b"--xx--", signature + b"--xx--"))) == {"a.pdf": "accepted"}


@pytest.fixture
def copied(forms: Mapping[str, Form]) -> str:
    """Copied answers (复制答卷), between the lines of a message."""
    form = forms["checklist-villages"]
    draft = {
        "kind": "form-draft", "form": form.id, "version": form.version, "digest": form.digest, "items": {},
        "unit": "", "values": {"unit-name": "张村", "item-6-1-1-rating": "met"},
    }  # fmt: skip
    return f"领导：\n我们的答卷如下\n{json.dumps(draft, ensure_ascii=False)}\n张三"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_answers_copied_into_a_mail_are_read(opened: Open, copied: str, charset: str, encoding: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "x"
    mail.set_content(copied, charset=charset, cte=encoding)
    (entry,) = opened(bytes(mail)).values()
    assert entry["values"] == {"unit-name": "张村", "item-6-1-1-rating": "met"}
    assert "unsealed" in rules(entry)


def test_answers_copied_beside_an_attachment_are_read_once(opened: Open, make: Make, copied: str) -> None:
    mail = letter(("李村.pdf", make()))
    mail.get_payload(0).set_content(copied)  # type: ignore[union-attr]
    assert len(opened(bytes(mail))) == 2
    page = EmailMessage()
    page["From"], page["To"], page["Subject"] = "a@example.com", "b@example.com", "x"
    page.set_content("见下")
    html = copied.replace('"', "&quot;").replace(" ", "&nbsp;").replace("\n", "<br>")
    page.add_alternative(f"<div>{html}</div>", subtype="html")
    (entry,) = opened(bytes(page)).values()
    assert entry["values"]["unit-name"] == "张村"
    page.get_payload(0).set_content(copied)  # type: ignore[union-attr]
    assert len(opened(bytes(page))) == 1


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "gb18030", "utf-8-sig"])
def test_copied_answers_saved_in_any_encoding_are_read(opened: Open, copied: str, encoding: str) -> None:
    (entry,) = opened(copied.encode(encoding), "答卷.txt").values()
    assert entry["values"]["unit-name"] == "张村"
