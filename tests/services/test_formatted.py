"""Formatted text for other systems: paragraphs and lists; nothing is markup by accident."""

from dataclasses import replace

from jobassist.ports.access import Access
from jobassist.services import formatted, notes
from tests.fakes.session import CASE, fake_session
from tests.services.test_letters import session_with_text, written


def test_paragraphs_lists_and_lines():
    made = formatted.formatted("Samtale", "Talt med:\nAnders\n\n- cv\n- pas\n\nSlut")
    assert made.plain == "Samtale\n\nTalt med:\nAnders\n\n- cv\n- pas\n\nSlut"
    assert made.html == (
        "<h1>Samtale</h1><p>Talt med:<br>Anders</p><ul><li>cv</li><li>pas</li></ul><p>Slut</p>"
    )


def test_nothing_written_is_markup():
    made = formatted.formatted("<b>x</b>", "<img src=//ude> & 'a'\n\n\n \n")
    assert "<img" not in made.html and "&lt;img src=//ude&gt; &amp; &#x27;a&#x27;" in made.html
    assert made.html.startswith("<h1>&lt;b&gt;x")
    assert formatted.formatted("", "").html == ""


def test_a_letter_has_recipient_day_and_sender_and_copying_it_is_logged():
    session = session_with_text()
    letter = written(session)
    made = formatted.copy_letter(session, letter.id)
    assert made.plain.startswith("Anders Østergaard\nSkippergade 15\n9900 Frederikshavn\n\n20. nov")
    assert made.plain.endswith("Mette Holm\n98 45 00 00")
    assert "<h1>Indkaldelse til samtale</h1><p>Kære Anders</p>" in made.html
    with session.store.read() as tx:
        assert tx.accesses(action=Access.EXTRACT)


def test_a_note_is_copied_with_its_title():
    session = fake_session()
    note = notes.new_draft(session, CASE.id, "Talt med borger.")
    with session.store.write() as tx:
        tx.put(replace(note, title="Jobsamtale"))
    assert formatted.copy_note(session, note.id).plain == "Jobsamtale\n\nTalt med borger."
