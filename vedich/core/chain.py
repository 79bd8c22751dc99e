"""The journal's canonical form and its hash chain (R33), fixed for ever: a journal outlives code.

A line is canonical JSON, ``["vedich.journal.1",{...}]``, in the subset of RFC 8785 (JCS) without
fractions: keys in order, no spaces, integers a double can hold, UTF-8. Chosen over length-prefixed
bytes because a person can read it, and because any language can check it, down to a shell::

    printf '%s\\n%s' "$previous_digest" "$line" | sha256sum

No two entries share a line, since `read_line` gives the entry back. Text is NFC by the tables of
Unicode 3.2, which Python keeps unchanged: later tables would judge an old line by new rules. They
hold all of Vietnamese. A new form needs a new tag; this one stays readable beside it.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from vedich.core.errors import Language, Message


Plain = str | int | bool | None
"""What a fact may be. Never a float: its text differs between languages and versions."""

GENESIS = "0" * 64
"""The digest before the first line."""

MAX_INTEGER = 2**53 - 1
"""The largest integer every JSON reader keeps whole (RFC 8785, through RFC 7493)."""

# 128 bits: more salts than anybody can try for one telephone number.
MIN_SALT_BYTES = 16
ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
"""29 signs without 0 O, 1 I L, 5 S, 2 Z pairs. A prime, so that one check sign finds any slip."""

# Each kind of digest has its own tag, so that none can be passed off as another.
_TAG = "vedich.journal.1"
_GROUPS, _GROUP = 3, 5
_HEX = re.compile(r"[0-9a-f]{64}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CODE = re.compile(
    rf"N?(0|[1-9][0-9]{{0,15}})[\s·.\-]+((?:[{ALPHABET}][\s·.\-]*){{{_GROUPS * _GROUP}}})"
)
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

NOT_TEXT = Message(
    code="chain.not_text",
    vi="“{name}” là {value}, không phải chữ dựng sẵn (NFC). Hãy chuyển chữ sang NFC rồi ghi.",
    en="“{name}” is {value}, which is not text in composed form (NFC). Compose it, then write.",
)
NOT_PLAIN = Message(
    code="chain.not_plain",
    vi="“{name}” là {value}. Nhật ký chỉ nhận chữ, số nguyên đến 2^53 − 1, đúng/sai hoặc trống.",
    en="“{name}” is {value}. The journal takes text, integers to 2^53 − 1, true/false or nothing.",
)
NOT_NAME = Message(
    code="chain.not_name",
    vi="{value} không dùng làm tên được. Hãy viết chữ thường không dấu, như so_dong.",
    en="{value} cannot be a name here. Write plain lower case, like row_count.",
)
NOT_UTC = Message(
    code="chain.not_utc",
    vi="Thời điểm {value} không theo giờ UTC. Hãy đổi sang UTC trước khi ghi.",
    en="The instant {value} is not in UTC. Convert it to UTC before writing.",
)
NOT_DIGEST = Message(
    code="chain.not_digest",
    vi="“{name}” là {value}, không phải mã SHA-256. Cần 64 chữ số thập lục phân viết thường.",
    en="“{name}” is {value}, not a SHA-256 digest. It takes 64 lower-case hexadecimal digits.",
)
SHORT_SALT = Message(
    code="chain.short_salt",
    vi="Chuỗi muối dài {value} byte nên đoán được. Hãy dùng ít nhất 16 byte ngẫu nhiên.",
    en="The salt has {value} bytes and can be guessed. Use at least 16 random bytes.",
)
NOT_LINE = Message(
    code="chain.not_line",
    vi="{value} không phải một dòng nhật ký đúng dạng. Hãy lấy lại tệp từ bản gốc.",
    en="{value} is not a journal line in canonical form. Fetch the file from the original again.",
)
NOT_CODE = Message(
    code="chain.not_code",
    vi="“{value}” không phải mã nhật ký. Mã có số dòng rồi ba nhóm năm ký tự; hãy đọc lại.",
    en="“{value}” is not a journal code. It is a number and three groups of five; read it again.",
)
MISREAD = Message(
    code="chain.misread",
    vi="Mã “{value}” có chỗ đọc nhầm: ký tự kiểm tra không khớp. Hãy đọc lại từng nhóm.",
    en="The code “{value}” was misread: its check sign does not fit. Read each group again.",
)

# How a chain is broken: the kinds of `Break`.
GAP = Message(
    code="chain.gap",
    vi="Thiếu dòng nhật ký số {sequence}. Hãy tìm dòng này trong bản sao lưu.",
    en="Journal line {sequence} is missing. Look for it in a backup.",
)
REORDERED = Message(
    code="chain.reordered",
    vi="Chỗ của dòng nhật ký số {sequence} là một dòng khác. Hãy xuất lại theo đúng thứ tự.",
    en="Another line stands where journal line {sequence} belongs. Export them in order again.",
)
ALTERED = Message(
    code="chain.altered",
    vi="Dòng nhật ký số {sequence} không khớp mã của nó. Hãy so dòng này với bản sao lưu.",
    en="Journal line {sequence} does not fit its digest. Compare it with a backup.",
)
REWRITTEN = Message(
    code="chain.rewritten",
    vi="Dòng nhật ký số {sequence} không khớp mã đã in. Hãy so các dòng đến đó với bản sao lưu.",
    en="Journal line {sequence} does not fit its known code. Compare the lines so far to a backup.",
)
TRUNCATED = Message(
    code="chain.truncated",
    vi="Nhật ký dừng trước dòng số {sequence} dù đã có mã in sau đó. Hãy tìm phần cuối bị mất.",
    en="The journal ends before line {sequence}, yet a later code is known. Find the lost end.",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal line: who, as what, did what, to what, where. References are text, not keys.

    `instant` is aware UTC to the microsecond; it need not rise, the sequence alone is the order.
    `actor` and `post` are None for anonymous lines (R30). `rows` is a `rows_digest` of a bulk
    write, `personal` a `commitment`. Raises Refused for anything that has no single written form.
    """

    sequence: int
    instant: datetime
    actor: str | None
    post: str | None
    action: str
    subject: str
    place_path: tuple[str, ...]
    transaction: int
    rows: str | None = None
    personal: str | None = None
    # A mapping has no hash; entries that differ in facts alone may share one.
    facts: Mapping[str, Plain] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        # Own copies: a caller who goes on changing his mapping must not change the journal.
        object.__setattr__(self, "place_path", tuple(self.place_path))
        object.__setattr__(self, "facts", MappingProxyType(_checked(self.facts)))
        if self.instant.utcoffset() != timedelta(0):
            raise NOT_UTC.refuse(value=str(self.instant))
        for name in ("sequence", "transaction"):
            _check_number(name, getattr(self, name))
        for name in ("action", "subject"):
            _check_text(name, getattr(self, name))
        for step in self.place_path:
            _check_text("place_path", step)
        for name, check in _OPTIONAL:
            if (value := getattr(self, name)) is not None:
                check(name, value)


