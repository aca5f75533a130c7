"""Standard texts: finding one of 2,000 while typing, unfolding 1,000, and what means no good.

By keyboard here; by voice in `benchmarks.phrase_voice`, whose figures stand under `voice`. In full
size (`--size 1`) the voices take 25 minutes on two busy cores; a tenth of them is the default.
"""

import random
import string
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from rapidfuzz import fuzz, process, utils

from benchmarks import _hostile_texts as hostile
from benchmarks import phrase_voice
from jobassist.bootstrap import build
from jobassist.errors import AppError, UserError
from jobassist.ids import new_id
from jobassist.records import Phrase
from jobassist.services import phrase_file, phrases
from jobassist.services.cases import list_cases
from jobassist.services.phrase_search import PhraseIndex
from jobassist.services.phrase_use import read_use
from jobassist.services.seed import seed
from jobassist.session import Session

GOAL_FOUND_P95_MS, GOAL_RENDERED_S = 30.0, 1.0
_TEXTS, _RENDERED, _FIELDS = 2_000, 1_000, 20
_TEMPLATES, _FILES, _SEED = 200, 300, 20261121
_SPOKEN, _LEAST_SPOKEN = (600, 300), 8
_PASSPHRASE = "kun til denne måling"
_KNOWN = (
    "borger.navn", "borger.fornavn", "borger.cpr", "borger.ydelse_med_din", "borger.maalgruppe",
    "borger.han", "borger.fornavn.ejefald", "sagsbehandler.navn", "sagsbehandler.telefon",
    "kommune.navn", "sag.nummer", "sag.aabnet", "sag.medarbejdere", "tovholder.navn", "dags.dato",
    "dato.om_14_dage", "frist.om_14_dage", "dato.naeste_arbejdsdag", "klage.frist_uger",
    "udfyld.oplyst",
)  # fmt: skip


def run(
    *,
    report: Callable[[str], None] = lambda _line: None,
    model_dir: Path | None = None,
    size: float = 0.1,
    part: str | None = None,
) -> dict[str, Any]:
    """`rendering`, `palette` and `hostile` on a real store, and `voice`; or one `part` of them.

    `size` is the voices' share of 600 requests and 300 sentences.
    """
    parts = (part,) if part else (*_BY_KEYBOARD, "voice")
    figures: dict[str, Any] = {"name": "phrases"}
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as folder, _session(folder) as made:
        phrases.import_library(made)
        for name, measure in _BY_KEYBOARD.items():
            if name in parts:
                figures[name] = measure(made)
                report(f"{name}: measured")
    if "voice" in parts:
        requests, sentences = (max(_LEAST_SPOKEN, int(size * n)) for n in _SPOKEN)
        figures["voice"] = phrase_voice.run(
            requests=requests, sentences=sentences, report=report, model_dir=model_dir
        )
    figures["met"] = all(measured["met"] for name, measured in figures.items() if name in parts)
    return figures


@contextmanager
def _session(folder: str) -> Iterator[Session]:
    house = build(Path(folder))
    session, _key = house.create(_PASSPHRASE, "Måling")
    try:
        seed(session, cases=20, notes=1, seed=_SEED)
        yield session
    finally:
        house.lock()


def _rendering(session: Session) -> dict[str, Any]:
    """1,000 texts with 20 fields each, in one go and one by one, beside `string.Template`."""
    case_id = list_cases(session)[0].case.id
    keys = [f"render-{number}" for number in range(_RENDERED)]
    bodies = [f"Nr. {n}: " + ", ".join(f"{{{name}}}" for name in _KNOWN) for n in range(_RENDERED)]
    with session.store.write() as tx:
        for key, body in zip(keys, bodies, strict=True):
            tx.put(Phrase(id=new_id(), key=key, title=key, body=body))
    together, written = _timed(lambda: phrases.unfold_all(session, keys, case_id))
    singly, _ = _timed(lambda: [phrases.unfold(session, key, case_id) for key in keys])
    plain = [body.replace("{", "${").replace(".", "_") for body in bodies]
    values = {name.replace(".", "_"): "x" * 12 for name in _KNOWN}
    peer, _ = _timed(lambda: [string.Template(body).substitute(values) for body in plain])
    assert len(written) == _RENDERED
    return {
        "texts": _RENDERED,
        "fields_each": _FIELDS,
        "together_s": round(together, 3),
        "one_by_one_s": round(singly, 3),
        "peer": "string.Template, which reads no store and knows no blanks",
        "peer_s": round(peer, 3),
        "goal": {"together_s": GOAL_RENDERED_S},
        "met": together < GOAL_RENDERED_S,
    }


