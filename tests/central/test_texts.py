"""Standard texts at the central: proposed by many, approved by a librarian, private ones alone."""

import pytest

from central import admin, feed
from jobassist.ids import new_id
from jobassist.records import Role
from tests.central.pushing import actor, outcome, sent


@pytest.fixture
def people(database, database_url):
    def one(name: str, role: Role):
        return actor(admin.user_add(database_url, name)["user"], role)

    return one("Mette", Role.CASEWORKER), one("Jonas", Role.CASEWORKER), one("Lis", Role.LIBRARIAN)


def held(database, scope, id):
    with database.read() as tx:
        return [row.fields for row in feed.page(tx, scope, 0, 100).rows if row.id == id]


def test_a_text_is_a_draft_until_a_librarian_approves_it(database, people):
    mette, jonas, lis = people
    id = new_id()
    text = {"key": "jn-a", "title": "A", "body": "Hej", "author_id": mette.user_id}
    assert outcome(database, mette, sent("phrase", id, **text, approved_by=mette.user_id)) in (
        "applied",
        "merged",
    )
    (fields,) = held(database, "organisation", id)
    assert (fields["state"], fields["approved_by"]) == ("draft", None)
    assert outcome(database, jonas, sent("phrase", id, 1, body="Mit")) == "forbidden"
    outcome(database, mette, sent("phrase", id, 1, body="Bedre", state="approved"))
    (fields,) = held(database, "organisation", id)
    assert (fields["state"], fields["body"]) == ("draft", "Bedre")
    approve = sent("phrase", id, 2, state="approved", approved_by=lis.user_id)
    assert outcome(database, lis, approve) == "applied"
    assert outcome(database, mette, sent("phrase", id, 3, body="Ændret")) == "forbidden"
    assert held(database, "organisation", id)[0]["state"] == "approved"


def test_a_private_text_reaches_its_owner_alone(database, people):
    mette, jonas, _ = people
    id = new_id()
    text = {"key": "min", "title": "Min", "body": "Hej", "owner_id": mette.user_id}
    assert outcome(database, jonas, sent("private_phrase", id, **text)) == "forbidden"
    assert outcome(database, mette, sent("private_phrase", id, **text)) == "applied"
    assert held(database, "organisation", id) == []
    assert held(database, f"user:{jonas.user_id}", id) == []
    assert len(held(database, f"user:{mette.user_id}", id)) == 1


def test_words_of_the_house_are_a_librarians(database, people):
    mette, _, lis = people
    id = new_id()
    word = {"spoken": "k c", "written": "KC"}
    assert outcome(database, mette, sent("term", new_id(), **word)) == "forbidden"
    assert outcome(database, lis, sent("term", id, **word)) == "applied"
    assert outcome(database, mette, sent("term", id, 1, written="Andet")) == "forbidden"
    assert outcome(database, lis, sent("term", id, 1, withdrawn=True)) == "applied"
