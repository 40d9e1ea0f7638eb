"""The rows of people: added, found and changed. Who may do so, and that it is noted, is for `workflow.people` to see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from json import loads

from sqlalchemy import ColumnElement, Connection, RowMapping, exists, insert, select, update

from vedette.errors import StopError
from vedette.records.person import Person
from vedette.store.schema_people import person
from vedette.store.serials import last_serial
from vedette.store.texts import packed, stored, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person with the row number and the password's hash, which never leaves the store but to be compared."""

    serial: int
    person: Person
    password: str | None = field(repr=False)


def has_people(connection: Connection) -> bool:
    """Tell whether anybody was ever invited."""
    return bool(connection.execute(select(exists(select(person.c.serial)))).scalar_one())


def people_in(connection: Connection) -> tuple[Person, ...]:
    """Return everybody, by name."""
    found = [account_of(row).person for row in connection.execute(select(person)).mappings()]
    return tuple(sorted(found, key=lambda p: p.name.casefold()))


def account_named(connection: Connection, name: str) -> Account | None:
    """Return who is called exactly so, None where nobody is."""
    return _one(connection, person.c.name == stored(name))


def account_at(connection: Connection, serial: int) -> Account | None:
    """Return the person of a row number."""
    return _one(connection, person.c.serial == serial)


def account_called(connection: Connection, name: str) -> Account:
    """Return who is called exactly so; StopError where nobody is."""
    found = account_named(connection, name)
    if found is None:
        raise StopError(f"person {name!r}: is none; 'vedette people list' tells who there is")
    return found


def add_person(connection: Connection, name: str, role: str, at: str) -> Account:
    """Add somebody who has no password yet."""
    row = {"serial": last_serial(connection, person) + 1, "name": stored(name), "role": role, "at": at}
    row |= {"password": None, "active": True, "kept": "{}"}
    connection.execute(insert(person), [row])
    return account_of(row)


def set_password(connection: Connection, serial: int, password: str) -> None:
    """Keep the hash of a password."""
    _set(connection, serial, password=password)


def set_role(connection: Connection, serial: int, role: str) -> None:
    """Keep what a person may do."""
    _set(connection, serial, role=role)


def set_active(connection: Connection, serial: int, *, active: bool) -> None:
    """Keep whether a person may come in."""
    _set(connection, serial, active=active)


def kept_of(connection: Connection, name: str) -> dict[str, str]:
    """Return what the desk remembers for a person; nothing where nobody is called so."""
    found = connection.execute(select(person.c.kept).where(person.c.name == stored(name))).scalar()
    return {str(k): str(v) for k, v in loads(found).items()} if found else {}


def set_kept(connection: Connection, serial: int, kept: Mapping[str, str]) -> None:
    """Keep what the desk is to remember for a person."""
    _set(connection, serial, kept=packed(dict(kept)))


def account_of(row: RowMapping | Mapping[str, object]) -> Account:
    """Return the account of a row of `person`."""
    found = Person(
        name=told(str(row["name"])) or "",
        role=str(row["role"]),
        active=bool(row["active"]),
        at=str(row["at"]),
        ready=row["password"] is not None,
    )
    password = row["password"]
    return Account(serial=int(str(row["serial"])), person=found, password=None if password is None else str(password))


def _one(connection: Connection, condition: ColumnElement[bool]) -> Account | None:
    row = connection.execute(select(person).where(condition)).mappings().first()
    return account_of(row) if row else None


def _set(connection: Connection, serial: int, **values: object) -> None:
    connection.execute(update(person).where(person.c.serial == serial).values(**values))
