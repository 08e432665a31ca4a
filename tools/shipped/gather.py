"""Gather the words of all libraries and engines, each with the places that say it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dev.words import python_source, script_source
from dev.words.gather import spoken

from shipped import engine_strings, library_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PACKAGES: Final = (
    *("django", "rest_framework", "celery", "kombu", "amqp", "billiard", "vine", "psycopg", "redis", "asgiref"),
    *("django_filters", "drf_spectacular", "sqlparse", "gunicorn", "environ", "sentry_sdk", "urllib3", "certifi"),
    *("jsonschema", "yaml", "click", "dateutil", "packaging", "referencing", "uritemplate", "inflection", "tzlocal"),
)
NODE_PACKAGES: Final = (
    "next/dist",
    "react/cjs",
    "react-dom/cjs",
    "@sentry",
    "openapi-fetch",
    "server-only",
    "scheduler",
)
ENGINES: Final = ("libpython*.so*", "libsqlite3*.so*", "libpq*", "libssl*", "libcrypto*", "postgres", "libc.so.6")


@dataclass
class Gathered:
    """Words by kind, each with the names of the places that say it."""

    messages: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    engines: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    classes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    identifiers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def take(kind: dict[str, set[str]], texts: Iterable[str], place: str) -> None:
    """Note all tokens of ``texts`` as said in ``place``."""
    for token in spoken(texts):
        kind[token].add(place)


def gather_python(into: Gathered, roots: dict[str, Path]) -> None:
    """Read Python packages: ``roots`` maps a name to its folder."""
    for root, folder in roots.items():
        for path in library_files.python(folder):
            try:
                reader = python_source.read(path.read_bytes())
            except (SyntaxError, ValueError, RecursionError):
                continue  # kept by a library for other versions of Python
            place = f"{root}/{path.relative_to(folder)}"
            take(into.messages, reader.messages, place)
            for name in reader.classes:
                into.classes[name].add(place)
            for name in reader.identifiers:
                into.identifiers[name].add(place)


def gather_javascript(into: Gathered, modules: Path, node: str) -> None:
    """Read the packages that run in Node and the browser, and what is built into Node."""
    sources = {f"node:{name}": text for name, text in library_files.node_builtins(node).items()}
    for package in NODE_PACKAGES:
        for path in library_files.javascript(modules / package):
            sources[f"{package}/{path.name}"] = path.read_text(encoding="utf-8", errors="replace")
    for place, source in sources.items():
        take(into.messages, script_source.messages(source), place)
        for name in script_source.class_names(source):
            into.classes[name].add(place)
        if "compiled" not in place:
            for name in script_source.identifiers(source):
                into.identifiers[name].add(place)


def gather_engines(into: Gathered, binaries: Iterable[Path]) -> None:
    """Read the strings of binaries; a place is one string."""
    for binary in binaries:
        for number, text in enumerate(sorted(set(engine_strings.strings(binary)))):
            take(into.engines, [text], f"{binary.name}#{number}")
