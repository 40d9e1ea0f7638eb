"""Vedette reads reports and writes down who did what to whom, where, when, at what cost, and who says so."""

from typing import Any

__all__ = [
    "Document",
    "Record",
    "SkipError",
    "StopError",
    "VedetteError",
    "__version__",
    "brief",
    "check_documents",
    "load_knowledge",
    "obligations",
    "open_store",
    "read",
    "read_documents",
    "who",
]

_HOMES = {
    "Document": "vedette.records.document",
    "Record": "vedette.records.record",
    "SkipError": "vedette.errors",
    "StopError": "vedette.errors",
    "VedetteError": "vedette.errors",
    "brief": "vedette.publishing.brief:make_brief",
    "open_store": "vedette.api",
    "check_documents": "vedette.api",
    "load_knowledge": "vedette.api",
    "obligations": "vedette.api",
    "read": "vedette.api",
    "read_documents": "vedette.api",
    "who": "vedette.api",
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use, so that `import vedette` costs nothing."""
    from importlib import import_module, metadata  # noqa: PLC0415 - only when asked for

    if name == "__version__":
        return metadata.version("vedette")
    if name in _HOMES:
        module, _, attribute = _HOMES[name].partition(":")
        return getattr(import_module(module), attribute or name)
    raise AttributeError(f"module 'vedette' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted(__all__)
