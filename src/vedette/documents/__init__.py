"""Clean documents: text and metadata out of pages, language, warnings, and what of a text is not its article."""

from dataclasses import replace

from vedette.documents.authors import byline_of
from vedette.documents.language import told_language
from vedette.documents.lines import split_lines
from vedette.documents.metadata import infer_published, source_of, told_published, url_published, warnings_of
from vedette.documents.passages import passages_in, title_of
from vedette.records.document import Document

__all__ = ["prepare"]


def prepare(document: Document) -> Document:
    """Return `document` with what its text and address tell filled in where it is not known yet.

    Filled are title, byline, source, day of publication, language, warnings and passages; id and text stay as they are. A
    day of publication that nothing tells is inferred from the text only where that is safe (see infer_published).
    """
    text = document.text
    lines = split_lines(text)
    title = document.title or title_of(lines)
    byline = byline_of(lines)
    told = told_published(text, lines) or url_published(document.url)
    found = replace(
        document,
        title=title,
        byline=document.byline or (byline[1] if byline else None),
        source=document.source or source_of(document.url),
        published=document.published or (told[0] if told else None),
        language=document.language or told_language(text),
        warnings=document.warnings or warnings_of(title, lines),
        passages=document.passages or passages_in(text, lines, document.title),
    )
    inferred = infer_published(found)
    return replace(found, published=inferred[0]) if inferred else found
