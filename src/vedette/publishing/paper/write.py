"""A paper in the form that is asked for."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from vedette.publishing.markdown import escaped
from vedette.publishing.paper.model import Block, Drawing, Grid, Heading, Paper, Span, Spans, Text, plain, warning_of
from vedette.publishing.story_text import shown

FORMS = ("pdf", "docx", "markdown", "html")


def written(paper: Paper, form: str) -> bytes:
    """Return the paper in a form of `FORMS`; StopError where what writes it is not installed."""
    if form == "pdf":
        from vedette.publishing.paper.pdf import pdf  # noqa: PLC0415 - needed for this form alone

        return pdf(paper)
    if form == "docx":
        from vedette.publishing.paper.docx import docx  # noqa: PLC0415 - needed for this form alone
        from vedette.publishing.paper.drawn import png  # noqa: PLC0415

        return docx(paper, png)
    return (html(paper) if form == "html" else markdown(paper)).encode()


def markdown(paper: Paper) -> str:
    """Return the paper as Markdown with footnotes and tables; pictures are told in words."""
    head = [f"**{_md(warning_of(paper.warnings))}**"] if paper.warnings else []
    head += [f"**{_md(s)}**" for s in paper.standing]
    head += [f"# {_md(paper.title)}", *(_md(x) for x in (paper.kicker, paper.dateline) if x)]
    notes = "\n".join(f"[^{n.id}]: {_md(n.text)}{f' <{n.url}>' if n.url else ''}" for n in paper.notes)
    return "\n\n".join(p for p in (*head, *(_md_block(b) for b in paper.blocks), notes, _md(paper.foot)) if p) + "\n"


def _md_block(b: Block) -> str:
    if isinstance(b, Heading):
        return f"{'#' * (b.level + 1)} {_md_spans(b.spans)}"
    if isinstance(b, Text):
        told = _md_spans(b.spans)
        if b.kind == "item":
            return f"{'  ' * b.depth}{b.number.strip() or '-'} {told}"
        code = "\n".join(f"    {line}" for line in shown(plain(b.spans)).splitlines())
        return {"quote": f"> {told}", "code": code}.get(b.kind, told)
    if isinstance(b, Grid):
        rows = [f"| {' | '.join(_md(h) for h in b.head)} |", f"|{' --- |' * len(b.head)}"]
        rows += [f"| {' | '.join(_md_spans(c) for c in row)} |" for row in b.rows]
        return f"**{_md(b.caption)}**\n\n" + "\n".join(rows)
    return f"*{_md(b.alt)}*"


def _md_spans(spans: Spans) -> str:
    out = []
    for s in spans:
        words = s.text.strip()
        told = f"[^{s.cite}]" if s.cite else _md(words)
        told = f"**{told}**" if s.strong and told and not s.cite else told
        told = f"[{told}]({s.link})" if s.link and not any(c in s.link for c in "()<> ") else told
        # Escaping takes blanks at the ends away, which keep words apart here.
        before, after = (" " * (s.text[:1] == " "), " " * (s.text[-1:] == " ")) if words else ("", " " * bool(s.text))
        out.append(f"{before}{told}{after}")
    return "".join(out).strip()


def _md(text: str) -> str:
    return escaped(shown(text))


def text(paper: Paper) -> str:
    """Return the paper as plain text; pictures and tables are left out."""
    head = [warning_of(paper.warnings), *paper.standing, paper.title, paper.dateline]
    body = [_text(b) for b in paper.blocks if isinstance(b, Heading | Text)]
    notes = "\n".join(f"[{n.number}] {n.text}{f' {n.url}' if n.url else ''}" for n in paper.notes)
    told = [shown(p) for p in (*head, *body, "What it rests on" if notes else "", notes, paper.foot) if p]
    return "\n\n".join(told) + "\n"


def _text(b: Heading | Text) -> str:
    told = "".join(f"[{s.text}]" if s.cite else s.text for s in b.spans).strip()
    if isinstance(b, Heading):
        return told.upper() if b.level == 1 else told
    return f"{'  ' * b.depth}{b.number.strip() or '-'} {told}" if b.kind == "item" else told


def html(paper: Paper) -> str:
    """Return the paper as one page that loads nothing."""
    head = f'<p class="warning"><strong>{_h(warning_of(paper.warnings))}</strong></p>' if paper.warnings else ""
    head += "".join(f"<p><strong>{_h(s)}</strong></p>" for s in paper.standing)
    head += f"<p>{_h(paper.kicker)}</p>" if paper.kicker else ""
    head += f"<h1>{_h(paper.title)}</h1>" + (f"<p>{_h(paper.dateline)}</p>" if paper.dateline else "")
    body = "\n".join(_h_blocks(paper.blocks))
    notes = "".join(f'<p id="{_h(n.id)}">[{_h(n.number)}] {_h(n.text)} {_h_url(n.url)}</p>\n' for n in paper.notes)
    rests = f"<h2>What it rests on</h2>\n{notes}" if notes else ""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{_h(paper.title)}</title>'
        '<meta name="viewport" content="width=device-width"><style>body{max-width:46rem;margin:2rem auto;padding:0 1rem;'
        "font:1rem/1.5 Georgia,serif}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;"
        "border-bottom:1px solid #ccc;padding:.3rem}svg{width:100%;height:auto}.warning{border:2px solid;padding:.5rem}"
        f"</style></head>\n<body>{head}\n{body}\n{rests}<p>{_h(paper.foot)}</p></body></html>\n"
    )


def _h_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the blocks, items that follow one another as one list."""
    for items, told in groupby(blocks, key=lambda b: isinstance(b, Text) and b.kind == "item"):
        found = "\n".join(_h_block(b) for b in told)
        yield f"<ul>\n{found}\n</ul>" if items else found


