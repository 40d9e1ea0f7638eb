"""Coded texts as a person writes them: the text, a line of dashes, one line a coding.

    === wire-001 | wire | 1988-10-12
    The army said six guerrillas were killed in a clash with its troops near Suchitoto yesterday.
    ---
    E guerrillas were [killed] in | ASSAULT | A its troops=SLV.MIL | R six guerrillas=SLV.REB | P Suchitoto=Suchitoto,SLV,13.9,-89.0 | T yesterday=1988-10-11..1988-10-11 | C The army=SLV.MIL | cue said
    K [six guerrillas were killed] | killed 6..6 rebel SLV | C The army=SLV.MIL

`E` codes an event: its words with the trigger in brackets, TYPE or TYPE/mode, then any of `A` actors, `R` recipients, `C`
claimants (separated by ";", each `words=COUNTRY.SECTOR`, "?" for a country not told), `P` place (`words=Name,COUNTRY` and
latitude and longitude where it has them), `T` time (`words=from..to` or `words=?`), `cue`, and `st` for a status other than actual. "^"
repeats the field of the event before. `K` codes a count: its words in brackets, `kind low..high who side` ("~" before the
low: approximate; a bound left out is open), `C`, `total`. `Q` codes a quote: its words, or their beginning and end with "…" between,
and its speakers with `/name`. docs/measurements.md says the same with examples.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Fields = dict[str, str]
Item = dict[str, Any]

_HEAD = re.compile(r"^=== *(?P<id>[^|]+?) *\| *(?P<register>[^|]+?) *\| *(?P<published>\d{4}-\d\d-\d\d)? *$")
_COUNT = re.compile(r"^(?P<kind>[a-z]+) +(?P<about>~?)(?P<low>\d*)\.\.(?P<high>\d*) +(?P<who>[a-z]+) +(?P<side>\S+)$")
_KEY = re.compile(r"^(A|R|C|P|T|cue|st|total)(?: +(.*))?$", re.DOTALL)
_PERSON = re.compile(r"^(?P<text>.*)=(?P<country>[A-Z]{3}|\?)\.(?P<sector>[A-Z]{3})(?:/(?P<name>.*))?$", re.DOTALL)


def parse(text: str) -> Iterator[dict[str, Any]]:
    """Yield the coded texts of `text` in the form of the JSON Lines; a line's faults stand in its item under `fault`."""
    for block in re.split(r"^(?====)", text, flags=re.MULTILINE):
        if block.startswith("==="):
            yield _one(block)


def _one(block: str) -> dict[str, Any]:
    first, _, rest = block.partition("\n")
    body, _, codings = rest.partition("\n---\n")
    head = _HEAD.match(first)
    out: dict[str, Any] = {"id": first.strip("= "), "text": body.strip("\n")}
    out |= head.groupdict() if head else {"fault": f"{first!r} is no `=== id | register | date`"}
    out |= {"events": [], "casualties": [], "quotes": []}
    before: Fields = {}
    for line in filter(None, (x.strip() for x in codings.splitlines())):
        letter, _, told = line.partition(" ")
        parts = [p.strip() for p in told.split(" | ")]
        if letter == "E":
            before = _fields(parts[2:], before)
            out["events"].append(_event(parts, before))
        elif letter == "K":
            out["casualties"].append(_count(parts, _fields(parts[2:], before)))
        elif letter == "Q":
            out["quotes"].append(_quote(parts, out["text"]))
        else:
            out["events"].append({"fault": f"line {line[:60]!r} begins with none of E, K, Q", "near": ""})
    return out


def _fields(parts: list[str], before: Fields) -> Fields:
    """Return a line's named fields; "^" takes the one of the line before, what is unknown stands under `fault`."""
    out: Fields = {}
    for p in parts:
        m = _KEY.match(p)
        if not m:
            out["fault"] = f"field {p[:60]!r} is none of A, R, C, P, T, cue, st, total"
        else:
            told = (m[2] or "").strip()
            out[m[1]] = before.get(m[1], "") if told == "^" else told
    return out


