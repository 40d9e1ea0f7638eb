"""Markdown of a story as blocks of a paper: the same reader as the pages have, so that nothing else is markup. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from vedette.publishing.paper.model import Block, Heading, Span, Spans, Text
from vedette.publishing.story_marks import CITE, is_safe_link, parsed
from vedette.publishing.story_text import shown

TOP = 2
"""The level of a story's highest heading (`##`)."""


def blocks_of(body: str, numbers: Mapping[str, str]) -> Iterator[Block]:
    """Yield the blocks of a body; `numbers` tells what each known citation is called. Marks of others stay words."""
    lists: list[_List] = []
    kind = "text"
    level = 0
    first = True
    for t in parsed(shown(body), numbers):
        if t.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(_List(ordered=t.type.startswith("ordered"), at=int(t.attrGet("start") or 1)))
        elif t.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif t.type == "list_item_open":
            first = True
        elif t.type == "blockquote_open":
            kind = "quote"
        elif t.type == "blockquote_close":
            kind = "text"
        elif t.type == "heading_open":
            level = max(1, int(t.tag[1]) - TOP + 1)
        elif t.type in ("fence", "code_block"):
            yield Text(spans=(Span(text=t.content.rstrip("\n")),), kind="code")
        elif t.type == "inline":
            told = spans_of(t.children or [], numbers)
            if level:
                yield Heading(level=level, spans=told)
                level = 0
            elif lists:
                yield _item(lists, told, first=first)
                first = False
            else:
                yield Text(spans=told, kind=kind)


@dataclass(slots=True)
class _List:
    ordered: bool
    at: int


def _item(lists: list[_List], told: Spans, *, first: bool) -> Text:
    """Return an item; what follows its first paragraph is set in without a sign of its own."""
    here = lists[-1]
    number = f"{here.at}." if here.ordered and first else "" if first else " "
    if first:
        here.at += 1
    return Text(spans=told, kind="item", depth=len(lists) - 1, number=number)


def inline(words: str, numbers: Mapping[str, str]) -> Spans:
    """Return one line of Markdown as spans."""
    return tuple(s for t in parsed(shown(words), numbers) for s in spans_of(t.children or [], numbers))


def spans_of(tokens: Sequence[Token], numbers: Mapping[str, str]) -> Spans:
    """Return the inline tokens of one block as spans, neighbours of one manner put together."""
    out: list[Span] = []
    strong = italic = 0
    link = ""
    for t in tokens:
        if t.type in ("strong_open", "strong_close"):
            strong += 1 if t.type.endswith("open") else -1
        elif t.type in ("em_open", "em_close"):
            italic += 1 if t.type.endswith("open") else -1
        elif t.type == "link_open":
            told = str(t.attrGet("href") or "")
            link = told if is_safe_link(told) else ""
        elif t.type == "link_close":
            link = ""
        elif (made := _span(t, numbers)) is not None:
            made = replace(made, strong=strong > 0, italic=italic > 0, link=link)
            _add(out, made)
    return tuple(out)


def _span(t: Token, numbers: Mapping[str, str]) -> Span | None:
    if t.type == CITE:
        return Span(text=numbers[t.content], cite=t.content)
    if t.type in ("softbreak", "hardbreak"):
        return Span(text=" ")
    if t.type in ("text", "text_special", "code_inline"):
        return Span(text=t.content, code=t.type == "code_inline") if t.content else None
    return None


def _add(out: list[Span], made: Span) -> None:
    last = out[-1] if out else None
    if last and not last.cite and not made.cite and replace(last, text="") == replace(made, text=""):
        out[-1] = replace(last, text=last.text + made.text)
    else:
        out.append(made)
