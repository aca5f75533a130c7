"""How dictated text goes on from what stands before it. It needs no engine and no numpy."""


def joint(before: str, written: str) -> str:
    """`written` with the space it needs after `before`."""
    needs_space = before and not before[-1].isspace() and written[0] not in ".,:;?!)”\n"
    if needs_space and before[-1] not in "(”/":
        return " " + written
    return written
