"""The store is bounded twice, and says what it forgot."""

from __future__ import annotations

from sink.store import Record, Store


def _add(store: Store, body: bytes = b"{}") -> Record:
    return store.add(
        received="now", path="/api/1/envelope/", headers=[("a", "b")], body=body, problem=None
    )


def test_the_oldest_records_go_first_by_count() -> None:
    store = Store(max_records=3)
    for _ in range(5):
        _add(store)
    assert [record.id for record in store.since()] == [3, 4, 5]
    assert store.forgotten == 2


def test_the_oldest_records_go_first_by_bytes() -> None:
    store = Store(max_bytes=1000)
    for _ in range(5):
        _add(store, b"x" * 300)
    assert [record.id for record in store.since()] == [3, 4, 5]
    assert store.size == sum(record.size() for record in store.since()) <= 1000
    assert store.forgotten == 2


def test_the_newest_record_is_kept_even_when_it_alone_is_too_large() -> None:
    store = Store(max_bytes=100)
    _add(store)
    _add(store, b"x" * 500)
    assert [record.id for record in store.since()] == [2]


def test_clearing_starts_a_new_generation_and_ids_go_on() -> None:
    store = Store()
    before = store.generation
    _add(store)
    assert store.clear() == 1
    assert (len(store), store.size, store.forgotten) == (0, 0, 0)
    assert store.generation != before
    assert _add(store).id == 2