@dataclass(frozen=True, slots=True)
class Code:
    """A head as printed and spoken: the line's number and 68 bits of its digest, with a check sign.

    Enough to find slips and forgeries made by hand; the full digest (in a QR mark) is the proof.
    """

    sequence: int
    letters: str

    def agrees(self, digest: str) -> bool:
        """Whether the line numbered `sequence` may have this digest."""
        return Head(self.sequence, digest).code == self

    def __str__(self) -> str:
        groups = (self.letters[i : i + _GROUP] for i in range(0, len(self.letters), _GROUP))
        return f"N{self.sequence} · {' '.join(groups)}"


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a journal at some moment: its sequence and its digest."""

    sequence: int
    digest: str

    def __post_init__(self) -> None:
        _check_digest("digest", self.digest)

    def agrees(self, digest: str) -> bool:
        """Whether the line numbered `sequence` may have this digest."""
        return self.digest == digest

    @property
    def code(self) -> Code:
        """The short form for paper and telephone (UX2 §3, journal code)."""
        rest, letters = int(self.digest, 16), ""
        for _ in range(_GROUPS * _GROUP - 1):
            rest, place = divmod(rest, len(ALPHABET))
            letters += ALPHABET[place]
        check = -2 * _sum(self.sequence, letters) % len(ALPHABET)
        return Code(self.sequence, letters + ALPHABET[check])


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold, and how: GAP, REORDERED, ALTERED, ..."""

    kind: Message
    sequence: int

    def say(self, language: Language) -> str:
        """What is broken, at which line, and what to do, in `language`."""
        return self.kind.say(language, {"sequence": self.sequence})


