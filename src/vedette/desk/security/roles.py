"""Who may do what: the role that a request needs, by its method and its address; pure.

What no rule names is never open: looking needs a reader, anything else an analyst. A new route that needs more than that
gets a rule here, and `tests/desk/security/test_roles.py` walks every route of the desk to see that it has the role it should.
"""

from vedette.desk.security.origin import SAFE
from vedette.records import person

READER, ANALYST, EDITOR, ADMINISTRATOR = person.ROLES

OPEN = ""
"""What needs no role: the way in, and files of the desk's own."""

EMBEDS = "/embed/"
"""Below it stand the pages for others' frames."""

RULES: tuple[tuple[str, str, str], ...] = (
    ("GET", "/static/*", OPEN),
    ("GET POST", "/sign-in", OPEN),
    # Open, so that it also forgets what has ended already; it takes nothing but the cookie that comes with it.
    ("POST", "/sign-out", OPEN),
    ("GET POST", "/join/*", OPEN),
    # Light or dark, also at the sign-in.
    ("POST", "/theme", OPEN),
    ("GET POST", "/people", ADMINISTRATOR),
    ("GET POST", "/people/*", ADMINISTRATOR),
    ("GET POST", "/api/v1/people", ADMINISTRATOR),
    ("GET POST", "/api/v1/people/*", ADMINISTRATOR),
    ("GET POST", "/audit", ADMINISTRATOR),
    ("GET POST", "/audit/*", ADMINISTRATOR),
    ("GET POST", "/api/v1/audit", ADMINISTRATOR),
    ("GET POST", "/api/v1/audit/*", ADMINISTRATOR),
    # Of one's own.
    ("POST", "/gate", READER),
    ("POST", "/seen", READER),
    ("POST", "/map/look", READER),
    ("POST", "/account/*", READER),
    # A client of the protocol posts to look as well; what changes something there asks `may` itself.
    ("GET POST DELETE", "/mcp", READER),
    ("POST", "/sources", EDITOR),
    ("POST", "/sources/*", EDITOR),
    ("POST", "/api/v1/sources", EDITOR),
    ("POST", "/api/v1/sources/*", EDITOR),
    # A draft is an analyst's; what goes out is decided by an editor.
    ("POST", "/decide/*", EDITOR),
    ("POST", "/api/v1/stories/*", EDITOR),
    ("POST", "/publish", EDITOR),
    ("POST", "/publish/*", EDITOR),
    ("POST", "/api/v1/publish", EDITOR),
    ("POST", "/api/v1/publish/*", EDITOR),
)
"""Methods, address, role; the first that fits decides. `/a/*` is everything below `/a/`; a slash at the end changes nothing."""


def needed(method: str, path: str, *, embeds: bool = False) -> str:
    """Return the role that a request needs, `OPEN` where it needs none. `path` is decoded, as the router compares it.

    With `embeds`, as the administrator said at the start, everybody may look at what stands in others' frames.
    """
    told = "GET" if method in SAFE else method
    if embeds and told == "GET" and path.startswith(EMBEDS):
        return OPEN
    for methods, address, role in RULES:
        if told in methods.split() and _fits(path, address):
            return role
    return READER if told == "GET" else ANALYST


def may(role: str, needed_: str) -> bool:
    """Tell whether a role may do what needs `needed_`; who has none may do only what is open."""
    return needed_ == OPEN or person.may(role, needed_)


def article(role: str) -> str:
    """Return "an analyst", "a reader"."""
    return f"{'an' if role[:1] in 'aeiou' else 'a'} {role}"


def _fits(path: str, address: str) -> bool:
    if address.endswith("/*"):
        return path.startswith(address[:-1])
    return path in (address, f"{address}/")
