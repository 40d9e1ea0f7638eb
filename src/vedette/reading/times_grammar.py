"""The grammar of times: single expressions of dates, weekdays, clocks and relative days, as atoms with offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = {
    m: n
    for n, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for m in names.split()
}  # fmt: skip
WEEKDAYS = {d: n for n, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
NUMBERS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1}

_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|Jun\.|July?|Jul\.|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)(?![A-Za-z])"
_D = r"(?:0?[1-9]|[12]\d|3[01])"
_TH = r"(?:st|nd|rd|th)?"
_Y = r"(?:19|20)\d\d"
_DASH = r"\s{0,2}[-–—]\s{0,2}"
_WD = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUM = r"(?:\d{1,3}|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ss]everal|[Ff]ew|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few|couple of|a few)"
_UNIT = r"(?:hours?|days?|weeks?|months?|years?|decades?)"
_ZONE = r"(?:EST|EDT|ET|CST|CDT|MST|MDT|PST|PDT|GMT|UTC|BST|CET|CEST|EET|EEST|MSK|IST|AST|AMT|AZT|TRT|Z|local time|Moscow time|Kyiv time|Kiev time|Yerevan time|Baku time|Eastern time|Eastern|hours|hrs)(?![A-Za-z])"

_BEGUN = r"(?=\d|\s[Tt]he|(?<![A-Za-z])[A-Za-z])"
"""Where an atom can begin at all: tried first, since the grammar's branches cost ten times as much at every letter."""

_ATOMS = re.compile(
    _BEGUN
    + "(?:"
    + "|".join(
        (
            rf"(?P<iso>(?<![\d-]){_Y}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d))",
            rf"(?P<slash>(?<![\d/]){_D}/{_D}/(?:{_Y}|\d\d)(?![\d/]))",
            # 13 September 2022, 5 Dec 88, 12-13 September
            rf"(?P<dm>(?<![\d:,.$£€])(?P<dm_d>{_D}){_TH}(?:(?:{_DASH}|\s(?:and|to|or)\s)(?P<dm_e>{_D}){_TH})?\s(?:of\s)?(?P<dm_m>{_MONTH})(?:,?\s(?P<dm_y>{_Y}|\d\d(?=\s?(?:\(|--|—|–\s|,?\s\[)))(?!\d))?)",
            # September 13, 2022; Nov. 16 - 17; May 1994
            rf"(?P<md>\b(?P<md_m>{_MONTH})\s(?P<md_d>{_D}){_TH}(?![\d:%]|,\d{{3}}|\s(?:people|soldiers|percent|troops))(?:(?:{_DASH}|\s(?:and|to|or)\s)(?P<md_e>{_D}){_TH}(?!\d|\s(?:{_MONTH})))?(?:,?\s(?P<md_y>{_Y})(?!\d))?)",
            rf"(?P<my>\b(?P<my_m>{_MONTH}),?\s(?:of\s)?(?P<my_y>{_Y})(?!\d))",
            rf"(?P<m>(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Ll]ast\s)|(?<=\b[Oo]f\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Bb]y\s)|(?<=\b[Ee]arly\s)|(?<=\b[Ll]ate\s)|(?<=\b[Mm]id-)|(?<=\b[Tt]his\s)|(?<=\b[Nn]ext\s)|(?<=\b[Dd]uring\s)|(?<=\b[Ff]rom\s))(?P<m_m>{_MONTH})(?!\s?\d))",
            rf"(?P<span>\b[Bb]etween\s(?P<sp_a>{_Y})\sand\s(?P<sp_b>{_Y})\b|\b(?P<sp_c>{_Y})[-–](?P<sp_d>{_Y}|\d\d)\b)",
            r"(?P<decade>\b[Tt]he\s(?:early\s|late\s|mid-)?(?P<dec>(?:19|20)\d0)s\b)",
            rf"(?P<y>(?:\b(?:[Ii]n|[Ss]ince|[Oo]f|[Dd]uring|[Ff]rom|[Uu]ntil|[Bb]y|[Bb]efore|[Aa]fter|[Tt]he|[Ee]arly|[Ll]ate|and|to|[Tt]heir|[Ii]ts|around|mid-?|Summit|Conference|Forum|Congress|Dialogue|Assembly|Meeting)\s|(?<=,\s)|(?<=\())(?P<y_y>{_Y})\b(?![-/.,]\d|\s(?:people|soldiers|troops|men|peacekeepers|civilians|dollars)))",
            rf"(?P<wd>\b(?:(?P<wd_b>[Ll]ast|[Nn]ext|[Tt]his coming|[Cc]oming|[Tt]his|[Pp]ast|[Ee]arly|[Ll]ate)\s(?:on\s)?)?(?P<wd_w>{_WD})(?:['’]s)?(?:\s(?P<wd_p>morning|afternoon|evening|night))?\b)",
            rf"(?P<ago>\b(?:[Ss]ome\s|[Aa]bout\s|[Nn]early\s|[Aa]lmost\s|[Mm]ore than\s|[Oo]ver\s)?(?P<ago_n>{_NUM})\s(?P<ago_u>{_UNIT})\s(?P<ago_w>ago|earlier|later|before)\b)",
            rf"(?P<past>\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Ff]or|[Ww]ithin)?\s?[Tt]he\s(?:past|last|previous)\s(?:(?P<pa_n>{_NUM}|\d{{1,3}}-plus)\s)?(?P<pa_u>{_UNIT}))",
            r"(?P<rel>\b(?:(?P<today>[Ee]arlier today|[Ll]ater today|[Tt]oday(?:['’]s)?)|(?P<yesterday>[Yy]esterday(?:['’]s)?)(?:\s(?P<ye_p>morning|afternoon|evening|night))?|(?P<tomorrow>[Tt]omorrow(?:['’]s)?)|(?P<tonight>[Tt]onight)|(?P<overnight>[Oo]vernight)|(?P<lastnight>[Ll]ast\snight(?:['’]?s)?|(?:[Dd]uring|[Ii]n)\sthe\snight(?!\s(?:of|to|between|from)))|(?P<thispart>(?:[Aa]s of\s)?[Tt]his\s(?:morning|afternoon|evening))|(?P<lastunit>(?:[Ee]arlier\s|[Ll]ater\s)?(?:[Ll]ast|[Tt]his|[Nn]ext)\s(?:week|month|year|decade|spring|summer|autumn|fall|winter)(?:['’]s)?)|(?P<same>[Oo]n the same day|[Tt]he same day|(?:[Dd]uring\s)?[Tt]he same period)|(?P<weekend>(?:[Oo]ver|[Aa]t|[Dd]uring|[Oo]n)\s[Tt]he\sweekend|(?:[Ll]ast|[Nn]ext)\sweekend(?:['’]s)?)|(?P<feast>Christmas (?:Eve|Day)|New Year['’]s (?:Eve|Day))|(?P<now>(?:[Aa]t|[Bb]efore|[Aa]round) dawn|[Aa]t (?:dusk|nightfall|noon|midday|sunrise|sunset)|(?:[Bb]y|[Aa]round|[Bb]efore) (?:noon|midday|nightfall)|[Ii]n the early hours(?! of)|(?:[Ss]hortly |[Jj]ust |[Ss]oon )?[Aa]fter midnight|[Aa]t midnight|[Ii]n recent (?:days|weeks)|[Rr]ecently))\b)",
            rf"(?P<clock>(?<![\d:.,$£€-])(?:(?P<ck_h>[01]?\d|2[0-3])[:.](?P<ck_m>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<ck_p>[ap]\.?m\.?)(?![a-z]))?|(?P<ck_a>1[0-2]|0?[1-9])\s?(?P<ck_q>[ap]\.m\.|[ap]m)(?![a-z])|(?P<ck_x>(?:[01]\d|2[0-3])[0-5]\d)(?=\s?{_ZONE}))(?:\s?\(?(?P<ck_z>{_ZONE})\)?)?)",
        )
    )
    + ")"
)
_PREFIX = re.compile(
    r"(?:\b(?:[Oo]n|[Dd]uring|[Ii]n)\s)?\b(?:[Tt]he\s(?P<part>night|morning|evening|afternoon|early hours|early morning hours|night hours)\sof|(?P<edge>[Tt]he (?:end|beginning|start|middle) of|[Ee]arly(?: in)?|[Ll]ate(?: in)?|[Mm]id-?))\s?$"
)
_SUFFIX = re.compile(r"\s(?:of\s)?(?P<which>this|last)\syear\b")
_LIKELY = re.compile(
    r"\d|days?\b|\bago\b|\bmay\b|night|morning|evening|hours|week|month|year|decade|recent|today|tomorrow|dawn|dusk|noon|sunrise|sunset|Christmas|New Year|"
    + "|".join(m for m in MONTHS if len(m) > 3),
    re.IGNORECASE,
)


