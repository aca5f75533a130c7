"""Bodies that come compressed, unpacked no further than a body may be long."""

import io
import zlib

import zstandard

from central.refusal import RequestRefused
from jobassist.sync.wire import MAX_BODY_BYTES

_GZIP = 31  # zlib's number for gzip with the largest window
_WINDOW_BYTES = 8 * 1024 * 1024


def unpacked(body: bytes, encoding: str) -> bytes:
    """The body as it was before `Content-Encoding`.

    Raises: RequestRefused `encoding` (unknown), `malformed` (broken), `too_large`.
    """
    if encoding in ("", "identity"):
        return body
    try:
        if encoding == "gzip":
            unpacking = zlib.decompressobj(_GZIP)
            whole = unpacking.decompress(body, MAX_BODY_BYTES + 1)
            broken = not unpacking.eof and len(whole) <= MAX_BODY_BYTES
        elif encoding == "zstd":
            unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES)
            with unpacker.stream_reader(io.BytesIO(body)) as reader:
                whole, broken = reader.read(MAX_BODY_BYTES + 1), False
        else:
            raise RequestRefused(415, "encoding")
    except (zlib.error, zstandard.ZstdError):
        raise RequestRefused(422, "malformed") from None
    if broken:
        raise RequestRefused(422, "malformed")
    if len(whole) > MAX_BODY_BYTES:
        raise RequestRefused(413, "too_large")
    return whole
