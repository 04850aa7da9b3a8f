"""Seals what people wrote: AES-256-GCM, and beside each value the name of its key."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import ConfigError, SealBroken

_MARK = "sealed1:"  # names the format, so that another one can follow
_ID_LENGTH = 8
PREFIX_LENGTH = len(_MARK) + _ID_LENGTH + 1
_KEY_BYTES = 32
_NONCE_BYTES = 12  # random; good for four thousand million values of one key
HOW_TO_GET_ONE = "`lindra keys new` prints one; put it into .env"


def new_data_key() -> str:
    """Return a fresh data key, as LINDRA_DATA_KEYS takes it."""
    return base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)).decode().rstrip("=")


class Sealer:
    """Holds an installation's data keys: the first seals, all of them unseal."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._ciphers = {_id_of(key): AESGCM(key) for key in keys}
        self.key_id = _id_of(keys[0])  # of the key that seals

    @classmethod
    def of(cls, setting: str) -> Sealer:
        """Return a sealer with the keys of LINDRA_DATA_KEYS.

        Raises:
            ConfigError: There is no key, or one is malformed; never says what was written.
        """
        written = [part.strip() for part in setting.split(",") if part.strip()]
        if not written:
            raise ConfigError(
                f"LINDRA_DATA_KEYS is missing: {HOW_TO_GET_ONE}, and keep a copy of it apart from "
                "the backups. Without it nobody can read again what patients wrote."
            )
        return cls([_read_key(part, place) for place, part in enumerate(written, start=1)])

    @property
    def key_ids(self) -> frozenset[str]:
        """The ids of all keys."""
        return frozenset(self._ciphers)

    @property
    def prefix(self) -> str:
        """How every value begins that the first key has sealed."""
        return _prefix(self.key_id)

    def seal(self, plain: bytes) -> str:
        """Return a value sealed with the first key."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._ciphers[self.key_id].encrypt(nonce, plain, self.prefix.encode())
        return self.prefix + base64.urlsafe_b64encode(nonce + sealed).decode()

    def unseal(self, sealed: str) -> bytes:
        """Return what was sealed.

        Raises:
            SealBroken: It was damaged or changed, or its key is not among ours.
        """
        key_id = key_id_of(sealed)
        if key_id not in self._ciphers:
            raise SealBroken(f"A value is sealed with data key {key_id}, which is not at hand.")
        try:
            packed = base64.b64decode(sealed[PREFIX_LENGTH:], altchars=b"-_", validate=True)
            nonce, rest = packed[:_NONCE_BYTES], packed[_NONCE_BYTES:]
            return self._ciphers[key_id].decrypt(nonce, rest, _prefix(key_id).encode())
        except (ValueError, InvalidTag):
            raise SealBroken from None  # the fault's own words could quote the value


def key_id_of(sealed: str) -> str:
    """Return the id of the key that sealed a value.

    Raises:
        SealBroken: This was never sealed.
    """
    key_id = sealed[len(_MARK) : PREFIX_LENGTH - 1]
    if not sealed.startswith(_MARK) or sealed[:PREFIX_LENGTH] != _prefix(key_id):
        raise SealBroken("A value that must be sealed is not.")
    return key_id


def _prefix(key_id: str) -> str:
    return f"{_MARK}{key_id}:"


def _id_of(key: bytes) -> str:
    """Return a key's fingerprint: enough to tell keys apart, nothing that leads back to one."""
    return hashlib.sha256(b"lindra data key:" + key).hexdigest()[:_ID_LENGTH]


def _read_key(written: str, place: int) -> bytes:
    padded = written.rstrip("=") + "=" * (-len(written.rstrip("=")) % 4)
    try:
        key = base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _KEY_BYTES:
        raise ConfigError(
            f"LINDRA_DATA_KEYS: key {place} is no data key: it may have been cut off when it was "
            f"copied. A new one: {HOW_TO_GET_ONE}."
        )
    return key
