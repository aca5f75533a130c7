"""Every error has its words, in both languages, and every text has its error."""

import ast
import re
import string
import tomllib

import pytest

from jobassist.messages import LANGUAGES, catalogue
from tests.house.source import ROOMS, ROOT, room_files, tree, where

TELLERS = {"UserError", "UsageError", "PolicyDenied", "EnvironmentFault", "message"}
FILES = sorted((ROOT / "resources" / "messages").glob("*.toml"))


def raised() -> list[tuple[str, str, ast.Call]]:
    """Every error or message made with a literal code: (where, code, the call)."""
    return [
        (where(file, node), code.value, node)
        for file in room_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and _name(node.func) in TELLERS and node.args
        if isinstance(code := node.args[0], ast.Constant) and isinstance(code.value, str)
    ]


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def placeholders(text: str) -> set[str]:
    """The names in `{...}`."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_errors_are_found_at_all():
    assert len(raised()) > 5


def test_every_error_has_its_text():
    missing = [f"{place}: {code}" for place, code, _ in raised() if code not in catalogue()]
    assert not missing, "\n".join(missing)


def test_every_error_gives_its_text_the_parameters_it_names():
    wrong = []
    for place, code, call in raised():
        given = {keyword.arg for keyword in call.keywords}
        if None in given or code not in catalogue():  # **params: known at run time only
            continue
        needed = {
            name
            for pair in catalogue()[code].values()
            for text in pair
            for name in placeholders(text)
        }
        if lacking := needed - given - {"code"}:
            wrong.append(f"{place}: {code} lacks {sorted(lacking)}")
    assert not wrong, "\n".join(wrong)


def test_every_text_is_used():
    literals = {
        node.value
        for file in room_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    # f"check.{kind}": whoever composes a code uses all that begin so.
    composed = tuple(text for text in literals if re.fullmatch(r"[a-z]+\.", text))
    unused = sorted(c for c in catalogue().keys() - literals if not c.startswith(composed))
    assert not unused, "\n".join(unused)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_texts_are_whole_sentences_in_both_languages(file):
    for code, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
        assert entry.keys() == set(LANGUAGES), code
        for pair in entry.values():
            assert len(pair) == 2, f"{code}: what happened, and what to do next"
            assert pair[0].endswith((".", "?", "!")), code
        same = [{name for text in entry[lang] for name in placeholders(text)} for lang in LANGUAGES]
        assert same[0] == same[1], f"{code}: the languages name different parameters"


def test_a_code_is_told_once():
    codes = [code for file in FILES for code in tomllib.loads(file.read_text(encoding="utf-8"))]
    assert sorted(codes) == sorted(set(codes))


def test_the_rooms_are_all_there():
    assert all((ROOT / room / "__init__.py").exists() for room in ROOMS)
