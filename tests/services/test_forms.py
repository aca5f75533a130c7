"""Forms in the store: begun with what is known, kept at every keystroke, completed."""

import json
from typing import Any

import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.forms import library
from jobassist.ports.clock import danish_day
from jobassist.records import (
    CompanyForm,
    Form,
    FormDefinition,
    FormState,
    Signature,
    SignatureMeans,
    SignatureRole,
)
from jobassist.services import form_definitions, form_flow, form_sheet, forms
from jobassist.session import Session
from jobassist.settings import Settings
from tests.fakes.session import CASE, CITIZEN, METTE, fake_session
from tests.forms.odd_files import form as small_form
from tests.forms.samples import APPLICATION
from tests.services.form_samples import application, signature


@pytest.fixture
def session() -> Session:
    return fake_session(settings=Settings(chosen={"test_persons": True}))


def test_it_begins_with_all_that_is_known(session: Session):
    form = forms.start(session, "virksomhedspraktik", case_id=CASE.id)
    values = json.loads(form.values)
    assert values["cpr"] == CITIZEN.cpr
    assert values["borger_navn"] == CITIZEN.name
    assert values["maalgruppe"] == "LAB6-1"
    assert values["art"] == "ny"
    assert isinstance(form, Form)
    assert (form.case_id, form.author_id, form.state) == (CASE.id, METTE.id, FormState.DRAFT)


def test_what_is_given_stands_over_what_is_known(session: Session):
    form = forms.start(
        session, "virksomhedspraktik", case_id=CASE.id, given={"ydelse": "sygedagpenge", "x": 1}
    )
    values = json.loads(form.values)
    assert values["ydelse"] == "sygedagpenge"
    assert "x" not in values


def test_a_citizens_form_needs_a_case_and_a_companys_does_not(session: Session):
    with pytest.raises(UserError, match=r"form\.no_case"):
        forms.start(session, "virksomhedspraktik")
    visit = forms.start(session, "virksomhedsbesoeg", p_number="9123456789")
    assert isinstance(visit, CompanyForm)
    assert visit.p_number == "9123456789"
    assert json.loads(visit.values)["dato"] == danish_day(session.clock.now()).isoformat()


def test_no_such_form(session: Session):
    with pytest.raises(UserError, match=r"form\.unknown_type"):
        forms.start(session, "hest", case_id=CASE.id)


def test_every_keystroke_is_in_the_store_even_half_a_date(session: Session):
    form = forms.start(session, "virksomhedspraktik", case_id=CASE.id)
    opened = forms.open_form(session, form.id)
    for typed in ("3", "37", "37:", "37:0", "37:00"):
        touched = forms.fill(session, opened, "timer", typed)
        assert "timer" in touched
        again = forms.open_form(session, form.id)
        assert json.loads(again.record.values)["timer"] == typed
        assert again.filling.state("timer").text in (typed, "3 timer", "37 timer")
    forms.fill(session, opened, "periode", {"fra": "2026-12-0", "til": ""})
    again = forms.open_form(session, form.id)
    assert json.loads(again.record.values)["periode"] == {"fra": "2026-12-0", "til": ""}


def test_another_devices_change_of_another_field_stands(session: Session):
    form = forms.start(session, "virksomhedspraktik", case_id=CASE.id)
    here, there = forms.open_form(session, form.id), forms.open_form(session, form.id)
    forms.fill(session, there, "opgaver", "Slibe")
    forms.fill(session, here, "stilling", "Bådebygger")
    values = json.loads(forms.open_form(session, form.id).record.values)
    assert (values["opgaver"], values["stilling"]) == ("Slibe", "Bådebygger")


def test_the_lists_go_by_company_and_period(session: Session):
    form = application(session)
    assert isinstance(form, Form)
    assert (form.cvr, form.p_number) == ("99001232", "9123456789")
    assert (str(form.starts_on), str(form.ends_on)) == ("2026-12-07", "2027-03-07")
    assert forms.list_forms(session, CASE.id) == [form]


