"""What IT publishes at the central is on every laptop under its signature, a policy in force."""

import pytest

from central import publishing
from jobassist.errors import EnvironmentFault, PolicyDenied, UserError
from jobassist.ids import new_id
from jobassist.records import HouseFile, HouseFileKind, Phrase, PhraseVersion
from jobassist.services import form_definitions, house_policy
from jobassist.services.form_definitions import version_of
from jobassist.settings import Settings
from tests.services.test_forms import HOURS
from tests.sync.laptop import Laptop, new_laptop
from tests.sync.test_house_files import FORM
from tests.sync.test_vouched import Meddling

POLICY = '{"locked": {"idle_minutes": 2}, "recommended": {"appeal_weeks": 6}}'


@pytest.fixture
def mette(central):
    laptop = new_laptop(central)
    laptop.session.settings = Settings()
    return laptop


def synced(laptop):
    laptop.sync()
    house_policy.apply(laptop.session)
    return laptop.session.settings


def test_a_form_and_rules_are_used_until_they_are_withdrawn(central, database_url, mette):
    publishing.file(database_url, "form", "kantine", FORM)
    publishing.file(database_url, "rules", "praktik_nord", HOURS.decode())
    mette.sync()
    assert "kantine" in {one.name for one in form_definitions.types(mette.session)}
    with mette.session.store.read() as tx:
        assert "praktik_nord" in {one.name for one in form_definitions.rulesets(tx)}
    assert publishing.withdraw(database_url, "form", "kantine")["withdrawn"] == 1
    mette.sync()
    assert "kantine" not in {one.name for one in form_definitions.types(mette.session)}
    with pytest.raises(UserError, match=r"central\.not_published"):
        publishing.withdraw(database_url, "form", "kantine")


def test_the_same_file_again_changes_nothing_and_an_earlier_one_comes_back_as_a_new_revision(
    central, database_url, mette
):
    first = publishing.file(database_url, "policy", "policy", POLICY)
    assert publishing.file(database_url, "policy", "policy", POLICY) == first
    publishing.file(database_url, "policy", "policy", '{"locked": {"idle_minutes": 3}}')
    assert synced(mette)["idle_minutes"] == 3
    again = publishing.file(database_url, "policy", "policy", POLICY)
    assert again["version"] == first["version"] and again["rev"] > first["rev"]
    assert synced(mette)["idle_minutes"] == 2
    assert [one["withdrawn"] for one in publishing.listed(database_url)] == [False, True]


def test_a_policy_stands_over_the_users_choice_and_under_the_machines(database_url, mette):
    settings = mette.session.settings
    settings.choose("idle_minutes", 4)
    publishing.file(database_url, "policy", "policy", POLICY)
    assert synced(mette)["idle_minutes"] == 2 and settings["appeal_weeks"] == 6
    assert settings.locked("idle_minutes") and not settings.locked("appeal_weeks")
    with pytest.raises(PolicyDenied):
        settings.choose("idle_minutes", 4)
    settings.choose("appeal_weeks", 5)
    assert settings["appeal_weeks"] == 5
    settings.policy = {"idle_minutes": 1}
    assert settings["idle_minutes"] == 1
    settings.policy = {}
    publishing.withdraw(database_url, "policy", "policy")
    assert synced(mette)["idle_minutes"] == 4


def test_a_policy_never_says_whom_the_computer_trusts_and_unknown_keys_are_passed_over(
    database_url, mette
):
    text = """{"locked": {"escrow_public_key": "", "proxy": "direct", "model_dir": "/x",
        "central_url": "https://other", "of_tomorrow": 1, "theme": "dark", "idle_minutes": 99,
        "clipboard_seconds": 20}, "recommended": {"diagnostics": false}}"""
    publishing.file(database_url, "policy", "policy", text)
    synced(mette)
    assert mette.session.settings.of_central == {"clipboard_seconds": 20}
    assert mette.session.settings.central_recommends == {}


def test_a_policy_that_was_tampered_with_leaves_the_last_good_one_in_force(database_url, mette):
    publishing.file(database_url, "policy", "policy", POLICY)
    assert synced(mette)["idle_minutes"] == 2
    publishing.file(database_url, "policy", "policy", '{"locked": {"idle_minutes": 3}}')

    def other(row):
        if row.kind != "house_file":
            return row
        said = row.vouched.statement.replace("idle_minutes", "idle_minutex")
        return row.model_copy(
            update={"vouched": row.vouched.model_copy(update={"statement": said})}
        )

    met = Laptop(mette.session, Meddling(mette.central, other))
    with pytest.raises(EnvironmentFault, match=r"sync\.not_vouched"):
        met.sync()
    house_policy.apply(mette.session)
    assert mette.session.settings["idle_minutes"] == 2
    assert synced(mette)["idle_minutes"] == 3


def test_no_device_makes_a_policy_and_no_librarian_withdraws_one(central, database_url):
    lis = new_laptop(central, "Lis", "librarian")
    lis.session.settings = Settings()
    publishing.file(database_url, "policy", "policy", POLICY)
    synced(lis)
    with pytest.raises(UserError, match=r"form\.not_the_houses"):
        form_definitions.withdraw(lis.session, "policy")
    text = '{"locked": {"idle_minutes": 5}}'
    own = HouseFile(
        id=new_id(),
        kind=HouseFileKind.POLICY,
        name="policy",
        version=version_of(text.encode()),
        text=text,
        accepted_by=lis.session.user.id,
        accepted_at=lis.session.clock.now(),
    )
    lis.put(own)
    house_policy.apply(lis.session)
    assert lis.session.settings["idle_minutes"] == 2  # its own is none
    (published,) = [one for one in lis.find(HouseFile) if one.id != own.id]
    lis.change(HouseFile, published.id, withdrawn=True)
    assert lis.sync().quarantined == 2
    house_policy.apply(lis.session)
    assert lis.session.settings["idle_minutes"] == 2


def test_texts_are_added_changed_in_a_new_version_and_left_alone(database_url, mette):
    given = {"key": "hilsen", "title": "Hilsen", "category": "Brev", "body": "Goddag"}
    told = {"added": 1, "changed": 0, "unchanged": 0}
    assert publishing.texts(database_url, [given]) == told
    assert publishing.texts(database_url, [given]) == {**told, "added": 0, "unchanged": 1}
    mette.sync()
    changed = publishing.texts(database_url, [{**given, "body": "Hej"}])
    assert changed == {**told, "added": 0, "changed": 1}
    mette.sync()
    (text,) = mette.find(Phrase)
    (before,) = mette.find(PhraseVersion)
    assert (text.body, text.version, before.body, before.version) == ("Hej", 2, "Goddag", 1)
    publishing.texts(database_url, [{**given, "unit": "Nord"}])  # a team's own text of that key
    assert publishing.withdraw(database_url, "text", "hilsen")["withdrawn"] == 2
    mette.sync()
    assert mette.find(Phrase)[0].valid_to is not None
