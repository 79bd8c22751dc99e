"""A kept file as an answer that a browser saves."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse


def as_download(data: bytes, name: str) -> HttpResponse:
    """The bytes as they came in, to be saved as `name`."""
    return HttpResponse(
        data,
        content_type="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )
