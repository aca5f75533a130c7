"""What decides for everybody comes in under the central's signature only and never goes back."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.epochs import begin_anew
from central.keys import SigningKey
from central.vouching import vouch
from jobassist.errors import EnvironmentFault
from jobassist.ids import new_id
from jobassist.records import Phrase, Term, User
from jobassist.sync.wire import Certificate
from tests.fakes.central import FakeCentral
from tests.sync.laptop import Laptop, new_laptop


class Meddling:
    """A central whose pages somebody changes on the way."""

    def __init__(self, central, change):
        self._central, self._change = central, change

    def __getattr__(self, name):
        return getattr(self._central, name)

    def page(self, scope, after):
        page = self._central.page(scope, after)
        return page.model_copy(update={"rows": tuple(self._change(row) for row in page.rows)})


def met_by(laptop, change):
    return Laptop(laptop.session, Meddling(laptop.central, change))


def refused(laptop):
    with pytest.raises(EnvironmentFault) as fault:
        laptop.sync()
    return fault.value.code


@pytest.fixture
def lis(central):
    return new_laptop(central, "Lis", "librarian")


@pytest.fixture
def mette(central, lis):
    """She has the library's text, in its first version."""
    lis.put(Phrase(id=new_id(), key="hilsen", title="Hilsen", body="Goddag"))
    lis.sync()
    mette = new_laptop(central)
    mette.sync()
    assert text(mette) == "Goddag"
    return mette


def text(laptop):
    return laptop.find(Phrase, key="hilsen")[0].body


def change(lis, body):
    lis.change(Phrase, lis.find(Phrase, key="hilsen")[0].id, body=body)
    lis.sync()


def resigned(row, **said):
    return row.model_copy(update={"vouched": row.vouched.model_copy(update=said)})


def of_text(make):
    return lambda row: make(row) if row.kind == "phrase" else row


def swapped(row):
    """One letter of what was signed is another."""
    return resigned(row, statement=row.vouched.statement.replace("Farvel", "Farvet"))


def unsigned(row):
    return row.model_copy(update={"vouched": None})


def another_record(row):
    return row.model_copy(update={"id": new_id()})


def another_revision(row):
    return row.model_copy(update={"rev": row.rev + 7})


def no_signature(row):
    return resigned(row, signature="")


def anothers_key(row):
    """A whole and true signature, by a key that this laptop has never heard of."""
    other = SigningKey(Ed25519PrivateKey.generate(), "", None)
    certificate = Certificate(
        statement=row.vouched.statement,
        signature=other.sign(row.vouched.statement.encode()),
        central_key=other.public,
    )
    return row.model_copy(update={"vouched": certificate})


@pytest.mark.parametrize(
    "meddle",
    [swapped, unsigned, another_record, another_revision, no_signature, anothers_key],
)
def test_what_was_not_signed_so_replaces_nothing_and_holds_up_nothing_else(
    central, lis, mette, meddle
):
    change(lis, "Farvel")
    lis.put(Phrase(id=new_id(), key="ny", title="Ny", body="Farvel"))
    central.new_user("Ole")
    lis.sync()
    assert refused(met_by(mette, of_text(meddle))) == "sync.not_vouched"
    assert text(mette) == "Goddag" and not mette.find(Phrase, key="ny")
    assert mette.find(User, name="Ole")
    assert refused(met_by(mette, of_text(meddle))) == "sync.not_vouched"  # told until it is mended
    mette.sync()
    assert text(mette) == "Farvel" and mette.find(Phrase, key="ny")


def test_only_what_was_signed_is_read(lis, mette):
    def beside(row):
        return row.model_copy(update={"fields": {**row.fields, "body": "Andet"}})

    change(lis, "Farvel")
    met_by(mette, of_text(beside)).sync()
    assert text(mette) == "Farvel"


def test_an_old_version_played_again_is_refused(lis, mette):
    kept = {}

    def keep(row):
        kept.setdefault(row.id, row)
        return row

    change(lis, "Farvel")
    met_by(mette, of_text(keep)).sync()
    assert text(mette) == "Farvel"
    change(lis, "På gensyn")

    def replay(row):
        return kept[row.id].model_copy(update={"seq": row.seq})

    def replay_as_the_next(row):
        return row.model_copy(update={"vouched": kept[row.id].vouched})

    for meddle in (replay, replay_as_the_next):
        assert refused(met_by(mette, of_text(meddle))) == "sync.not_vouched"
        assert text(mette) == "Farvel"
    with mette.session.store.sync() as tx:
        tx.apply("organisation", [], 0)  # asked for from the beginning: the old one fits its place
    first = kept[lis.find(Phrase, key="hilsen")[0].id]

    def put_back(row):
        return first if row.id == first.id else row

    class Stale(Meddling):
        def page(self, scope, after):
            page = self._central.page(scope, after)
            rows = sorted((put_back(row) for row in page.rows), key=lambda row: row.seq)
            return page.model_copy(update={"rows": tuple(rows)})

    assert text(mette) == "Farvel" and first.rev == 2
    change(lis, "Vi ses")
    mette.sync()
    with mette.session.store.sync() as tx:
        tx.set_setting("central.etag", None)
        tx.apply("organisation", [], 0)
    assert refused(Laptop(mette.session, Stale(mette.central, None))) == "sync.not_vouched"
    assert text(mette) == "Vi ses"
    change(lis, "På gensyn")
    mette.sync()
    assert text(mette) == "På gensyn"


def test_a_restored_central_may_go_back_and_what_it_signed_before_is_worth_nothing(
    central, database, database_url, lis, mette
):
    kept = {}

    def keep(row):
        kept[row.id] = row
        return row

    change(lis, "Farvel")
    met_by(mette, of_text(keep)).sync()
    begin_anew(database, central._identity.folder)
    restored = FakeCentral(database, database_url)
    change(Laptop(lis.session, restored.with_token(lis.central._token)), "Velkommen")
    later = Laptop(mette.session, restored.with_token(mette.central._token))

    def replay(row):
        return kept[row.id].model_copy(update={"seq": row.seq})

    assert refused(met_by(later, of_text(replay))) == "sync.not_vouched"
    later.sync()
    assert text(later) == "Velkommen"


def test_a_history_that_has_ended_is_not_believed_again(mette):
    with mette.session.store.sync() as tx:
        ended = tx.setting("central.epoch")
        tx.set_setting("vouched.past", f'["{ended}"]')
        tx.set_setting("central.etag", None)
        for scope in tx.scopes():
            tx.apply(scope, [], 0)
    assert refused(mette) == "sync.not_vouched"
    assert text(mette) == "Goddag"


def test_a_text_that_is_taken_away_must_be_signed_too(central, database, mette):
    def gone(row):
        return row.model_copy(update={"fields": None})

    with mette.session.store.sync() as tx:
        tx.set_setting("central.etag", None)
        tx.apply("organisation", [], 0)
    met_by(mette, of_text(gone)).sync()  # what was signed says that it is there
    assert text(mette) == "Goddag"


def test_the_words_of_the_house_are_signed_and_a_colleague_is_not(central, database, lis):
    lis.put(Term(id=new_id(), spoken="k c", written="KC"))
    lis.sync()
    rows = {row.kind: row for row in lis.central.page("organisation", 0).rows}
    assert rows["term"].vouched is not None and rows["user"].vouched is None


def test_who_was_enrolled_under_the_first_key_is_answered_with_it(central, database, lis, mette):
    from central import keys

    identity = central._identity
    known = identity.keys.present.public
    keys.rotate(identity.folder, identity.id, identity.keys)
    change(lis, "Farvel")
    mette.sync()
    assert text(mette) == "Farvel"
    with database.read() as tx:
        page = mette.central.page("organisation", 0)
        stripped = [unsigned(row) for row in page.rows]
        again = vouch(
            tx,
            identity,
            mette.session.device.id,
            page.model_copy(update={"rows": tuple(stripped)}),
        )
    assert {row.vouched.central_key for row in again.rows if row.vouched} == {known}
