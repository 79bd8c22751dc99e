"""A roll-up as a sequence of SQL statements, run by any engine that has a session (DESIGN §5).

One asked period at a time, one time rule at a time: one pass over the figures folds them by place
and indicator and, in the same pass, finds the groups in which something is out of the ordinary (a
correction, a withdrawn row, a quarter beside its months, a place that ended). Only the rows of
those are looked at one by one. Then tallies go up the tree level by level, joined on the parent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Protocol, TypeVar

from vedich.core.errors import Refused
from vedich.core.numbers import MAX_DECIMALS, MAX_SCALED, MAX_WEIGHT
from vedich.core.periods import Period, parse_day
from vedich.core.places import Tree
from vedich.core.tallies import Measure, PlaceRule, TimeRule
from vedich.engine import statements as sql
from vedich.engine.base import LeftOut, Progress, Request
from vedich.engine.dialects import Dialect
from vedich.engine.figures import truth
from vedich.engine.windows import (
    Ground,
    Window,
    expected_counts,
    kind_of_code,
    rest_window,
    window_for,
)


Cell = str | int | bool
Value = TypeVar("Value")


class Session(Protocol):
    """What a plan asks of an engine."""

    integers: bool
    """Whether every number in raw is typed as a whole number."""

    @property
    def dialect(self) -> Dialect:
        """The SQL it speaks."""
        ...

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """All rows of a query."""
        ...

    def make(self, name: str, statement: str) -> None:
        """Run a query once and keep its rows as table `name`, in place of one already there."""
        ...

    def view(self, name: str, statement: str) -> None:
        """Give a query a name, in place of one already there."""
        ...

    def fill(self, name: str, columns: Mapping[str, str], rows: Iterable[Sequence[Cell]]) -> None:
        """Make table `name` of small `rows`; `columns` maps names to TEXT, INT or BOOL."""
        ...


class Suspicion(Exception):
    """Rows of raw that are wrong; the reference says in words what about them.

    `where` chooses them in SQL. With a `period`, the rows themselves are right and only folding
    them for that period is refused.
    """

    def __init__(self, where: str, period: Period | None = None) -> None:
        super().__init__(where)
        self.where = where
        self.period = period


class Plan:
    """One request on one session. `run` leaves the tables that `statements.result` reads."""

    def __init__(self, request: Request, session: Session, progress: Progress) -> None:
        self._request = request
        self._session = session
        self._dialect = session.dialect
        self._progress = progress
        self._trees: dict[date, Tree] = {}
        self._kinds: defaultdict[str, set[str]] = defaultdict(set)
        self._only = request.only_verified
        self._met: Sequence[Period] = ()
        self._nodes: Mapping[str, int] = {}
        self._depths = 0
        self.measures: Mapping[str, Measure] = {}
        self._tables: list[str] = []
        self.left_out = LeftOut()

    def run(self, *, decimals: bool) -> str:
        """Check, fold and tally everything; the query of the rows to write.

        `decimals`: numbers as DECIMAL(38,12), else as text. Raises Suspicion on wrong input.
        """
        true = self._check_words()
        self._find_measures()
        self._make_figures(true)
        self._number_names()
        asked = self._request.periods
        for order, period in enumerate(asked):
            self._progress(str(period), order, len(asked) + 1)
            self._answer(order, period)
        self._progress("…", len(asked), len(asked) + 1)
        for name, rules in self._passes().items():
            window = rest_window(asked, rules[0], self._met)
            if window.periods:
                self._fold(f"rest_{name}", window, Ground(self._request.book, None), rules)
        self._make_expected()
        if not self._tables:
            self._session.make("answers_none", sql.no_answers(self._dialect))
            self._tables.append("answers_none")
        return sql.result(self._dialect, self._tables, decimals=decimals)

    # -- what the file holds -----------------------------------------------------------------------

    def _check_words(self) -> str:
        """Read each distinct text of the file once. The condition under which a row is verified."""
        book, indicators = self._request.book, self._request.indicators
        periods = self._read("period", Period.parse)
        self._met = sorted(set(periods.values()))
        self._read("place", lambda code: book.links(code)[0])
        self._read("indicator", lambda code: indicators[code])
        self._read("known", parse_day, blank=True)
        words = self._read("truth", truth, blank=True)
        if known_by := self._known_by():
            for place, period in self._session.rows(sql.later_places(self._dialect, known_by)):
                if book.on(str(place), periods[str(period)].last_day) is None:
                    text = self._dialect.text
                    keys = f"place = {text(str(place))} AND period = {text(str(period))}"
                    raise Suspicion(keys)
        return sql.one_of(self._dialect, "truth", [word for word, true in words.items() if true])

    def _read(
        self, column: str, read: Callable[[str], Value], *, blank: bool = False
    ) -> dict[str, Value]:
        """The distinct texts of `column`, read. Raises Suspicion for those that cannot be."""
        values: dict[str, Value] = {}
        bad: list[str] = []
        for (text,) in self._session.rows(f"SELECT DISTINCT {column} FROM raw"):
            word = str(text or "")
            if not word and blank:
                continue
            try:
                values[word] = read(word)
            except (Refused, LookupError):
                bad.append(word)
        if bad:
            listed = sql.one_of(self._dialect, column, sorted(bad)[:MOST_WORDS])
            raise Suspicion(f"{listed} OR {column} IS NULL" if "" in bad else listed)
        return values

    def _find_measures(self) -> None:
        """Each indicator's scale, from the numbers it has (§5 line 2). Raises Suspicion."""
        if self._session.integers and self._surely_fit():
            return
        met = self._session.rows(sql.met_numbers(self._dialect, self._known_by()))
        decimals = dict.fromkeys(self._request.indicators, 0)
        for code, part_decimals, whole_decimals, *_, later in met:
            deepest = max(int(str(part_decimals)), int(str(whole_decimals)))
            if deepest > MAX_DECIMALS:
                raise Suspicion(
                    f"part_decimals > {MAX_DECIMALS} OR whole_decimals > {MAX_DECIMALS}"
                )
            if not later:
                decimals[str(code)] = max(decimals[str(code)], deepest)
        known = self._request.indicators.items()
        self.measures = {code: one.measure(decimals[code]) for code, one in known}
        for row in met:
            self._check_numbers(str(row[0]), [None if n is None else int(str(n)) for n in row[1:]])

    def _surely_fit(self) -> bool:
        """Whether one look at whole numbers shows that no indicator can break a limit.

        Only then are the scales those declared, and nothing has to be asked indicator by indicator.
        """
        known = self._request.indicators.items()
        self.measures = {code: one.measure() for code, one in known}
        measures = self.measures.values()
        deepest = max((measure.decimals for measure in measures), default=0)
        weighs = any(measure.place_rule is PlaceRule.MEAN for measure in measures)
        ((least, most, least_whole, most_whole),) = self._session.rows(sql.extremes())
        limit = MAX_SCALED // 10**deepest
        numbers = [int(str(number or 0)) for number in (least, most, most_whole)]
        if max(map(abs, numbers)) > limit or int(str(least_whole or 0)) < 0:
            return False
        bare = (self.measures[str(code)] for (code,) in self._session.rows(sql.bare()))
        lacking = any(measure.place_rule is PlaceRule.RATIO for measure in bare)
        return not lacking and not (weighs and numbers[2] > MAX_WEIGHT)

    def _check_numbers(self, code: str, numbers: Sequence[int | None]) -> None:
        """Raises Suspicion where an indicator's extremes break a limit (DESIGN §4.1)."""
        part_decimals, whole_decimals, *extremes, bare, later = numbers
        measure = self.measures[code]
        if later:  # rows that do not exist yet are held to their own decimals only
            measure = replace(measure, decimals=max(part_decimals or 0, whole_decimals or 0))
        weighs = measure.place_rule is PlaceRule.MEAN
        limits = (
            (part_decimals or 0, extremes[:2], measure.decimals, -MAX_SCALED, MAX_SCALED),
            (
                whole_decimals or 0,
                extremes[2:],
                0 if weighs else measure.decimals,
                0,
                MAX_WEIGHT if weighs else MAX_SCALED,
            ),
        )
        wrong = bool(bare) and measure.place_rule is PlaceRule.RATIO
        for decimals, ends, scale, least, most in limits:
            scaled = [n * 10 ** max(0, scale - decimals) for n in ends if n is not None]
            wrong = wrong or decimals > scale
            wrong = wrong or any(not least <= n <= most for n in scaled)
        if wrong:
            raise Suspicion(
                f"indicator = {self._dialect.text(code)} AND part_decimals = {part_decimals} "
                f"AND whole_decimals = {whole_decimals} AND "
                + sql.bad_numbers(self._dialect, measure, limits[0][0], limits[1][0])
            )

    def _make_figures(self, true: str) -> None:
        plain = not any(measure.decimals for measure in self.measures.values())
        if not plain:
            columns = {"indicator": "TEXT", "part_scale": "INT", "whole_scale": "INT"}
            weighs = PlaceRule.MEAN
            rows = (
                (code, m.decimals, 0 if m.place_rule is weighs else m.decimals)
                for code, m in self.measures.items()
            )
            self._session.fill("scales", columns, rows)
        self._session.view(
            "figures",
            sql.scaled_figures(self._dialect, plain=plain, known_by=self._known_by(), true=true),
        )

    def _known_by(self) -> str | None:
        return self._request.known_by.isoformat() if self._request.known_by else None

    def _number_names(self) -> None:
        """Give places and indicators numbers in the order of their codes."""
        kinds = kind_of_code(self._request.book)
        self._nodes = {code: n for n, code in enumerate(sorted(self._request.book.codes()))}
        # a code that had places of several kinds is always looked at row by row (Ground.masks)
        rows = ((code, n, kinds.get(code, "")) for code, n in self._nodes.items())
        self._session.fill("codes", {"place": "TEXT", "node": "INT", "kind": "TEXT"}, rows)
        self._fill_measures()

    def _passes(self) -> Mapping[str, Sequence[TimeRule]]:
        """Time rules that read the same figures for an asked period, and so share a pass."""
        rules = sorted({measure.time_rule for measure in self.measures.values()})
        inside = [rule for rule in rules if rule is not TimeRule.CARRIED]
        carried = [rule for rule in rules if rule is TimeRule.CARRIED]
        return {name: found for name, found in (("in", inside), ("by", carried)) if found}

    # -- one asked period --------------------------------------------------------------------------

    def _answer(self, order: int, period: Period) -> None:
        day = self._request.tree_day(period)
        if day not in self._trees:
            self._trees[day] = self._request.book.tree(day)
        tree = self._trees[day]
        self._fill_tree(tree)
        ground = Ground(self._request.book, tree)
        owns: list[str] = []
        for name, rules in self._passes().items():
            window = window_for(period, rules[0], self._met)
            if window.periods:
                owns += self._fold(name, window, ground, rules)
        if owns:
            self._session.view("own", " UNION ALL ".join(f"SELECT * FROM {name}" for name in owns))
            self._climb(order, period)

    def _fill_tree(self, tree: Tree) -> None:
        columns = {"node": "INT", "parent": "INT", "depth": "INT"}
        nodes = self._nodes
        rows = [
            (nodes[link.place.code], nodes.get(link.parent or "", -1), tree.depth(link.place.code))
            for link in tree
        ]
        self._session.fill("tree", columns, rows)
        self._depths = 1 + max((depth for *_, depth in rows), default=0)

    def _open(self, window: Window, ground: Ground) -> None:
        """Fill the small tables of one window: its periods, and where codes do not fit."""
        masks = {f"mask_{n}": "INT" for n in range(window.masks)}
        inside = {"period": "TEXT", "months": "INT", "last": "INT", "rank": "INT"}
        self._session.fill("inside", inside | masks, window.inside)
        self._session.fill("misfits", {"place": "TEXT"} | masks, ground.masks(window))
        pairs = {"period": "TEXT", "longer": "TEXT"}
        self._session.fill("within", pairs, ((str(p), str(q)) for p, q in window.within))

    def _fold(
        self, name: str, window: Window, ground: Ground, rules: Sequence[TimeRule]
    ) -> list[str]:
        """Fold the figures of `window` under `rules`; the names of the tables of own numbers.

        Where nobody asked for the window, its figures are only checked.
        """
        dialect, session, only = self._dialect, self._session, self._only
        self._open(window, ground)
        asked = rules if window.asked else ()
        rows = self._rows_of(window, rules)
        folded = sql.groups(dialect, asked, window, rows=rows, only_verified=only)
        session.make(f"groups_{name}", folded)
        irregular, regular = f"irregular_{name}", f"regular_{name}"
        session.make(irregular, sql.irregular(f"groups_{name}", window.masks, window.doubts))
        doubts = bool(session.rows(f"SELECT 1 FROM {irregular} LIMIT 1"))
        session.view(regular, sql.regular(f"groups_{name}", irregular if doubts else None))
        self._note_kinds(sql.kinds_of_groups(regular))
        sources = [regular]
        if doubts:
            self._look_closer(window, ground, rows, irregular)
        if doubts and asked:
            rows = "speaking JOIN inside USING (period)"
            mended = sql.groups(dialect, asked, window, rows=rows, only_verified=only)
            session.make(f"mended_{name}", mended)
            sources.append(f"mended_{name}")
        owns = {(rule, source): f"own_{rule}_{source}" for rule in asked for source in sources}
        for (rule, source), own in owns.items():
            told = sql.own(dialect, rule, window, source=source, only_verified=only)
            session.view(own, told)
        return list(owns.values())

    def _rows_of(self, window: Window, rules: Sequence[TimeRule]) -> str:
        """The FROM clause of the figures in `window` whose indicators fold under `rules`."""
        periods = [str(period) for period in window.periods]
        wanted = [sql.one_of(self._dialect, "period", periods)]
        codes = [code for code, m in self.measures.items() if m.time_rule in rules]
        if len(codes) < len(self.measures):
            wanted.append(sql.one_of(self._dialect, "indicator", codes))
        return f"figures JOIN inside USING (period) WHERE {' AND '.join(wanted)}"

    def _look_closer(self, window: Window, ground: Ground, rows: str, irregular: str) -> None:
        """Take the rows of irregular groups one by one into the table speaking (§5 lines 5–7)."""
        dialect, session = self._dialect, self._session
        columns = {"code": "TEXT", "from_month": "INT", "before_month": "INT"}
        columns |= {"place_id": "TEXT", "kind": "TEXT", "fits": "BOOL"}
        session.fill("covers", columns, ground.covers())
        session.make("dirty", sql.dirty(dialect, rows, irregular))
        if session.rows("SELECT 1 FROM dirty WHERE doubt LIMIT 1"):
            self._suspect(sql.conflicts())
        session.make("placed", sql.placed())
        self._suspect("SELECT DISTINCT place, indicator, period FROM placed WHERE NOT stood")
        session.view("chosen", sql.chosen())
        self._note_kinds("SELECT DISTINCT indicator, kind FROM chosen")
        if window.asked is None:
            return
        day = self._request.tree_day(window.asked)
        gone = "SELECT place_id, count(*) FROM chosen WHERE NOT fits GROUP BY place_id"
        for place, count in session.rows(gone):
            self.left_out.add(str(place), window.asked, day, int(str(count)))
        session.view("standing", sql.standing(only_verified=self._only))
        session.view("speaking", sql.speaking() if window.within else "SELECT * FROM standing")
        if window.clashing:
            pairs = ((str(p), str(q)) for p, q in window.clashing)
            session.fill("clashing", {"one": "TEXT", "two": "TEXT"}, pairs)
            self._suspect(sql.overlaps(), window.asked)

    def _suspect(self, query: str, period: Period | None = None) -> None:
        """Raises Suspicion for the rows whose keys `query` finds."""
        found = self._session.rows(f"{query} ORDER BY 1, 2 LIMIT {MOST_WORDS}")
        keys = ("place", "indicator", "period")
        alike = (
            " AND ".join(
                f"{key} = {self._dialect.text(str(cell))}"
                for key, cell in zip(keys, row, strict=False)
            )
            for row in found
        )
        if found:
            raise Suspicion(" OR ".join(f"({one})" for one in alike), period)

    def _note_kinds(self, query: str) -> None:
        for indicator, kind in self._session.rows(query):
            self._kinds[str(indicator)].add(str(kind))

    # -- up the tree -------------------------------------------------------------------------------

    def _climb(self, order: int, period: Period) -> None:
        """Add tallies level by level (§5 line 9); what adds goes together, an extreme alone."""
        session, dialect = self._session, self._dialect
        present = sorted({measure.place_rule for measure in self.measures.values()})
        extremes = (PlaceRule.MIN, PlaceRule.MAX)
        together = [[rule for rule in present if rule not in extremes]]
        together += [[rule] for rule in extremes if rule in present]
        deepest = self._depths - 1
        for rules in filter(None, together):
            session.make("lifted", sql.lifted(dialect, rules))
            session.view(f"level_{deepest}", sql.deepest_level(rules, deepest))
            for depth in reversed(range(deepest)):
                session.make(f"level_{depth}", sql.level(rules, depth))
            if not _MIXING.isdisjoint(rules):
                self._check_mixed(period)
            name = f"answers_{order}_{rules[0]}"
            session.make(name, sql.answers(dialect, rules, self._depths, order))
            self._tables.append(name)

    def _check_mixed(self, period: Period) -> None:
        mixed = [str(row[0]) for row in self._session.rows(sql.mixed(self._dialect, self._depths))]
        if mixed:
            dialect = self._dialect
            inside = [str(p) for p in window_for(period, TimeRule.CARRIED, self._met).periods]
            raise Suspicion(
                f"indicator = {dialect.text(mixed[0])} AND {sql.one_of(dialect, 'period', inside)}",
                period,
            )

    def _fill_measures(self) -> None:
        columns = {"indicator": "TEXT", "ind": "INT", "place_rule": "TEXT", "time_rule": "TEXT"}
        columns |= {"value_scale": "INT", "part_scale": "INT", "whole_scale": "INT"}
        columns |= {"unit_weight": "INT", "rate_factor": "INT"}
        rows = []
        for number, code in enumerate(sorted(self.measures)):
            measure = self.measures[code]
            part, whole = measure.out_scales
            rate = measure.factor * 10 ** (measure.value_scale + whole - part)
            scales = (measure.value_scale, part, whole, 10**measure.whole_scale, rate)
            rules = (measure.place_rule.value, measure.time_rule.value)
            rows.append((code, number, *rules, *scales))
        self._session.fill("measures", columns, rows)

    def _make_expected(self) -> None:
        """The last small tables: what was asked, and how many reports each place should hold."""
        sets = sorted({frozenset(kinds) for kinds in self._kinds.values()}, key=sorted)
        numbers = {kinds: number for number, kinds in enumerate(sets)}
        rows = [(code, numbers[frozenset(kinds)]) for code, kinds in self._kinds.items()]
        self._session.fill("kind_sets", {"indicator": "TEXT", "kinds": "INT"}, rows)
        days = sorted(self._trees)
        asked = [
            (order, str(period), days.index(self._request.tree_day(period)))
            for order, period in enumerate(self._request.periods)
        ]
        self._session.fill("asked", {"ord": "INT", "period": "TEXT", "tree": "INT"}, asked)
        columns = {"tree": "INT", "node": "INT", "kinds": "INT", "expected": "INT"}
        expected = (
            (number, self._nodes[code], kinds, count)
            for number, day in enumerate(days)
            for code, kinds, count in expected_counts(self._trees[day], sets)
        )
        self._session.fill("expected", columns, expected)


_MIXING: Final = {PlaceRule.MEAN, PlaceRule.MIN, PlaceRule.MAX}
"""Rules under which places with and without a whole do not go together."""
MOST_WORDS: Final = 100
"""Bad words or keys named to the reference; a screenful of faults needs no more."""
