"""The recovery key: 160 random bits to be printed, read aloud and typed.

Crockford's base 32 (no I, L, O, U), six groups of six: 32 characters of key and 4 of checksum.
"""

import hashlib
import re
import secrets

from jobassist.errors import UserError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_KEY_BITS = 160
_KEY_CHARACTERS, _CHECK_CHARACTERS, _GROUP = 32, 4, 6
_ALIKE = str.maketrans("OIL", "011")


def new_recovery_key() -> str:
    """A new key as it is printed."""
    return _printed(secrets.randbits(_KEY_BITS))


def typed(text: str) -> str:
    """The key as printed, whatever case, spaces or hyphens it was typed with.

    Raises: UserError `store.recovery_key_mistyped` when the checksum does not fit.
    """
    plain = re.sub(r"[\s\-–]", "", text.upper()).translate(_ALIKE)
    if len(plain) == _KEY_CHARACTERS + _CHECK_CHARACTERS and set(plain) <= set(_ALPHABET):
        number = 0
        for character in plain[:_KEY_CHARACTERS]:
            number = number * 32 + _ALPHABET.index(character)
        if _plain(number) == plain:
            return _printed(number)
    raise UserError("store.recovery_key_mistyped")


def is_recovery_key(text: str) -> bool:
    """Whether that is a whole recovery key, of this store or another."""
    try:
        typed(text)
    except UserError:
        return False
    return True


def key_bytes(printed: str) -> bytes:
    """What the recovery slot's key is derived from."""
    return printed.replace("-", "").encode()


def _printed(number: int) -> str:
    plain = _plain(number)
    return "-".join(plain[i : i + _GROUP] for i in range(0, len(plain), _GROUP))


def _plain(number: int) -> str:
    digest = hashlib.sha256(number.to_bytes(_KEY_BITS // 8)).digest()
    check = int.from_bytes(digest[:4]) % 32**_CHECK_CHARACTERS
    return _digits(number, _KEY_CHARACTERS) + _digits(check, _CHECK_CHARACTERS)


def _digits(number: int, length: int) -> str:
    digits = ""
    for _ in range(length):
        number, digit = divmod(number, 32)
        digits = _ALPHABET[digit] + digits
    return digits
