"""Which documents carry a warning, asked for a whole list at once."""

from collections.abc import Collection
from json import loads

from sqlalchemy import Connection, select

from vedette.store import schema
from vedette.store.texts import stored, told

_MANY = 400


def warned_among(connection: Connection, documents: Collection[str], warning: str) -> frozenset[str]:
    """Return which of these documents (ids) carry `warning` ("graphic")."""
    d, wanted, found = schema.document, sorted(documents), set[str]()
    for n in range(0, len(wanted), _MANY):
        ids = [stored(i) for i in wanted[n : n + _MANY]]
        # The database passes over the many without the word, so that few bodies are unpacked.
        near = select(d.c.id, d.c.body).where(d.c.id.in_(ids), d.c.body.contains(warning, autoescape=True))
        found |= {told(row.id) or "" for row in connection.execute(near) if warning in loads(row.body)["warnings"]}
    return frozenset(found)
