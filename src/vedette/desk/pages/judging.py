"""Judgements on an incident: split, join, forbid, undo. Plain forms; what cannot be done keeps what was typed."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import Response

from vedette.desk.pages.incident import Typed, page
from vedette.desk.pages.shared import render, see_other
from vedette.desk.setup import current
from vedette.desk.views.history import Quicker
from vedette.errors import StopError
from vedette.records.incident import Judgement
from vedette.store.store import Store
from vedette.workflow import judging
from vedette.workflow.assessing import reason_of
from vedette.workflow.judging import ChangedError

MOST = 200
"""Mentions or incidents that one judgement names."""

_ID = re.compile(r"[0-9a-f]{4,40}")

router = APIRouter()

Why = Annotated[str, Form(max_length=20_000)]
Seen = Annotated[str, Form(max_length=200)]
Many = Annotated[list[str], Form(max_length=10 * MOST)]


@router.get("/incident/{name}/split")
@router.get("/incident/{name}/join")
@router.get("/incident/{name}/forbid")
@router.get("/incident/{name}/undo")
def again(name: str) -> Response:
    """Lead whoever opens a form's address (a reload, a bookmark) to the incident that it was on."""
    return see_other(f"/incident/{quote(name, safe='')}")


@router.post("/incident/{name}/split")
def split(request: Request, name: str, seen: Seen, why: Why = "", mention: Many = []) -> Response:  # noqa: B006 - FastAPI copies it
    """Take the mentions that are ticked out of the incident."""
    typed = Typed(form="split", why=why, chosen=frozenset(mention))
    return _judged(
        request, name, typed, lambda s, a, e: judging.split(s, name, mention, author=a, evidence=e, seen=seen)
    )


@router.post("/incident/{name}/join")
def join(request: Request, name: str, seen: Seen, why: Why = "", other: Many = [], others: Why = "") -> Response:  # noqa: B006
    """Put the incidents that are ticked or named together with this one."""
    typed = Typed(form="join", why=why, chosen=frozenset(other), others=others)
    return _judged(
        request, name, typed, lambda s, a, e: judging.join(s, name, _named(typed), author=a, evidence=e, seen=seen)
    )


@router.post("/incident/{name}/forbid")
def forbid(request: Request, name: str, seen: Seen, why: Why = "", other: Many = [], others: Why = "") -> Response:  # noqa: B006
    """Keep the incidents that are ticked or named apart from this one."""
    typed = Typed(form="join", why=why, chosen=frozenset(other), others=others)
    return _judged(
        request, name, typed, lambda s, a, e: judging.forbid(s, name, _named(typed), author=a, evidence=e, seen=seen)
    )


@router.post("/incident/{name}/undo")
def undo(request: Request, name: str, seen: Seen, judgement: Seen, why: Why = "") -> Response:
    """Take a judgement back."""
    typed = Typed(form="undo", why=why, chosen=frozenset({judgement}))
    return _judged(request, name, typed, lambda s, a, e: (judging.undo(s, judgement, author=a, evidence=e, seen=seen),))


Judge = Callable[[Store, str, str], tuple[Judgement, ...]]


def _judged(request: Request, name: str, typed: Typed, judge: Judge) -> Response:
    """Judge by `judge(store, author, reason)`, and show the incident as it is then, or why it could not be done."""
    setup = current(request)
    try:
        made = judge(setup.store, setup.person, reason_of(typed.why))
    except ChangedError as error:
        return _changed(request, error, typed)
    except StopError as error:
        if str(error).startswith("store "):
            raise
        told = Typed(form=typed.form, why=typed.why, chosen=typed.chosen, others=typed.others, fault=str(error))
        return page(request, setup.store.incident(name), typed=told, status=422)
    return see_other(f"/incident/{_home(setup.store, made)}#history")


def _changed(request: Request, error: ChangedError, typed: Typed) -> Response:
    """Return the page that says who was quicker, with what was typed, so that nothing of it is lost."""
    return render(request, "changed.html", quicker_of(error), typed=typed, status=409)


def quicker_of(error: ChangedError) -> Quicker:
    """Return who was quicker to judge an incident, in words."""
    told = Quicker(what="incident", href=f"/incident/{error.incident}", did="judged", again="judge")
    by = error.by
    return replace(told, who=by.author, at=by.at, why=by.evidence) if by else told


def _home(store: Store, made: tuple[Judgement, ...]) -> str:
    """Return the id of the incident that is to be shown: of what stayed in a split, else of what the judgement is about."""
    last = made[-1]
    return store.incident((last.right or last.left)[0] if len(made) == 1 and _is_split(last) else last.left[0]).id


def _is_split(judgement: Judgement) -> bool:
    return bool(judgement.right) and judgement.verdict == "different"


def _named(typed: Typed) -> list[str]:
    """Return the incidents that are ticked, then those that are written: ids, or addresses that end in one."""
    written = [
        word.split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2]
        for word in typed.others.replace(",", " ").split()
    ]
    if odd := next((w for w in written if not _ID.fullmatch(w)), None):
        raise StopError(f"incident {odd[:40]!r}: is no id; write ids or addresses of incidents, with spaces between")
    found = list(dict.fromkeys([*sorted(typed.chosen), *written]))
    if not found or len(found) > MOST:
        raise StopError(f"incidents: {len(found)} are named; tick or write those that are meant, {MOST} at most")
    return found
