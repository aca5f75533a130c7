"""The furthest a device's store has come, on both databases."""

from central import anchor
from jobassist.ids import new_id


def test_the_furthest_is_kept_and_told_back(database):
    device = new_id()
    assert anchor.keep(database, device, "1.10.2") == "1.10.2"
    assert anchor.keep(database, device, "1.9.2") == "1.10.2"
    assert anchor.keep(database, device, "1.100.1") == "1.100.1"
    assert anchor.keep(database, device, "2.1.1") == "2.1.1"  # a new data key begins anew
    assert anchor.keep(database, device, "1.200.1") == "2.1.1"
    assert anchor.keep(database, new_id(), "1.1.1") == "1.1.1"


def test_what_was_restored_knowingly_is_where_it_goes_on_from(database):
    device = new_id()
    anchor.keep(database, device, "3.50.4")
    assert anchor.keep(database, device, "1.7.5; accepted") == "1.7.5"
    assert anchor.keep(database, device, "1.6.5") == "1.7.5"
