"""Notations that nobody was told of while the engine was made: what it does with the unexpected."""

from __future__ import annotations

import json

from corpus.encodings import Encoding, pick


def inspected(key: str, value: str, variant: int) -> str:
    """An object as Node prints it."""
    name = key if key.replace("_", "").isalnum() else repr(key)
    held = "'" + value.replace("'", "\\'") + "'"
    return pick(
        (
            "{{ {k}: {v}, active: true }}",
            "[Object: null prototype] {{ {k}: {v} }}",
            "Row {{ {k}: {v}, tags: [] }}",
            "{{\n  page: 2,\n  {k}: {v}\n}}",
        ),
        variant,
        k=name,
        v=held,
    )


def java(key: str, value: str, variant: int) -> str:
    """An object as Java or Kotlin prints it."""
    return pick(
        ("Row{{{k}='{v}', active=true}}", "Row(active=true, {k}={v})", "Row[{k}={v}, active=true]"),
        variant,
        k=key,
        v=value,
    )


def arrow(key: str, value: str, variant: int) -> str:
    """A hash of Ruby or PHP, or an arrow in a log."""
    held = json.dumps(value, ensure_ascii=False)
    return pick(
        ("{{:{k}=>{v}, :active=>true}}", '{{"{k}"=>{v}}}', "array('{k}' => {v})", "{k} -> {v}"), variant, k=key, v=held
    )


def copied(key: str, value: str, variant: int) -> str:
    """PostgreSQL's context of a failed COPY."""
    return pick(
        (
            'CONTEXT:  COPY rows, line 3, column {k}: "{v}"',
            'invalid input syntax for type date: "up"\nCONTEXT:  COPY rows, line 17, column {k}: "{v}"',
        ),
        variant,
        k=key.replace("-", "_"),
        v=value,
    )


def queryset(key: str, value: str, variant: int) -> str:
    """What Django prints of rows."""
    return (
        f"<QuerySet [{{{key!r}: {value!r}, 'active': True}}]>",
        f"<QueryDict: {{{key!r}: [{value!r}]}}>",
        f"<MultiValueDict: {{{key!r}: [{value!r}]}}>",
        f"ImmutableMultiDict([({key!r}, {value!r})])",
    )[variant % 4]


def properties(key: str, value: str, variant: int) -> str:
    """A file of settings."""
    return pick(
        ("\n[row]\n{k} = {v}\nactive = true\n", '\n[row]\n{k} = "{v}"\n', "\nrow.{k}={v}\nrow.active=true\n"),
        variant,
        k=key,
        v=value,
    )


def changed(key: str, value: str, variant: int) -> str:
    """An audit's sentence."""
    return pick(
        ("{k} changed from '{v}' to None", "{k}: None -> '{v}'", "{k} was '{v}'", "set {k} to '{v}'"),
        variant,
        k=key,
        v=value.replace("'", ""),
    )


def assertion(key: str, value: str, variant: int) -> str:
    """A comparison that failed."""
    held = json.dumps(value, ensure_ascii=False)
    return pick(
        ("assert row.{k} == {v}", "expect(row.{k}).toBe({v})", "row['{k}'] != {v}", 'row["{k}"] === {v}'),
        variant,
        k=key.replace("-", "_"),
        v=held,
    )


def html(key: str, value: str, variant: int) -> str:
    """A page's form, or a table."""
    return pick(
        (
            '<input type="text" name="{k}" value="{v}">',
            '<input value="{v}" id="{k}">',
            "<dt>{k}</dt><dd>{v}</dd>",
            "<tr><th>{k}</th><td>{v}</td></tr>",
        ),
        variant,
        k=key,
        v=value.replace("&", "&amp;"),
    )


OTHER: dict[str, Encoding] = {
    "Node's inspect": inspected, "Java's toString": java, "arrow": arrow, "COPY context": copied, "QuerySet": queryset,
    "settings file": properties, "audit": changed, "comparison": assertion, "HTML": html,
}  # fmt: skip
