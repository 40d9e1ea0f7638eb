"""Which reader reads what; texts are invented."""

import pytest

from vedette.documents import prepare
from vedette.errors import SkipError, StopError
from vedette.records.document import Document
from vedette.records.record import Record
from vedette.workflow import readers as choosing
from vedette.workflow.readers import Readers, choice_for, reader_for, versions_wanted


class Fake:
    """Reads nothing, and remembers what it was asked to read."""

    version = "fake"

    def __init__(self):
        self.seen = []

    def read_all(self, documents):
        for d in documents:
            self.seen.append(d.id)
            yield Record(document=d, reader=self.version)


@pytest.fixture(autouse=True)
def _without_translator(monkeypatch):
    monkeypatch.delenv("VEDETTE_TRANSLATOR", raising=False)
    choosing._translator.cache_clear()


def of(language, text="x"):
    return Document.of(text, id=f"{language}", language=language)


def test_english_and_what_is_untold_is_read_by_the_usual_reader():
    readers = Readers(english=Fake)
    for language in (None, "en", "en-GB", "eng", "und"):
        assert readers.version_for(of(language)) == readers.version


def test_russian_has_its_reader_where_natasha_is_installed(monkeypatch):
    monkeypatch.setattr(choosing, "installed", lambda: "1.6.0")
    assert choice_for("ru").version.endswith("natasha 1.6.0") or "russian" in choice_for("ru").version
    monkeypatch.setattr(choosing, "installed", lambda: None)
    assert choice_for("ru").version is None
    assert "pip install vedette[russian]" in choice_for("ru").reason
    assert set(versions_wanted(["hy"])) == {"en"}
    assert versions_wanted(["en-GB", "hy"])["en-GB"] == versions_wanted()["en"]
    assert "en_US" in Readers(english=Fake)
    assert "hy" not in Readers(english=Fake)


def test_a_language_without_a_reader_says_so():
    assert reader_for("hy") == (None, "no reader for hy is installed; set VEDETTE_TRANSLATOR")
    assert not Readers(english=Fake).can_read(of("hy"))
    with pytest.raises(SkipError, match="hy: no reader for hy is installed; set VEDETTE_TRANSLATOR"):
        Readers(english=Fake).read(of("hy"))


def test_a_translator_reads_every_other_language(monkeypatch):
    monkeypatch.setenv("VEDETTE_TRANSLATOR", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("VEDETTE_TRANSLATOR_MODEL", "small")
    wanted = versions_wanted(["hy", "fa"])
    assert set(wanted) == {"en", "ru", "hy", "fa"}
    assert wanted["hy"] == f"{wanted['en']}, translated by small"


@pytest.mark.parametrize(
    ("told", "cause"), [("argos", "argostranslate is not installed"), ("deepl", "no http or https address")]
)
def test_a_broken_translator_ends_the_run(monkeypatch, told, cause):
    monkeypatch.setenv("VEDETTE_TRANSLATOR", told)
    with pytest.raises(StopError, match=cause):
        choice_for("hy")
    # English is read without it.
    assert choice_for("en").version


def test_mixed_languages_keep_their_order_and_the_unread_are_told():
    fake, told = Fake(), []
    readers = Readers(english=lambda: fake)
    documents = [of("en"), of("hy"), of(None), of("fa"), of("en-GB")]
    assert [r.document.id for r in readers.read_all(documents, told.append)] == ["en", "None", "en-GB"]
    assert [e.item for e in told] == ["hy", "fa"]
    with pytest.raises(SkipError, match="hy"):
        list(readers.read_all(documents))


def test_a_russian_and_an_english_report_are_read_side_by_side(reader, russian):
    readers = Readers(english=lambda: reader)
    readers._loaded["ru"] = russian
    texts = [
        "Azerbaijani troops shelled Sotk.",
        "При обстреле погибли двое жителей города, сообщил мэр.",
        "Iran condemned the attack.",
    ]
    records = list(readers.read_all(prepare(Document.of(t)) for t in texts))
    assert [r.reader for r in records] == [reader.version, russian.version, reader.version]
    assert [c.low for c in records[1].casualties] == [2]
