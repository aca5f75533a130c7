"""What a talk's place can open: a phone number, a Teams or SIP address, a meeting's link."""

import re

_SCHEMES = ("https://", "msteams:", "sip:", "tel:")
_PHONE = re.compile(r"\+?\d[\d ]{6,14}\d")
_DANISH_LENGTH = 8


def meeting_link(place: str) -> str:
    """The link, or an empty text: a room is no link, and no other scheme is ever opened."""
    text = place.strip()
    if text.lower().startswith(_SCHEMES) and not re.search(r"\s", text):
        return text
    if _PHONE.fullmatch(text):
        digits = text.replace(" ", "")
        country = "" if digits.startswith("+") or len(digits) != _DANISH_LENGTH else "+45"
        return f"tel:{country}{digits}"
    return ""
