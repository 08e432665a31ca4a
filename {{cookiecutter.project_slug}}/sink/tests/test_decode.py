"""Content encodings: undone, bounded, and refused with one line."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest

from sink.decode import DecodeError, decode

BODY = b'{"event_id":"0"}\n' * 2000


def _raw_deflate(data: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflater.compress(data) + deflater.flush()


ENCODED = [
    ("", BODY),
    ("identity", BODY),
    ("gzip", gzip.compress(BODY)),
    ("GZIP", gzip.compress(BODY)),
    ("deflate", zlib.compress(BODY)),
    ("deflate", _raw_deflate(BODY)),
    ("br", brotli.compress(BODY)),
    ("gzip, br", brotli.compress(gzip.compress(BODY))),
]


@pytest.mark.parametrize(("encoding", "data"), ENCODED)
def test_each_encoding_is_undone(encoding: str, data: bytes) -> None:
    assert decode(data, encoding) == BODY


@pytest.mark.parametrize(
    ("encoding", "data"), [pair for pair in ENCODED if pair[0] not in ("", "identity")]
)
def test_a_bomb_is_refused_before_it_is_made(encoding: str, data: bytes) -> None:
    with pytest.raises(DecodeError, match="decompresses to more than 1000 bytes"):
        decode(data, encoding, limit=1000)


def test_a_real_bomb_costs_no_more_than_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with pytest.raises(DecodeError, match="more than 4096"):
        decode(bomb, "gzip", limit=4096)


@pytest.mark.parametrize(
    ("encoding", "data"), [(e, d) for e, d in ENCODED if e in ("gzip", "deflate", "br")]
)
def test_a_body_that_ends_early_is_refused(encoding: str, data: bytes) -> None:
    with pytest.raises(DecodeError):
        decode(data[: len(data) // 2], encoding)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_garbage_is_refused(encoding: str) -> None:
    with pytest.raises(DecodeError):
        decode(b"certainly not compressed", encoding)


def test_unknown_and_stacked_encodings_are_refused() -> None:
    with pytest.raises(DecodeError, match="unknown content encoding"):
        decode(BODY, "zstd")
    with pytest.raises(DecodeError, match="more than 3"):
        decode(BODY, "gzip, gzip, gzip, gzip")
