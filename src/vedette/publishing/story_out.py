"""The newest version of a story in every form that it can be taken along in."""

from html import escape

from vedette.publishing import story_short
from vedette.publishing.markdown import escaped
from vedette.publishing.story_html import body_html
from vedette.publishing.story_text import shown
from vedette.records.story import RETRACTED, Story

OUTPUTS = {"telegram": "Message", "email": "E-mail", "text": "Plain text", "markdown": "Markdown", "html": "HTML"}
"""Forms with what pages call them."""


def output_of(story: Story, form: str, now: str, *, link: str = "") -> str:
    """Return the newest version of a story, as it stands at `now` (ISO, UTC), in a form of `OUTPUTS`; KeyError for another.

    `link` is an address that a message and an e-mail end with. HTML is headline and body
    alone, for a page of one's own; of a retracted story no form tells more than the headline and the reason.
    """
    g = story_short.going(story, now)
    if g.stands.state == RETRACTED and form in ("markdown", "html"):
        lines = [escape(x) if form == "html" else escaped(x) for x in story_short.plain(g).splitlines()]
        return "".join(f"<p>{x}</p>\n" if form == "html" else f"{x}\n\n" for x in lines)
    if form == "email":
        made = story_short.mail(g, link=link)
        return f"Subject: {made.subject}\n\n{made.text}"
    if form == "html":
        head = f"<h1>{escape(shown(g.content.headline))}</h1>\n"
        notes = "".join(f'<li id="{c.id}">{escape(told)}</li>\n' for c, told in story_short.notes_of(g.content))
        return f"{head}{body_html(g.content)}<ol>\n{notes}</ol>\n"
    return {
        "markdown": lambda: story_short.markdown(g.content),
        "telegram": lambda: story_short.telegram(g, link=link),
        "text": lambda: story_short.plain(g),
    }[form]()
