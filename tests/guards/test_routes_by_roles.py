"""Who gets to which page: every address of the site walked by the whole cast (R34).

One letter a visitor in the order of VISITORS: P the page, N the page “no access”, S sent to sign
in, > sent on to another page, F refused with a sentence, M no such page for him. A POST carries no
data. An address that is not in the table fails, and so does a line whose address is gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import vedich
from tests.cast import District
from tests.cast import district as district
from tests.support import drafts, readings
from tests.support.cards import Year
from tests.support.cards import year as year
from tests.support.matters import PNG, raised
from tests.support.tasks import give, post_of
from vedich.apps.figures.models import Figure
from vedich.apps.journal.models import Register
from vedich.apps.notices.actions import Telling, remind
from vedich.apps.returns.actions import Answer, open_period, submit
from vedich.apps.returns.listing import own_returns
from vedich.apps.tasks.actions import NewPlannedCheck, attach, plan_checks
from vedich.apps.tasks.matters.photos import Photo
from vedich.apps.tasks.models import Attachment
from vedich.apps.tasks.visits.actions import NewLine, write_visit
from vedich.core.periods import Period


pytestmark = [pytest.mark.django_db, pytest.mark.slow]

VISITORS: Final = (
    "nobody",
    "outsider",
    "secretary",
    "deputy",
    "head",
    "clerk",
    "agency",
    "official",
    "official_b",
    "cell_secretary",
    "cell_secretary_b",
    "supervisor",
    "administrator",
)

# The return and its figures are of cell A1, under commune A; the draft is the clerk's. The task is
# the head's and lies at commune A, the matter and the visit are of cell A1.
TABLE: Final = """
desk:home                        GET SPPPPPPPPPPPP
desk:open                        POST NNNNN>NNNNNNN
desk:move_day                    POST MMMMMMMMMMMMM
desk:search                      GET SPPPPPPPPPPPP
desk:search_quick                GET SPPPPPPPPPPPP
desk:place                       GET SN>>>>N>NNN>N
desk:remind                      GET S>>>>>>>>>>>>
desk:take_back                   POST N>>>>>>>>>>>>
desk:notices                     GET SPPPPPPPPPPPP
desk:take_note                   POST NFFF>FFFFFFFF
desk:help_index                  GET SPPPPPPPPPPPP
desk:signs                       GET SPPPPPPPPPPPP
desk:guide                       GET SPPPPPPPPPPPP
desk:help                        GET SPPPPPPPPPPPP
desk:office                      GET SNNNNPNNNNNNP
desk:day_one                     GET SNNNN>NNNNNN>
desk:day_one_step                GET SNNNNPNNNNNNP
resolutions:prior                GET SNNNNPNNNNNNN
resolutions:prior_template       GET SNNNNPNNNNNNN
resolutions:prior_sheet          GET SNNNNMNNNNNNN
desk:health                      GET SNPPNPNNNNNPN
desk:rebuild                     POST MMMMMMMMMMMMM
people:sign_in                   GET P>>>>>>>>>>>>
people:sign_out                  POST SSSSSSSSSSSSS
people:demo                      GET PPPPPPPPPPPPP
people:by_code                   GET PPPPPPPPPPPPP
people:forgotten                 GET PPPPPPPPPPPPP
people:people                    GET SNNNNPNPPNNNP
people:add                       GET SNNNNNNNNNNNP
people:password                  GET SPPPPPPPPPPPP
people:slips                     POST NNNNNFNFFNNNF
people:person                    GET SNNNNPNPMNNNP
people:lend                      GET SPPPPPPPPPPPP
people:sign_out_device           POST N>>>>>>>>>>>>
people:more                      GET SPPPPPPPPPPPP
resolutions:list                 GET SNPPPPPPPPPPN
resolutions:new                  GET SNNNNPNNNNNNN
resolutions:draft                GET SNNNNPNNNNNNN
resolutions:change               GET SNNNNPNNNNNNN
resolutions:drop                 GET SNNNNPNNNNNNN
resolutions:add_target           GET SNNNNPNNNNNNN
resolutions:edit_target          GET SNNNNPNNNNNNN
resolutions:drop_target          GET SNNNNPNNNNNNN
resolutions:import               GET SNNNNPNNNNNNN
resolutions:template             GET SNNNNPNNNNNNN
resolutions:read                 GET SNNNNPNNNNNNN
resolutions:reading              GET SNPPNPNNNNNNN
resolutions:decide               POST NNNNNFNNNNNNN
resolutions:read_file            GET SNPPNPNNNNNNN
resolutions:adopt                GET SNPPNNNNNNNNN
resolutions:close                GET SNPPNNNNNNNNN
resolutions:scorecard            GET SNPPPPPPPPPPN
resolutions:scorecard_csv        GET SNPPPPPPPPPPN
resolutions:scorecard_xlsx       GET SNPPPPPPPPPPN
resolutions:target               GET SNPPPPPPPPPPN
resolutions:passport             GET SNPPPPPPPPPPN
resolutions:passport_csv         GET SNPPPPPPPPPPN
tasks:list                       GET SPPPPPPPPPPPP
tasks:give                       GET SNPPPPNPPNNNN
tasks:mine                       GET SPPPPPPPPPPPP
tasks:file                       GET SMPPPPPPMMMPM
tasks:task                       GET SFPPPPPPFFFPF
tasks:edit                       GET SFPPPPNNFFFNF
tasks:progress                   GET SFFFPPFPFFFFF
tasks:milestone                 POST NFFF>>F>FFFFF
tasks:move_due                   GET SFPPPPNNFFFNF
tasks:pass_on                    GET SFPPPPNNFFFNF
tasks:clear                      GET S>>>>>>>>>>>>
tasks:attach                     GET SFPPPPFPFFFFF
tasks:accept                     GET SFPPPPNNFFFNF
tasks:send_back                  GET SFPPPPNNFFFNF
tasks:drop                       GET SFPPPPNNFFFNF
tasks:reopen                     GET SFPPPPNNFFFNF
tasks:checks                     GET SNPPPPPPPPPPN
tasks:check_plan                 GET SNPPNPNNNNNNN
tasks:check_drop                 POST NN>>N>NNNNNNN
tasks:check_done                 GET SFFFFFFFFFFFF
tasks:check                      GET SFPPFNNNFFFNF
tasks:assignment                 GET SNPPPPPPPPPPN
tasks:assignment_xlsx            GET SNPPPPPPPPPPN
tasks:assignment_bodies          GET SNPPPPPPPPPPN
tasks:assignment_people          GET SNPPPPPPPPPPN
tasks:assignment_tasks           GET SNPPPPPPPPPPN
tasks:assignment_cell            GET SN>>>>>>>>>>N
tasks:charge                     GET S>>>>>>>>>>>>
tasks:bulk                       GET SNPPPPNPPNNNN
tasks:hand_over                  GET S>>>>>>>>>>>>
tasks:hand_over_minutes          GET SFFFFFFFFFFFF
tasks:matter_new                 GET SNPNNNPPPPPNN
tasks:matters                    GET SNPPPPPPPPPPN
tasks:matter                     GET SNPPPPNPNPNPN
tasks:matter_photo               GET SNPPPPNPNPNPN
tasks:matter_take                POST NN>>>>N>NNNNN
tasks:matter_answer              POST NNFFFFNFNNNNN
tasks:matter_pass                POST NNFFFFNFNFNFN
tasks:matter_task                POST NNFFFFNFNNNNN
tasks:matter_not_yet             POST NNNNNNNNNFNNN
tasks:matter_close               POST NNNNNNNNN>NNN
tasks:calendar                   GET SPPPPPPPPPPPP
tasks:feed                       GET MMMMMMMMMMMMM
tasks:rollouts                   GET SP>>>>P>>>>>P
tasks:rollout                    GET SNPPPPNPPPPPN
tasks:rollout_xlsx               GET SNPPPPNPPPPPN
tasks:rollout_dates              GET SNNNNPNNNNNNN
tasks:rollout_note               GET SNPNNPNPNNNNN
tasks:visits                     GET SNPPPPPPPPPPN
tasks:visit_new                  GET SNPPPPNPPNNNN
tasks:visit                      GET SNPPPPNPNPNPN
tasks:visit_photo                GET SNFFFFNFNFNFN
tasks:visit_confirm              POST NNNNNNNFNFNNN
tasks:visit_renew                POST NNFFFFNFNNNNN
returns:mine                     GET SPPPPPPPPPPPP
returns:form                     GET SNPPPPNPNPNPN
returns:review                   GET SNNNN>N>N>NNN
returns:send                     POST NNNNNFNFNFNNN
returns:sent                     GET SNPPPPNPNPNPN
returns:withdraw                 POST NNNNN>N>N>NNN
returns:wish                     GET SNNNNPNPNPNNN
returns:mend                     GET SNNNNPNPNPNNN
returns:move                     GET SNNNNPNPNPNNN
returns:checks                   GET SNNNNPNPPNNNN
"""

REAL: Final = frozenset({"desk:move_day", "desk:rebuild"})
"""Tried on a real database: on a sample they write more than a test wants to wait for."""

KEYS: Final[Mapping[str, str]] = {"desk:guide": "van-phong", "desk:day_one_step": "nguoi"}

ODD: Final = ("²", "9" * 40, "\0", "post:²")
"""A digit that is no number, more than a database holds, a sign no database takes."""

SAYS: Final[Mapping[int, str]] = {200: "P", 403: "N", 404: "M", 400: "F", 409: "F", 422: "F"}


@dataclass(frozen=True)
class World:
    """The district with a resolution in force, a draft and a return that was sent."""

    clients: Mapping[str, Client]
    numbers: Mapping[str, Mapping[str, int | str]]

    def address(self, name: str, needs: frozenset[str]) -> str:
        """The address of a page about the things of this world."""
        app = name.partition(":")[0]
        draft = any(part in name for part in ("draft", "change", "drop", "add_", "edit_", "import"))
        read = "text" in needs or name.endswith(":read")
        drafted = app == "resolutions" and (draft or read or name.endswith((":adopt", ":template")))
        kind = "draft" if drafted else app
        numbers = {"key": KEYS.get(name, "home"), **self.numbers[kind]}
        return reverse(name, kwargs={one: numbers[one] for one in needs})


@pytest.fixture
def world(year: Year) -> World:
    district = year.district
    june = Period.parse("2022-06")
    open_period(period=june, by=None, at=district.at, on_day=district.day)
    cell = district.actor("cell_secretary")
    (mine,) = own_returns(cell, district.day)
    answers = [
        Answer(indicator=year.indicators[1].pk, part=40),
        Answer(indicator=year.indicators[2].pk, part=7000, whole=10000),
    ]
    confirmed = ("jump_up", "jump_down", "whole_fell", "whole_rose", "just_enough", "after_gap")
    submit(
        of=mine.pk,
        answers=[
            Answer(one.indicator, one.part, one.whole, confirmed=confirmed) for one in answers
        ],
        round=mine.round,
        by=cell,
        at=district.at,
        on_day=district.day,
    )
    figure = Figure.objects.filter(source=mine.reference).first()
    assert figure is not None
    draft = drafts.draft(district, title="Nghị quyết 2023", period=Period.parse("2023"))
    drafts.add(district, draft, drafts.target(district, year.indicators[1], name="Đường"))
    text = readings.read(district, draft)
    clients = {name: Client() for name in VISITORS}
    work = _work(district)
    for name, client in clients.items():
        if name != "nobody":
            client.force_login(district.people[name])
    return World(
        clients,
        {
            "resolutions": {"resolution": year.resolution, "number": 1, "prior": 1},
            "draft": {"resolution": draft.pk, "number": 1, "text": text.pk},
            "returns": {"number": mine.pk, "figure": figure.pk},
            "desk": {"code": district.spot("A").code, "number": work["notice"]},
            "people": {"number": district.people["cell_secretary"].pk},
            "tasks": {
                **work,
                "resolution": year.resolution,
                "body": district.body("A").pk,
                "token": "khong",
            },
        },
    )


def _work(district: District) -> Mapping[str, int]:
    """A task of the head at commune A, a check, a matter and a visit of cell A1, a notice."""
    (task,) = give(district)
    said: dict[str, Any] = {"at": district.at, "on_day": district.day}
    clerk, deputy = district.actor("clerk"), district.actor("deputy")
    attached = attach(task=task.pk, data=PNG, name="anh.png", by=clerk, **said)
    (check,) = plan_checks(
        checks=[NewPlannedCheck(task.pk, post_of(district, "deputy"), district.day)],
        by=clerk,
        **said,
    )
    matter = raised(district, photo=Photo(PNG, "anh.png"))
    visit = write_visit(
        place=district.place("A1"),
        visited_on=district.day,
        lines=[NewLine("promised", "Cho lấp tạm đoạn tổ 6.", due_on=district.day)],
        photo=Photo(PNG + b"1", "anh.png"),
        by=deputy,
        **said,
    )
    (notice,) = remind(
        tellings=[
            Telling(
                kind="task.late",
                subject=task.reference,
                sentence="need.task_late",
                values=(("number", 1), ("title", "Đặt ống")),
                link=f"/dau-viec/{task.pk}",
                path=district.spot("root").path,
                to=(district.people["head"].pk,),
            )
        ],
        by=clerk,
        **said,
    )
    pictures = Attachment.objects.filter(matter=matter) | Attachment.objects.filter(visit=visit)
    return {
        "task": task.pk,
        "attachment": attached.pk if attached else 0,
        "check": check.pk,
        "matter": matter.pk,
        "trip": visit.pk,
        "line": visit.lines.get().pk,
        "picture": pictures.order_by("pk")[0].pk,
        "hand_over": 1,
        "number": 1,
        "notice": notice.pk,
    }


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_address_answers_a_visitor_as_the_table_says(world: World, visitor: str) -> None:
    at = VISITORS.index(visitor)
    found = {name: _answer(world, name, pattern, visitor) for name, pattern in _patterns()}
    wanted = {name: f"{line.split()[0]} {line.split()[1][at]}" for name, line in _table()}
    assert found == wanted


@pytest.mark.slow
@pytest.mark.parametrize("visitor", ["clerk", "official"])
def test_no_odd_value_of_any_box_is_a_fault_of_ours(world: World, visitor: str) -> None:
    client = world.clients[visitor]
    boxes = _boxes()
    for name, pattern in _patterns():
        if name in REAL:
            continue
        address = world.address(name, frozenset(pattern.pattern.converters))
        for odd in ODD:
            kept = deepcopy(client.cookies)
            with transaction.atomic():
                for response in (client.get(address, boxes(odd)), client.post(address, boxes(odd))):
                    assert response.status_code < 500, (name, odd[:20])
                transaction.set_rollback(True)
            client.cookies = kept


def _boxes() -> Callable[[str], Mapping[str, str]]:
    """Every name of a box that the source reads or a page holds, all with one value."""
    root = Path(vedich.__file__).parent
    names = set[str]()
    for ending, name in (("py", r'\.(?:get|getlist)\("([a-z_]+)"'), ("html", r'"([a-z_]{2,16})"')):
        for path in root.rglob(f"*.{ending}"):
            names.update(re.findall(name, path.read_text("utf-8")))
    kept = sorted(names - {"lang"})
    assert {"noi", "trang", "person", "due_on"} < set(kept)
    return lambda value: dict.fromkeys(kept, value)


def test_every_view_says_for_which_operation_it_stands() -> None:
    for name, pattern in _patterns():
        assert getattr(pattern.callback, "operation", None), f"{name} has no door"


def _table() -> Iterator[tuple[str, str]]:
    for line in TABLE.strip().splitlines():
        name, _, letters = line.partition(" ")
        yield name, letters.strip()


def _patterns(
    resolver: URLResolver | None = None, space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one, one.namespace or one.app_name or space)
        else:
            yield f"{space}:{one.name}", one


def _answer(world: World, name: str, pattern: URLPattern, visitor: str) -> str:
    """The method, and the letter of what the visitor gets."""
    address = world.address(name, frozenset(pattern.pattern.converters))
    method = "GET"
    # what a visit writes is nobody else's business
    with transaction.atomic():
        if name in REAL:
            Register.objects.update(sample=False, day=None)
        client = world.clients[visitor]
        kept = deepcopy(client.cookies)
        response = client.get(address)
        if response.status_code == 405:
            method, response = "POST", client.post(address)
        letter = _letter(response.status_code, response.headers.get("Location", ""))
        client.cookies = kept
        transaction.set_rollback(True)
    return f"{method} {letter}"


def _letter(status: int, location: str) -> str:
    if status in (301, 302, 303):
        return "S" if location.startswith(("/vao", "/xem-thu")) else ">"
    return SAYS[status]
