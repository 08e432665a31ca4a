"""Objects that fight back when they are looked at."""

from __future__ import annotations

from typing import Any, NoReturn

TOUCHED: list[str] = []


def _touch(name: str) -> NoReturn:
    TOUCHED.append(name)
    raise RuntimeError(name)


class Hostile:
    def __repr__(self) -> str:
        _touch("repr")

    def __str__(self) -> str:
        _touch("str")

    def __eq__(self, other: object) -> bool:
        _touch("eq")

    def __hash__(self) -> int:
        return 7

    def __getattribute__(self, name: str) -> Any:
        _touch(f"getattribute {name}")

    def __len__(self) -> int:
        _touch("len")

    def __iter__(self) -> Any:
        _touch("iter")


class Meta(type):
    def __instancecheck__(cls, instance: object) -> bool:
        _touch("instancecheck")

    def __getattribute__(cls, name: str) -> Any:
        _touch(f"metaclass {name}")


class OddClass(metaclass=Meta):
    pass


class OddText(str):
    def __str__(self) -> str:
        _touch("text str")

    def __len__(self) -> int:
        _touch("text len")

    def __hash__(self) -> int:
        return str.__hash__(self)

    def __eq__(self, other: object) -> bool:
        _touch("text eq")


class OddDict(dict[str, Any]):
    def items(self) -> Any:
        _touch("items")

    def __iter__(self) -> Any:
        _touch("dict iter")

    def __getitem__(self, key: str) -> Any:
        _touch("getitem")


class OddList(list[Any]):
    def __iter__(self) -> Any:
        _touch("list iter")

    def __len__(self) -> int:
        _touch("list len")


class OddInt(int):
    def __int__(self) -> int:
        _touch("int")

    def __str__(self) -> str:
        _touch("int str")


class OddFloat(float):
    def __float__(self) -> float:
        _touch("float")
