"""Marks a text for the translator where it is declared; it is translated where it is shown."""


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """The text itself. Qt's own returns an untyped object; pyside6-lupdate knows the name."""
    return text
