"""Tasks in running text: who is told to do what, in sentences, in lists under a name, in labels.

A sentence is a task where it has a doer and a verb of work, and says so as an order: “Giao …”,
“… chủ trì, phối hợp …”, “… có trách nhiệm …”. In the part “Tổ chức thực hiện” a doer with a verb is
enough, and a line that is a name alone gives its doer to the lines below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vedich.core.documents._proposals import TaskProposal
from vedich.core.documents._task_names import begins_body, is_body, split_names
from vedich.core.documents._task_words import (
    BOILERPLATE,
    PAST,
    PLAIN,
    STRONG,
    VERB,
    Labelled,
    find_time,
    labels,
    numbered,
)
from vedich.core.documents._text import Block, BlockKind, FrozenText, Table
from vedich.core.documents._view import View


_ORGANISING: Final = re.compile(
    r"tổ chức (?:thực hiện|triển khai|thi hành)|phân công (?:thực hiện|nhiệm vụ|trách nhiệm"
    r"|tổ chức)|^trách nhiệm (?:của|thực hiện|thi hành)"
    r"|điều khoản thi hành|trách nhiệm của các|giao nhiệm vụ"
)
_ORDER: Final = re.compile(
    r"(?<![^\W\d_])(?:giao(?: trách nhiệm| nhiệm vụ)?(?: cho)?|phân công|yêu cầu|đề nghị|ủy nhiệm"
    r"|ủy quyền(?: cho)?) "
)
_CITES: Final = re.compile(r"(?:căn cứ|xét|theo đề nghị|nơi nhận|kính gửi|số:)(?![^\W\d_])")
_ADVERBIAL: Final = re.compile(
    r"(?:căn cứ|trên cơ sở|theo|định kỳ|hằng|hàng|trong|trước|sau|từ|để|nhằm|ngay|đồng thời|riêng"
    r"|đối với|chậm nhất)(?![^\W\d_])"
)
_SEMICOLON: Final = re.compile(r"; ")
_COMMA: Final = re.compile(r", (?=\S)")
_WITH: Final = re.compile(
    r"[,; ]{0,3}(?:và )?phối hợp(?: chặt chẽ| đồng bộ| thường xuyên)*,? (?:với|cùng với|cùng|giữa) "
)
_LEADS: Final = re.compile(
    r"(?:(?:có|chịu) trách nhiệm(?: chính)?(?: trong việc| về việc)?|có nhiệm vụ"
    r"|(?:làm )?chủ trì(?: tham mưu(?= ?,| ?phối))?"
    r"|cần|phải|sẽ)[:, ]*"
)
_END: Final = re.compile(r"[.!?…]++(?=\s+[^\W\da-zà-ỹđ_]|\s*$)|\n")
_SHORT: Final = re.compile(r"(?:^|[\s(])(?:tp|q|p|tx|tt|h|x|ts|ths|bs|st|đ|[0-9]{1,2}|[ivx]+)\.?$")
_ABOUT: Final = re.compile(r"^(?:đối với|trách nhiệm của|nhiệm vụ của) ", re.IGNORECASE)
_TOLD: Final = re.compile(r"kết quả|tình hình|đánh giá|thực trạng|hạn chế|ưu điểm|nguyên nhân")
_LONGEST_NAME: Final = 220
_LONGEST_HEADING: Final = 160
_LONGEST_ORDER: Final = 600
_FEWEST: Final = 12


@dataclass(frozen=True, slots=True)
class _Line:
    """A block: its span in the view, its rank, where its words begin, whether it is a heading."""

    start: int
    end: int
    rank: int
    at: int
    heads: bool


@dataclass(frozen=True, slots=True)
class _Doer:
    """Who is to do what stands below a line of `rank`."""

    name: str
    rank: int


def tasks_of_text(
    source: FrozenText, tables: Sequence[Table], known: frozenset[str], view: View
) -> Iterator[TaskProposal]:
    """The tasks of all blocks of `source` that are no cells of `tables`, in order."""
    lines = [
        _line(view, block.start, block.end, block.kind) for block in outside(source.blocks, tables)
    ]
    lines = [line for line in lines if line.at < line.end]
    yield from _Reader(view, known, lines).tasks()


def outside(blocks: Sequence[Block], tables: Sequence[Table]) -> Iterator[Block]:
    """The blocks that stand in none of `tables`; both are in the order of the text."""
    ahead = iter(tables)
    table = next(ahead, None)
    for block in blocks:
        while table is not None and table.end <= block.start:
            table = next(ahead, None)
        if table is None or block.end <= table.start:
            yield block


def _line(view: View, start: int, end: int, kind: BlockKind) -> _Line:
    first, last = view.seen(start), view.seen(end)
    low = view.low
    rank, at = numbered(low, first, last)
    while at < last and low[at] in " \t\"'":
        at += 1
    words = view.text[at:last].strip()
    short = len(words) <= _LONGEST_HEADING and not words.endswith((".", ";", ","))
    heads = short and (kind is BlockKind.HEADING or words.isupper() or rank <= 2)
    return _Line(first, last, rank, at, heads)


class _Reader:
    """Goes through the lines once; knows the part it is in and whose list it reads."""

    def __init__(self, view: View, known: frozenset[str], lines: Sequence[_Line]) -> None:
        self.view = view
        self.known = known
        self.lines = lines
        self.part: int | None = None
        self.told: int | None = None
        self.doer: _Doer | None = None

    def tasks(self) -> Iterator[TaskProposal]:
        """The tasks of all lines."""
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            stop = self._labelled_below(index)
            below = self.lines[index + 1 : stop]
            if self._has_leader([line, *below]):
                yield from self._by_labels(line, below)
                self._leave(line)
            else:
                yield from self._with_labels([*self._of_line(line)], below)
            index = stop

    # -- the part and the list a line stands in ----------------------------------------------------

    def _leave(self, line: _Line) -> None:
        """Close the part or the list that a line of this rank ends; know if history begins."""
        if self.part is not None and line.heads and line.rank <= self.part:
            self.part = self.doer = None
        if line.heads and (self.told is None or line.rank <= self.told):
            found = _TOLD.search(self.view.low, line.at, line.end)
            self.told = line.rank if found else None
        if self.doer is not None and (line.rank <= 2 or line.rank <= self._floor(line)):
            self.doer = None

    def _floor(self, line: _Line) -> int:
        """The rank that ends the list below a name; one without a number ends where text does."""
        rank = self.doer.rank if self.doer is not None else -1
        if rank < PLAIN:
            return rank
        goes_on = line.rank < PLAIN or self._begins_verb(line.at, line.end)
        return PLAIN if line.heads or not goes_on else -1

    def _of_line(self, line: _Line) -> Iterator[TaskProposal]:
        low, text = self.view.low, self.view.text
        words = low[line.at : line.end]
        name_only = self._is_name(line)
        if name_only and self.doer is not None and self.doer.rank == PLAIN:
            self.doer = None
        self._leave(line)
        if line.heads and _ORGANISING.search(words):
            self.part = line.rank if line.rank < PLAIN else 2
            return
        if name_only:
            if self.part is not None:
                self.doer = _Doer(_clean(text[line.at : line.end]), line.rank)
            return
        if words.startswith("nơi nhận"):
            self.part = self.doer = None
            return
        if self._opens(line):
            return
        if not (_CITES.match(words) and words.rstrip().endswith(";")):
            yield from self._of_sentences(line)

    def _is_name(self, line: _Line) -> bool:
        """Whether a line is the name of an organ alone: “1. Ban Tuyên giáo Huyện ủy:”."""
        words = _clean(self.view.text[line.at : line.end])
        if len(words) > _LONGEST_NAME or ":" in words or not is_body(words, self.known):
            return False
        return VERB.search(words) is None and _ORDER.search(f"{words.lower()} ") is None

    def _opens(self, line: _Line) -> bool:
        """Whether a line only opens a list of orders: “Giao Phòng Kinh tế:”, “… yêu cầu:”."""
        if not self.view.low[line.at : line.end].rstrip().endswith(":"):
            return False
        end = _stripped(self.view.low, line.at, line.end, " :\n\t")
        text = self.view.text[line.at : end]
        orders = list(_ORDER.finditer(f"{self.view.low[line.at : end]} "))
        found = orders[-1] if orders else None
        if found is None or (found.start() and not self._is_issuer(text[: found.start()].strip())):
            return False
        name = text[found.end() :]
        if name and (not is_body(name, self.known) or VERB.search(name)):
            return False
        if name:
            self.doer = _Doer(_clean(name), line.rank)
        elif self.part is None:
            self.part = 2
        return True

    # -- sentences ---------------------------------------------------------------------------------

    def _of_sentences(self, line: _Line) -> Iterator[TaskProposal]:
        name = self.doer.name if self.doer is not None else ""
        first = True
        for start, end in self._clauses(line):
            at = line.at if first else start
            said = self._order(at, end) or self._subject(at, end)
            if said is not None:
                name = said[0]
            elif name and ((first and line.rank < PLAIN) or self._begins_verb(at, end)):
                said = name, at
            elif name and line.rank == PLAIN:
                self.doer = None
            first = False
            if said is None:
                continue
            lead, verb = said
            if end == line.end and self.view.low[at:end].rstrip().endswith(":"):
                # the lines below say what is to be done
                self.doer = self.doer or _Doer(lead, line.rank)
                continue
            task = self._task(line.start if at == line.at else at, end, lead, verb)
            if task is not None:
                yield task

    def _clauses(self, line: _Line) -> Iterator[tuple[int, int]]:
        """The sentences of a line; a semicolon ends one only before another doer."""
        for start, end in _sentences(self.view.low, line.at, line.end):
            at = looked = start
            told = False
            for cut in _SEMICOLON.finditer(self.view.low, start, end):
                told = told or VERB.search(self.view.text, looked, cut.start()) is not None
                looked = after = cut.end()
                if told and (self._order(after, end) or self._subject(after, end)):
                    yield at, cut.start()
                    at, told = after, False
            yield at, end

    def _begins_verb(self, at: int, end: int) -> bool:
        return VERB.match(self.view.low, at, end) is not None

    def _order(self, at: int, end: int) -> tuple[str, int] | None:
        """“Giao X làm …”: the name of X and where what it is to do begins."""
        low, text = self.view.low, self.view.text
        found = _ORDER.search(low, at, min(end, at + 300))
        if found is None or not begins_body(text, found.end(), end):
            return None
        before = text[at : found.start()].strip()
        if before and not before.endswith(",") and not self._is_issuer(before):
            return None
        if before.endswith(",") and not _ADVERBIAL.match(before.lower()):
            return None
        verb = self._verb(found.end(), end)
        if verb is None:
            return None
        return _clean(text[found.end() : verb]), verb

    def _is_issuer(self, before: str) -> bool:
        before = before.rpartition(", ")[2]
        if len(before) > 120 or PAST.search(before.lower()) or ":" in before:
            return False
        return is_body(before, self.known) or before.lower().startswith(
            ("hội nghị", "đại hội", "thủ tướng", "phó thủ tướng", "chính phủ")
        )

    def _subject(self, at: int, end: int) -> tuple[str, int] | None:
        """“X chủ trì …”, “X có trách nhiệm …”, and in the part of organising “X: …”, “X làm …”."""
        text, low = self.view.text, self.view.low
        if not begins_body(text, at, end):
            at = self._after_adverbial(at, end)
            if at < 0:
                return None
        colon = low.find(":", at, min(end, at + _LONGEST_NAME))
        if colon > 0 and self.part is not None and VERB.search(low, at, colon) is None:
            rest = colon + 1
            while rest < end and low[rest] in " -":
                rest += 1
            if end - rest >= _FEWEST and not PAST.search(low, at, colon):
                return _clean(text[at:colon]), rest
        verb = self._verb(at, end)
        if verb is None or PAST.search(low, at, verb):
            return None
        if self.part is None and not self._is_sure(verb, end):
            return None
        return _clean(text[at:verb]), verb

    def _is_sure(self, verb: int, end: int) -> bool:
        """Outside the part of organising a verb must bind, or a time must be set."""
        low = self.view.low
        if self.told is not None:
            return False
        if STRONG.match(low, verb, end):
            return True
        if re.match(
            r"tham mưu|xây dựng|phối hợp|ban hành|báo cáo|hoàn thành|rà soát|triển khai|tổ chức",
            low[verb : verb + 20],
        ):
            time = find_time(low[verb : min(end, verb + _LONGEST_ORDER)])
            return time is not None and low.startswith(
                ("trước", "chậm", "trong quý", "trong tháng", "xong"), verb + time.start
            )
        return False

    def _after_adverbial(self, at: int, end: int) -> int:
        """Where the subject stands after “Trên cơ sở …, ”; -1 if there is none."""
        if not _ADVERBIAL.match(self.view.low, at, end):
            return -1
        for count, found in enumerate(_COMMA.finditer(self.view.low, at, min(end, at + 300))):
            if begins_body(self.view.text, found.end(), end):
                return found.end()
            if count > 3:
                break
        return -1

    def _verb(self, at: int, end: int) -> int | None:
        """Where the first verb of work stands after the name at `at`, in the same clause."""
        text = self.view.text
        head = begins_body(text, at, end)
        found = VERB.search(text, head.end(), min(end, at + _LONGEST_NAME)) if head else None
        if found is None:
            return None
        name = text[at : found.start()]
        if ":" in name or ". " in name:
            return None
        goes_on = (begins_body(part.strip(), 0, len(part)) for part in name.split(";")[1:])
        return found.start() if all(goes_on) else None

    def _task(self, start: int, end: int, lead: str, verb: int) -> TaskProposal | None:
        text, low = self.view.text, self.view.low
        end = _stripped(low, verb, end)
        if end - verb < _FEWEST or BOILERPLATE.search(low, verb, end):
            return None
        what_at, cooperating = self._cooperating(verb, end)
        what = text[what_at:end]
        time = find_time(low[what_at:end])
        by_when = ""
        if time is not None:
            by_when = what[time.start : time.end]
            if time.cut > _FEWEST and not what[time.end :].strip(" .;,"):
                what = what[: time.cut]
        what = what.strip(" ,;.:-")
        if len(what) < _FEWEST:
            return None
        return TaskProposal(
            start=self.view.origin(start),
            end=self.view.origin(end),
            what=what,
            lead=lead,
            cooperating=cooperating,
            time=by_when,
        )

    def _cooperating(self, verb: int, end: int) -> tuple[int, tuple[str, ...]]:
        """Where the work itself begins after “chủ trì, phối hợp với …”, and with whom."""
        text, low = self.view.text, self.view.low
        leads = _LEADS.match(low, verb, end)
        at = leads.end() if leads else verb
        found = _WITH.match(low, at, end)
        near = found or _WITH.search(low, at, end)
        if near is None:
            return at, ()
        stop = VERB.search(text, near.end(), min(end, near.end() + 400))
        closes = re.compile(r"[;.:]").search(low, near.end(), end)
        limit = min(stop.start() if stop else end, closes.start() if closes else end)
        names = text[near.end() : limit]
        lower = names.lower().lstrip()
        if not (is_body(names, self.known) or lower.startswith("các ")):
            return at, ()
        # with no verb known behind the names, the work cannot be told from them: all is kept
        if end - limit < _FEWEST:
            return at, ()
        after = limit if found else at
        return after, split_names(names.strip(" ,"), self.known)

    # -- labels of an action programme -------------------------------------------------------------

    def _labelled_below(self, index: int) -> int:
        """The index after the lines below `index` that begin with a label; `index` + 1 if none."""
        stop = index + 1
        while stop < len(self.lines) and self._begins_label(self.lines[stop]):
            stop += 1
        return stop

    def _begins_label(self, line: _Line) -> bool:
        found = next(labels(self.view.low, line.at, line.end), None)
        return found is not None and not self.view.low[line.at : found.at].strip()

    def _has_leader(self, lines: Sequence[_Line]) -> bool:
        """Whether labels in `lines` say who is to act; else a sentence may."""
        low = self.view.low
        found = {one.label for line in lines for one in labels(low, line.at, line.end)}
        return "lead" in found or ("with" in found and len(found) > 1)

    def _with_labels(
        self, tasks: list[TaskProposal], below: Sequence[_Line]
    ) -> Iterator[TaskProposal]:
        """The tasks of a line; the last of them with the time and product labelled below it."""
        if tasks and below:
            low = self.view.low
            found = self._said([one for line in below for one in labels(low, line.at, line.end)])
            tasks[-1] = replace(
                tasks[-1],
                end=self.view.origin(below[-1].end),
                time=found.get("time", "") or tasks[-1].time,
                product=found.get("product", ""),
            )
        yield from tasks

    def _by_labels(self, line: _Line, below: Sequence[_Line]) -> Iterator[TaskProposal]:
        low, text = self.view.low, self.view.text
        said = list(labels(low, line.at, line.end))
        what_end = said[0].at if said else line.end
        for one in below:
            said += labels(low, one.at, one.end)
        what = text[line.at : what_end].strip(" .;:(-,")
        found = self._said(said)
        if len(what) < _FEWEST or not {"lead", "with"} & set(found):
            return
        end = below[-1].end if below else line.end
        yield TaskProposal(
            start=self.view.origin(line.start),
            end=self.view.origin(end),
            what=what,
            lead=found.get("lead", ""),
            cooperating=split_names(found.get("with", ""), self.known),
            time=found.get("time", ""),
            product=found.get("product", ""),
        )

    def _said(self, said: Sequence[Labelled]) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in said:
            words = " ".join(self.view.text[one.start : one.end].split()).strip(" .;,-–•*")
            if words.count(")") > words.count("("):
                words = words.rstrip(")").rstrip(" .;,")
            found.setdefault(one.label, words)
        return found


def _sentences(low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in _END.finditer(low, start, end):
        if _SHORT.search(low[max(at, found.start() - 6) : found.start()]):
            continue
        if low[at : found.end()].strip():
            yield at, found.end()
        at = found.end()
        while at < end and low[at].isspace():
            at += 1
    if low[at:end].strip():
        yield at, end


def _stripped(low: str, start: int, end: int, marks: str = ";,") -> int:
    while end > start and (low[end - 1].isspace() or low[end - 1] in marks):
        end -= 1
    return end


def _clean(name: str) -> str:
    """A name without the marks around it and without “Đối với” before it."""
    return _ABOUT.sub("", " ".join(name.split()).strip(" .,:;-–+*•"))
