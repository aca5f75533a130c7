"""The window: the only place that knows Qt.

PySide reads the source of every module that is imported after it, to see whether it asks for
PySide's other ways of naming (`from __feature__ import …`). Nobody here does; reading them all
costs a fifth of what is imported and keeps 30 MB of source in memory. It is told so before the
first module of the window is read. In a bundle there is no source, and it finds the same.
"""

import sys

import PySide6.QtCore  # noqa: F401 - brings the reader along

_reader = sys.modules.get("shibokensupport.feature")
if hasattr(_reader, "_mod_uses_pyside"):
    _reader._mod_uses_pyside = lambda _module: False  # type: ignore[union-attr]
