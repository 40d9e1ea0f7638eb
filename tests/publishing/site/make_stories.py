"""Stories made by hand for the site's tests, stored as an editor would."""

from dataclasses import replace

from vedette.records.ids import content_id
from vedette.records.story import HOLD, PUBLISH, RETRACT, Citation, Content, Decision, Picture, Story, Version
from vedette.store.stories import add_decision, add_story

EVIL = "</script><script>alert(1)</script>]]>\"'><img src=x onerror=alert(1)> \u202eabc\u202c \x00\x0b\x1b\ufffe\ud800 {{ 7*7 }} <!--"
NOW = "2026-06-30T12:00:00.000000Z"

CITED = Citation(
    id="c1", document="doc-1", start=0, end=30, text="We shelled the town, they said.", claimants=("the ministry",),
    source="Zenda Post", title="Shelling", url="https://zenda.example/1", published="2026-06-01",
)  # fmt: skip

CONTENT = Content(
    headline="Armenia and Azerbaijan: shelling at Jermuk",
    body="The town was shelled, the ministry said.[^c1]\n\n## What each side says\n\n- One thing.[^c1]\n",
    category="Conflict",
    tier="PRIORITY",
    place="Jermuk, Armenia",
    day="2026-06-01",
    countries=("ARM", "AZE"),
    dyad="ARM-AZE",
    citations=(CITED,),
)


def at(day, hour=8):
    return f"2026-06-{day:02}T{hour:02}:00:00.000000Z"


def decided(name, number, kind, day, hour=9, **told):
    return Decision.of(name, number, kind, author="Chief", at=at(day, hour), **told)


def story(  # noqa: PLR0913 - one argument a thing that a test tells
    name, day=1, *, content=CONTENT, contents=(), decisions=None, author="Ann Field", notes=(), mention=""
):
    """Return a story drafted on a day of June; published an hour later unless `decisions` are told (number, kind, day)."""
    made = content_id("test", name)
    all_contents = (content, *contents)
    versions = tuple(
        Version(number=n, content=c, author=author, at=at(day, 7 + n), note=(["", *notes] + [""] * n)[n - 1])
        for n, c in enumerate(all_contents, 1)
    )
    told = [(1, PUBLISH, day)] if decisions is None else decisions
    made_decisions = [
        decided(made, d[0], d[1], d[2], 9 + n, **(d[3] if len(d) > 3 else {})) for n, d in enumerate(told)
    ]
    about = {"mention": mention} if mention else {"mention": content_id("none", name)}
    return Story(id=made, about=about, author=author, at=at(day), versions=versions, decisions=tuple(made_decisions))


def add(store, *stories):
    with store.writing() as connection:
        for s in stories:
            add_story(connection, s)
            for d in s.decisions:
                add_decision(connection, s.id, d)


def hostile():
    cited = replace(
        CITED,
        document=f"doc {EVIL}",
        text=EVIL,
        claimants=(EVIL,),
        source=EVIL,
        title=EVIL,
        url="javascript:alert(1)",
        published=EVIL[:20],
    )
    picture = Picture(
        kind="map",
        svg='<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><a href="javascript:alert(1)"><path d="M0 0" style="x" onclick="alert(1)"/></a><image href="https://elsewhere.example/x.png"/><use href="#a"/><foreignObject><b>x</b></foreignObject><rect fill="url(https://elsewhere.example/a)"/></svg>',
        alt=EVIL,
        caption=EVIL,
    )
    return replace(
        CONTENT, headline=f"Hostile {EVIL}", body=f"{EVIL}[^c1]\n\n{EVIL}\n\n[x](javascript:alert(1)) ![p](https://elsewhere.example/p.png)\n",
        place=EVIL, day=EVIL[:10], dyad="../../../etc", countries=("../x", "ARM"), citations=(cited, cited, replace(cited, id='"><b>')), pictures=(picture,),
    )  # fmt: skip


__all__ = ["CITED", "CONTENT", "EVIL", "HOLD", "NOW", "PUBLISH", "RETRACT", "add", "at", "hostile", "story"]
