"""Statements that the migrations share. What a released migration says is never changed: add, do not mend."""


def keep_rows(table: str, dialect: str) -> tuple[str, ...]:
    """Return the statements that forbid changing or removing rows of `table`."""
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        )
    return (
        (
            "CREATE OR REPLACE FUNCTION vedette_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        ),
        (
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION vedette_append_only()"
        ),
    )


def full_text(dialect: str) -> tuple[str, ...]:
    """Return the statements that make `sentence_words`, whose row number is the sentence's serial."""
    if dialect == "sqlite":
        return ("CREATE VIRTUAL TABLE sentence_words USING fts5(words, content='', tokenize='porter unicode61')",)
    return (
        # English stems, and no word left out: "who" and "more" are searched for as well.
        "CREATE TEXT SEARCH DICTIONARY vedette_stem (TEMPLATE = snowball, Language = english)",
        "CREATE TEXT SEARCH CONFIGURATION vedette (COPY = english)",
        (
            "ALTER TEXT SEARCH CONFIGURATION vedette ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, "
            "hword, hword_part WITH vedette_stem"
        ),
        "CREATE TABLE sentence_words (sentence bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX ix_sentence_words ON sentence_words USING gin (words) WITH (fastupdate = off)",
    )
