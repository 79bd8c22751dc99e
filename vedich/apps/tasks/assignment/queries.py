"""The pages of assignment: the matrix, by body, by person, by work item (UX 04, 04b)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from vedich.apps.people.models import Post
from vedich.apps.places.queries import Spot
from vedich.apps.tasks.assignment.facts import (
    GIVES,
    SEES,
    Aim,
    Facts,
    Holder,
    TaskRow,
    facts,
    short,
    slug_of,
)
from vedich.apps.tasks.assignment.matrix import (
    Cell,
    Key,
    Load,
    Loads,
    Look,
    Owed,
    loads,
    matrix,
    served,
    with_below,
)
from vedich.apps.tasks.assignment.shapes import (
    Board,
    BodyBoard,
    BodyRow,
    Box,
    Carried,
    Choice,
    Head,
    Line,
    PersonBoard,
    PersonRow,
    Place,
    TaskBoard,
    TaskLine,
    Todo,
)
from vedich.apps.tasks.gaps import targets_in_force, without_task
from vedich.core.errors import Language
from vedich.core.permits import Actor, Locus
from vedich.core.vietnamese import sort_key
from vedich.formats.sheets.scorecard import Words
from vedich.rulebook.permits import may
from vedich.rulebook.places.levels import body_versions


WIDE: Final = 40
"""Columns from which the matrix is turned: places become rows."""

A_PAGE: Final = 50
"""Tasks on one page of the list."""

MOST: Final = 3
"""Targets named in a cell; the others are counted."""

COMMON: Final = Words("Chung", "General")
NO_FIELD: Final = Words("Chưa rõ lĩnh vực", "Field not known")
TARGET: Final = Words("chỉ tiêu", "target")
NOBODY: Final = Words("Chưa rõ người", "Nobody named")


class Desk:
    """The facts of one place, and how this reader sees them: his rights, his language."""

    def __init__(self, of: Facts, actor: Actor) -> None:
        self.of, self._actor = of, actor
        self._start = f"{reverse('tasks:assignment_cell')}?noi={of.place.id}&l="
        self._given: dict[str, str] = {}
        self._said: dict[frozenset[int], str] = {}

    @cached_property
    def place(self) -> Place:
        """Where the page stands and where its reader may go."""
        of, spot = self.of, self.of.place
        up = spot.parent if spot.parent and self._sees(of.tree[spot.parent]) else None
        return Place(
            id=spot.id,
            name=spot.say(of.language),
            up=up,
            choices=tuple(self._choices()),
            may_give=bool(may(self._actor, GIVES, Locus(spot.path), on=of.day)),
        )

    def _choices(self) -> Iterable[Choice]:
        of = self.of
        top = of.place
        while top.parent and self._sees(of.tree[top.parent]):
            top = of.tree[top.parent]
        for spot in of.tree.below(top.id):
            if of.tree.children(spot.id) and self._sees(spot):
                yield Choice(str(spot.id), spot.say(of.language))

    def _sees(self, spot: Spot) -> bool:
        return bool(may(self._actor, SEES, Locus(spot.path), on=self.of.day))

    @cached_property
    def cells(self) -> Mapping[Key, Cell]:
        """The cells; what places gave themselves is asked for only where something is wanting."""
        of = self.of
        cells = matrix(of.works, of.owed)
        wanting = {key.field for key, cell in cells.items() if cell.look is Look.EMPTY}
        return with_below(cells, of.given_below(wanting)) if wanting else cells

    @cached_property
    def empty(self) -> int:
        """How many parts of targets have not become work: cells owed and not served."""
        return sum(cell.look is Look.EMPTY for cell in self.cells.values())

    @cached_property
    def loads(self) -> Loads:
        """Who carries how much, of all tasks seen here."""
        return loads(self.of.works, percent=self.of.office.overload)

    # -- the matrix ----------------------------------------------------------------------------

    def board(self) -> Board:
        """The matrix."""
        of, cells = self.of, self.cells
        fields = self._rows()
        heads = self._columns()
        lines = [Line(self._field_head(field), tuple(self._boxes(field))) for field in fields]
        done, targets = served(cells)
        todo = sorted(self._todo(lines, heads), key=lambda one: one.box.look != Look.EMPTY)
        late = sum(one.late > 0 for one in of.tasks)
        return Board(
            place=self.place,
            columns=heads,
            lines=tuple(lines),
            turned=False,
            todo=tuple(todo),
            empty=self.empty,
            late=late,
            overloaded=self.loads.overloaded,
            tasks=sum(not one.done for one in of.tasks),
            served=done,
            targets=targets,
            carried=tuple(self._carried()),
            mean=self.loads.mean_tenths,
            bodies=len(of.bodies),
            no_holder=sum(not head.holder for head in heads if not head.own)
            + sum(not line.head.holder for line in lines if line.head.slug != "-"),
        )

    @cached_property
    def _keys(self) -> Sequence[int]:
        """Columns by key, the place itself last where work lies in no locality."""
        of = self.of
        common = any(key.column == of.place.id for key in self.cells)
        return [*(one.id for one in of.columns), *([of.place.id] if common else [])]

    def _rows(self) -> Sequence[str]:
        """The office's fields, and those in which anything is owed, done or in charge."""
        used = {key.field for key in self.cells} | set(self.of.charged_fields)
        used |= {one.field for one in self.of.aims.values()} | set(self.of.office.fields)
        return [one for one in self.of.fields if one in used]

    def _columns(self) -> tuple[Head, ...]:
        of = self.of
        heads = [self._locality_head(one) for one in of.columns]
        if of.place.id in self._keys:
            heads.append(Head(COMMON.say(of.language), "", "", own=True))
        return tuple(heads)

    def _locality_head(self, spot: Spot) -> Head:
        holder = self.of.charged_places.get(spot.id)
        return Head(
            name=self.of.short_names[spot.id],
            slug=str(spot.id),
            holder=short(holder.name) if holder else "",
            charge=self._query(loai="locality", cho=spot.id) if self.place.may_give else "",
            link=f"?noi={spot.id}" if self.of.tree.children(spot.id) else "",
        )

    def _field_head(self, field: str) -> Head:
        holder = self.of.charged_fields.get(field)
        slug = slug_of(field)
        known = bool(field)
        return Head(
            name=self.of.field_name(field) if known else NO_FIELD.say(self.of.language),
            slug=slug,
            holder=_plain(holder) if holder else "",
            charge=self._query(loai="field", cho=slug) if known and self.place.may_give else "",
        )

    def _query(self, **more: object) -> str:
        return urlencode({"noi": self.of.place.id, **more})

    def _boxes(self, field: str) -> Iterable[Box]:
        start = f"{self._start}{slug_of(field)}&c="
        for column in self._keys:
            key = Key(field, column)
            cell = self.cells.get(key)
            yield self._box(cell, key, f"{start}{column}") if cell else _NOTHING

    def _box(self, cell: Cell, key: Key, link: str) -> Box:
        look = cell.look
        if look is Look.NOTHING:
            return _NOTHING
        if look is Look.EMPTY:
            return Box(look, words=self.words(cell), link=link, give=self._give(cell, key))
        who = cell.first
        name = short(self.of.names[who]) if who is not None else ""
        return Box(look, name, cell.others, cell.open, cell.late, cell.done, "", link)

    def _give(self, cell: Cell | None, key: Key) -> str:
        """The query of the form that gives a task in this cell; blank for who may not give it."""
        start = self.giving(key.field)
        if not start:
            return ""
        place = f"&dia_ban={key.column}" if key.column != self.of.place.id else ""
        target = f"&chi_tieu={cell.owed[0].target}" if cell and cell.owed else ""
        return f"{start}{place}{target}"

    def giving(self, field: str) -> str:
        """How the query of the form begins that gives a task of this field; blank: not allowed.

        Thousands of cells share it.
        """
        if field not in self._given:
            locus = Locus(self.of.place.path, field or None)
            allowed = may(self._actor, GIVES, locus, on=self.of.day)
            self._given[field] = self._query(linh_vuc=field) if allowed else ""
        return self._given[field]

    def words(self, cell: Cell) -> str:
        """What is owed, in few words: the amount where there is one, else the targets' numbers."""
        amounts = [one.amount for one in cell.owed if one.amount]
        if amounts:
            return ", ".join(amounts[:MOST])
        return self._numbers(frozenset(one.target for one in cell.owed))

    def _numbers(self, targets: frozenset[int]) -> str:
        # a hundred places owe the same of a field
        if targets not in self._said:
            numbers = sorted({self.of.aims[one].number for one in targets})
            said = ", ".join(str(one) for one in numbers[:MOST])
            more = f" +{len(numbers) - MOST}" if len(numbers) > MOST else ""
            self._said[targets] = f"{TARGET.say(self.of.language)} {said}{more}"
        return self._said[targets]

    def _todo(self, lines: Sequence[Line], heads: Sequence[Head]) -> Iterable[Todo]:
        for line in lines:
            for head, box in zip(heads, line.boxes, strict=True):
                if box.look == Look.EMPTY or box.late:
                    yield Todo(line.head.name, head.name, box)

    def _carried(self) -> Iterable[Carried]:
        """Who carries too much first, then by given name: no order of merit (R17)."""
        found = self.loads.of.values()
        for one in sorted(found, key=lambda one: (not one.over, *self._by_name(one))):
            name = self.of.names[one.person]
            yield Carried(one.person, _bare(name), "", one.open, one.late, one.over)

    def _by_name(self, load: Load) -> tuple[str, str, int]:
        name = self.of.names[load.person]
        return sort_key(short(name)), sort_key(name), load.person

    # -- by body -------------------------------------------------------------------------------

    def by_body(self) -> BodyBoard:
        """Agencies and units, who needs looking at first."""
        of = self.of
        owed: defaultdict[int, set[int]] = defaultdict(set)
        for target, _, body in of.asked:
            owed[body].add(of.aims[target].number)
        open_: Counter[int] = Counter()
        late: Counter[int] = Counter()
        worked: set[int] = set()
        for task in of.tasks:
            for body in {one for one in (task.body, task.post_body) if one is not None}:
                worked.add(body)
                open_[body] += not task.done
                late[body] += task.late > 0
        kinds = {one.code: one.name for one in body_versions().at(of.day) or ()}
        rows = []
        for one in of.bodies:
            holder = of.charged_bodies.get(one.pk)
            kind = kinds.get(one.kind)
            numbers = ", ".join(str(number) for number in sorted(owed[one.pk]))
            unserved = numbers if one.pk not in worked else ""
            row = BodyRow(
                id=one.pk,
                name=one.name if of.language == "vi" else one.name_en or one.name,
                kind=kind.say(of.language) if kind else "",
                holder=holder.name if holder else "",
                holder_title=holder.title if holder else "",
                targets=numbers,
                open=open_[one.pk],
                late=late[one.pk],
                unfollowed=holder is None,
                unserved=unserved,
                charge=self._query(loai="body", cho=one.pk) if self.place.may_give else "",
                give=f"noi={of.place.id}&co_quan={one.pk}" if self.place.may_give else "",
            )
            rows.append(row)
        rows.sort(key=lambda row: not (row.unfollowed or row.unserved))
        return BodyBoard(self.place, tuple(rows))

    # -- by person -----------------------------------------------------------------------------

    def by_person(self) -> PersonBoard:
        """Everybody with work or a charge, by name."""
        of = self.of
        charges = self._charges()
        keys = set(self.loads.of) | set(charges)
        posts: defaultdict[int, list[Post]] = defaultdict(list)
        names: dict[int, str] = {}
        # a post that has ended and still holds work waits for its hand-over
        working = {one.post for one in of.tasks if not one.done}
        # asked by the place and not by keys: a province has more people than a statement takes
        below = {one.id for one in of.tree.below(of.place.id)}
        for post in Post.objects.select_related("person").order_by("held_from", "pk"):
            stands = post.held_until is None or of.day < post.held_until or post.pk in working
            if post.person_id in keys and post.place_id in below and stands:
                posts[post.person_id].append(post)
                names[post.person_id] = post.person.name
        names.update(of.names)
        names.update((one.person, one.name) for one, _ in self._held())
        rows = [self._person(who, names[who], posts[who], charges.get(who, ())) for who in keys]
        rows.sort(key=lambda row: (sort_key(short(row.name)), sort_key(row.name), row.person))
        return PersonBoard(
            place=self.place,
            rows=tuple(rows),
            mean=self.loads.mean_tenths,
            overloaded=self.loads.overloaded,
            tasks=self.loads.tasks,
            nobody=sum(not one.done and one.person is None for one in of.tasks),
        )

    def _person(
        self, who: int, name: str, posts: Sequence[Post], charges: Sequence[str]
    ) -> PersonRow:
        load = self.loads.of.get(who) or Load(who, 0, 0, over=False)
        vi = self.of.language == "vi"
        titles = tuple((one.pk, one.title if vi else one.title_en or one.title) for one in posts)
        return PersonRow(who, _bare(name), titles, tuple(charges), load.open, load.late, load.over)

    def _held(self) -> Iterable[tuple[Holder, str]]:
        of = self.of
        names = {one.pk: one.name for one in of.bodies}
        for field, holder in of.charged_fields.items():
            yield holder, of.field_name(field)
        for place, holder in of.charged_places.items():
            if place in of.tree:
                yield holder, of.tree[place].say(of.language)
        for body, holder in of.charged_bodies.items():
            if body in names:
                yield holder, names[body]

    def _charges(self) -> Mapping[int, Sequence[str]]:
        found: defaultdict[int, list[str]] = defaultdict(list)
        for holder, words in self._held():
            found[holder.person].append(words)
        return found

    # -- by work item --------------------------------------------------------------------------

    def tasks(self, *, page: int = 1) -> TaskBoard:
        """All tasks that are not closed, in the order of their numbers."""
        of = self.of
        bare = without_task(targets_in_force(of.place, of.day))
        rows = [one for one in of.tasks if not one.done]
        pages = max(1, -(-len(rows) // A_PAGE))
        here = min(max(page, 1), pages)
        return TaskBoard(
            place=self.place,
            field="",
            where="",
            rows=[self.line(one) for one in rows[(here - 1) * A_PAGE : here * A_PAGE]],
            count=len(rows),
            late=sum(one.late > 0 for one in rows),
            owed=tuple(
                f"{one.number}. {one.name}"
                if of.language == "vi" or not one.name_en
                else f"{one.number}. {one.name_en}"
                for one in bare.order_by("number")
            ),
            give=f"noi={self.of.place.id}" if self.place.may_give else "",
            page=here,
            pages=pages,
        )

    def cell(self, field: str, column: int) -> TaskBoard:
        """The tasks of one cell, open ones first, and what is owed there."""
        of, key = self.of, Key(field, column)
        rows = [one for one in of.tasks if one.field == field and column in self._where(one)]
        rows.sort(key=lambda one: (one.done, one.number))
        owed = [self.aim_words(of.aims[one.target]) for one in self._owed(key)]
        spot = of.tree[column]
        common = column == of.place.id
        return TaskBoard(
            place=self.place,
            field=of.field_name(field) or NO_FIELD.say(of.language),
            where=COMMON.say(of.language) if common else spot.say(of.language),
            rows=[self.line(one) for one in rows],
            count=sum(not one.done for one in rows),
            late=sum(one.late > 0 for one in rows),
            owed=tuple(owed),
            give=self._give(self.cells.get(key), key),
        )

    def _owed(self, key: Key) -> Iterable[Owed]:
        cell = self.cells.get(key)
        return cell.owed if cell else ()

    def _where(self, task: TaskRow) -> tuple[int, ...]:
        return self.of.columns_of(task.places)

    def aim_words(self, aim: Aim) -> str:
        """“14. Giá trị sản xuất”."""
        return f"{aim.number}. {aim.name}"

    def line(self, task: TaskRow) -> TaskLine:
        """A task as a row of a list."""
        of = self.of
        places = [of.tree[one].say(of.language) for one in task.places if one in of.tree]
        return TaskLine(
            id=task.id,
            number=task.number,
            title=task.title,
            field=of.field_name(task.field),
            places=", ".join(places),
            person=_bare(task.person_name) if task.person is not None else "",
            due_on=task.due_on,
            late=task.late,
            claimed=task.claimed,
            done=task.done,
            targets=", ".join(str(one) for one in of.targets_of.get(task.id, ())),
        )


_NOTHING: Final = Box(Look.NOTHING)


def desk(place: int | None, *, actor: Actor, day: date, language: Language) -> Desk:
    """The pages of a place, for a reader who may see it. Raises Refused, NotPermitted."""
    return Desk(facts(place, actor=actor, day=day, language=language), actor)


def _plain(holder: Holder) -> str:
    return _bare(holder.name)


def _bare(name: str) -> str:
    """A name without the label of the sample, which the page carries already."""
    return name.partition(" (")[0] or name
