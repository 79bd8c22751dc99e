"""Who gets to which page: every address of the site walked by the whole cast (R34).

One letter a visitor in the order of VISITORS: P the page, N the page “no access”, S sent to sign
in, > sent on to another page, F refused with a sentence, M no such page for him. A POST carries no
data. An address that is not in the table fails, and so does a line whose address is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import district as district
from tests.support import drafts, readings
from tests.support.cards import Year
from tests.support.cards import year as year
from vedich.apps.figures.models import Figure
from vedich.apps.journal.models import Register
from vedich.apps.returns.actions import Answer, open_period, submit
from vedich.apps.returns.listing import own_returns
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

# The return and its figures are of cell A1, under commune A; the draft is the clerk's.
TABLE: Final = """
people:sign_in                   GET P>>>>>>>>>>>>
people:sign_out                  POST SSSSSSSSSSSSS
people:demo                      GET PPPPPPPPPPPPP
people:more                      GET SPPPPPPPPPPPP
desk:home                        GET SPPPPPPPPPPPP
desk:open                        POST NNNNN>NNNNNNN
desk:move_day                    POST MMMMMMMMMMMMM
desk:rebuild                     POST MMMMMMMMMMMMM
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

SAYS: Final[Mapping[int, str]] = {200: "P", 403: "N", 404: "M", 400: "F", 409: "F", 422: "F"}


@dataclass(frozen=True)
class World:
    """The district with a resolution in force, a draft and a return that was sent."""

    clients: Mapping[str, Client]
    numbers: Mapping[str, Mapping[str, int]]

    def address(self, name: str, needs: frozenset[str]) -> str:
        """The address of a page about the things of this world."""
        app = name.partition(":")[0]
        draft = any(part in name for part in ("draft", "change", "drop", "add_", "edit_", "import"))
        read = "text" in needs or name.endswith(":read")
        kind = "draft" if draft or read or name.endswith((":adopt", ":template")) else app
        return reverse(name, kwargs={one: self.numbers[kind][one] for one in needs})


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
    for name, client in clients.items():
        if name != "nobody":
            client.force_login(district.people[name])
    return World(
        clients,
        {
            "resolutions": {"resolution": year.resolution, "number": 1},
            "draft": {"resolution": draft.pk, "number": 1, "text": text.pk},
            "returns": {"number": mine.pk, "figure": figure.pk},
            "desk": {},
            "people": {},
        },
    )


def test_every_address_answers_each_visitor_as_the_table_says(world: World) -> None:
    found = {name: _walk(world, name, pattern) for name, pattern in _patterns()}
    wanted = dict(_table())
    shown = "\n".join(f"{name:<32} {line}" for name, line in found.items())
    assert found == wanted, f"the site answers:\n{shown}"


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


def _walk(world: World, name: str, pattern: URLPattern) -> str:
    """The method, and a letter for each visitor."""
    address = world.address(name, frozenset(pattern.pattern.converters))
    method, letters = "GET", ""
    for visitor in VISITORS:
        # what a visit writes is nobody else's business
        with transaction.atomic():
            if name in REAL:
                Register.objects.update(sample=False, day=None)
            client = world.clients[visitor]
            kept = deepcopy(client.cookies)
            response = client.get(address)
            if response.status_code == 405:
                method, response = "POST", client.post(address)
            letters += _letter(response.status_code, response.headers.get("Location", ""))
            client.cookies = kept
            transaction.set_rollback(True)
    return f"{method} {letters}"


def _letter(status: int, location: str) -> str:
    if status in (301, 302, 303):
        return "S" if location.startswith(("/vao", "/xem-thu")) else ">"
    return SAYS[status]