def _event(parts: list[str], fields: Fields) -> Item:
    near, trigger = _bracketed(parts[0])
    type_, _, mode = (parts[1] if len(parts) > 1 else "").partition("/")
    out: Item = {
        "near": near,
        "trigger": trigger,
        "type": type_,
        "mode": mode or None,
        "status": fields.get("st", "actual"),
    }
    out |= {k: list(_people(fields.get(c, ""))) for k, c in (("actors", "A"), ("recipients", "R"), ("claimants", "C"))}
    out |= {"place": _place(fields.get("P")), "time": _time(fields.get("T")), "cue": fields.get("cue")}
    return out | _fault(fields, out)


def _count(parts: list[str], fields: Fields) -> Item:
    near, words = _bracketed(parts[0])
    out: Item = {"near": near, "text": words, "claimants": list(_people(fields.get("C", "")))}
    m = _COUNT.match(parts[1] if len(parts) > 1 else "")
    if not m:
        return out | {"fault": f"{parts[1:2]} is no `kind low..high who side`"}
    out |= {
        "kind": m["kind"],
        "who": m["who"],
        "side": None if m["side"] == "?" else m["side"],
        "approx": bool(m["about"]),
    }
    out |= {k: int(m[k]) if m[k] else None for k in ("low", "high")}
    out["scope"] = "total" if "total" in fields else "incident"
    return out | _fault(fields, out)


def _quote(parts: list[str], text: str) -> Item:
    head, dots, tail = parts[0].partition(" … ")
    start = text.find(head)
    end = text.find(tail, start + len(head)) + len(tail) if dots else start + len(head)
    words = text[start:end] if 0 <= start < end else parts[0]
    out: Item = {"near": words, "text": words, "speakers": list(_people(parts[1] if len(parts) > 1 else ""))}
    return out | _fault({}, out)


def _fault(fields: Mapping[str, str], out: Item) -> Item:
    """Return the first fault of a coding: an unknown field, a person without codes, words without brackets."""
    people = [w for k in ("actors", "recipients", "claimants", "speakers") for w in out.get(k, ())]
    told = fields.get("fault") or next((str(w["fault"]) for w in people if "fault" in w), None)
    return {"fault": told} if told else {}


def _bracketed(words: str) -> tuple[str, str]:
    """Return the words without brackets, and those in brackets; the first such words in them must be the ones meant."""
    before, _, rest = words.partition("[")
    inner, _, after = rest.partition("]")
    return before + inner + after, inner


def _people(told: str) -> Iterator[Item]:
    for one in filter(None, (x.strip() for x in told.split(";"))):
        m = _PERSON.match(one)
        if not m:
            yield {"text": one, "country": None, "sector": "UNK", "fault": f"{one[:60]!r} is no `words=COUNTRY.SECTOR`"}
            continue
        found = {
            "text": m["text"].strip() or None,
            "country": None if m["country"] == "?" else m["country"],
            "sector": m["sector"],
        }
        yield found | ({"name": m["name"]} if m["name"] else {})


def _place(told: str | None) -> Item | None:
    if not told:
        return None
    text, _, codes = told.rpartition("=")
    name, country, *at = (x.strip() for x in f"{codes},?".split(",")[:4])
    out: Item = {"text": text, "name": name, "country": None if country == "?" else country}
    try:
        return out | (dict(zip(("lat", "lon"), (float(x) for x in at), strict=True)) if len(at) == 2 else {})
    except ValueError:
        return out | {"fault": f"{codes!r} is no `Name,COUNTRY,lat,lon`"}


def _time(told: str | None) -> Item | None:
    if not told:
        return None
    text, _, days = told.rpartition("=")
    from_, _, to = days.partition("..")
    return {
        "text": text,
        "from": from_ if from_ not in ("?", "") else None,
        "to": (to or from_) if from_ not in ("?", "") else None,
    }
