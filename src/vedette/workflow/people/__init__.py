"""People at the desk: invited, signed in by password or token, each with a role; every change is noted in the audit log.

Passwords are kept as Argon2 hashes, the random words of sessions, tokens and invitations as SHA-256 alone: who reads the
store finds nothing to sign in with. docs/people.md tells how they are used.
"""

from vedette.records.person import ROLES, Person, SessionLine, TokenLine, lesser, may
from vedette.workflow.people.invitations import Invited, invite, invited, take_up
from vedette.workflow.people.roster import (
    activate,
    change_role,
    deactivate,
    has_people,
    keep_for,
    kept_for,
    people,
)
from vedette.workflow.people.sessions import (
    SignedIn,
    SignInError,
    change_password,
    end_session,
    person_by_session,
    session_id,
    sessions_of,
    sign_in,
    sign_out,
)
from vedette.workflow.people.tokens import make_token, person_by_token, revoke_token, tokens_of

__all__ = [
    "ROLES",
    "Invited",
    "Person",
    "SessionLine",
    "SignInError",
    "SignedIn",
    "TokenLine",
    "activate",
    "change_password",
    "change_role",
    "deactivate",
    "end_session",
    "has_people",
    "invite",
    "invited",
    "keep_for",
    "kept_for",
    "lesser",
    "make_token",
    "may",
    "people",
    "person_by_session",
    "person_by_token",
    "revoke_token",
    "session_id",
    "sessions_of",
    "sign_in",
    "sign_out",
    "take_up",
    "tokens_of",
]
