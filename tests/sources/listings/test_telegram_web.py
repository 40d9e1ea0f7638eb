"""The public preview of a channel; written after its structure, with messages of our own."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import SkipError
from vedette.sources.listings.telegram_web import channel_of, preview_address, read_preview

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
URL = "https://t.me/s/ruritania_staff"


def message(number, text, before="", views="1.2K"):
    return (
        f'<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message js-widget_message"'
        f' data-post="ruritania_staff/{number}"><div class="tgme_widget_message_bubble">{before}{text}'
        f'<time class="message_video_duration">0:12</time>'
        f'<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">{views}</span>'
        f'<a class="tgme_widget_message_date" href="https://t.me/ruritania_staff/{number}">'
        f'<time datetime="2026-09-01T10:0{number}:00+00:00" class="time">10:0{number}</time></a></div></div></div></div>'
    )


def text(words):
    return f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>'


def page(*messages):
    title = '<div class="tgme_channel_info_header_title"><span dir="auto">General Staff &amp; Co</span></div>'
    return f"<!DOCTYPE html><html><body>{title}<section>{''.join(messages)}</section></body></html>".encode()


def read(data):
    return read_preview(data, url=URL, now=NOW)


def test_messages_are_items():
    listing = read(
        page(message(1, text("Two <b>drones</b> were shot down.<br/>A &lt; B")), message(2, text("Quiet night.")))
    )
    first, second = listing.items
    assert listing.title == "General Staff & Co"
    assert first.key == first.url == "https://t.me/ruritania_staff/1"
    assert first.html == "Two <b>drones</b> were shot down.<br>A &lt; B"
    assert (first.published, first.byline, first.title, first.whole) == ("2026-09-01T10:01:00Z", None, None, True)
    assert second.html == "Quiet night."


def test_an_edit_shows_and_views_do_not():
    one = read(page(message(1, text("Two drones.")))).items[0]
    seen = read(page(message(1, text("Two drones."), views="9M"))).items[0]
    edited = read(page(message(1, text("Three drones.")))).items[0]
    assert one.print == seen.print != edited.print


def test_a_wrapped_text_is_told_once():
    assert read(page(message(1, text(text("Once."))))).items[0].html == "Once."


def test_the_message_replied_to_is_not_this_one():
    reply = (
        '<a class="tgme_widget_message_reply" href="https://t.me/ruritania_staff/1">'
        '<div class="tgme_widget_message_text js-message_reply_text">Old words.</div></a>'
    )
    assert read(page(message(2, text("New words."), before=reply))).items[0].html == "New words."


def test_who_is_forwarded_is_told():
    forwarded = (
        '<div class="tgme_widget_message_forwarded_from">Forwarded from '
        '<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/zenda/5">Zenda News</a></div>'
    )
    assert read(page(message(1, text("Fire."), before=forwarded))).items[0].byline == "forwarded from Zenda News"
    signed = '<span class="tgme_widget_message_from_author">Col. Sapt</span>'
    assert read(page(message(1, text("Fire."), before=signed))).items[0].byline == "Col. Sapt"


def test_pictures_without_words_are_left_out():
    assert read(page(message(1, ""), message(2, text(" ")), message(3, text("Words.")))).items[0].key.endswith("/3")


@pytest.mark.parametrize("data", [b"<html><body><div class='tgme_page'>Join</div></body></html>", b"<p>", page()])
def test_a_page_without_messages_is_refused(data):
    with pytest.raises(SkipError, match="shows no messages") as caught:
        read(data)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "told",
    [
        "ruritania_staff",
        "@ruritania_staff",
        "t.me/ruritania_staff",
        URL,
        "https://t.me/ruritania_staff/5",
        URL + "?before=7",
    ],
)
def test_a_channel_is_known_by_many_names(told):
    assert channel_of(told) == "ruritania_staff"
    assert preview_address(told) == URL


@pytest.mark.parametrize("told", ["", "a b", "https://evil.example/ruritania_staff", "../x", "ab"])
def test_what_names_no_channel_is_refused(told):
    assert channel_of(told) is None
    with pytest.raises(SkipError, match="no name of a Telegram channel"):
        preview_address(told)


PIECES = st.sampled_from(
    ["<div data-post='abcd/1'>", "<div data-post='x'>", "<div class='js-message_text'>", "</div>", "words", "<time datetime='x'>", "\x00", "<b>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=15))
def test_any_page_is_a_listing_or_refused(pieces):
    try:
        listing = read("".join(pieces).encode())
    except SkipError:
        return
    keys = [item.key for item in listing.items]
    assert len(keys) == len(set(keys))
