"""What reading a damaged or foreign zip ends in, as one error: the format's own are many."""

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from lzma import LZMAError

from jobassist.errors import AppError

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    EOFError,
    KeyError,  # a member that is not there
    NotImplementedError,  # a way of packing that nobody knows
    RuntimeError,  # a member that says it is encrypted
    ValueError,  # a name in no encoding
)


@contextmanager
def clear_archive_faults(otherwise: AppError) -> Iterator[None]:
    """Raise `otherwise` for whatever a damaged zip ends in; what the disk does stays an OSError.

    Beside reading and writing files the block must do nothing that may fail as zip files do.
    """
    try:
        yield
    except _DAMAGED:
        raise otherwise from None
    except OSError as error:
        # A place before the file's beginning, or bzip2's complaint, which has no number.
        if error.errno not in (None, errno.EINVAL):
            raise
        raise otherwise from None
