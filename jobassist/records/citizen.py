"""Citizens."""

from jobassist.records.declare import Record, Scope, field, record


@record("citizen", scope=Scope.CASE, search=("given_name", "family_name", "cpr"))
class Citizen(Record):
    """A citizen with a case. Everything here is personal data.

    `cpr` is ten digits without hyphen. Test persons carry the replacement form, day + 60
    (DOMAIN.md §8); modulus 11 is never required (cpr.dk, since 1-10-2007).
    """

    cpr: str = field(personal=True)
    given_name: str = field(personal=True, partner=True)
    family_name: str = field(personal=True, partner=True)
    address: str = field(personal=True, default="")
    phone: str = field(personal=True, partner=True, default="")
    email: str = field(personal=True, partner=True, default="")
    benefit: str = field(personal=True, default="")
    target_group: str = field(personal=True, default="")
    protected_address: bool = field(personal=True, default=False)

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def masked_cpr(self) -> str:
        """The CPR number as it may stand on a screen: birth date, then four dots."""
        return f"{self.cpr[:6]}-••••"
