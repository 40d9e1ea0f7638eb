"""Hand a message to a channel, with a few tries; a lasting refusal is not tried again at once."""

import time
from collections.abc import Callable

from vedette.publishing.channels import mail, through_apprise, webhook
from vedette.publishing.channels.model import Channel, Message, SendError, Smtp, Webhook

WAITS = (1.0, 4.0)
"""Seconds before the second and the third try of one run; the next run tries again later (`run.py`)."""

Sends = Callable[[Channel, Message], str]


def send(channel: Channel, message: Message, *, sleep: Callable[[float], None] = time.sleep) -> str:
    """Send a message and return what is to be told of it, mostly nothing; raises the SendError of the last try."""
    for wait in (*WAITS, None):
        try:
            return _once(channel, message)
        except SendError as e:
            if e.lasting or wait is None:
                raise
            sleep(wait)
    return ""


def _once(channel: Channel, message: Message) -> str:
    if isinstance(channel, Smtp):
        return mail.post(channel, message)
    if isinstance(channel, Webhook):
        webhook.post(channel, message)
    else:
        through_apprise.post(channel, message)
    return ""
