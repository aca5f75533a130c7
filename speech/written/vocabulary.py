"""Word lists as they are read."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, which is how a long list of words is written here."""
    return tuple(text.split())
