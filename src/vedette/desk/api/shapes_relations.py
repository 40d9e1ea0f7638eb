"""The form of ledgers, contacts, positions, flare-ups and obligations in answers."""

from pydantic import Field

from vedette.desk.api.shapes import Actor, Shape, Source, Words


class Told(Source, Words):
    """What somebody says, with its receipt."""

    event: str
    claimants: list[Actor]


class Figure(Source, Words):
    """A figure in a ledger, in the names of `vedette ledger --format json`."""

    id: str
    side: str | None
    kind: str
    who: str
    low: int | None
    high: int | None
    approx: bool
    scope: str
    claimants: list[Actor]
    as_of: str | None
    incident: str | None
    campaign: bool
    increase: bool


class Step(Shape):
    """A figure after another of the same claimant (ids), and how it changed: up, down, same or wider."""

    change: str
    before: str
    after: str


class Line(Shape):
    """One claimant's figures (ids, first told first) of one side and kind. They are never added up."""

    reach: str
    side: str | None
    kind: str
    party: str
    own_voice: bool
    who: list[str]
    figures: list[str]
    steps: list[Step]


class Standing(Shape):
    """What the lines of one reach, side and kind come to together, by stated rules."""

    reach: str
    side: str | None
    kind: str
    people: str
    words: list[str]
    origins: int
    low: int | None
    high: int | None
    silent: list[str]
    reason: str


class Voice(Shape):
    """A party and what it says, with receipts."""

    party: str
    told: list[Told]


class Blame(Shape):
    """Who is said to have done it, by whom, and who denies it."""

    doer: str
    said_by: list[Voice]
    denied_by: list[Voice]
    words: list[str]
    reason: str
    incident: str | None


class Version(Shape):
    """One party's version of an incident; `figures` are ids."""

    party: str
    stance: str
    doers: list[str]
    told: list[Told]
    figures: list[str]


class Ledger(Shape):
    """Every figure once, and the lines, standings, blame and versions that refer to them."""

    figures: list[Figure]
    lines: list[Line]
    standings: list[Standing]
    blame: list[Blame]
    versions: list[Version]


class Contact(Shape):
    """Who called, met, visited or wrote to whom; `id` is that of its first told event."""

    id: str
    kind: str
    day: str | None
    place: str | None
    who: list[str]
    whom: list[str]
    told: list[Told]
    said: list[Told]


class Position(Shape):
    """What `who` takes towards `whom`; `id` is made of both and the stance."""

    id: str
    who: str
    stance: str
    whom: str | None
    first: str | None
    last: str | None
    told: list[Told]


class FlareUp(Shape):
    """Days on which more happened than the own past explains."""

    of: list[str]
    first: str
    last: str
    peak: str
    observed: int
    expected: float
    p: float
    alpha: float
    past_days: int
    cause: str | None
    reason: str


class TooSmall(Shape):
    """A rare day with too little on it to be told as a flare-up, and why."""

    of: list[str]
    day: str
    observed: int
    origins: int
    p: float
    reason: str


class FlareUps(Shape):
    """The flare-ups of a period, and the rare days that are too small to tell."""

    items: list[FlareUp]
    too_small: list[TooSmall]
    from_: str | None = Field(None, alias="from")
    to: str | None


class Duty(Shape):
    """What a third state is to do for one side, or not to do to it, by an article of an alliance."""

    bound: str
    towards: str
    alliance: str
    name: str
    article: str
    obligation: str
    trigger: str
    steps: list[str]
    limits: list[str]
    paraphrase: str
    since: str
    certain: bool
    doubts: list[str]
    unchecked: list[str]
    conflicts: list[str]
    source: str
    checked: str


class Stance(Shape):
    """One thing that a bound state said or did, with where its sentence stands."""

    party: str
    day: str
    type: str
    mode: str | None
    status: str
    text: str
    document: str
    event: str
    start: int
    end: int
    claimed_by: list[str]


class Bound(Shape):
    """What the treaties provide if one state attacked another on a day, and what each bound state has said since."""

    attacker: str
    attacked: str
    on: str
    for_attacked: list[Duty]
    for_attacker: list[Duty]
    between: list[Duty]
    lapsed: list[str]
    said: dict[str, list[Stance]]
