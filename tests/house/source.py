"""The project's own files, as the architecture tests read them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("jobassist", "ui", "speech", "storage", "central")
_NOT_OURS = {".git", ".venv", "build", "dist", "__pycache__"}
_CACHES = ("_cache", ".hypothesis", ".egg-info")


def room_files(*rooms: str) -> list[Path]:
    """Every Python file of the given rooms, or of all."""
    return [file for room in rooms or ROOMS for file in sorted((ROOT / room).rglob("*.py"))]


def all_files() -> list[Path]:
    """Every file that is kept in the project, without environments, caches and what is built."""
    return [f for f in ROOT.rglob("*") if f.is_file() and not _generated(f.relative_to(ROOT))]


@cache
def tree(file: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(file.read_text(encoding="utf-8"))


def where(file: Path, node: ast.expr | ast.stmt) -> str:
    """`path:line`, to click on."""
    return f"{file.relative_to(ROOT)}:{node.lineno}"


def imported(file: Path) -> set[str]:
    """The full names of all modules that a file imports, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def _generated(path: Path) -> bool:
    return any(part in _NOT_OURS or part.endswith(_CACHES) for part in path.parts)
