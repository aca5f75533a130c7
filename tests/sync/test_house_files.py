"""The municipality's own forms and rules: a librarian's to accept, everybody's to use."""

from jobassist.ids import new_id
from jobassist.records import HouseFile, HouseFileKind
from jobassist.services import form_definitions, forms
from tests.services.test_forms import HOURS
from tests.sync.laptop import new_laptop

FORM = """
blanket: kantine
titel: {da: "Kantine", en: "Canteen"}
om: virksomhed
gyldig: {fra: 2026-01-01}
sektioner:
  - noegle: a
    titel: {da: "A", en: "A"}
    felter:
      - {noegle: x, type: tekst, etiket: {da: "X", en: "X"}}
"""


def test_what_a_librarian_accepts_reaches_everybody_in_its_version(central):
    mette, lis = new_laptop(central), new_laptop(central, "Lis", "librarian")
    form_definitions.accept(lis.session, FORM.encode())
    form_definitions.accept(lis.session, HOURS)
    for laptop in (lis, mette):
        assert laptop.sync().quarantined == 0
    assert "kantine" in {one.name for one in form_definitions.types(mette.session)}
    with mette.session.store.read() as tx:
        assert "praktik_nord" in {one.name for one in form_definitions.rulesets(tx)}
    form = forms.start(mette.session, "kantine", given={"x": "hej"})
    mette.sync()
    form_definitions.withdraw(lis.session, "kantine")
    for laptop in (lis, mette):
        assert laptop.sync().quarantined == 0
    assert "kantine" not in {one.name for one in form_definitions.types(mette.session)}
    for laptop in (lis, mette):
        assert forms.open_form(laptop.session, form.id).filling.state("x").text == "hej"


def test_the_central_takes_a_form_from_nobody_else_and_none_that_is_not_its_version(central):
    mette, lis = new_laptop(central), new_laptop(central, "Lis", "librarian")
    for laptop, version in ((mette, None), (lis, "0" * 64)):
        made = {
            "id": new_id(),
            "kind": HouseFileKind.FORM,
            "name": "kantine",
            "version": version or form_definitions.version_of(FORM.encode()),
            "text": FORM,
            "accepted_by": laptop.session.user.id,
            "accepted_at": laptop.session.clock.now(),
        }
        laptop.put(HouseFile(**made))
        assert laptop.sync().quarantined == 1
        (kept,) = laptop.session.store.read().__enter__().kept()
        assert kept.why == "quarantined"