def _h_block(b: Block) -> str:
    if isinstance(b, Heading):
        level = min(b.level + 1, 6)
        return f"<h{level}>{_h_spans(b.spans)}</h{level}>"
    if isinstance(b, Text):
        told = _h_spans(b.spans)
        if b.kind == "item":
            return f"<li>{_h(b.number)} {told}</li>"
        tag = {"quote": "blockquote", "code": "pre"}.get(b.kind, "p")
        return f"<{tag}>{told}</{tag}>"
    if isinstance(b, Grid):
        head = "".join(f'<th scope="col">{_h(h)}</th>' for h in b.head)
        rows = "".join(f"<tr>{''.join(f'<td>{_h_spans(c)}</td>' for c in row)}</tr>\n" for row in b.rows)
        return f"<table><caption>{_h(b.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return _h_drawing(b)


def _h_drawing(b: Drawing) -> str:
    # As a picture of its own the drawing keeps its style to itself.
    from base64 import b64encode  # noqa: PLC0415 - needed here alone

    packed = b64encode(b.svg.encode()).decode()
    return f'<figure><img width="100%" alt="{_h(b.alt)}" src="data:image/svg+xml;base64,{packed}"><figcaption>{_h(b.caption)}</figcaption></figure>'


def _h_spans(spans: Spans) -> str:
    return "".join(_h_span(s) for s in spans)


def _h_span(s: Span) -> str:
    told = _h(s.text)
    if s.cite:
        return f'<sup><a href="#{_h(s.cite)}">[{told}]</a></sup>'
    told = f"<code>{told}</code>" if s.code else told
    told = f"<em>{told}</em>" if s.italic else told
    told = f"<strong>{told}</strong>" if s.strong else told
    return f'<a href="{_h(s.link)}" rel="noopener nofollow">{told}</a>' if s.link else told


def _h_url(url: str) -> str:
    return f'<a href="{_h(url)}" rel="noopener nofollow">{_h(url)}</a>' if url else ""


def _h(text: str) -> str:
    return escape(shown(text))
