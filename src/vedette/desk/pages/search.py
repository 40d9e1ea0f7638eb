"""Search: sentences by their words, those stored last first."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.filters import page_of
from vedette.desk.pages.gate import is_open
from vedette.desk.pages.shared import filter_of, render
from vedette.desk.setup import View, current
from vedette.desk.views.receipts import GRAPHIC, Gate
from vedette.desk.views.search import Search, hit_line, wanted_words
from vedette.desk.views.shared import Page
from vedette.store.dialects import fold
from vedette.store.documents import incidents_of
from vedette.store.query import Query
from vedette.store.sentences import sentences_with
from vedette.store.warned import warned_among

VIEW = View(name="Search", path="/search", key="s", order=90)
HEEDED = ("words", "from", "to", "source")
"""What sentences know: their words, and when and by whom their document was published."""

router = APIRouter()


@router.get("/search")
def show(request: Request) -> Response:
    """Show the sentences that hold the words of the bar."""
    asked = filter_of(request)
    limit, after = page_of(request.query_params)
    query = Query(
        words=asked.words or None,
        since=asked.since or None,
        until=asked.until or None,
        source=asked.source or None,
        limit=limit + 1,
        after=after,
    )
    with current(request).store.reading() as connection:
        found = sentences_with(connection, query) if asked.words else ()
        hits = found[:limit]
        incident_of = incidents_of(connection, {str(e["id"]) for h in hits for e in h.events})
        warned = frozenset() if is_open(request) else warned_among(connection, {h.at.document for h in hits}, GRAPHIC)
    wanted, folded = wanted_words(asked.words), fold(asked.words)
    lines = tuple(hit_line(h, wanted, incident_of, Gate(warned)) for h in hits)
    onward = hits[-1].cursor if len(found) > limit else None
    beside = {"limit": request.query_params.get("limit", ""), "after": onward}
    view = Search(
        hits=Page(items=lines, next=onward),
        asked=asked.words,
        folded=folded if folded != asked.words else None,
        older="/search" + asked.query(**beside) if onward else None,
    )
    left = asked.without(*HEEDED).pairs()
    return render(request, "search.html", view, filter=asked, heeded=HEEDED, left=left)