@dataclass(frozen=True, slots=True)
class Audit:
    """What `verify` found: the last line that holds, the last one a known head confirms, a break.

    Lines after `confirmed` (0: none) agree with each other, but no paper outside vouches for them.
    """

    head: Head
    confirmed: int
    broken: Break | None


def nfc(text: str) -> str:
    """`text` in the composed form the journal takes (NFC by Unicode 3.2, see the module)."""
    return unicodedata.ucd_3_2_0.normalize("NFC", text)


def line(entry: Entry) -> bytes:
    """The canonical bytes of `entry`: one line of UTF-8 JSON, no line end (R33, RFC 8785)."""
    body: dict[str, object] = {part.name: getattr(entry, part.name) for part in fields(entry)}
    stamp = entry.instant.astimezone(UTC).isoformat(timespec="microseconds")
    body["instant"] = stamp.removesuffix("+00:00") + "Z"
    body["facts"] = dict(entry.facts)
    return _encode([_TAG, body]).encode()


def read_line(text: bytes) -> Entry:
    """The entry with the canonical bytes `text`. Raises Refused for anything else, even a space."""
    try:
        tag, body = json.loads(text)
        entry = Entry(**body | {"instant": datetime.fromisoformat(body["instant"])})
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NOT_LINE.refuse(value=repr(text[:80])) from error
    # JSON and ISO dates can be read from many spellings; only writing again proves it is ours.
    if tag != _TAG or line(entry) != text:
        raise NOT_LINE.refuse(value=repr(text[:80]))
    return entry


def digest(previous: str, entry: Entry) -> str:
    """SHA-256, in hexadecimal, of the previous digest, a line end and the canonical line (R33)."""
    _check_digest("previous", previous)
    return hashlib.sha256(previous.encode() + b"\n" + line(entry)).hexdigest()


def rows_digest(rows: Iterable[Mapping[str, Plain]]) -> str:
    """The digest of the rows of one bulk write, as a bag: order is ignored, repeats count (R33).

    Rows of a write have no order of their own: a database gives them back in none it promises, and
    two databases sort Vietnamese text differently. Keeps 64 characters a row in memory.
    """
    # Sorted, not added up: whoever chooses many rows can steer a sum of digests where he likes.
    return _sha("vedich.rows.1", sorted(_sha("vedich.row.1", _checked(row)) for row in rows))


def commitment(personal: Mapping[str, Plain], salt: bytes) -> str:
    """Binds a line to a personal part it does not hold: erase that, and the chain holds (R33).

    Without `salt` a telephone number could be found by trying all; so the salt is random, at least
    16 bytes, new for each line, kept beside the personal part and erased with it.
    """
    if len(salt) < MIN_SALT_BYTES:
        raise SHORT_SALT.refuse(value=len(salt))
    return _sha("vedich.personal.1", salt.hex(), _checked(personal))


