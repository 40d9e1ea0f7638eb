"""Mail: messages, mailboxes and what is attached; hostile ones are skipped."""

from email.message import EmailMessage

import pytest

from sources.incoming import PAGE, TEXT, came, pdf, write


def mail(text=TEXT, *, subject="Army leaves", html=None, papers=()):
    message = EmailMessage()
    message["From"] = "Zoë Watcher <zoe@desk.example>"
    message["To"] = "desk@desk.example"
    message["Subject"] = subject
    message["Date"] = "Tue, 13 Sep 2022 10:00:00 +0200"
    message["Message-ID"] = "<1@desk.example>"
    if text is not None:
        message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html") if text is not None else message.set_content(html, subtype="html")
    for name, data, kind in papers:
        main, sub = kind.split("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def test_a_message_is_a_document(tmp_path):
    path = write(tmp_path, "a.eml", mail(subject="Zentrale – Rückzug"))
    ((arriving,), skipped) = came(path)
    assert not skipped
    document = arriving.document
    assert document.text == TEXT
    assert (document.title, document.byline) == ("Zentrale – Rückzug", "Zoë Watcher")
    assert document.published == "2022-09-13T10:00:00+02:00"
    assert arriving.original.data == path.read_bytes()
    assert arriving.original.kind == "message/rfc822"


def test_plain_text_goes_before_html_and_html_is_cleaned(tmp_path):
    ((plain,), _) = came(write(tmp_path, "a.eml", mail(html=PAGE)))
    assert plain.document.text == TEXT
    ((page,), _) = came(write(tmp_path, "b.eml", mail(None, html=PAGE)))
    assert TEXT in page.document.text
    assert "<" not in page.document.text
    assert page.document.title == "Army leaves"


def test_papers_that_are_attached_are_documents_of_their_own(tmp_path):
    papers = [
        ("paper.pdf", pdf([TEXT]), "application/pdf"),
        ("note.txt", TEXT.encode(), "text/plain"),
        ("a.png", b"\x89PNG", "image/png"),
    ]
    found, skipped = came(write(tmp_path, "a.eml", mail("The paper is attached to this message.", papers=papers)))
    assert not skipped
    assert [a.way.rsplit("/", 1)[1] for a in found] == ["a.eml", "paper.pdf", "note.txt"]
    assert {a.document.published for a in found} == {"2022-09-13T10:00:00+02:00"}


def test_a_cover_without_a_text_still_gives_its_paper(tmp_path):
    found, (skip,) = came(write(tmp_path, "a.eml", mail("", papers=[("p.pdf", pdf([TEXT]), "application/pdf")])))
    assert [a.document.text for a in found] == [TEXT]
    assert "without a text" in skip.cause


def test_a_mailbox_gives_its_messages(tmp_path):
    one = mail(f"{TEXT}\nFrom here on it was quiet.\n").replace(b"\nFrom here", b"\n>From here")
    box = b"".join(b"From zoe@desk.example Tue Sep 13 10:00:00 2022\n" + m + b"\n\n" for m in (one, mail(), b""))
    found, skipped = came(write(tmp_path, "archive", box))
    assert [a.way.rsplit("/", 1)[1] for a in found] == ["message 1", "message 2"]
    assert "\nFrom here on" in found[0].document.text
    assert [s.item.rsplit("/", 1)[1] for s in skipped] == ["message 3"]


def test_a_maildir_in_a_folder_is_read_and_what_is_being_delivered_is_not(tmp_path):
    for name in ("box/cur/1:2,S", "box/new/2", "box/tmp/3"):
        write(tmp_path, name, mail(f"{TEXT} {name}"))
    found, skipped = came(tmp_path)
    assert not skipped
    assert len(found) == 2


def nested(depth):
    head = b"From: a@b.example\nMessage-ID: <1@b>\nMIME-Version: 1.0\n"
    for i in range(depth):
        head += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i)
    return head + b"Content-Type: text/plain\n\n" + TEXT.encode()


@pytest.mark.parametrize("depth", [30, 3000])
def test_deep_nesting_is_told(tmp_path, depth):
    good = write(tmp_path, "b.txt", TEXT)
    found, (skip,) = came(write(tmp_path, "a.eml", nested(depth)), good)
    assert len(found) == 1
    assert skip.remedy


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\nMessage-ID: <1@b>\nContent-Type: text/plain" + b";" * 2_000_000 + b"\n\nx",
        b"From: a\nMessage-ID: <1@b>\nContent-Disposition: x" + b"\n ;" * 500_000 + b"\n\nx",
        nested(300) + b"\nx" * 2_000_000,
    ],
    ids=["long", "folded", "boundaries"],
)
def test_a_message_that_keeps_the_parser_busy_is_told(tmp_path, data):
    found, (skip,) = came(write(tmp_path, "a.eml", data))
    assert not found
    assert "than a message has" in skip.cause


def test_too_many_parts_are_told(tmp_path):
    head = b'From: a@b.example\nMessage-ID: <1@b>\nContent-Type: multipart/mixed; boundary="b"\n\n'
    found, (skip,) = came(write(tmp_path, "a.eml", head + b"--b\n\nx\n" * 600))
    assert not found
    assert "parts" in skip.cause


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: =?utf-8?b?////?=",
        b"Subject: =?no-such-charset?q?x?=",
        b"Date: Tue, 99 Foo 99999 99:99:99",
        b"Content-Type: text/plain; charset=no-such\nSubject: x",
        b"Content-Type: text/plain; charset*=utf-8''%ff\nSubject: x",
        b"Content-Disposition: inline; filename*0*=utf-8''%ff; filename*2=x\nSubject: x",
        b"Content-Transfer-Encoding: base32\nSubject: x",
        b"Subject: \xff\xfe\x00",
    ],
)
def test_strange_headers_do_no_harm(tmp_path, header):
    data = b"From: a@b.example\nMessage-ID: <1@b>\nMIME-Version: 1.0\n" + header + b"\n\n" + TEXT.encode()
    found, skipped = came(write(tmp_path, "a.eml", data))
    assert len(found) + len(skipped) >= 1
    assert all(TEXT in a.document.text for a in found)


def test_a_press_release_that_begins_like_a_mail_is_a_text(tmp_path):
    text = f"From: the press office\nDate: 13 September 2022\n\n{TEXT}"
    ((arriving,), _) = came(write(tmp_path, "a.txt", text))
    assert arriving.document.text == text


def test_flowed_lines_are_joined(tmp_path):
    head = b"From: a@b.example\nMessage-ID: <1@b>\nContent-Type: text/plain; format=flowed\n\n"
    ((arriving,), _) = came(write(tmp_path, "a.eml", head + b"The army said \nthat it had left.\n"))
    assert arriving.document.text == "The army said that it had left."


@pytest.mark.parametrize("charset", ["punycode", "idna", "undefined", "unicode_escape", "no-such", "rot13"])
def test_a_charset_that_is_none_of_texts_is_not_used(tmp_path, charset):
    # Python would take hours for a long text in the first, and fails in ways of its own at the others.
    head = f"From: a@b.example\nTo: c@d.example\nMessage-ID: <1@b.example>\nContent-Type: text/plain; charset={charset}\n\n"
    (arriving,), skipped = came(write(tmp_path, "a.eml", head + TEXT + "\n\nabc-" + "kva9b" * 200_000))
    assert arriving.document.text.startswith(TEXT)
    assert skipped == []
