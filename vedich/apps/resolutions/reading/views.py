"""Reading a document on screen (UX 12): it comes in, and each proposal is decided by a person.

Every page works without script: a decision is one form post, after it the next open proposal opens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vedich.apps.evidence.downloads import as_download
from vedich.apps.evidence.queries import bytes_of
from vedich.apps.people.doors import Visit, door
from vedich.apps.people.form_keys import key_of, page_key
from vedich.apps.people.row_keys import row_key
from vedich.apps.places.queries import on
from vedich.apps.resolutions import drafting
from vedich.apps.resolutions.drafting_forms import Form
from vedich.apps.resolutions.models import Resolution, State
from vedich.apps.resolutions.reading import actions, forms, queries
from vedich.apps.resolutions.reading.part import part_of
from vedich.apps.resolutions.reading.queries import OpenItem, ReadingPage
from vedich.apps.resolutions.reading.refusals import NOT_BESIDE
from vedich.core.errors import Message, Refused
from vedich.core.permits import NotPermitted
from vedich.core.vietnamese import write_date
from vedich.formats.reading import MOST_BYTES, MOST_MEGABYTES


NO_FILE = Message(
    code="reading.no_file",
    vi="Chưa chọn tệp nào. Hãy chọn tệp văn bản, hoặc dán phần chữ vào ô bên cạnh.",
    en="No file is chosen. Choose a document, or paste its text into the box beside.",
)
NOTHING_PASTED = Message(
    code="reading.nothing_pasted",
    vi="Chưa dán chữ nào. Hãy chép văn bản trong Word hoặc Excel rồi dán vào ô này.",
    en="Nothing is pasted. Copy the document in Word or Excel and paste it into this box.",
)
TOO_HEAVY = Message(
    code="reading.too_heavy",
    vi="Tệp “{file}” nặng hơn {most} MB nên không nhận. Hãy bỏ bớt ảnh rồi lưu lại, hoặc dán phần "
    "chữ vào ô bên cạnh.",
    en="The file “{file}” is above {most} MB and was not taken. Leave pictures out and save it "
    "again, or paste its text into the box beside.",
)
NOT_A_VERB = Message(
    code="reading.not_a_verb",
    vi="Không rõ phải làm gì với mục này. Hãy mở lại trang và bấm một nút.",
    en="It is not clear what to do with this item. Open the page again and press a button.",
)

NAME: Final = 200
"""Characters of a file's name that are kept: its end, where the kind of file is said."""

BOX_OF: Final = {
    "reading.no_level": "value",
    "reading.no_indicator": "indicator",
    "reading.unit_differs": "unit",
    "reading.unknown_place": "members",
    "resolution.no_level": "value",
    "target.bad_decimals": "indicator",
}
"""The box a refusal of an action speaks of; levels own what core.targets and numbers refuse."""


@require_http_methods(["GET", "HEAD", "POST"])
@door("resolutions.draft")
def upload(visit: Visit, resolution: int) -> HttpResponse:
    """A document for a draft: a file, or words pasted; what was typed stays where it is refused."""
    row = drafting.find(resolution)
    if row is None:
        raise Http404
    visit.require("resolutions.draft", on(visit.day)[row.place_id].path)
    if row.state != State.DRAFT and visit.method != "POST":
        raise Http404
    faults: list[tuple[str, Refused]] = []
    if visit.method == "POST":
        pasted = visit.POST.get("act") == "dan"
        try:
            made = _pasted(visit, row) if pasted else _file(visit, row)
            return HttpResponseRedirect(reverse("resolutions:reading", args=[made]))
        except NotPermitted:
            raise
        except Refused as refusal:
            faults.append(("text" if pasted else "file", refusal))
    context = {
        "row": row,
        "errors": [(column, refusal.say(visit.language)) for column, refusal in faults],
        "key": page_key(visit),
        "text": visit.POST.get("text", ""),
        "html": visit.POST.get("html", ""),
        "most": MOST_MEGABYTES,
        "most_bytes": MOST_BYTES,
        "readings": queries.readings(row.pk),
    }
    return render(visit, "resolutions/reading_upload.html", context, status=_status(faults))


