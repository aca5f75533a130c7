"""The library of standard texts, and a text unfolded for a case."""

from dataclasses import replace
from pathlib import Path

import pytest

from jobassist.errors import UserError
from jobassist.records import Phrase
from jobassist.services import notes, phrase_shipped, phrases
from jobassist.services.grammar import your
from jobassist.services.templates import blanks, parse
from jobassist.session import Session
from tests.fakes.session import CASE, CITIZEN, fake_session

HEAD = "noegle,titel,talenavn,kategori,tekst\n"


def _library(**bodies: str) -> Session:
    made = [
        Phrase(id=f"p-{k}", key=k.replace("_", "-"), title=k, body=b) for k, b in bodies.items()
    ]
    return fake_session(*made)


def _file(tmp_path: Path, content: str | bytes) -> Path:
    file = tmp_path / "tekster.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def _refused(session: Session, file: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        phrases.import_file(session, file)
    with session.store.read() as tx:
        assert tx.count(Phrase) == 0
    return caught.value


def test_the_shipped_texts_are_imported_and_unfold():
    session = fake_session()
    assert phrases.import_standard_texts(session) == 74
    for key, spoken in phrases.names(session):
        assert spoken
        text = phrases.unfold(session, key, CASE.id)
        assert "{" not in text, key
    letter = phrases.unfold(session, "br-indkaldelse-fremmoede", CASE.id)
    assert "få betydning for dine dagpenge" in letter
    assert "98 45 00 00" in letter


def test_data_of_case_citizen_user_and_day():
    session = _library(
        a="{borger.navn}, {borger.ydelse_med_din}, {sagsbehandler.navn} den {dags.dato},"
        " {dato.om_4_uger}, {klage.frist_uger}, {tovholder.navn}, {borger.maalgruppe}"
    )
    assert phrases.unfold(session, "a", CASE.id) == (
        "Anders Østergaard, dine dagpenge, Mette Holm den 20. november 2026,"
        " 18. december 2026, 4, Mette Holm, dagpengemodtagere"
    )


def test_an_address_under_protection_is_not_written():
    hidden = replace(CITIZEN, address="Skippergade 15", protected_address=True)
    session = fake_session(hidden, Phrase(id="p", key="a", title="a", body="{borger.adresse}"))
    assert phrases.unfold(session, "a", CASE.id) == "[…borger adresse…]"


@pytest.mark.parametrize(
    ("benefit", "written"),
    [
        ("dagpenge", "dine dagpenge"),
        ("kontanthjælp", "din kontanthjælp"),
        ("Ledighedsydelse", "din ledighedsydelse"),
        ("løntilskud", "dit løntilskud"),
        ("noget andet", ""),
    ],
)
def test_din_dit_dine(benefit: str, written: str):
    assert your(benefit) == written


def test_what_is_not_known_is_a_blank_and_what_is_given_is_written():
    session = _library(
        a="Den {samtale.dato}: {udfyld.aarsag}. {valg.form|Ja|Nej: {udfyld.hvorfor}}"
    )
    text = phrases.unfold(session, "a", CASE.id)
    assert text == "Den […samtale dato…]: […årsag…]. [vælg: Ja | Nej: […hvorfor…]]"
    assert [(b.name, b.choices) for b in blanks(text)] == [
        ("samtale dato", ()),
        ("årsag", ()),
        ("vælg", ("Ja", "Nej: […hvorfor…]")),
    ]
    given = {"samtale.dato": "1. maj 2026", "udfyld.aarsag": "{ferie}", "valg.form": "Ja"}
    assert phrases.unfold(session, "a", CASE.id, given) == "Den 1. maj 2026: {ferie}. Ja"


def test_nested_texts_by_name():
    session = _library(a="Først. {standard.klage_sent}", br_klage_sent="Klag til {kommune.navn}.")
    assert phrases.unfold(session, "a", CASE.id) == "Først. Klag til Kommunen."


def test_a_missing_nested_text_is_a_blank():
    assert phrases.unfold(_library(a="{standard.x}"), "a", CASE.id) == "[…standard x…]"


def test_a_text_that_leads_back_to_itself_is_refused():
    session = _library(a="{standard.b}", b="{standard.a}")
    with pytest.raises(UserError, match=r"phrase\.recursion"):
        phrases.unfold(session, "a", CASE.id)


def test_a_text_that_grows_without_measure_is_refused():
    layers = {f"t{n}": f"{{standard.t{n + 1}}}" * 9 for n in range(7)}
    session = _library(**layers, t7="x" * 200)
    with pytest.raises(UserError, match=r"phrase\.too_long"):
        phrases.unfold(session, "t0", CASE.id)


