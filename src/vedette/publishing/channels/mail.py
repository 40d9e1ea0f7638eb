"""A message as e-mail: plain and HTML, with the ids by which updates stand in their thread."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate

from vedette.publishing import wording
from vedette.publishing.channels.model import Message, SendError, Smtp
from vedette.publishing.story_text import shown

SECONDS = 30.0
LONGEST_SUBJECT = 180


def mail_of(channel: Smtp, message: Message) -> EmailMessage:
    """Return the e-mail. Its Message-ID is made of the message's id, so that what is sent twice is known to be one."""
    made = EmailMessage()
    made["From"] = channel.sender
    made["To"] = ", ".join(channel.to)
    title = wording.clean(shown(message.title))[:LONGEST_SUBJECT]
    made["Subject"] = f"Re: {title}" if message.thread else title
    made["Date"] = formatdate(usegmt=True)
    made["Message-ID"] = _id(channel, message.id)
    if message.thread:
        made["In-Reply-To"] = made["References"] = _id(channel, message.thread)
    # So that no holiday's answer comes back (RFC 3834).
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(shown(message.text), charset="utf-8")
    if message.html:
        made.add_alternative(message.html, subtype="html", charset="utf-8")
    return made


def post(channel: Smtp, message: Message) -> str:
    """Send a message as e-mail and return what is to be told of it; SendError, which holds no address and no password.

    Where some of the addressees are refused it is sent: sending it again would tell the others twice.
    """
    made = mail_of(channel, message)
    try:
        with _server(channel) as server:
            if channel.user:
                server.login(channel.user, channel.password)
            refused = server.send_message(made, from_addr=channel.sender, to_addrs=list(channel.to))
    except smtplib.SMTPAuthenticationError:
        raise SendError("the mail server does not take user and password", lasting=True) from None
    except smtplib.SMTPResponseException as e:
        raise SendError(f"the mail server answers {e.smtp_code}", lasting=e.smtp_code >= 500) from None
    except smtplib.SMTPRecipientsRefused:
        raise SendError("the mail server takes none of the addressees", lasting=True) from None
    except UnicodeError:
        raise SendError(
            "the mail server takes no letters but those of ASCII in addresses, user and password", lasting=True
        ) from None
    except (smtplib.SMTPException, OSError) as e:
        raise SendError(f"the mail server cannot be reached ({type(e).__name__})") from None
    return f"the mail server refused {len(refused)} of {len(channel.to)} addressees" if refused else ""


@contextmanager
def _server(channel: Smtp) -> Iterator[smtplib.SMTP]:
    if channel.tls == "tls":
        with smtplib.SMTP_SSL(channel.host, channel.port, timeout=SECONDS, context=ssl.create_default_context()) as s:
            yield s
        return
    with smtplib.SMTP(channel.host, channel.port, timeout=SECONDS) as s:
        if channel.tls == "starttls":
            s.starttls(context=ssl.create_default_context())
        yield s


def _id(channel: Smtp, name: str) -> str:
    return f"<{name}@{channel.sender.rpartition('@')[2]}>"