def test_incomplete_it_cannot_be_completed(session: Session):
    form = forms.start(session, "virksomhedspraktik", case_id=CASE.id)
    opened = forms.open_form(session, form.id)
    with pytest.raises(UserError, match=r"form\.incomplete") as refused:
        forms.complete(session, opened)
    assert int(refused.value.params["count"]) > 10


def test_completed_it_keeps_every_check_with_rule_and_version(session: Session):
    form = application(session)
    opened = forms.open_form(session, form.id)
    forms.fill(session, opened, "ansatte_hoveder", 9)
    with pytest.raises(UserError, match=r"form\.incomplete"):
        forms.complete(session, opened)
    with pytest.raises(UserError, match=r"form\.no_reason"):
        forms.override(session, opened, "praktik.forhold", " ")
    with pytest.raises(UserError, match=r"form\.no_such_warning"):
        forms.override(session, opened, "praktik.timer", "x")
    forms.override(session, opened, "praktik.forhold", "To elever tæller ikke med")
    done = forms.complete(session, opened)
    assert done.state is FormState.COMPLETE
    checks = {check["rule"]: check for check in json.loads(done.checks)}
    ratio = checks["praktik.forhold"]
    assert (ratio["verdict"], ratio["certainty"]) == ("brudt", "U")
    assert ratio["reason"] == "To elever tæller ikke med"
    assert len(ratio["version"]) == 12
    assert checks["praktik.varighed.13u"]["verdict"] == "ok"
    kept = json.loads(done.overrides)["praktik.forhold"]
    assert (kept["by"], kept["version"]) == (METTE.id, ratio["version"])


def test_a_change_makes_a_completed_form_a_draft_again(session: Session):
    opened = forms.open_form(session, application(session).id)
    forms.complete(session, opened)
    forms.fill(session, opened, "opgaver", "Noget andet")
    assert forms.open_form(session, opened.record.id).record.state is FormState.DRAFT


def test_a_signed_form_is_not_changed_before_its_signatures_are_void(session: Session):
    opened = forms.open_form(session, application(session).id)
    forms.complete(session, opened)
    with session.store.write() as tx:
        tx.put(signature(opened.record.id, SignatureRole.EMPLOYER))
    with pytest.raises(UserError, match=r"form\.has_signatures"):
        forms.fill(session, opened, "opgaver", "Noget andet")
    assert opened.filling.state("opgaver").text == APPLICATION["opgaver"]
    form_flow.void_signatures(session, opened.record.id)
    forms.fill(session, opened, "opgaver", "Noget andet")
    again = forms.open_form(session, opened.record.id)
    assert isinstance(again.record, Form)
    assert again.record.round == 2
    with session.store.read() as tx:
        assert forms.signatures_of(tx, again.record) == []
        assert len(tx.find(Signature, form_id=again.record.id)) == 1  # visibly void, not gone


def test_a_form_in_use_keeps_its_version(session: Session, monkeypatch: pytest.MonkeyPatch):
    form = application(session)
    with session.store.read() as tx:
        (kept,) = tx.find(FormDefinition)
    assert (kept.name, kept.version) == ("virksomhedspraktik", form.version)
    newer = kept.text.replace("Daglige mødetider", "Mødetid hver dag").encode()
    texts = {**library.packaged_texts(), "virksomhedspraktik": newer}
    monkeypatch.setattr(library, "packaged_texts", lambda: texts)
    library.packaged.cache_clear()
    try:
        opened = forms.open_form(session, form.id)
        assert opened.definition.field("daglige_tider").label.da == "Daglige mødetider"
        assert opened.definition.version == form.version
        begun = forms.start(session, "virksomhedspraktik", case_id=CASE.id)
        assert begun.version != form.version
    finally:
        library.packaged.cache_clear()


