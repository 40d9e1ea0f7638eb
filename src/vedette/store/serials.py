"""Row numbers: rows are numbered in the order of their storing, by the one writer inside its transaction."""

from sqlalchemy import Connection, Table, func, select


def last_serial(connection: Connection, table: Table) -> int:
    """Return the highest row number of a table, 0 where it is empty; never a count, which would go through all rows."""
    return connection.execute(select(func.max(table.c.serial))).scalar() or 0
