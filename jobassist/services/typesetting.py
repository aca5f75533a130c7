"""Typst with what people typed: it reaches the template as data, and none of it stops a document.

PDF/A and PDF/UA demand a glyph for every character: what the fonts lack is named instead
(`services.printable`).
"""

import json
from collections.abc import Mapping
from typing import Any

from jobassist.services.printable import printable, printable_data


def typeset(template: bytes | Mapping[str, bytes], inputs: Mapping[str, Any], **how: Any) -> Any:
    """`template` compiled with these inputs; `how` as Typst takes it. Bytes, or a list of them.

    `template` is one file, or several by name, `main.typ` first of all. An input that is no text is
    given as JSON.
    """
    import typst  # late: 60 MB that only a document needs

    given = {
        name: printable(value)
        if isinstance(value, str)
        else json.dumps(printable_data(value), ensure_ascii=False)
        for name, value in inputs.items()
    }
    source: Any = template if isinstance(template, bytes) else dict(template)
    return typst.Compiler(ignore_system_fonts=True).compile(source, sys_inputs=given, **how)
