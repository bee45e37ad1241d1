"""Files that all may read and only the owner may change: the standard security handler (ISO 32000-2, 7.6.4).

Programs write such files where somebody chose to restrict editing. They open with the empty password; a
file that does not is ``encrypted``, as on the desk. What is known: revisions 2 to 4, and 5 and 6 of PDF 2.0.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NoReturn

from generator.returns.reading.pdf.ciphers import BLOCK, Aes, rc4
from generator.returns.reading.pdf.syntax import inexact
from generator.returns.reading.pdf.values import Array, Dictionary, Id, Name, String, Value
from generator.returns.reading.refusal import Refused

PAD: Final = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
"""What fills a password up to 32 bytes; the empty one is nothing else."""

Opener = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Protection:
    """The key of a file, and how its strings and its streams are encrypted: ``V2``, ``AESV2``, ``AESV3``."""

    key: bytes
    strings: str
    streams: str

    def string(self, id_: Id) -> Opener:
        """What decrypts the strings of an object."""
        return self._opener(self.strings, id_)

    def stream(self, id_: Id) -> Opener:
        """What decrypts the stream of an object."""
        return self._opener(self.streams, id_)

    def _opener(self, method: str, id_: Id) -> Opener:
        if method == "Identity":
            return bytes
        key = self.key
        if method != "AESV3":
            number = struct.pack("<L", id_[0])[:3] + struct.pack("<L", id_[1])[:2]
            salt = b"sAlT" if method == "AESV2" else b""
            key = _md5(self.key + number + salt)[: min(len(self.key) + 5, 16)]
        return (lambda data: rc4(key, data)) if method == "V2" else (lambda data: _unblocked(key, data))


def _unblocked(key: bytes, data: bytes) -> bytes:
    """AES with the initial vector before the blocks, and padding at their end."""
    if not data:
        return data
    if len(data) % BLOCK or len(data) < 2 * BLOCK:
        inexact()
    plain = Aes(key).decrypt(data[BLOCK:], data[:BLOCK])
    if not 1 <= plain[-1] <= BLOCK or plain[-plain[-1] :] != plain[-1:] * plain[-1]:
        inexact()
    return plain[: -plain[-1]]


def read_protection(said: Value, trailer: Dictionary) -> Protection:
    """The protection that a file's ``/Encrypt`` tells, opened with the empty password.

    Raises:
        Refused: ``encrypted``: it takes a password; ``not-in-browser``: it is of another kind.

    """
    if not isinstance(said, Dictionary) or said.get("/Filter") != Name(b"Standard"):
        _unknown()
    version, revision = said.get("/V"), said.get("/R")
    if type(version) is not int or type(revision) is not int:
        _unknown()
    if version in (1, 2) and revision in (2, 3):
        strings = streams = "V2"
    elif (version, revision) in ((4, 4), (5, 5), (5, 6)):
        strings, streams = (_method(said, name, version) for name in ("/StrF", "/StmF"))
    else:
        _unknown()
    key = _new_key(said, revision) if version == 5 else _old_key(said, trailer, version, revision)
    return Protection(key, strings, streams)


def _method(said: Dictionary, which: str, version: int) -> str:
    """The method of a crypt filter (7.6.6)."""
    name = said.get(which)
    if name is None or name == Name(b"Identity"):
        return "Identity"
    filters = said.get("/CF")
    chosen = filters.get(name) if isinstance(filters, Dictionary) and isinstance(name, Name) else None
    method = chosen.get("/CFM") if isinstance(chosen, Dictionary) else None
    known = (b"AESV3",) if version == 5 else (b"V2", b"AESV2")
    if not isinstance(method, Name) or method.raw not in known:
        _unknown()
    return method.raw.decode()


def _old_key(said: Dictionary, trailer: Dictionary, version: int, revision: int) -> bytes:
    """The key by MD5 and RC4 (algorithms 2, 4 and 5), if the empty password is the user's."""
    owner, user = _string(said, "/O", 32), _string(said, "/U", 32)
    ids = trailer.get("/ID")
    first = ids[0] if isinstance(ids, Array) and len(ids) else None
    id_ = bytes(first) if isinstance(first, String) else b""
    size = {1: 5, 4: 16}.get(version) or _size(said.get("/Length"))
    said_open = b"" if revision < 4 or said.get("/EncryptMetadata") is not False else b"\xff" * 4
    key = _md5(PAD + owner + _permissions(said) + id_ + said_open)[:size]
    if revision == 2:
        if rc4(key, PAD) != user:
            raise Refused("encrypted")
        return key
    for _ in range(50):
        key = _md5(key)[:size]
    proof = _md5(PAD + id_)
    for turn in range(20):
        proof = rc4(bytes(byte ^ turn for byte in key), proof)
    if proof != user[:16]:
        raise Refused("encrypted")
    return key


def _size(length: Value) -> int:
    """Bytes of a key from its bits; nobody agrees on what is meant where they are not told."""
    return length // 8 if type(length) is int and length % 8 == 0 and 40 <= length <= 128 else _unknown()


def _new_key(said: Dictionary, revision: int) -> bytes:
    """The key by SHA-2 and AES (algorithms 2.A, 11, 12), if the empty password is the user's or the owner's.

    Of the 48 bytes of either, 32 are a hash, 8 are its salt, and 8 the salt of what the key is packed with.
    """
    user, owner = _string(said, "/U", 48), _string(said, "/O", 48)
    for known, packed, more in ((user, "/UE", b""), (owner, "/OE", user)):
        if _hash(known[32:40], more, revision) == known[:32]:
            secret = _hash(known[40:], more, revision)
            key = Aes(secret).decrypt(_string(said, packed, 32), bytes(BLOCK))
            break
    else:
        raise Refused("encrypted")
    told = Aes(key).decrypt(_string(said, "/Perms", 16), bytes(BLOCK))
    is_open = b"F" if said.get("/EncryptMetadata") is False else b"T"
    if told[:12] != _permissions(said) + b"\xff" * 4 + is_open + b"adb":
        inexact()
    return key


def _hash(salt: bytes, more: bytes, revision: int) -> bytes:
    """The hash of the empty password (algorithm 2.B, of revision 5 its first step) with ``more``."""
    found = hashlib.sha256(salt + more).digest()
    if revision == 5:
        return found
    turn, last = 0, 0
    while turn < 64 or last > turn - 32:
        encrypted = Aes(found[:16]).encrypt((found + more) * 64, found[16:32])
        # the first 16 bytes as a number modulo 3; 256 is 1 modulo 3
        method = (hashlib.sha256, hashlib.sha384, hashlib.sha512)[sum(encrypted[:16]) % 3]
        found, last = method(encrypted).digest(), encrypted[-1]
        turn += 1
    return found[:32]


def _string(said: Dictionary, key: str, size: int) -> bytes:
    value = said.get(key)
    return bytes(value)[:size] if isinstance(value, String) and len(bytes(value)) >= size else _unknown()


def _permissions(said: Dictionary) -> bytes:
    value = said.get("/P")
    return struct.pack("<L", value & 0xFFFFFFFF) if type(value) is int else _unknown()


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _unknown() -> NoReturn:
    raise Refused("not-in-browser", {"kind": "protected"})
