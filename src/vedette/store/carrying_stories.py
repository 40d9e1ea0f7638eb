"""Carry stories and saved searches out of a damaged store into the one that takes its place."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from json import loads
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from vedette.records.story import RETRACT, Content, Decision
from vedette.store.schema_stories import alerted, saved, story, story_decision, story_version
from vedette.store.texts import packed, told

_CONTENT = frozenset(f.name for f in fields(Content))

Row = dict[str, Any]


def carry_stories(old: Connection, new: Connection) -> None:
    """Copy the stories of which a version is readable, with what was decided on those, and saved searches.

    A decision on a version that is lost is lost with it, and so is one that is not what its id was made of: neither may put
    anything before readers. A retraction stays in either case: what was taken back must not come out again.
    """
    versions = [r for r in _rows(old, story_version) if _is_content(r["body"])]
    shown = {r["story"] for r in versions}
    stories = [r for r in _rows(old, story) if r["serial"] in shown and isinstance(_read(r["about"]), dict)]
    names = {r["serial"]: r["id"] for r in stories}
    there = {(r["story"], r["number"]) for r in versions}
    _put(new, story, stories)
    _put(new, story_version, [r for r in versions if r["story"] in names])
    decisions = [r for r in _rows(old, story_decision) if r["story"] in names]
    _put(new, story_decision, [r for r in decisions if _holds(r, names[r["story"]], there)])
    _carry_saved(old, new)


def _carry_saved(old: Connection, new: Connection) -> None:
    found = [(r, _read(r["looked"])) for r in _rows(old, saved) if _read(r["channels"]) is not None]
    # Up to which row was looked means nothing among other row numbers; what waits is named by mentions, and stays.
    searches = [{**r, "looked": packed(_without(looked))} for r, looked in found if isinstance(looked, dict)]
    known = {r["serial"] for r in searches}
    _put(new, saved, searches)
    rows = [dict(r) for r in old.execute(select(alerted)).mappings()]
    _put(new, alerted, [r for r in rows if r["saved"] in known and _told(r)])


def _without(looked: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in looked.items() if name != "moment"}


def _told(row: Row) -> bool:
    return isinstance(_read(row["thread"]), dict) and isinstance(_read(row["print"]), dict)


def _holds(row: Row, name: str, there: set[tuple[int, int]]) -> bool:
    """Tell whether a decision is kept; `name` is the id of its story, `there` the versions that are."""
    if row["kind"] == RETRACT:
        return _is_time(row["at"])
    return (row["story"], row["number"]) in there and _is_whole(row, name)


def _is_whole(row: Mapping[str, Any], name: str) -> bool:
    words = {"author": told(row["author"]) or "", "why": told(row["why"]) or ""}
    try:
        found = Decision.of(name, row["number"], row["kind"], at=row["at"], due=row["due"], **words)
    except ValueError:
        return False
    return found.id == str(row["id"])


def _is_content(body: str) -> bool:
    read = _read(body)
    try:
        return isinstance(read, dict) and set(read) <= _CONTENT and bool(Content.of(read).headline)
    except (TypeError, KeyError, AttributeError):
        return False


def _is_time(at: str) -> bool:
    try:
        return bool(datetime.fromisoformat(at))
    except (TypeError, ValueError):
        return False


def _read(text: str) -> Any:
    try:
        return loads(text)
    except (TypeError, ValueError):
        return None


def _rows(old: Connection, table: Table) -> list[Row]:
    return [dict(r) for r in old.execute(select(table).order_by(table.c.serial)).mappings()]


def _put(new: Connection, table: Table, rows: list[Row]) -> None:
    if rows:
        new.execute(insert(table), rows)
