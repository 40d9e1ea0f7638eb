"""Translators: what turns sentences of another language into English, and the one of this machine (argos).

A translation is data like the text itself: it is read, never followed.
"""

from collections.abc import Sequence
from importlib import metadata
from typing import Any, Protocol

from vedette.errors import StopError

ENGLISH = "en"
MISSING = "argostranslate is not installed; run 'pip install vedette[argos]'"


class Translator(Protocol):
    """Turns sentences into English, one for one."""

    @property
    def name(self) -> str:
        """Return what is kept with each reading: the translator and its version or model."""

    def check(self, language: str) -> None:
        """Raise StopError where the translator cannot be used for `language` (an ISO 639-1 code)."""

    def translate(self, sentences: Sequence[str], source_language: str) -> list[str]:
        """Return the English of each sentence, as many and in the same order.

        Raises StopError where the translator cannot be used at all, SkipError where it fails at these sentences.
        """


class Argos:
    """argostranslate on this machine; its language packages are the user's to install, nothing is downloaded here."""

    def __init__(self) -> None:
        """Raise StopError where argostranslate is not installed."""
        try:
            self.name = f"argos {metadata.version('argostranslate')}"
        except metadata.PackageNotFoundError as e:
            raise StopError(f"translator argos: {MISSING}") from e
        self._loaded: dict[str, Any] = {}

    def check(self, language: str) -> None:
        """Raise StopError where the library or its package for `language` is not installed."""
        self._translation(language)

    def translate(self, sentences: Sequence[str], source_language: str) -> list[str]:
        """Return the English of each sentence."""
        translation = self._translation(source_language)
        return [" ".join(str(translation.translate(s)).split()) for s in sentences]

    def _translation(self, language: str) -> Any:
        if language not in self._loaded:
            self._loaded[language] = _argos_translation(language)
        return self._loaded[language]


def _argos_translation(language: str) -> Any:
    try:
        # Imported here: it is heavy, and only wanted where the user asks for it.
        from argostranslate import translate  # noqa: PLC0415
    except ImportError as e:
        raise StopError(f"translator argos: cannot be loaded ({e}); {MISSING}") from e
    languages = {known.code: known for known in translate.get_installed_languages()}
    source, english = languages.get(language), languages.get(ENGLISH)
    found = source.get_translation(english) if source and english else None
    if found is None:
        raise StopError(
            f"translator argos: has no package from {language} to English; run 'argospm install translate-{language}_en'"
        )
    return found