@require_safe
@door("scorecard.view")
def reading(visit: Visit, text: int) -> HttpResponse:
    """The document with its marks, beside it the proposals: ?muc=19 opens one."""
    page = _page(visit, text, row_key(visit.GET.get("muc", "")))
    form = forms.shown(page.open) if page.open and _decides(page, page.open) else None
    return _screen(visit, page, form)


@require_POST
@door("resolutions.draft")
def decide(visit: Visit, text: int, number: int) -> HttpResponse:
    """One decision about one proposal: nhan, tach, gop, bo, or lai to take it back."""
    page = _page(visit, text, number)
    item = page.open
    visit.require("resolutions.draft", queries.path_of(text, visit.day))
    if item is None or item.number != number:
        raise Http404
    verb = visit.POST.get("verb", "")
    # a page on which somebody was quicker still holds what was typed, whatever is pressed there
    form = forms.sent(visit.POST) if "kind" in visit.POST else forms.shown(item)
    try:
        going = _DEEDS.get(verb, _odd)(visit, page, item, form)
    except NotPermitted:
        raise
    except Refused as refusal:
        form.faults.append((_box(refusal), refusal))
        going = None
    if going is not None:
        return _to(text, going or None)
    return _screen(visit, _page(visit, text, number), form)


@require_safe
@door("scorecard.view")
def read_file(visit: Visit, text: int) -> HttpResponse:
    """The file as it came in, with the name it came under."""
    page = _page(visit, text, None)
    return as_download(bytes_of(queries.file_of(text)), page.file_name)


# -- what a button does: the number to open next, 0 for none, None to stay -------------------------


def _take(visit: Visit, page: ReadingPage, item: OpenItem, form: Form) -> int | None:
    row = drafting.find(page.resolution)
    if row is None:
        raise Http404
    said = forms.corrected(form, item)
    chosen = forms.choice(form, drafting.choices_of(row, visit.day, visit.language))
    if said is None or form.faults or forms.unsure(form, item, visit.POST.getlist("sure")):
        return None
    actions.accept(
        proposal=item.id,
        corrected=said,
        choice=chosen,
        seen=visit.POST.get("seen", ""),
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
        key=key_of(visit),
    )
    return queries.next_open(page.id, item.number) or 0


def _drop(visit: Visit, page: ReadingPage, item: OpenItem, form: Form) -> int | None:
    actions.reject(
        proposal=item.id,
        seen=visit.POST.get("seen", ""),
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
        key=key_of(visit),
    )
    return queries.next_open(page.id, item.number) or 0


def _look_again(visit: Visit, page: ReadingPage, item: OpenItem, form: Form) -> int | None:
    actions.reopen(
        proposal=item.id,
        seen=visit.POST.get("seen", ""),
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
        key=key_of(visit),
    )
    # what was typed before somebody else was quicker stays in the boxes
    return None if "kind" in visit.POST else item.number


def _split(visit: Visit, page: ReadingPage, item: OpenItem, form: Form) -> int | None:
    actions.split(
        proposal=item.id,
        cut=row_key(visit.POST.get("at", "")) or 0,
        seen=visit.POST.get("seen", ""),
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
        key=key_of(visit),
    )
    return item.number


def _merge(visit: Visit, page: ReadingPage, item: OpenItem, form: Form) -> int | None:
    other = row_key(visit.POST.get("voi", ""))
    found = next((one for one in page.items if one.number == other), None)
    if found is None:
        raise NOT_BESIDE.refuse()
    actions.merge(
        proposal=item.id,
        other=found.id,
        seen=visit.POST.get("seen", ""),
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
        key=key_of(visit),
    )
    return min(item.number, found.number)


def _odd(visit: Visit, page: ReadingPage, item: OpenItem, form: Form) -> int | None:
    raise NOT_A_VERB.refuse()


Deed = Callable[[Visit, ReadingPage, OpenItem, Form], int | None]
_DEEDS: Final[Mapping[str, Deed]] = {
    "nhan": _take,
    "bo": _drop,
    "lai": _look_again,
    "tach": _split,
    "gop": _merge,
}


# -- parts -----------------------------------------------------------------------------------------


