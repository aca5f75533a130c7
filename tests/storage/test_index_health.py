"""A note that is rewritten again and again leaves its full-text index whole."""

import random
import secrets
from dataclasses import replace

import pytest

from storage.engine import open_engine
from storage.fulltext import tell_index
from storage.migrations import migrate
from storage.store import EncryptedStore
from tests.storage.samples import CASELOAD, DRAFT

WORDS = "borgeren siger hej møder til samtale i dag praktik og kommer igen".split()  # noqa: SIM905


def rewritten(dice: random.Random) -> str:
    """A note's next text: few words, many different ones, or the same over and over."""
    length = dice.choice((1_000, 3_000, 8_000)) // 6
    few = [dice.choice(WORDS) for _ in range(length)]
    many = [f"ord{dice.randrange(5_000)}" for _ in range(length)]
    return " ".join(dice.choice((few, many, ["hej"] * length)))


@pytest.mark.parametrize("seed", range(4))
def test_rewriting_a_note_keeps_the_index_whole(tmp_path, seed):
    engine = open_engine(tmp_path / "store.db", secrets.token_bytes(32), create=True)
    connection = engine.raw_connection()
    migrate(connection.driver_connection)
    connection.close()
    store = EncryptedStore(engine, claim=lambda: None)
    dice = random.Random(seed)
    with store.write() as tx:
        for record in CASELOAD:
            tx.put(record)
    for _ in range(12):
        with store.write() as tx:
            tx.put(replace(DRAFT, text=rewritten(dice)))
    with engine.begin() as connection:
        tell_index(connection, "note_fts", "integrity-check", ", 1")
    store.close()
