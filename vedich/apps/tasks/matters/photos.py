"""Photos that come with a matter, its answer or a visit: what is let in, how it is kept (R22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from vedich.apps.evidence.actions import keep
from vedich.apps.tasks.models import Attachment, Matter, Visit
from vedich.core.errors import Message
from vedich.core.permits import Actor, Path


MOST: Final = 8 * 1024 * 1024
"""Bytes of one photo; the page makes it smaller before it is sent, where scripts run."""

RAISED: Final = "raised"
ANSWER: Final = "answer"

HEAVY: Final = Message(
    code="photo.heavy",
    vi="Ảnh “{file}” nặng hơn {most} MB. Hãy chụp lại ở cỡ nhỏ hơn.",
    en="The photo “{file}” is above {most} MB. Take it again in a smaller size.",
)
NOT_A_PHOTO: Final = Message(
    code="photo.not_a_photo",
    vi="Tệp “{file}” không phải ảnh JPEG, PNG hay WebP. Hãy chụp lại hoặc chọn ảnh khác.",
    en="The file “{file}” is no JPEG, PNG or WebP picture. Take it again or choose another.",
)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as it came in."""

    data: bytes
    name: str


def type_of(data: bytes) -> str:
    """The media type by the first bytes; empty where it is no picture that is let in."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    return "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def read_photo(
    files: MultiValueDict[str, UploadedFile[bytes]], name: str = "photo"
) -> Photo | None:
    """The photo of a form; None where none was chosen. Raises Refused (``photo.*``)."""
    sent = files.get(name)
    if sent is None or not sent.size:
        return None
    label = str(sent.name or "")[-200:]
    if sent.size > MOST:
        raise HEAVY.refuse(file=label, most=MOST // 1024 // 1024)
    data = sent.read()
    if not type_of(data):
        raise NOT_A_PHOTO.refuse(file=label)
    return Photo(data, label)


def attach_photo(
    of: Matter | Visit,
    photo: Photo | None,
    *,
    kind: str = "",
    place: int,
    path: Path,
    by: Actor,
    at: datetime,
    on_day: date,
) -> None:
    """Keep a photo with what it belongs to; nothing where there is none. Raises Refused."""
    if photo is None:
        return
    if not type_of(photo.data):
        raise NOT_A_PHOTO.refuse(file=photo.name)
    file = keep(data=photo.data, name=photo.name, place=place, path=path, by=by, at=at)
    matter, visit = (of, None) if isinstance(of, Matter) else (None, of)
    Attachment.objects.create(
        file=file, matter=matter, visit=visit, kind=kind, by=by.person, on_day=on_day
    )
