"""Typst with what people typed: a sign that no font has never stops a document.

PDF/A and PDF/UA demand a glyph for every sign. One that the fonts Typst carries do not have (an
emoji, another script) is spelled out in brackets, by its Unicode name; everything else stays.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any

# What Libertinus Serif and its fallbacks have for certain.
_COVERED = (
    (0x0009, 0x000A),
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x0370, 0x03FF),
    (0x0400, 0x045F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x20AC, 0x20AC),
    (0x2190, 0x2193),
)


def typeset(template: bytes, inputs: Mapping[str, str], **how: Any) -> Any:
    """`template` compiled with these inputs; `how` as Typst takes it. Bytes, or a list of them."""
    import typst  # late: 60 MB that only a document needs

    compiler = typst.Compiler(ignore_system_fonts=True)
    try:
        return compiler.compile(template, sys_inputs=dict(inputs), **how)
    except typst.TypstError:
        spelled = {name: spelled_out(text) for name, text in inputs.items()}
        if spelled == inputs:
            raise
        return compiler.compile(template, sys_inputs=spelled, **how)


def spelled_out(text: str) -> str:
    """The text with every sign the fonts may lack in brackets, by name."""
    return "".join(sign if _is_covered(sign) else _named(sign) for sign in text)


def _is_covered(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _COVERED)


def _named(sign: str) -> str:
    if unicodedata.category(sign) in ("Cc", "Cf", "Mn", "Me", "Cs"):  # nothing to be seen by itself
        return ""
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"
