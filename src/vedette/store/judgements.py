"""Judgements: kept for ever, each with its author, time, score and evidence; taken back only by another judgement."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from vedette.errors import StopError
from vedette.records.incident import RULES, UNDONE, Judgement
from vedette.store import schema
from vedette.store.serials import last_serial

_WORDS = ("id", "verdict", "author", "at", "score", "evidence", "supersedes")
_MANY = 400


def judgements_at(connection: Connection, ids: Collection[str]) -> dict[str, Judgement]:
    """Return the judgements of these ids."""
    return {j.id: j for part in _parts(sorted(ids)) for j in _found(connection, schema.judgement.c.id.in_(part))}


def of_people(connection: Connection) -> tuple[Judgement, ...]:
    """Return every judgement of a person, oldest first; they bind each automatic run."""
    return _found(connection, schema.judgement.c.person.is_(True))


def every_judgement(connection: Connection) -> tuple[Judgement, ...]:
    """Return all judgements in the order in which they were made."""
    return _found(connection, schema.judgement.c.serial > 0)


def about(connection: Connection, mentions: Collection[str]) -> tuple[Judgement, ...]:
    """Return every judgement, in force or not, that names one of these mentions, oldest first."""
    j = schema.judged
    serials = {
        row.judgement
        for part in _parts(sorted(mentions))
        for row in connection.execute(select(j.c.judgement).where(j.c.mention.in_(part)))
    }
    found = [x for part in _parts(sorted(serials)) for x in _found(connection, schema.judgement.c.serial.in_(part))]
    return tuple(found)


def add_judgements(connection: Connection, judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Store judgements; returns those that were new. One that is there already stays as it is."""
    told = list({j.id: j for j in judgements}.values())
    there = judgements_at(connection, [j.id for j in told])
    new = tuple(j for j in told if j.id not in there)
    first = last_serial(connection, schema.judgement) + 1
    if new:
        connection.execute(insert(schema.judgement), [_row(j, first + n) for n, j in enumerate(new)])
    if sides := [row for n, j in enumerate(new) for row in _sides(j, first + n)]:
        connection.execute(insert(schema.judged), sides)
    return new


def revise(connection: Connection, before: Collection[str], now: Iterable[Judgement], at: str) -> None:
    """Store what the rules judge now, and take back what they judged `before` (ids) and no longer do.

    A judgement taken back and made again is restored by taking back the undo: the whole way stays readable.
    """
    made = {j.id: j for j in now if not j.by_person}
    lost = judgements_at(connection, set(before) - set(made))
    new = {j.id for j in add_judgements(connection, [j for i, j in made.items() if i not in before])}
    again = [j for i, j in made.items() if i not in before and i not in new]
    turned = [*(j for j in lost.values() if not j.by_person), *again]
    wanted = {j.id: j.id in made for j in turned}
    undone = []
    for j in turned:
        last, in_force = last_word(connection, j)
        if in_force != wanted[j.id]:
            why = (
                "the rules join these again"
                if wanted[j.id]
                else "the rules no longer join these: something fits better"
            )
            undone.append(Judgement.of(UNDONE, j.left, j.right, author=RULES, at=at, evidence=why, supersedes=last.id))
    add_judgements(connection, undone)


def judgement_called(connection: Connection, name: str) -> Judgement:
    """Return the judgement whose id begins with `name`; StopError where not exactly one does."""
    found = _found(connection, schema.judgement.c.id.between(name, name + "g")) if name else ()
    if len(found) != 1:
        told = "names several; write more of its id" if found else "is none; 'vedette incidents show' tells them"
        raise StopError(f"judgement {name!r}: {told}")
    return found[0]


def last_word(connection: Connection, judgement: Judgement) -> tuple[Judgement, bool]:
    """Return the last of the chain of undos behind `judgement`, and whether `judgement` is in force by it."""
    last, in_force = judgement, True
    while found := _found(connection, schema.judgement.c.supersedes == last.id):
        last, in_force = found[-1], not in_force
    return last, in_force


def _found(connection: Connection, condition: Any) -> tuple[Judgement, ...]:
    j, s = schema.judgement, schema.judged
    rows = connection.execute(select(j).where(condition).order_by(j.c.serial)).all()
    sides: dict[int, dict[str, list[str]]] = {row.serial: {"left": [], "right": []} for row in rows}
    for part in _parts([row.serial for row in rows]):
        for row in connection.execute(select(s).where(s.c.judgement.in_(part))):
            sides[row.judgement][row.side].append(row.mention)
    return tuple(_judgement(row, sides[row.serial]) for row in rows)


def _judgement(row: Any, sides: dict[str, list[str]]) -> Judgement:
    return Judgement(
        left=tuple(sorted(sides["left"])),
        right=tuple(sorted(sides["right"])),
        **{name: getattr(row, name) for name in _WORDS},
    )


def _row(j: Judgement, serial: int) -> dict[str, Any]:
    return {"serial": serial, "person": j.by_person, **{name: getattr(j, name) for name in _WORDS}}


def _sides(j: Judgement, serial: int) -> list[dict[str, Any]]:
    sides = (("left", j.left), ("right", j.right))
    return [{"mention": m, "judgement": serial, "side": side} for side, mentions in sides for m in mentions]


def _parts(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[n : n + _MANY] for n in range(0, len(values), _MANY))
