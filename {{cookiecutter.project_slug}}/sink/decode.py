"""Undo the content encodings that Sentry's SDKs use, making a bounded number of bytes."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli

MAX_DECODED = 32 * 1024 * 1024
MAX_LAYERS = 3


class DecodeError(ValueError):
    """A body that does not decode; the message is one line for the sender."""


def _inflate(data: bytes, limit: int, window: int) -> bytes:
    inflater = zlib.decompressobj(window)
    decoded = inflater.decompress(data, limit + 1)
    if len(decoded) <= limit and not inflater.eof:
        msg = "the compressed body ends too early"
        raise DecodeError(msg)
    return decoded


def _gunzip(data: bytes, limit: int) -> bytes:
    return _inflate(data, limit, zlib.MAX_WBITS | 16)


def _undeflate(data: bytes, limit: int) -> bytes:
    # "deflate" means the zlib format, but raw deflate is seen as well.
    try:
        return _inflate(data, limit, zlib.MAX_WBITS)
    except zlib.error:
        return _inflate(data, limit, -zlib.MAX_WBITS)


def _unbrotli(data: bytes, limit: int) -> bytes:
    decompressor = brotli.Decompressor()
    decoded = bytearray(decompressor.process(data, output_buffer_limit=limit + 1))
    while len(decoded) <= limit and not decompressor.is_finished():
        piece = decompressor.process(b"", output_buffer_limit=limit + 1)
        if not piece:
            msg = "the compressed body ends too early"
            raise DecodeError(msg)
        decoded += piece
    return bytes(decoded)


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _undeflate,
    "br": _unbrotli,
}


def decode(data: bytes, content_encoding: str, limit: int = MAX_DECODED) -> bytes:
    """Return ``data`` with each layer of ``content_encoding`` undone, or raise."""
    layers = [name.strip().lower() for name in content_encoding.split(",")]
    layers = [name for name in layers if name not in ("", "identity")]
    if len(layers) > MAX_LAYERS:
        msg = f"more than {MAX_LAYERS} content encodings"
        raise DecodeError(msg)
    for name in reversed(layers):
        decoder = _DECODERS.get(name)
        if decoder is None:
            msg = "unknown content encoding; accepted: gzip, deflate, br"
            raise DecodeError(msg)
        try:
            data = decoder(data, limit)
        except (zlib.error, brotli.error) as error:
            msg = f"the body is not valid {name}"
            raise DecodeError(msg) from error
        if len(data) > limit:
            msg = f"the body decompresses to more than {limit} bytes"
            raise DecodeError(msg)
    return data
