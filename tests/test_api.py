import pytest

import vedette


def test_read_gives_a_record_with_the_text_verbatim():
    text = "  Azerbaijani troops shelled Sotk overnight, the Armenian government said.\r\n"
    record = vedette.read(text, published="2022-09-13")
    assert record.document.text == text
    (event,) = record.events
    assert event.type == "ASSAULT"
    assert (event.time.from_, event.time.to) == ("2022-09-12", "2022-09-13")
    assert (event.place.lat, event.place.lon) == pytest.approx((40.2, 45.87), abs=0.01)


def test_a_brief_is_made_of_records():
    brief = vedette.brief([vedette.read("Azerbaijani troops shelled Sotk, the Armenian government said.")])
    assert brief.bottom


@pytest.mark.parametrize(
    "text",
    ["", "  \n", "Die Regierung teilte am Dienstag mit, dass die Truppen das Dorf in der Nacht verlassen haben."],
)
def test_what_cannot_be_read_says_so(text):
    with pytest.raises(vedette.SkipError):
        vedette.read(text)


def test_documents_are_read_in_their_order():
    documents = [vedette.Document.of(f"Azerbaijan attacked Armenia on day {n}.", id=str(n)) for n in range(60)]
    assert [r.document.id for r in vedette.read_documents(documents)] == [str(n) for n in range(60)]


def test_public_names_are_what_they_say():
    for name in vedette.__all__:
        assert getattr(vedette, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        vedette.nothing  # noqa: B018