def test_a_version_that_is_nowhere_or_forged_is_not_guessed(session: Session):
    form = application(session)
    lost = Form(
        **{
            "id": "f-lost",
            "author_id": METTE.id,
            "created_at": form.created_at,
            "type": form.type,
            "version": "0" * 64,
            "case_id": CASE.id,
        }
    )
    with session.store.write() as tx:
        tx.put(lost)
    with pytest.raises(UserError, match=r"form\.version_missing"):
        forms.open_form(session, lost.id)
    forged = FormDefinition(
        id="d-1",
        name="virksomhedspraktik",
        version="0" * 64,
        text=small_form("      - {noegle: x, type: tekst, etiket: {da: X, en: X}}").decode(),
    )
    with session.store.write() as tx:
        tx.put(forged)
    with pytest.raises(UserError, match=r"form\.other_version"):
        forms.open_form(session, lost.id)


def test_a_municipality_takes_its_own_form_into_use(session: Session):
    own = small_form(
        "      - {noegle: x, type: tekst, etiket: {da: Vores, en: Ours}}",
        head="gyldig: {fra: 2026-01-01}",
    )
    accepted = form_definitions.accept(session, own)
    assert accepted.definition and accepted.definition.name == "proeve"
    assert "proeve" in {one.name for one in form_definitions.types(session)}
    record = forms.start(session, "proeve", given={"x": "hej"})
    assert forms.open_form(session, record.id).filling.state("x").text == "hej"
    with pytest.raises(UserError, match=r"form\.unusable"):
        form_definitions.accept(session, b"blanket: [")
    assert form_definitions.withdraw(session, "proeve") == 1
    assert "proeve" not in {one.name for one in form_definitions.types(session)}
    assert forms.open_form(session, record.id).filling.state("x").text == "hej"
    form_definitions.accept(session, own)  # taken back
    assert "proeve" in {one.name for one in form_definitions.types(session)}
    with pytest.raises(UserError, match=r"form\.not_the_houses"):
        form_definitions.withdraw(session, "hest")


HOURS = b"""
regelsaet: praktik_nord
regler:
  - id: nord.timer
    blanketter: [virksomhedspraktik]
    gaelder: {fra: 2026-01-01, til: null}
    krav: {udtryk: "timer <= 20"}
    virkning: advarsel
    hjemmel: "Kommunens egen praksis"
    kilde: {navn: "Udvalget", set: 2026-11-01, sikkerhed: K}
    felt: timer
    besked: {da: "Hos os hoejst 20 timer.", en: "20 hours at most with us."}
    eksempler:
      - {navn: "21", udfald: advarsel, vaerdier: {timer: "21:00"}}
"""


def test_a_municipalitys_own_rules_hold_once_they_are_linted(session: Session):
    def broken() -> set[str]:
        opened = forms.open_form(session, form.id)
        return {problem.rule for problem in opened.filling.problems()}

    form = application(session)
    assert "nord.timer" not in broken()
    for bad in (HOURS.replace(b"timer <=", b"tid <="), HOURS.replace(b'"21:00"', b'"19:00"')):
        with pytest.raises(UserError, match=r"form\.unusable"):
            form_definitions.accept(session, bad)
    checked = form_definitions.accept(session, HOURS)
    assert checked.rules and [rule.id for rule in checked.rules.rules] == ["nord.timer"]
    assert "nord.timer" in broken()
    later = HOURS.replace(b"<= 20", b"<= 33")
    form_definitions.accept(session, later.replace(b'"21:00"', b'"34:00"'))
    assert "nord.timer" not in broken()  # the same name: the later file stands
    form_definitions.withdraw(session, "praktik_nord")
    assert "nord.timer" not in broken()


def test_only_a_librarian_takes_into_use_what_everybody_gets(session: Session):
    with session.store.write() as tx:
        tx.set_setting("central.url", "https://central.example")
    for act in (
        lambda: form_definitions.accept(session, HOURS),
        lambda: form_definitions.withdraw(session, "praktik_nord"),
    ):
        with pytest.raises(PolicyDenied, match=r"form\.librarian_only"):
            act()


