"""A message through the Apprise library, to messengers and telephones. It needs the extra `alerts`."""

from vedette.publishing.channels.model import Apprise, Message, SendError
from vedette.publishing.story_text import shown

LONGEST = 3_500
"""Characters of a message: most messengers take about 4,000, and the words of the sources can be looked up."""


def post(channel: Apprise, message: Message) -> None:
    """Send a message; raises SendError where the extra is missing, the address is none, or it was not taken."""
    try:
        import apprise  # noqa: PLC0415 - an extra
    except ImportError:
        raise SendError("apprise is not installed; pip install 'vedette[alerts]'", lasting=True) from None
    sender = apprise.Apprise()
    if not sender.add(channel.url):
        raise SendError("its address is none that Apprise knows; look it up in Apprise's own list", lasting=True)
    text = shown(message.text)
    body = text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rsplit(' ', 1)[0]}…"
    # Words of sources are no markup: plain text is escaped by the library for channels that would read it as such.
    if not sender.notify(title=shown(message.title), body=body, body_format=apprise.NotifyFormat.TEXT):
        raise SendError("Apprise could not hand the message on")