def verify(lines: Iterable[tuple[Entry, str]], known: Iterable[Head | Code] = ()) -> Audit:
    """Walk a journal from line 1, each entry with its stored digest, to the first break (R33).

    Streams: memory grows with `known` only. What was changed together with every digest after it,
    and what was cut off the end, shows only against a `known` head from outside (a printed
    document, the Front's copy); a change between two of them is named by the later one.
    """
    waiting: dict[int, list[Head | Code]] = {}
    for mark in known:
        waiting.setdefault(mark.sequence, []).append(mark)
    head, confirmed = Head(0, GENESIS), 0
    stream = iter(lines)
    for entry, stored in stream:
        due = head.sequence + 1
        if entry.sequence != due:
            return Audit(head, confirmed, _disorder(due, entry.sequence, stream))
        if stored != digest(head.digest, entry):
            return Audit(head, confirmed, Break(ALTERED, due))
        # The line fits the line before it; whether both were rewritten, only paper can tell.
        marks = waiting.get(due, [])
        if not all(mark.agrees(stored) for mark in marks):
            return Audit(head, confirmed, Break(REWRITTEN, due))
        head, confirmed = Head(due, stored), due if marks else confirmed
    if max(waiting, default=0) > head.sequence:
        return Audit(head, confirmed, Break(TRUNCATED, head.sequence + 1))
    return Audit(head, confirmed, None)


def read_code(text: str) -> Code:
    """Read a journal code as typed or dictated: any case, spacing or dots; S is 5 and Z is 2.

    Raises Refused when it is no code, or when the check sign finds a slip: always for one wrong
    sign or two exchanged ones, in 28 of 29 cases for anything worse.
    """
    tidy = text.strip().upper().translate(str.maketrans("SZ", "52"))
    if not (match := _CODE.fullmatch(tidy)):
        raise NOT_CODE.refuse(value=text)
    sequence, letters = int(match[1]), "".join(sign for sign in match[2] if sign in ALPHABET)
    if _sum(sequence, letters):
        raise MISREAD.refuse(value=text)
    return Code(sequence, letters)


def _disorder(due: int, found: int, rest: Iterator[tuple[Entry, str]]) -> Break:
    # Only the rest of the stream can tell a lost line from one that stands elsewhere.
    elsewhere = found < due or any(entry.sequence == due for entry, _ in rest)
    return Break(REORDERED if elsewhere else GAP, due)


def _sum(sequence: int, letters: str) -> int:
    # Weights are powers of 2 modulo the prime 29, where 2 has order 28: none is 0, and any two less
    # than 28 places apart differ. So one wrong sign, or two exchanged, always changes the sum.
    total = 0
    for value in [*map(int, str(sequence)), *map(ALPHABET.index, letters)]:
        total = (2 * total + value) % len(ALPHABET)
    return total


def _sha(*parts: object) -> str:
    return hashlib.sha256(_encode(parts).encode()).hexdigest()


def _checked(facts: Mapping[str, Plain]) -> dict[str, Plain]:
    for name, value in facts.items():
        # ASCII names sort alike by code point (Python) and by UTF-16 unit (RFC 8785 §3.2.3).
        if not _NAME.fullmatch(name):
            raise NOT_NAME.refuse(value=repr(name))
        _check_plain(name, value)
    return dict(facts)


def _check_plain(name: str, value: object) -> None:
    if isinstance(value, str):
        _check_text(name, value)
    elif value is not None and not (isinstance(value, int) and abs(value) <= MAX_INTEGER):
        raise NOT_PLAIN.refuse(name=name, value=repr(value))


def _check_number(name: str, value: object) -> None:
    # `type`, because True is an int to isinstance and would be written as true.
    if type(value) is not int or not 1 <= value <= MAX_INTEGER:
        raise NOT_PLAIN.refuse(name=name, value=repr(value))


def _check_text(name: str, value: object) -> None:
    # A lone surrogate has no UTF-8, so there would be no bytes to hash.
    if not isinstance(value, str) or _SURROGATE.search(value) or nfc(value) != value:
        raise NOT_TEXT.refuse(name=name, value=repr(value))


def _check_digest(name: str, value: object) -> None:
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise NOT_DIGEST.refuse(name=name, value=repr(value))


# Last in the file, because it names the functions above. None is written as null.
_OPTIONAL: tuple[tuple[str, Callable[[str, object], None]], ...] = (
    ("actor", _check_text),
    ("post", _check_text),
    ("rows", _check_digest),
    ("personal", _check_digest),
)