def _palette(session: Session) -> dict[str, Any]:
    """Every keystroke of real queries against 2,000 texts, beside a scan by rapidfuzz."""
    known = phrases.list_phrases(session)
    real = [text for text in known if not text.key.startswith("render-")]
    chance = random.Random(_SEED)
    words = sorted({word for text in real for word in text.body.split() if word.isalpha()})
    with session.store.write() as tx:
        for number in range(_TEXTS - len(known)):
            model = real[number % len(real)]
            body = model.body + " " + " ".join(chance.choices(words, k=30))
            title = f"{model.title} {chance.choice(words)}"
            tx.put(Phrase(id=new_id(), key=f"more-{number}", title=title, body=body))
    made, index = _timed(lambda: PhraseIndex.of(phrases.list_phrases(session), read_use(session)))
    typed = [query[:end] for query in _queries(chance, real) for end in range(1, len(query) + 1)]
    names = [utils.default_process(f"{text.title} {text.body}") for text in index.texts]
    ours = [_timed(partial(index.search, query))[0] * 1000 for query in typed]
    peer = [
        _timed(partial(process.extract, query, names, scorer=fuzz.WRatio, limit=50))[0] * 1000
        for query in chance.sample(typed, 60)
    ]
    return {
        "texts": len(index.texts),
        "keystrokes": len(typed),
        "index_ms": round(made * 1000, 1),
        "p50_ms": round(median(ours), 2),
        "p95_ms": round(quantiles(ours, n=20)[-1], 2),
        "peer": "rapidfuzz WRatio over title and body",
        "peer_p95_ms": round(quantiles(peer, n=20)[-1], 2),
        "goal": {"p95_ms": GOAL_FOUND_P95_MS},
        "met": quantiles(ours, n=20)[-1] < GOAL_FOUND_P95_MS,
    }


def _queries(chance: random.Random, texts: list[Any]) -> list[str]:
    """Titles, two words of a body, and titles with a slip of the finger."""
    queries = []
    for text in chance.sample(texts, 40):
        slip = chance.randrange(1, len(text.title))
        queries += [
            text.title.lower(),
            " ".join(chance.sample(text.body.lower().split(), 2)),
            (text.title[: slip - 1] + text.title[slip:]).lower(),
        ]
    return queries


def _hostile(session: Session) -> dict[str, Any]:
    """How each of the 500 ended; every one must be refused with a message, or be only text."""
    ended: Counter[str] = Counter()
    case_id = list_cases(session)[0].case.id
    chance = random.Random(_SEED)
    before = _keys(session)
    for template in hostile.templates(chance, _TEMPLATES):
        ended[_template(session, template, case_id)] += 1
    for file in hostile.files(chance, _FILES):
        ended[_file(session, file)] += 1
    return {
        "count": _TEMPLATES + _FILES,
        **{name: ended[name] for name in ("refused", "only_text", "half", "crashed")},
        "met": not (ended["half"] or ended["crashed"]) and _keys(session) == before,
    }


def _template(session: Session, made: hostile.Template, case_id: str) -> str:
    """In a transaction that is taken back."""
    try:
        with session.store.write() as tx:
            for key, body in made.bodies.items():
                tx.put(Phrase(id=new_id(), key=f"h-{key}", title=key, body=_renamed(body)))
            phrases.unfold_in(session, tx, ["h-a"], case_id)
    except UserError as error:
        return "refused" if error.code.startswith("phrase.") else "crashed"
    except Exception:  # whatever it is: that it came at all is the finding
        return "crashed"
    return "crashed"


def _renamed(body: str) -> str:
    return body.replace("{standard.t", "{standard.h_t")


def _file(session: Session, file: hostile.File) -> str:
    before = _keys(session)
    try:
        rows = phrase_file.read_rows(file.content)
        if file.is_text:
            return "only_text"
        phrase_file.upsert(session, rows)
    except AppError as error:
        return "refused" if _keys(session) == before else f"half {error.code}"
    except Exception:  # as above
        return "crashed"
    return "half"


def _keys(session: Session) -> int:
    with session.store.read() as tx:
        return tx.count(Phrase)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


_BY_KEYBOARD: dict[str, Callable[[Session], dict[str, Any]]] = {
    "rendering": _rendering,
    "palette": _palette,
    "hostile": _hostile,
}
