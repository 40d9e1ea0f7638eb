"""The API's description as a page shows it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What may be asked: its name, what it is, its form in a word or two, and whether it must be told."""

    name: str
    told: str
    form: str
    needed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address: the method, the path, a sentence on what is answered, its values, and how it can be tried ("" for not)."""

    method: str
    path: str
    told: str
    values: tuple[Value, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The addresses by their tags, in the order of their paths."""

    about: str
    groups: tuple[tuple[str, tuple[Address, ...]], ...]


def reference_view(openapi: Mapping[str, Any]) -> Reference:
    """Return the page of an OpenAPI document."""
    groups: dict[str, list[Address]] = {}
    for path, methods in sorted(openapi["paths"].items()):
        for method, told in methods.items():
            groups.setdefault((told.get("tags") or ["other"])[0], []).append(_address(method, path, told))
    found = tuple((tag, tuple(addresses)) for tag, addresses in sorted(groups.items()))
    return Reference(about=openapi["info"].get("description", ""), groups=found)


def _address(method: str, path: str, told: Mapping[str, Any]) -> Address:
    values = tuple(_values(told.get("parameters", ())))
    plain = method == "get" and not any(v.needed for v in values)
    return Address(
        method=method.upper(),
        path=path,
        told=told.get("description") or told.get("summary", ""),
        values=values,
        href=path if plain else "",
    )


def _values(parameters: Any) -> Iterator[Value]:
    for p in parameters:
        schema = p.get("schema", {})
        yield Value(
            name=p["name"],
            told=p.get("description") or schema.get("description", ""),
            form=_form(schema),
            needed=bool(p.get("required")),
        )


def _form(schema: Mapping[str, Any]) -> str:
    """Return the form of a value: its choices, its example, or its type."""
    choices = [schema, *schema.get("anyOf", ())]
    for s in choices:
        if "enum" in s:
            return " | ".join(map(str, s["enum"]))
    for s in choices:
        if s.get("examples"):
            return f"like {s['examples'][0]}"
    return next((str(s["type"]) for s in choices if s.get("type") not in (None, "null")), "")
