"""Strokes of a signature: lines of points, and the picture made of them.

A pad is `WIDTH` by `HEIGHT` units, whatever the screen. The picture has one width of line, and its
points stand at even distances: neither pressure nor speed can be read from it. What the pen said
of either is never asked for, and the points as they were drawn are erased when the picture is made.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

WIDTH, HEIGHT = 10_000, 3_000
_STEP = 60.0  # units between the points of the picture
_LINE = 70
_LEAST_LENGTH = 400.0  # units of ink that a signature has; less is a slip of the finger
Point = tuple[int, int]
Stroke = tuple[Point, ...]


def is_signature(strokes: Iterable[Stroke]) -> bool:
    """Whether there is ink enough to be somebody's mark (a cross is; a dot is not)."""
    return sum(_length(stroke) for stroke in strokes) >= _LEAST_LENGTH


def picture(strokes: Sequence[Stroke]) -> bytes:
    """The strokes as SVG: the same strokes always give the same bytes."""
    paths = "".join(f'<path d="{_path(evenly(one))}"/>' for one in strokes if one)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH // 50}" height="{HEIGHT // 50}">'
        f'<g fill="none" stroke="#000" stroke-width="{_LINE}" stroke-linecap="round" '
        f'stroke-linejoin="round">{paths}</g></svg>'
    ).encode()


def evenly(stroke: Stroke) -> Stroke:
    """The same line through points at even distances: how fast it was drawn is gone."""
    if len(stroke) == 1:
        return stroke
    made, left = [stroke[0]], _STEP
    for (x, y), (to_x, to_y) in pairwise(stroke):
        length = math.hypot(to_x - x, to_y - y)
        at = left
        while at <= length:
            made.append((round(x + (to_x - x) * at / length), round(y + (to_y - y) * at / length)))
            at += _STEP
        left = at - length
    if made[-1] != stroke[-1]:
        made.append(stroke[-1])
    return tuple(made)


def clamp(x: float, y: float) -> Point:
    """A point of the pad; a pen that leaves it stays at the edge."""
    return min(WIDTH, max(0, round(x))), min(HEIGHT, max(0, round(y)))


def _length(stroke: Stroke) -> float:
    return sum(math.dist(one, two) for one, two in pairwise(stroke))


def _path(stroke: Stroke) -> str:
    (x, y), *rest = stroke
    if not rest:
        rest = [(x + 1, y)]  # a dot: round ends make it visible
    return f"M{x} {y}" + "".join(f"L{a} {b}" for a, b in rest)
