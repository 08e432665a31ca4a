"""What the files of loaded modules spell: words, constant texts, lines. Calls nothing of theirs."""

from __future__ import annotations

import ast
import mmap
import re
import sys
import sysconfig
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Mapping

IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")
LONGEST_NAME: Final = 300
_CODE_OBJECTS: Final = frozenset(
    {"<module>", "<lambda>", "<listcomp>", "<genexpr>", "<dictcomp>", "<setcomp>", "<locals>"}
)
_TYPE: Final = type.__dict__
_MODULE: Final[Any] = ModuleType.__dict__
_namespace_of: Final[Any] = _MODULE["__dict__"].__get__
_LARGEST_SOURCE: Final = 2_000_000  # bytes; larger files are generated, their names are not needed
_LONGEST_CONSTANT: Final = 1_000
_LIBRARIES: Final = ("/site-packages/", "/dist-packages/", "\\site-packages\\")
_STANDARD: Final = sysconfig.get_paths()["stdlib"]
_modules: dict[str, str] = {}  # by the paths of their files
_BINARIES: Final = (".so", ".pyd", ".dylib")


def is_class(value: object) -> TypeGuard[type]:
    """Tell whether `value` is a class; to ask for `__class__` could run a property of theirs."""
    return issubclass(type(value), type)


def attributes(holder: object) -> Mapping[str, object]:
    """Return what `vars(holder)` would end at, without asking the holder's own class first."""
    if is_class(holder):
        found: Mapping[str, object] = _TYPE["__dict__"].__get__(holder)
        return found
    if issubclass(type(holder), ModuleType):
        namespace: Mapping[str, object] = _MODULE["__dict__"].__get__(holder)
        return namespace
    return {}


def file_of(module: str) -> str | None:
    """Return what the loaded `module` says of its file."""
    loaded = sys.modules.get(module) if len(module) <= LONGEST_NAME else None
    if loaded is None:
        return None
    # Nearly all are plain modules; this is asked several times for each frame.
    found = _namespace_of(loaded) if type(loaded) is ModuleType else attributes(loaded)
    path = found.get("__file__")
    return path if type(path) is str else None


@lru_cache(maxsize=4096)
def is_own_file(path: str) -> bool:
    """Tell whether a file is neither a library's nor Python's own."""
    is_frozen_or_standard = path.startswith(("<frozen", _STANDARD))
    return not (is_frozen_or_standard or any(folder in path for folder in _LIBRARIES))


def is_ours(module: str) -> bool:
    """Tell whether the loaded `module` has a file that is neither a library's nor Python's own."""
    path = file_of(module)
    return path is not None and is_own_file(path)


def source_path(module: str) -> str | None:
    """Return the file of the loaded `module`, if the file's own path says that name."""
    path = file_of(module)
    return path if path is not None and _is_file_of(module, path) else None


def is_real(module: str) -> bool:
    """Tell whether the loaded `module` was named by a file, or by Python itself.

    Anything can be put into `sys.modules`, under any name.
    """
    path = file_of(module)
    if path is None:
        return module in sys.modules and module in sys.stdlib_module_names
    return _is_file_of(module, path)


@lru_cache(maxsize=4096)
def _is_file_of(module: str, path: str) -> bool:
    file = Path(path)
    try:
        if not file.is_file():
            return False
    except (OSError, ValueError):
        return False
    name = file.name.partition(".")[0]
    parts = [*file.parent.parts, name] if name != "__init__" else list(file.parent.parts)
    steps = module.split(".")
    return module == "__main__" or parts[-len(steps) :] == steps


@lru_cache(maxsize=8192)
def spells(path: str, name: str) -> bool:
    """Tell whether each part of a function's `name` is a word of the file."""
    words = tokens(path)
    return all(part in _CODE_OBJECTS or part in words for part in name.split("."))


@lru_cache(maxsize=2048)
def tokens(path: str) -> frozenset[str]:
    """Return the identifiers that a source file spells."""
    return frozenset(IDENTIFIER.findall(_read(path)))


@lru_cache(maxsize=2048)
def lines(path: str) -> int:
    """Return how many lines a source file has."""
    return _read(path).count("\n") + 1


def literals(path: object) -> frozenset[str]:
    """Return the constant texts of the source file of a loaded module."""
    return frozenset() if module_at(path) is None else _literals(str(path))


@lru_cache(maxsize=512)
def _literals(path: str) -> frozenset[str]:
    try:
        tree = ast.parse(_read(path))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    return frozenset(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and type(node.value) is str
        and len(node.value) <= _LONGEST_CONSTANT
    )


def defines(module: str, step: str, holder: object) -> bool:
    """Tell whether the code that `holder`'s attribute `step` comes from spells it.

    That is the module's own file; for what a metaclass or a base class makes, theirs; for what
    Python's own modules take out of a compiled one, that.
    """
    if step in _words_of(module):
        return True
    if is_class(holder):
        makers = (type(holder), *_TYPE["__mro__"].__get__(holder))
        named = (_TYPE["__module__"].__get__(maker) for maker in makers)
        return any(step in _words_of(name) for name in named if type(name) is str)
    compiled = [module] if file_of(module) is None or not _has_source(module) else []
    if module.partition(".")[0] in sys.stdlib_module_names:
        compiled.append(f"_{module.rpartition('.')[2]}")
    return any(_is_compiled_in(name, step, attributes(holder).get(step)) for name in compiled)


def _words_of(module: str) -> frozenset[str]:
    path = source_path(module)
    return frozenset() if path is None else tokens(path)


def _has_source(module: str) -> bool:
    return (file_of(module) or "").endswith(".py")


def _is_compiled_in(module: str, name: str, value: object) -> bool:
    """Tell whether the compiled `module` holds this very object, and its binary spells the name."""
    loaded = sys.modules.get(module)
    if value is None or attributes(loaded).get(name) is not value or not is_real(module):
        return False
    path = file_of(module)
    files = _interpreter() if path is None else (path,) if path.endswith(_BINARIES) else ()
    return any(_binary_spells(file, name) for file in files)


@lru_cache(maxsize=1)
def _interpreter() -> tuple[str, ...]:
    folder, name = (sysconfig.get_config_var(key) or "" for key in ("LIBDIR", "LDLIBRARY"))
    places = (Path(sys.executable).resolve(), Path(folder) / name)
    return tuple(str(place) for place in places if place.is_file())


@lru_cache(maxsize=1024)
def _binary_spells(path: str, name: str) -> bool:
    with suppress(OSError, ValueError), Path(path).open("rb") as file:  # noqa: SIM117
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return content.find(name.encode()) >= 0
    return False


def source(path: str) -> str:
    """Return the text of a Python file; empty if it cannot be read, or is no source."""
    return _read(path)


def _read(path: str) -> str:
    try:
        source = Path(path)
        if source.suffix != ".py" or source.stat().st_size > _LARGEST_SOURCE:
            return ""
        return source.read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return ""


def module_at(path: object) -> str | None:
    """Return the loaded module whose file is at `path`."""
    if type(path) is not str:
        return None
    # Modules are loaded at any time, so that only what was found is remembered.
    if path not in _modules:
        every = (module for module in list(sys.modules) if file_of(module) == path)
        found = next((module for module in every if is_real(module)), None)
        if found is None:
            return None
        _modules[path] = found
    return _modules[path]