def _file(visit: Visit, row: Resolution) -> int:
    """Read the file that was sent; its size is looked at before its bytes are."""
    sent = visit.FILES.get("file")
    if not isinstance(sent, UploadedFile) or not sent.name:
        raise NO_FILE.refuse()
    if sent.size is None or sent.size > MOST_BYTES:
        raise TOO_HEAVY.refuse(file=sent.name, most=MOST_MEGABYTES)
    data = sent.read()
    key = key_of(visit)
    made = actions.read_document(
        resolution=row.pk,
        data=data,
        name=sent.name[-NAME:],
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
        # the same page with another file is another deed
        key=f"{key}:{sha256(data).hexdigest()[:32]}" if key else "",
    )
    return made.pk


def _pasted(visit: Visit, row: Resolution) -> int:
    """Read what was pasted: with its tables where the script kept them, else the plain words."""
    text = visit.POST.get("text", "")
    if not text.strip():
        raise NOTHING_PASTED.refuse()
    made = actions.read_pasted(
        resolution=row.pk,
        html=visit.POST.get("html", ""),
        text=text,
        by=visit.actor,
        at=visit.at,
        on_day=visit.day,
        key=key_of(visit),
    )
    return made.pk


def _page(visit: Visit, text: int, current: int | None) -> ReadingPage:
    found = queries.page(
        text, actor=visit.actor, day=visit.day, language=visit.language, current=current
    )
    if found is None:
        raise Http404
    place = queries.path_of(text, visit.day)
    if not found.draft:
        visit.require("scorecard.view", place)
    elif not visit.may("resolutions.adopt", place):
        visit.require("resolutions.draft", place)
    return found


def _screen(visit: Visit, page: ReadingPage, form: Form | None) -> HttpResponse:
    """Screen 12, with what is wrong in the open proposal's boxes."""
    faults = form.faults if form else []
    read_at = localtime(page.read_at)
    place = queries.path_of(page.id, visit.day)
    choices = None
    if form and page.open:
        row = drafting.find(page.resolution)
        choices = drafting.choices_of(row, visit.day, visit.language) if row else None
    context = {
        "page": page,
        "part": part_of(page, row_key(visit.GET.get("tu", ""))),
        "form": form,
        "errors": [(column, refusal.say(visit.language)) for column, refusal in faults],
        "conflict": bool(form and page.open and page.open.state != "open"),
        "cuts": _cuts(page.open) if form and page.open and "tach" in visit.GET else (),
        "beside": _beside(page),
        "choices": choices,
        "comparators": forms.comparators(visit.language),
        "key": page_key(visit),
        "seen": page.open.stamp if page.open else "",
        "may_adopt": bool(visit.may("resolutions.adopt", place))
        and not queries.own(page, visit.actor),
        "read_on": write_date(read_at.date()),
        "read_hour": read_at.strftime("%H:%M"),
    }
    return render(visit, "resolutions/reading_page.html", context, status=_status(faults))


def _decides(page: ReadingPage, item: OpenItem) -> bool:
    return page.draft and page.may_decide and item.state == "open"


def _cuts(item: OpenItem) -> Sequence[tuple[int, str]]:
    """Where the words of a proposal can be cut: the place in the text and the word behind it."""
    return [(item.start + one.start(), one[0]) for one in re.finditer(r"\S+", item.quote)]


def _beside(page: ReadingPage) -> int | None:
    """The neighbour the open proposal can be merged with: the one before, else the one behind."""
    if page.open is None:
        return None
    near = {one.number: one for one in page.items if abs(one.number - page.open.number) == 1}
    wanted = (page.open.number - 1, page.open.number + 1)
    return next((n for n in wanted if n in near and near[n].state == "open"), None)


def _box(refusal: Refused) -> str:
    if refusal.code in BOX_OF:
        return BOX_OF[refusal.code]
    return "value" if refusal.code.startswith(("target.", "number.")) else ""


def _status(faults: Sequence[object]) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK


def _to(text: int, number: int | None) -> HttpResponse:
    """The page with that proposal open, scrolled to its words."""
    address = reverse("resolutions:reading", args=[text])
    return HttpResponseRedirect(f"{address}?muc={number}#c{number}" if number else address)
