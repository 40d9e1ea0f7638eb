"""The audit log: what was done by whom, the newest first, and whether its chain is whole. For administrators."""

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.pages.shared import render
from vedette.desk.setup import current
from vedette.desk.views.people import told_words
from vedette.errors import StopError
from vedette.store.audit import Entry, entries, faults
from vedette.workflow import people

ACTIONS = (
    *("signed in", "sign-in refused", "signed out", "session ended", "invited", "invitation taken up", "role changed"),
    *("deactivated", "activated", "password changed", "password change refused", "token made", "token revoked"),
)
"""Actions that the field offers; others may be typed."""

A_PAGE = 100
"""Entries of a page."""

MOST_FAULTS = 20
"""Faults of the chain that are told one by one."""

router = APIRouter()


@router.get("/audit")
def show(request: Request, person: str = "", action: str = "", after: str = "") -> Response:
    """Show the log, of one person or one action where asked."""
    setup = current(request)
    with setup.store.reading() as connection:
        found = entries(
            connection, author=person or None, action=action or None, after=_serial(after), limit=A_PAGE + 1
        )  # fmt: skip
        broken = faults(connection)
    known = {"person": person, "action": action, "names": [p.name for p in people.people(setup.store)]}
    page = found[:A_PAGE]
    older = _older(page, person, action) if len(found) > A_PAGE else ""
    view = {"entries": page, "faults": broken[:MOST_FAULTS], "more": len(broken[MOST_FAULTS:]), "older": older}
    return render(request, "audit.html", view, asked=known, actions=ACTIONS, told_words=told_words)


def _serial(after: str) -> int | None:
    if after and not (after.isascii() and after.isdecimal() and len(after) < 19):
        raise StopError(f"after {after[:40]!r}: is no number of an entry; go back and choose anew")
    return int(after) if after else None


def _older(page: list[Entry], person: str, action: str) -> str:
    asked = {"person": person, "action": action, "after": str(page[-1].serial)}
    return "/audit?" + urlencode({k: v for k, v in asked.items() if v}, errors="replace")
