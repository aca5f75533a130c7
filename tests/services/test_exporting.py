"""Where things may be saved is the organisation's to say."""

import pytest

from jobassist.errors import PolicyDenied
from jobassist.services.exporting import may_save
from jobassist.settings import Settings


def test_without_a_policy_every_folder_will_do(tmp_path):
    may_save(Settings(), tmp_path / "brev.pdf")


def test_only_the_named_folders_and_what_is_in_them(tmp_path, monkeypatch):
    monkeypatch.setenv("CASE_DRIVE", str(tmp_path / "drive"))
    settings = Settings(policy={"export_folders": f"{tmp_path}/inbox; $CASE_DRIVE"})
    may_save(settings, tmp_path / "inbox" / "brev.pdf")
    may_save(settings, tmp_path / "drive" / "deep" / "brev.pdf")
    for outside in ("brev.pdf", "inbox/../brev.pdf", "inbox2/brev.pdf"):
        with pytest.raises(PolicyDenied, match=r"export\.not_there"):
            may_save(settings, tmp_path / outside)


def test_a_link_in_an_allowed_folder_leads_nowhere_else(tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "inbox" / "link").symlink_to(tmp_path / "elsewhere")
    settings = Settings(policy={"export_folders": f"{tmp_path}/inbox"})
    with pytest.raises(PolicyDenied):
        may_save(settings, tmp_path / "inbox" / "link" / "brev.pdf")
