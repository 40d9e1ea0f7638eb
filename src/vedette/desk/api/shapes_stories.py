"""The form of stories in answers, in the records' own names."""

from vedette.desk.api.shapes import Shape


class StoryCitation(Shape):
    """What a sentence rests on: words of a document with who says so, or a fact of the knowledge base."""

    id: str
    kind: str
    document: str | None
    start: int | None
    end: int | None
    text: str
    claimants: list[str]
    claim: str | None
    source: str | None
    title: str | None
    url: str | None
    published: str | None
    numbers: list[int]


class StoryPicture(Shape):
    """A picture: a map or a chart as SVG, the same in words, and what stands below it."""

    kind: str
    svg: str
    alt: str
    caption: str


class StoryContent(Shape):
    """What a version says: `body` is Markdown whose marks (`[^c3]`) name its citations."""

    headline: str
    body: str
    category: str
    tier: str
    place: str | None
    day: str | None
    warnings: list[str]
    countries: list[str]
    dyad: str | None
    incidents: list[str]
    citations: list[StoryCitation]
    pictures: list[StoryPicture]


class StoryFault(Shape):
    """Characters `start` to `end` of a body that its citations do not bear out, and why; a `grave` one needs a reason to go out."""

    start: int
    end: int
    text: str
    kind: str
    reason: str
    grave: bool


class StoryStanding(Shape):
    """Where a story stands: `out` is the version that readers see, `due` when the next one takes effect."""

    state: str
    out: int | None
    since: str | None
    first: str | None
    due: str | None


class StoryVersion(Shape):
    """One version, with what its citations do not bear out; `note` tells readers what was corrected."""

    number: int
    author: str
    at: str
    note: str
    content: StoryContent
    faults: list[StoryFault]


class StoryDecision(Shape):
    """What a person decided on a version: approve, publish, hold or retract."""

    id: str
    number: int
    kind: str
    author: str
    at: str
    why: str
    due: str | None


class StoryHead(Shape):
    """A story without its texts; `version` is the number of the newest, `faults` and `grave` count what it is marked with."""

    id: str
    author: str
    at: str
    headline: str
    category: str
    tier: str
    version: int
    changed_by: str
    changed_at: str
    faults: int
    grave: int
    standing: StoryStanding


class Story(StoryHead):
    """A story with its newest version."""

    about: dict[str, str]
    latest: StoryVersion


class StoryClaim(Shape):
    """A claim of the story's incidents that may be cited: its id, the mark it gets, and a sentence that it bears out."""

    claim: str
    kind: str
    mark: str
    cited: bool
    sentence: str
    citation: StoryCitation
