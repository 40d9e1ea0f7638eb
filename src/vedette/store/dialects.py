"""What SQLite and PostgreSQL say differently: full text, and the lock of the one writer."""

import unicodedata

from sqlalchemy import Connection, text

POSTGRES_LOCK = 0x7665_6465_7474
"""Number of the advisory lock that a writer holds: there is one writer at a time, as with SQLite."""

LONGEST = 100_000
"""Characters of one sentence that are indexed; PostgreSQL takes no more than a megabyte of words."""


def add_words(connection: Connection, rows: list[dict[str, object]]) -> None:
    """Index sentences: `rows` have the sentence's serial `n` and its text `t`."""
    folded = [{"n": r["n"], "t": fold(str(r["t"])[:LONGEST])} for r in rows]
    if not folded:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO sentence_words (rowid, words) VALUES (:n, :t)"), folded)
    else:
        connection.execute(
            text("INSERT INTO sentence_words (sentence, words) VALUES (:n, to_tsvector('vedette', :t))"), folded
        )


def matching(dialect: str) -> str:
    """Return a subquery of the serials of the sentences that match the parameter `words` (see `match_of`)."""
    if dialect == "sqlite":
        return "SELECT rowid AS n FROM sentence_words WHERE sentence_words MATCH :words"
    return "SELECT sentence AS n FROM sentence_words WHERE words @@ websearch_to_tsquery('vedette', :words)"


def match_of(words: str, dialect: str) -> str:
    """Return what is searched for, as the database takes it: words must all stand in a sentence, "quoted words" in a row.

    A word with a minus before it must not stand there. Whatever else the text holds is taken as words, never as syntax.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for n, part in enumerate(fold(words).replace("“", '"').replace("”", '"').split('"')):
        for one in [part] if n % 2 else part.split():
            bare = " ".join("".join(c if c.isalnum() else " " for c in one).split())
            if bare:
                (unwanted if one.startswith("-") and not n % 2 else wanted).append(f'"{bare}"')
    if dialect == "sqlite":
        return " ".join(wanted) + "".join(f" NOT {w}" for w in unwanted) if wanted else ""
    return " ".join([*wanted, *(f"-{w}" for w in unwanted)]) if wanted else ""


def fold(words: str) -> str:
    """Return `words` without accents, so that both databases find "Aghdam" and "Ağdam" alike."""
    if words.isascii() and words.isprintable():
        return words
    return "".join(
        c if unicodedata.category(c) not in ("Cc", "Cs") else " "
        for c in unicodedata.normalize("NFKD", words)
        if not unicodedata.combining(c)
    )


def hold_writer(connection: Connection) -> None:
    """Wait until no other process writes. SQLite's BEGIN IMMEDIATE has done so already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({POSTGRES_LOCK})"))


def is_writer_free(connection: Connection) -> bool:
    """Take PostgreSQL's lock of the one writer where it is free, and tell whether it was."""
    query = text(f"SELECT pg_try_advisory_xact_lock({POSTGRES_LOCK})")
    return bool(connection.execute(query).scalar_one())
