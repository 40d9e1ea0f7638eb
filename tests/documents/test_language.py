import pytest

from vedette.documents.language import check_language, language_of, told_language
from vedette.errors import SkipError
from vedette.records.document import Document


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army said on Tuesday that it had withdrawn from the town.", "en"),
        ("Die Regierung hat am Dienstag mitgeteilt, dass die Truppen das Dorf verlassen haben.", "de"),
        ("Le gouvernement a annoncé mardi que les troupes avaient quitté le village.", "fr"),
        ("Правительство сообщило во вторник, что войска покинули деревню.", "ru"),
        ("Kyiv.", None),
        ("", None),
    ],
)
def test_the_language_is_told(text, language):
    assert told_language(text) == language


def test_only_english_is_read_and_the_rest_says_so():
    check_language(Document.of("x", language="en"), "it")
    check_language(Document.of("x", language=None), "it")
    with pytest.raises(SkipError, match=r"it: is in another language \(told: ru\); only English is read"):
        check_language(Document.of("x", language="ru"), "it")


def test_what_is_readable_can_be_told():
    check_language(Document.of("x", language="ru"), "it", readable=frozenset({"en", "ru"}))
    check_language(Document.of("x", language="Russian"), "it", readable={"ru"})
    with pytest.raises(SkipError, match=r"told: hy.*only English is read beside those installed; .*VEDETTE_TRANSLATOR"):
        check_language(Document.of("x", language="hy"), "it", readable=frozenset({"en", "ru"}))


@pytest.mark.parametrize(
    ("told", "code"),
    [(None, "en"), ("", "en"), ("EN_us", "en"), ("und", "en"), ("rus", "ru"), ("zh-Hans", "zh"), ("hy", "hy")],
)
def test_languages_are_told_by_their_codes(told, code):
    assert language_of(Document.of("x", language=told)) == code


def test_halves_of_surrogate_pairs_are_no_fault():
    assert (
        told_language(
            "Le ministère \ud83d a déclaré mardi que ses troupes avaient repoussé une attaque \udc00 près de la frontière."
        )
        == "fr"
    )
