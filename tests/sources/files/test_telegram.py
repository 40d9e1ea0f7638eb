"""Exports of Telegram: a document a message, with its address, its time and who is told to have written it."""

import json

import pytest

from sources.incoming import TEXT, came, write


def message(number=7, **known):
    told = {
        "id": number,
        "type": "message",
        "date": "2022-09-13T12:00:00",
        "date_unixtime": "1663063200",
        "from": "Zenda Watch",
        "text": TEXT,
    }
    return {**told, **known}


def channel(*messages, **known):
    told = {"name": "Zenda Watch", "type": "public_channel", "id": 1234567890, "username": "zendawatch"}
    return {**told, **known, "messages": list(messages)}


def export(tmp_path, told):
    data = told if isinstance(told, (str, bytes)) else json.dumps(told, ensure_ascii=False, indent=1)
    return came(write(tmp_path, "result.json", data))


def test_a_message_is_a_document(tmp_path):
    ((arriving,), skipped) = export(tmp_path, channel(message()))
    assert not skipped
    document = arriving.document
    assert (document.text, document.source, document.byline) == (TEXT, "Zenda Watch", None)
    assert document.url == "https://t.me/zendawatch/7"
    assert document.published == "2022-09-13T10:00:00+00:00"
    assert json.loads(arriving.original.data) == message()
    assert arriving.way.endswith("result.json, message 7")


def test_parts_are_joined_and_what_is_no_report_is_passed_over(tmp_path):
    parts = ["The army ", {"type": "bold", "text": "said on Tuesday"}, " that it had left the town.", {"type": "x"}, 5]
    told = channel(
        message(1, type="service", action="pin_message"),
        message(2, text="", photo="photos/a.jpg"),
        message(3, text=parts),
        message(4, type="unsupported"),
    )
    ((arriving,), skipped) = export(tmp_path, told)
    assert not skipped
    assert arriving.document.text == "The army said on Tuesday that it had left the town."


def test_forwarded_messages_tell_from_whom(tmp_path):
    told = channel(message(forwarded_from="Ministry of Defence", edited="2022-09-14T00:00:00"))
    ((arriving,), _) = export(tmp_path, told)
    assert arriving.document.byline == "forwarded from Ministry of Defence"
    assert arriving.document.published == "2022-09-13T10:00:00+00:00"


def test_without_the_channels_name_the_address_is_by_its_number(tmp_path):
    ((arriving,), _) = export(tmp_path, channel(message(), username=None))
    assert arriving.document.url == "https://t.me/c/1234567890/7"
    ((arriving,), _) = export(tmp_path, channel(message(), username=None, type="personal_chat"))
    assert arriving.document.url is None


def test_an_accounts_whole_export_is_read_through(tmp_path):
    about = "Here is the data you requested. Remember: it is yours."
    chats = {"about": "x", "list": [channel(message(1)), channel(message(2), name="Other", username="other")]}
    told = {"about": about, "contacts": {"list": []}, "chats": chats, "left_chats": {"list": [channel(message(3))]}}
    found, skipped = export(tmp_path, told)
    assert not skipped
    assert [a.document.url for a in found] == [
        "https://t.me/zendawatch/1",
        "https://t.me/other/2",
        "https://t.me/zendawatch/3",
    ]


def test_control_characters_as_telegram_writes_them_are_mended(tmp_path):
    data = json.dumps(channel(message(text=f"A{TEXT} \\x"))).replace('"A', '"\\x0BA')
    ((arriving,), skipped) = export(tmp_path, data)
    assert not skipped
    assert arriving.document.text == f"\x0bA{TEXT} \\x"


def test_an_export_that_breaks_off_gives_the_messages_before(tmp_path):
    data = json.dumps(channel(message(1), message(2), message(3)), indent=1)
    found, (skip,) = export(tmp_path, data[: data.rindex('"text"')])
    assert [a.document.url[-1] for a in found] == ["1", "2"]
    assert "is not JSON to its end" in skip.cause


@pytest.mark.parametrize(
    "told",
    [
        channel(5, "x", None, message()),
        channel(message(date=None, date_unixtime="x" * 50), message()),
        channel(message(date_unixtime="99999999999"), message()),
        channel(message(id="../x", text=TEXT), message()),
    ],
)
def test_strange_messages_do_not_stop_the_others(tmp_path, told):
    found, _ = export(tmp_path, told)
    assert found[-1].document.url == "https://t.me/zendawatch/7"


def test_deep_nesting_is_told(tmp_path):
    head = '{"name": "x", "type": "public_channel", "id": 1, "messages": ['
    found, skipped = export(tmp_path, head + '{"a":' * 100_000)
    assert not found
    assert len(skipped) == 1


@pytest.mark.parametrize("text", [f"{TEXT} \ud83d", [f"{TEXT} ", {"type": "bold", "text": "\ud83d"}]])
def test_half_characters_are_none(tmp_path, text):
    message = {"id": 1, "type": "message", "date": "2026-11-29T10:00:00", "from": "A\udfff", "text": text}
    export = {"name": "Zenda \ud800", "type": "public_channel", "id": 1, "messages": [message]}
    ((arriving,), _) = came(write(tmp_path, "result.json", json.dumps(export)))
    assert arriving.document.text == f"{TEXT} \ufffd"
    assert arriving.document.source == "Zenda \ufffd"
