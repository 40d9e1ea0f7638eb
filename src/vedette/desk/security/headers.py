"""The headers that every answer carries; pure."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{blob}; connect-src 'self'; "
    "worker-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
"""Nothing is loaded from elsewhere, nothing inline is run. `require-trusted-types-for` is left out: htmx 4 parses what it
swaps in with `parseHTMLUnsafe`, and MapLibre starts its worker from a string; both break under it."""

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_FOR_GOOD = "public, max-age=31536000, immutable"


def headers_for(path: str, stamped: str) -> dict[str, str]:
    """Return the headers of an answer at `path`; what is below `stamped` may be kept for good.

    The map alone may draw pictures that it made itself, and what is below `/embed/` alone may stand in others' frames.
    """
    embedded = path.startswith("/embed/")
    policy = POLICY.format(
        blob=" blob:" if path == "/map" or path.startswith("/map/") else "", ancestors="*" if embedded else "'none'"
    )
    return {
        **_ALWAYS,
        "content-security-policy": policy,
        "cross-origin-resource-policy": "cross-origin" if embedded else "same-origin",
        "cache-control": _FOR_GOOD if path.startswith(stamped) else "no-store",
    }
