"""What the merge fields of a standard text stand for, in one case on one day."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import Case, CaseAssignment, Citizen, PhraseText, User
from jobassist.services import law
from jobassist.services.danish import danish_date, read_date
from jobassist.services.days import counted_from, deadline, modified_day
from jobassist.services.grammar import modified, own, pronoun_of, third_person, your
from jobassist.session import Session

_LETTER = "Brev"
_HEARING = re.compile("partshør", re.IGNORECASE)
_EVENT = "samtale.dato"


@dataclass(slots=True)
class CaseValues:
    """Looks a field's value up when it is asked for. `given` goes before what the store knows.

    `text` is the standard text that is being written: only a letter is dated today, and only a
    letter or a hearing has the usual deadline. The law is that of the event's day: `given`'s
    talk, or today.
    """

    session: Session
    tx: Reader
    case: Case
    given: Mapping[str, str]
    text: PhraseText
    _looked_up: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, text: PhraseText) -> "CaseValues":
        """The same case for another text; what does not depend on the text is not read again."""
        kept = {name: known for name, known in self._looked_up.items() if name not in _BY_TEXT}
        return CaseValues(self.session, self.tx, self.case, self.given, text, kept)

    def get(self, name: str) -> str:
        """The field's text; empty when it is not known."""
        value = self.given.get(name) or self._known(name)
        if value:
            return value
        base, _, modifier = name.rpartition(".")
        if "." not in base:
            return ""
        value = self.get(base)
        return (modified(value, modifier) or modified_day(value, modifier)) if value else ""

    def _known(self, name: str) -> str:
        look_up = _GROUPS.get(name.partition(".")[0])
        if look_up is None:
            return counted_from(self._today(), name)
        if look_up.__name__ not in self._looked_up:
            self._looked_up[look_up.__name__] = look_up(self)
        return self._looked_up[look_up.__name__].get(name, "") or counted_from(self._today(), name)

    def _today(self) -> date:
        return danish_day(self.session.clock.now())

    def _event(self) -> date:
        return read_date(self.given.get(_EVENT, "")) or self._today()

    def _days(self) -> dict[str, str]:
        today = self._today()
        is_letter = self.text.category == _LETTER
        is_hearing = bool(_HEARING.search(self.text.title + self.text.body))
        return {
            "dags.dato": danish_date(today),
            "brev.dato": danish_date(today) if is_letter else "",
            "frist.dato": deadline(today) if is_letter or is_hearing else "",
        }

    def _office(self) -> dict[str, str]:
        user, settings = self.session.user, self.session.settings
        return {
            "sagsbehandler.navn": user.name,
            "sagsbehandler.enhed": user.org_unit,
            "sagsbehandler.telefon": user.phone,
            "sagsbehandler.email": user.email,
            "kommune.navn": str(settings["municipality_name"]),
            "kontor.navn": str(settings["office_name"]),
            "klage.frist_uger": str(settings["appeal_weeks"]),
        }

    def _law(self) -> dict[str, str]:
        return {"lov.henvisning": law.reference(self.text.key, self._event())}

    def _talk(self) -> dict[str, str]:
        return {"samtale.ugedag": modified_day(self.given.get(_EVENT, ""), "ugedag")}

    def _case(self) -> dict[str, str]:
        case, users = self.case, {user.id: user.name for user in self.tx.find(User)}
        here = self.tx.find(CaseAssignment, case_id=case.id)
        names = {users.get(a.user_id, "") for a in here if a.to_day is None}
        first = case.first_contact_on
        return {
            "sag.nummer": case.number,
            "sag.aabnet": danish_date(case.opened_on),
            "sag.henvendelsesdato": danish_date(first) if first else "",
            "sag.medarbejdere": ", ".join(sorted(name for name in names if name)),
            "tovholder.navn": users.get(case.coordinator_id, ""),
        }

    def _citizen(self) -> dict[str, str]:
        citizen = self.tx.get(Citizen, self.case.citizen_id)
        pronoun = self.given.get("borger.pronomen") or pronoun_of(citizen.cpr)
        forms = third_person(pronoun)
        return {
            "borger.navn": citizen.name,
            "borger.fornavn": citizen.given_name,
            "borger.efternavn": citizen.family_name,
            "borger.cpr": f"{citizen.cpr[:6]}-{citizen.cpr[6:]}",
            "borger.adresse": "" if citizen.protected_address else citizen.address,
            "borger.telefon": citizen.phone,
            "borger.email": citizen.email,
            "borger.ydelse": citizen.benefit,
            "borger.ydelse_med_din": your(citizen.benefit),
            "borger.ydelse_med_sin": own(citizen.benefit),
            "borger.maalgruppe": law.target_group(citizen.target_group, self._event()),
            **{f"borger.{name}": form for name, form in forms.items()},
        }


_BY_TEXT = (CaseValues._days.__name__, CaseValues._law.__name__)
_GROUPS: dict[str, Callable[[CaseValues], dict[str, str]]] = {
    **dict.fromkeys(("dags", "brev", "frist"), CaseValues._days),
    **dict.fromkeys(("sagsbehandler", "kommune", "kontor", "klage"), CaseValues._office),
    **dict.fromkeys(("sag", "tovholder"), CaseValues._case),
    "borger": CaseValues._citizen,
    "lov": CaseValues._law,
    "samtale": CaseValues._talk,
}