def test_open_blanks_stop_finalising_and_the_version_is_kept():
    session = _library(a="Oplyst: {udfyld.oplyst}")
    draft = notes.new_draft(session, CASE.id, phrases.unfold(session, "a", CASE.id))
    phrases.remember_version(session, draft.id, "a")
    assert notes.show(session, draft.id).phrases == ("a@1",)
    with pytest.raises(UserError, match=r"note\.open_blanks"):
        notes.finalise(session, draft.id)


def test_an_unknown_text():
    with pytest.raises(UserError, match=r"phrase\.unknown"):
        phrases.unfold(fake_session(), "nej", CASE.id)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_import_and_import_again(tmp_path: Path, encoding: str, delimiter: str):
    session = fake_session()
    rows = 'noegle,titel,kategori,tekst\nk-1,Første,Brev,"Kære {borger.fornavn}\r\nÆ, ø; å"\n'
    if delimiter == ";":
        rows = rows.replace(",", ";").replace("Æ; ø", "Æ, ø")
    file = _file(tmp_path, rows.encode(encoding))
    assert phrases.import_file(session, file)["added"] == 1
    (first,) = phrases.list_phrases(session)
    assert (first.key, first.name_to_say, first.version) == ("k-1", "Første", 1)
    assert first.body.startswith("Kære {borger.fornavn}\nÆ, ø; å"[:22])
    assert phrases.import_file(session, file)["unchanged"] == 1
    file = _file(tmp_path, rows.replace("Første", "Ny").encode(encoding))
    assert phrases.import_file(session, file)["changed"] == 1
    (second,) = phrases.list_phrases(session)
    assert (second.id, second.title, second.version) == (first.id, "Ny", 2)


@pytest.mark.parametrize(
    ("content", "code", "params"),
    [
        (b"", "phrase.file_unreadable", {}),
        (b"PK\x03\x04\x00\x00binary\x00", "phrase.file_unreadable", {}),
        ("noegle,titel,tekst\na,b,c\n", "phrase.file_column_missing", {"column": "kategori"}),
        (
            HEAD + "a,A,a,K,Tekst\n,B,b,K,Tekst\n",
            "phrase.file_row",
            {"line": 3, "column": "noegle"},
        ),
        (HEAD + "a,A,a,K\n", "phrase.file_row", {"line": 2, "column": "tekst"}),
        (HEAD + "a,A,a,K,T,ekstra\n", "phrase.file_row", {"line": 2, "column": "tekst"}),
        (HEAD + 'a,A,a,K,"1\n2"\na,B,b,K,T\n', "phrase.file_row", {"line": 4, "column": "noegle"}),
        (HEAD + 'a,A,a,K,"uden slut\n', "phrase.file_line", {"line": 2}),
        (HEAD + f"a,A,a,K,{'x' * 20_001}\n", "phrase.file_row", {"line": 2, "column": "tekst"}),
        (HEAD + f"a,A,a,K,{'x' * 200_000}\n", "phrase.file_line", {"line": 2}),
        (
            HEAD + 'a,A,a,K,"Kære\n{borger.navn"\n',
            "phrase.file_template",
            {"line": 2, "row": 2, "column": 1},
        ),
    ],
)
def test_a_bad_file_imports_nothing(tmp_path, content, code, params):
    good = HEAD + "g,God,god,K,Tekst\n"
    if isinstance(content, str) and content.startswith(HEAD):
        assert phrases.import_file(fake_session(), _file(tmp_path, good))["added"] == 1
    error = _refused(fake_session(), _file(tmp_path, content))
    assert error.code == code
    assert params.items() <= error.params.items()


def test_a_file_that_is_not_there(tmp_path: Path):
    assert _refused(fake_session(), tmp_path / "nej.csv").code == "phrase.file_unreadable"


def test_the_shipped_file_has_no_broken_text():
    rows = phrase_shipped.STANDARD_TEXTS.read_text(encoding="utf-8-sig")
    assert parse(rows)


def test_a_text_that_inserts_too_many_others_is_refused():
    session = _library(a="{standard.b}" * 501, b=".")
    with pytest.raises(UserError, match=r"phrase\.too_long"):
        phrases.unfold(session, "a", CASE.id)
    assert phrases.unfold(_library(a="{standard.b}" * 400, b="."), "a", CASE.id) == "." * 400
