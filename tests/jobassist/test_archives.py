"""Damaged zips: however one is damaged, it ends in the one error the reader has for it."""

import errno
import io
import random
import zipfile

import pytest

from jobassist.archives import clear_archive_faults
from jobassist.errors import UserError

PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def read(file):
    refused = UserError("model.not_an_archive")
    with clear_archive_faults(refused), zipfile.ZipFile(file) as archive:
        return [archive.read(entry) for entry in archive.infolist()]


def damaged(whole, chance):
    content = bytearray(whole)
    for _ in range(chance.choice([1, 2, 8])):
        tail = max(0, len(content) - 300)  # where the list of members stands
        content[
            chance.choice([chance.randrange(len(content)), chance.randrange(tail, len(whole))])
        ] = chance.randrange(256)
    return content


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_damaged_zip_ends_in_one_error_alone(packing):
    file, chance = io.BytesIO(), random.Random(packing)
    members = {"æ.bin": chance.randbytes(700) + b"abc" * 200, "b.json": b"{}"}
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    whole, refused = file.getvalue(), 0
    for _ in range(200):
        try:
            read(io.BytesIO(damaged(whole, chance)))
        except UserError:
            refused += 1
    assert refused > 100


def test_what_the_disk_does_stays_the_disks():
    with (
        pytest.raises(OSError, match="full"),
        clear_archive_faults(UserError("model.not_an_archive")),
    ):
        raise OSError(errno.ENOSPC, "full")
