"""What the properties of a paper (PDF, DOCX) are worth: a title that is one, and the day that tells most."""

import re
from pathlib import PurePath

from vedette.documents.dates import parse_published
from vedette.documents.lines import split_lines
from vedette.documents.metadata import name_published, told_published
from vedette.sources.files.desk import Piece

_NO_TITLE = re.compile(
    r"(?:microsoft \w+ - .*|untitled.*|document ?\d*|word document|powerpoint.*|layout \d+|.*\.(?:docx?|pdf|indd|qxd|odt|rtf|pages|tex))",
    re.IGNORECASE | re.DOTALL,
)


def told_title(told: str | None) -> str | None:
    """Return the title that a paper's properties tell, or None where it is a program's filling or a file's name."""
    title = " ".join((told or "").split())
    return title if 3 <= len(title) <= 300 and not _NO_TITLE.fullmatch(title) else None


def told_day(text: str, piece: Piece, told: str | None) -> str | None:
    """Return the day of publication of a paper.

    The text's own word goes first, then the container's, then the file's name; the day on which the file was made comes
    last, for a paper is often made again. None where nothing tells a day, or where the text does, which the cleaner reads.
    """
    if told_published(text, split_lines(text)):
        return None
    named = name_published(PurePath(piece.name).name)
    return piece.published or (named[0] if named else None) or (parse_published(told) if told else None)