@dataclass(slots=True)
class Atom:
    """One expression of time as told: `kind` and the matched groups, with words before it that belong to it."""

    start: int
    end: int
    kind: str
    told: dict[str, str]
    part: str | None = None
    edge: str | None = None
    year: str | None = None
    open: bool = False


def atoms(text: str, start: int, end: int) -> Iterator[Atom]:
    """Yield the time expressions between `start` and `end` of `text`, each as long as its own words go."""
    if not _LIKELY.search(text, start, end):
        return
    for m in _ATOMS.finditer(text, start, end):
        kind = m.lastgroup if m.lastgroup in _KINDS else next(k for k in _KINDS if m.group(k))
        if kind == "clock" and _is_no_clock(m):
            continue
        atom = Atom(
            m.start() + m[0][0].isspace(), m.end(), kind, {k: v for k, v in m.groupdict().items() if v is not None}
        )
        if kind == "y":
            atom.start = m.start("y_y")
        _with_surroundings(text, atom, start, end)
        yield atom


_KINDS = ("iso", "slash", "dm", "md", "my", "m", "span", "decade", "y", "wd", "ago", "past", "rel", "clock")


def _is_no_clock(m: re.Match[str]) -> bool:
    """Tell "3.15" and scores from clock times: a point needs a.m., p.m. or a zone."""
    return (
        "." in m.group().split(" ")[0][:3] and m.group("ck_h") is not None and not (m.group("ck_p") or m.group("ck_z"))
    )


def _with_surroundings(text: str, atom: Atom, start: int, end: int) -> None:
    since = text[max(start, atom.start - 6) : atom.start].lower() == "since "
    # "Since last year's attacks": the attacks were last year.
    atom.open = since and not text[atom.start : atom.end].endswith(("'s", "’s"))
    if atom.kind in ("dm", "md", "iso", "m", "my", "y", "wd"):
        before = _PREFIX.search(text, max(start, atom.start - 40), atom.start)
        if before:
            words = before.group().lstrip().lower()
            atom.part = before.group("part")
            atom.edge = before.group("edge").lower() if before.group("edge") else None
            atom.start = before.start() + (3 if words.startswith("on the") else 0)
    if atom.kind in ("dm", "md", "m"):
        after = _SUFFIX.match(text, atom.end, end)
        if after:
            atom.year, atom.end = after.group("which"), after.end()
