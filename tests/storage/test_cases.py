"""The case list answers while the user types."""

import time
from dataclasses import replace
from statistics import median

from storage.store import EncryptedStore
from tests.storage.samples import ANNE, CASE_1, LISE, TEAM_1, record_id

NAMES = ("Anders", "Birgitte", "Carl-Emil", "Ditte", "Øjvind", "Åse", "Ærlig", "Gudrun")


def test_a_keystroke_in_a_thousand_cases_takes_less_than_10_ms(encrypted_store: EncryptedStore):
    with encrypted_store.write() as tx:
        tx.put(ANNE)
        for i in range(1_000):
            person, case = record_id(100_000 + i), record_id(200_000 + i)
            name = NAMES[i % len(NAMES)]
            tx.put(replace(LISE, id=person, given_name=name, family_name=f"Efternavn{i % 97}"))
            tx.put(replace(CASE_1, id=case, number=f"2026-{i:06d}", citizen_id=person))
            tx.put(replace(TEAM_1, id=record_id(300_000 + i), case_id=case))
    spent = []  # of this thread alone: the machine may be busy with others
    for query in ("å", "ås", "åse", "åse e", "åse efternavn1", "2026-0001", "efternavn9 di", ""):
        for _ in range(3):
            start = time.thread_time()
            with encrypted_store.read() as tx:
                cards = tx.case_cards(query, limit=50)
            spent.append(time.thread_time() - start)
        assert 0 < len(cards) <= 50
    assert median(spent) < 0.010
