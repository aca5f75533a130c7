"""The bench by voice: its figures add up, and it runs on the real engine."""

from pathlib import Path

from benchmarks.phrase_voice import (
    GOALS,
    Case,
    Outcome,
    asked_for,
    cause,
    figures,
    ordinary,
    run,
    shipped_names,
    text_rank,
)
from jobassist.ports.speech import Candidate, NameMatch, Transcript

NAMES = [("a", "jobsamtale telefon"), ("b", "klagevejledning"), ("c", "plan praktik")]


def outcome(key: str | None, accepted: str | None, *best: str, asked: bool = True) -> Outcome:
    candidates = tuple(Candidate(each, 0.5) for each in best)
    match = NameMatch("", candidates, accepted, 0.4, asked)
    case = Case("Indsæt noget", "da", 160, key, announced=True)
    return Outcome(case, match, Transcript("indsæt plan praksis", (), "base", 2.0, 0.2, 0))


def test_figures_add_up_by_cause() -> None:
    found = figures(
        [
            outcome("a", "a", "a", "b"),
            outcome("a", None, "a", "b"),
            outcome("b", None, "a", "b"),
            outcome("c", "a", "a", "b"),
            outcome(None, None, "a", "b"),
        ],
        NAMES,
    )
    assert (found["first"], found["among_three"]) == (0.5, 0.75)
    assert (found["accepted_right"], found["accepted_wrong"]) == (0.25, 0.25)
    assert found["causes_not_accepted"] == {
        "right, not certain": 1,
        "another scored higher": 1,
        "accepted wrongly": 1,
    }
    assert found["times_one_decode"] == 2.0
    assert found["peer_first"] == 0.25
    assert not found["met"] and "first" in found["unmet"]


def test_causes_tell_a_missed_trigger_from_a_missed_name() -> None:
    assert cause(outcome("a", None, "b", asked=False)) == "trigger not heard"
    assert cause(outcome("a", None, "b")) == "not on the shortlist"
    assert cause(outcome("a", "a", "a")) == ""


def test_text_alone_ranks_by_likeness() -> None:
    assert text_rank("Indsæt klage vejledning.", NAMES, "b") == 1
    assert text_rank("noget helt andet", NAMES, "a") >= 1


def test_material_covers_all_names_voices_and_speeds_and_repeats_itself() -> None:
    names = shipped_names()
    requests = list(asked_for(names, 600))
    assert len(names) >= 300 and {case.key for case in requests} == {key for key, _ in names}
    assert len({(case.voice, case.speed) for case in requests}) == 24
    sentences = list(ordinary(300))
    assert len(sentences) == 300 and sum(case.announced for case in sentences) == 150
    assert requests == list(asked_for(names, 600)) and sentences == list(ordinary(300))


def test_three_sounds_through_the_engine(base_model: Path) -> None:
    told: list[str] = []
    found = run(requests=2, sentences=1, model_dir=base_model, report=told.append)
    assert told == ["3/3"]
    assert found["requests"] == 2 and found["sentences_after_trigger"] == 1
    assert set(GOALS) <= set(found)
    assert found["seconds_p50"] > 0 and found["decode_seconds_p50"] > 0