@pytest.mark.parametrize(
    ("reasons", "code"),
    [
        ({"praktik.forhold": "Ok", "nix": "Ok"}, r"form\.no_such_warning"),
        ({"praktik.forhold": " "}, r"form\.no_reason"),
    ],
)
def test_a_reason_that_cannot_be_given_leaves_no_draft(session: Session, reasons, code):
    given = {**APPLICATION, "ansatte_hoveder": 9, "cpr": CITIZEN.cpr}
    with pytest.raises(UserError, match=code):
        forms.start(session, "virksomhedspraktik", case_id=CASE.id, given=given, reasons=reasons)
    assert forms.list_forms(session, CASE.id) == []


def test_test_persons_are_refused_without_the_flag():
    session = fake_session()
    opened = forms.open_form(session, application(session).id)
    assert {p.rule for p in opened.filling.problems()} == {"form.cpr_replacement"}


def test_the_company_and_the_employers_copy_see_no_cpr_health_or_benefit(session: Session):
    hidden = {"har_skaanehensyn": True, "skaanehensyn_samtykke": True, "skaanehensyn": "Ryggen"}
    opened = forms.open_form(session, application(session, **hidden).id)
    copy = json.dumps(form_sheet.export(session, opened.record.id, employers_copy=True))
    whole = json.dumps(form_sheet.export(session, opened.record.id))
    for secret in (CITIZEN.cpr, "Ryggen", "dagpenge", "LAB6-6"):
        assert secret in whole
        assert secret not in copy


def test_a_form_without_consent_to_tell_is_complete_and_tells_nobody(session: Session):
    said = {"har_skaanehensyn": True, "skaanehensyn_samtykke": False}
    kept_back = {**said, "skaanehensyn_aftale": "borgeren", "skaanehensyn": "Ryggen"}
    opened = forms.open_form(session, application(session, **kept_back).id)
    assert opened.filling.complete
    assert "Ryggen" not in json.dumps(form_sheet.export(session, opened.record.id))
    sheet = form_sheet.filing_sheet(session, opened.record.id)
    assert not [row for row in sheet if "skaane" in row.key]


def test_the_filing_sheet_is_in_order_and_ticked_field_by_field(session: Session):
    form = application(session)
    rows = form_sheet.filing_sheet(session, form.id)
    keys = [row.key for row in rows]
    order = [field.key for field in library.packaged(form.type).fields()]
    assert keys == sorted(keys, key=order.index)
    assert "medregnet" not in keys  # not asked for there
    assert {"cvr", "p_nummer", "cpr", "timer", "formaal_tekst"} <= set(keys)
    form_sheet.tick(session, form.id, "cvr")
    form_sheet.tick(session, form.id, "cpr")
    form_sheet.tick(session, form.id, "cpr", ticked=False)
    ticked = [row.key for row in form_sheet.filing_sheet(session, form.id) if row.ticked]
    assert ticked == ["cvr"]


@pytest.mark.parametrize("means", SignatureMeans)
def test_a_signature_is_of_one_round(session: Session, means: SignatureMeans):
    form = application(session)
    given: Any = signature(form.id, SignatureRole.CITIZEN, means=means)
    with session.store.write() as tx:
        tx.put(given)
        assert forms.signatures_of(tx, form) == [given]


@pytest.mark.parametrize("text", ["Til 710190-5678", "Anders 7101905678 begynder"])
def test_a_form_about_a_company_holds_no_cpr_number(session: Session, text: str):
    record = forms.start(session, "virksomhedsbesoeg", given={"p_nummer": "1012345678"})
    opened = forms.open_form(session, record.id)
    with pytest.raises(UserError, match=r"form\.cpr_in_text"):
        forms.fill(session, opened, "aftaler", text)
    with pytest.raises(UserError, match=r"form\.cpr_in_text"):
        forms.fill(session, opened, "deltagere", [{"navn": text}])
    with pytest.raises(UserError, match=r"form\.cpr_in_text"):
        forms.start(session, "virksomhedsbesoeg", given={"aftaler": text})
    again = forms.open_form(session, record.id)
    assert again.filling.values.get("aftaler") is None
    forms.fill(session, again, "aftaler", "K-4711 begynder mandag")
    forms.fill(session, again, "cvr", "99001232")
    assert again.filling.values["p_nummer"] == "1012345678"  # ten digits, and no citizen
