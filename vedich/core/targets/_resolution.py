"""Where a target stands in its resolution, and which version of it counts (R8, R11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vedich.core.errors import Message
from vedich.core.targets._target import Target


BAD_CLAUSE = Message(
    code="target.bad_clause",
    vi="Chỉ tiêu số {number} thiếu số thứ tự, lĩnh vực, câu trong nghị quyết, cơ quan hoặc chức vụ "
    "chịu trách nhiệm. Hãy ghi đủ.",
    en="Target number {number} lacks its number, field, sentence in the resolution, owner body or "
    "owner post. Complete it.",
)
NO_DOCUMENT = Message(
    code="target.no_document",
    vi="Chỉ tiêu hiệu lực từ {since} không ghi văn bản. Hãy ghi số và ngày của văn bản.",
    en="The target in force from {since} names no document. Give the document's number and day.",
)
NO_REASON = Message(
    code="target.no_reason",
    vi="Lần điều chỉnh từ {since} theo {document} không ghi lý do. Hãy ghi lý do điều chỉnh.",
    en="The amendment from {since} by {document} gives no reason. Give the reason.",
)
SAME_DAY = Message(
    code="target.same_day",
    vi="Có hai bản của chỉ tiêu cùng hiệu lực từ {since}. Hãy sửa ngày hiệu lực của một bản.",
    en="Two versions of the target are in force from {since}. Correct the day of one of them.",
)
NOT_YET = Message(
    code="target.not_yet",
    vi="Ngày {on} chưa có bản nào của chỉ tiêu có hiệu lực. Hãy chọn ngày sau khi ban hành.",
    en="No version of the target is in force on {on}. Choose a day after it was issued.",
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A target's place in the resolution: which sentence commits whom (R8).

    `prong` is None where the resolution has no prongs. The owner is a body and a post, no person:
    work follows the post (R14). `public` says whether it may be published (R32). Raises Refused
    (``target.bad_clause``) for a number below 1 or a blank text.
    """

    number: int
    prong: int | None
    field: str
    sentence: str
    owner_body: str
    owner_post: str
    public: bool = False

    def __post_init__(self) -> None:
        texts = (self.field, self.sentence, self.owner_body, self.owner_post)
        if self.number < 1 or not all(text.strip() for text in texts):
            raise BAD_CLAUSE.refuse(number=self.number)


@dataclass(frozen=True, slots=True)
class Version:
    """A target as one document set it, in force from the day `since` until the next version (R11).

    `reason` may be blank for the first version only. Raises Refused (``target.no_document``).
    """

    target: Target
    since: date
    document: str
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.document.strip():
            raise NO_DOCUMENT.refuse(since=self.since)


def in_force(versions: Sequence[Version], on: date) -> Version:
    """The version that counts on day `on`, whatever the order they come in (R11).

    Raises Refused: ``target.no_reason`` for an amendment without one, ``target.same_day`` where two
    start together, ``target.not_yet`` before the first.
    """
    ordered = sorted(versions, key=lambda version: version.since)
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if earlier.since == later.since:
            raise SAME_DAY.refuse(since=later.since)
        if not later.reason.strip():
            raise NO_REASON.refuse(since=later.since, document=later.document)
    begun = [version for version in ordered if version.since <= on]
    if not begun:
        raise NOT_YET.refuse(on=on)
    return begun[-1]
