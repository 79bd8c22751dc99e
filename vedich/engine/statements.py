"""SQL of a roll-up, as functions from names and rules to text (DESIGN §4, §5).

Every statement is read by DuckDB and by Spark; where they differ, a macro of the dialect stands.
The relations they speak of:

    raw       as read: line, texts, numbers as digits and decimals
    figures   place, indicator, period, part, whole (scaled integers), known, verified
    inside    the periods of a window: months, last month, rank, masks
    groups    one row a place and indicator: what its figures in the window fold to, and how many
    covers    one row a link of a place: code, months it covers, place, kind, whether it fits
    own       what each place itself reported (core's Own)
    level_n   tallies of the places n steps below the roots
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from vedich.core.numbers import MAX_SCALED, MAX_WEIGHT
from vedich.core.tallies import EXTRA_DECIMALS, Measure, PlaceRule, TimeRule
from vedich.engine.dialects import Dialect, size
from vedich.engine.parquet import DOUBLES, EXACT, cell_text
from vedich.engine.windows import Window


NUMBER: Final = "-?[0-9]+([.][0-9]+)?"
BAD: Final = 99
"""Decimals of a cell that is not a number, or is too long for one."""
COUNTS: Final = ("pairs", "wholes", "reported", "verified", "complete")


def digits(dialect: Dialect, x: str) -> tuple[str, str]:
    """(digits, decimals) of the text `x`: "-12.50" is (-125, 1); decimals are BAD if it is none.

    Decimals are counted on the text: a cast would drop the seventh silently (DESIGN §4 traps).
    """
    short = f"CASE WHEN instr({x}, '.') > 0 THEN {dialect.trim_zeros(x)} ELSE {x} END"
    number = dialect.whole_number(f"replace({short}, '.', '')")
    bad = f"NOT {dialect.matches(x, NUMBER)} OR {number} IS NULL"
    length = f"length({short}) - instr({x}, '.')"
    blank = f"{x} IS NULL OR {x} = ''"
    decimals = (
        f"CASE WHEN {blank} THEN 0 WHEN {bad} THEN {BAD} "
        f"WHEN instr({x}, '.') > 0 THEN {length} ELSE 0 END"
    )
    return f"CASE WHEN {blank} THEN NULL ELSE {number} END", f"CAST({decimals} AS INTEGER)"


def raw(dialect: Dialect, kinds: Mapping[str, str]) -> str:
    """The columns of raw but for the line, out of a file's typed columns."""
    words = {"place": "place", "indicator": "indicator", "period": "period"}
    words |= {"known": "known_since", "truth": "verified"}
    columns = [f"CAST({source} AS STRING) AS {column}" for column, source in words.items()]
    for column in ("part", "whole"):
        if kinds[column] in EXACT:
            number, decimals = f"CAST({column} AS BIGINT)", "CAST(0 AS INTEGER)"
        else:
            text = cell_text(column, kinds[column])
            number, decimals = digits(dialect, text)
            if kinds[column] in DOUBLES:  # a point in the text: no whole number, hence not exact
                decimals = f"CASE WHEN instr({text}, '.') > 0 THEN {BAD} ELSE {decimals} END"
        columns += [f"{number} AS {column}_digits", f"{decimals} AS {column}_decimals"]
    return ", ".join(columns)


def one_of(dialect: Dialect, x: str, values: Sequence[str]) -> str:
    """True where `x` is one of `values`; never true of none."""
    return f"{x} IN ({', '.join(map(dialect.text, values))})" if values else "FALSE"


def met_numbers(dialect: Dialect, known_by: str | None) -> str:
    """Extremes of the numbers in raw, by indicator and decimals: scales are found from them.

    The last column is 1 for rows known later: they must be right, but set no scale.
    """
    later = later_than(dialect, known_by) if known_by else "FALSE"
    return f"""
        SELECT indicator, part_decimals, whole_decimals,
               min(part_digits), max(part_digits), min(whole_digits), max(whole_digits),
               max(CASE WHEN part_digits IS NOT NULL AND whole_digits IS NULL THEN 1 ELSE 0 END),
               later
        FROM (SELECT *, CASE WHEN {later} THEN 1 ELSE 0 END AS later FROM raw) AS r
        GROUP BY indicator, part_decimals, whole_decimals, later"""


def later_than(dialect: Dialect, known_by: str) -> str:
    """True of rows known later than the asked day (§5 line 6). ISO days compare as texts."""
    return f"coalesce(known, '') > {dialect.text(known_by)}"


def later_places(dialect: Dialect, known_by: str) -> str:
    """Places and periods of rows known later than the asked day."""
    return f"SELECT DISTINCT place, period FROM raw WHERE {later_than(dialect, known_by)}"


def extremes() -> str:
    """Extremes of all whole numbers in raw."""
    return (
        "SELECT min(part_digits), max(part_digits), min(whole_digits), max(whole_digits) FROM raw"
    )


def bare() -> str:
    """Indicators with a row that has a part and no whole."""
    return """
        SELECT DISTINCT indicator FROM raw
        WHERE whole_digits IS NULL AND part_digits IS NOT NULL"""


def bad_numbers(dialect: Dialect, measure: Measure, part: int, whole: int) -> str:
    """Rows whose numbers, with `part` and `whole` decimals, break a limit of `measure`."""
    weighs = measure.place_rule is PlaceRule.MEAN
    scale = 0 if weighs else measure.decimals
    most = MAX_WEIGHT if weighs else MAX_SCALED
    doubts = [
        beyond(dialect, "part_digits", max(0, measure.decimals - part), MAX_SCALED),
        beyond(dialect, "whole_digits", max(0, scale - whole), most),
        "whole_digits < 0",
    ]
    if measure.place_rule is PlaceRule.RATIO:
        doubts.append("(part_digits IS NOT NULL AND whole_digits IS NULL)")
    if part > measure.decimals:
        doubts.append(f"part_decimals = {part}")
    if whole > scale:
        doubts.append(f"whole_decimals = {whole}")
    return f"({' OR '.join(doubts)})"


def beyond(dialect: Dialect, x: str, more: int, most: int) -> str:
    """True where `x`, given `more` decimals, passes `most` either way (DESIGN §4.1)."""
    return f"{size(dialect.wide(x))} * {10**more} > {most}"


def scaled_figures(dialect: Dialect, *, plain: bool, known_by: str | None, true: str) -> str:
    """The figures that exist, as scaled integers. `plain`: every scale is 0, nothing to multiply.

    `true` is the condition under which a row is verified.
    """
    part, whole, join = "part_digits", "whole_digits", ""
    if not plain:
        part = f"part_digits * {dialect.power('part_scale - part_decimals')}"
        whole = f"whole_digits * {dialect.power('whole_scale - whole_decimals')}"
        join = "JOIN scales USING (indicator)"
    where = f"WHERE NOT ({later_than(dialect, known_by)})" if known_by else ""
    return f"""
        SELECT place, indicator, period, {part} AS part, {whole} AS whole, known,
               coalesce({true}, FALSE) AS verified
        FROM raw {join} {where}"""


# -- time ------------------------------------------------------------------------------------------


def groups(
    dialect: Dialect,
    rules: Sequence[TimeRule],
    window: Window,
    *,
    rows: str,
    only_verified: bool,
) -> str:
    """Fold the figures of `rows` by place and indicator, under each of `rules` (§5 line 8).

    Every row is folded under every rule: that costs less than a pass over the figures for each.
    `rows` is a FROM clause with the columns of figures and inside. Beside the folded numbers come
    the masks of periods met, from which groups that need a closer look are told. Of what can be
    told from another column nothing is counted: each count costs a tenth of the whole pass.
    """
    kept = "FILTER (WHERE verified)" if only_verified else ""
    columns = [_folded(dialect, rule, only_verified) for rule in rules]
    columns += [f"bit_or(mask_{n}) AS mask_{n}" for n in range(window.masks)]
    columns += ["count(*) AS met", "count(part) AS present", f"count(whole) {kept} AS wholes"]
    if only_verified:
        columns.append(f"count(*) {kept} AS used")
    if window.length is None:
        columns.append(f"sum(months) {kept} AS months")
    if set(rules) & {TimeRule.SUM, TimeRule.MEAN}:
        columns.append(f"bool_and(verified) {kept} AS verified")
    return f"""
        SELECT place, indicator, {", ".join(columns)}
        FROM {rows} GROUP BY place, indicator"""


def _folded(dialect: Dialect, rule: TimeRule, only_verified: bool) -> str:
    """The columns that `own` reads for `rule`; their names begin with it."""
    kept = "FILTER (WHERE verified)" if only_verified else ""
    if rule is TimeRule.SUM:
        part, whole = dialect.total("part"), dialect.total("whole")
        return f"{part} {kept} AS sum_part, {whole} {kept} AS sum_whole"
    if rule is TimeRule.MEAN:
        part, whole = dialect.wide("part"), dialect.wide("whole")
        return (
            f"sum({part} * months) {kept} AS mean_part, sum({whole} * months) {kept} AS mean_whole"
        )
    if rule in (TimeRule.MIN, TimeRule.MAX):
        pick, flag = rule.value, "CAST(verified AS INTEGER)"
        # of equal winners a verified one is chosen: the flag comes last in the order
        flag = flag if rule is TimeRule.MAX else f"-{flag}"
        bare = dialect.pack(p=dialect.wide("part"), v=flag)
        keyed = dialect.key("part", "whole", v=flag)
        also = "AND verified" if only_verified else ""
        return (
            f"{pick}({bare}) {kept} AS {pick}_bare, "
            f"{pick}({keyed}) FILTER (WHERE whole <> 0 {also}) AS {pick}_keyed"
        )
    pick, by = ("min_by", "last") if rule is TimeRule.FIRST else ("max_by", "rank")
    # one pack: picked apart, a missing whole would be passed over for an older one that is there
    return f"{pick}({dialect.pack(p='part', w='whole', v='verified')}, {by}) {kept} AS {rule}_row"


def own(
    dialect: Dialect, rule: TimeRule, window: Window, *, source: str, only_verified: bool
) -> str:
    """What each place reported under `rule`, out of folded groups (core's Own).

    Places and indicators become their numbers: from here on nothing compares texts.
    """
    used = "g.used" if only_verified else "g.met"
    months = "g.months" if window.length is None else f"{used} * {window.length}"
    full = f"{used} = g.wholes"
    verified, complete = "g.verified", f"{months} = {window.asked_months}"
    if rule in (TimeRule.SUM, TimeRule.MEAN):
        part, whole = (dialect.wide(f"g.{rule}_{x}") for x in ("part", "whole"))
        if rule is TimeRule.MEAN:
            shift = 10**EXTRA_DECIMALS
            part, whole = (
                dialect.div_round(f"({x} * {shift})", dialect.wide(months)) for x in (part, whole)
            )
    elif rule in (TimeRule.MIN, TimeRule.MAX):
        bare, keyed = f"g.{rule}_bare", f"g.{rule}_keyed"
        part, whole = f"CASE WHEN {full} THEN {keyed}.p ELSE {bare}.p END", f"{keyed}.w"
        verified = f"coalesce(CASE WHEN {full} THEN {keyed}.v ELSE {bare}.v END <> 0, FALSE)"
    else:
        row = f"g.{rule}_row"
        part, whole = dialect.wide(f"{row}.p"), dialect.wide(f"{row}.w")
        verified, complete = f"{row}.v", "TRUE"
    if rule is not TimeRule.CARRIED:
        whole = f"CASE WHEN {full} THEN {whole} END"
    return f"""
        SELECT c.node, m.ind, {part} AS part, {whole} AS whole,
               {verified} AS verified, {complete} AS complete
        FROM {source} AS g
        JOIN codes AS c USING (place) JOIN measures AS m USING (indicator)
        WHERE {used} > 0 AND m.time_rule = {dialect.text(rule.value)}"""


def irregular(source: str, masks: int, nests: Sequence[tuple[Sequence[int], ...]]) -> str:
    """The groups whose rows need a closer look, one by one.

    A period met twice, a withdrawn row, a period inside or across another one (`nests`: masks of
    the one and of the others), or a place that does not stand (table misfits).
    """
    bits = " + ".join(f"bit_count(mask_{n})" for n in range(masks))
    doubts = [f"met <> {bits}", "present <> met"]
    doubts += [f"(mask_{n} & coalesce(bad_{n}, 0)) <> 0" for n in range(masks)]
    doubts += [f"({_any_bit(one)}) AND ({_any_bit(others)})" for one, others in nests]
    bad = ", ".join(f"mask_{n} AS bad_{n}" for n in range(masks))
    return f"""
        SELECT place, indicator
        FROM {source} LEFT JOIN (SELECT place, {bad} FROM misfits) AS m USING (place)
        WHERE {" OR ".join(f"({doubt})" for doubt in doubts)}"""


def regular(source: str, but: str | None) -> str:
    """The groups of `source` but those of the table `but`."""
    every = f"SELECT * FROM {source} AS g"
    if but is None:
        return every
    return f"""{every} WHERE NOT EXISTS (
        SELECT 1 FROM {but} AS i WHERE i.place = g.place AND i.indicator = g.indicator)"""


def kinds_of_groups(source: str) -> str:
    """Which kinds of place report which indicator (§5 line 12)."""
    return f"SELECT DISTINCT indicator, kind FROM {source} JOIN codes USING (place)"


def _any_bit(masks: Sequence[int]) -> str:
    return " OR ".join(f"(mask_{n} & {bits}) <> 0" for n, bits in enumerate(masks) if bits)


# -- rows that need a closer look ------------------------------------------------------------------


def dirty(dialect: Dialect, rows: str, irregular: str) -> str:
    """The figures of `irregular` groups: of each period the row known last (§5 line 6).

    `doubt`: two rows may be known since the same day (`conflicts` knows for sure).
    """
    row = dialect.pack(part="part", whole="whole", verified="verified")
    since = "coalesce(known, '')"
    doubt = f"count(*) > 2 OR (count(*) = 2 AND min({since}) = max({since}))"
    return f"""
        SELECT place, indicator, period, last, {doubt} AS doubt,
               max_by({row}, {since}) AS row
        FROM (SELECT * FROM {rows}) AS f
        WHERE EXISTS (SELECT 1 FROM {irregular} AS i
                      WHERE i.place = f.place AND i.indicator = f.indicator)
        GROUP BY place, indicator, period, last"""


def conflicts() -> str:
    """Keys of rows known since the same day that differ (§5 line 6)."""
    differ = " OR ".join(
        f"count({x}) NOT IN (0, count(*)) OR min({x}) <> max({x})" for x in ("part", "whole")
    )
    return f"""
        SELECT DISTINCT place, indicator, period FROM (
            SELECT place, indicator, period, coalesce(known, '') AS since FROM figures AS f
            WHERE EXISTS (SELECT 1 FROM dirty AS d
                          WHERE d.place = f.place AND d.indicator = f.indicator
                            AND d.period = f.period AND d.doubt)
            GROUP BY place, indicator, period, coalesce(known, '')
            HAVING count(*) > 1 AND ({differ} OR bool_and(verified) <> bool_or(verified))) AS t"""


def placed() -> str:
    """The dirty figures, each with the link that covers its period, if any (§5 line 5)."""
    return """
        SELECT d.place, d.indicator, d.period, c.place_id, c.kind, coalesce(c.fits, FALSE) AS fits,
               c.place_id IS NOT NULL AS stood,
               d.row.part AS part, d.row.whole AS whole, d.row.verified AS verified
        FROM dirty AS d LEFT JOIN covers AS c
          ON c.code = d.place AND d.last >= c.from_month AND d.last < c.before_month"""


def chosen() -> str:
    """Of the placed figures those that are not withdrawn."""
    return "SELECT * FROM placed WHERE part IS NOT NULL"


def speaking() -> str:
    """Of the standing rows those that lie inside no longer one (§5 line 7)."""
    return """
        SELECT place, indicator, period, part, whole, verified FROM standing AS s
        WHERE NOT EXISTS (
            SELECT 1 FROM standing AS b JOIN within AS n ON n.longer = b.period
            WHERE n.period = s.period AND b.place = s.place AND b.indicator = s.indicator)"""


def standing(*, only_verified: bool) -> str:
    """Of the chosen rows those whose place stands in the tree (and are verified, if only those)."""
    return f"SELECT * FROM chosen WHERE fits {'AND verified' if only_verified else ''}"


def overlaps() -> str:
    """Places and indicators with two rows that speak and overlap only in part."""
    return """
        SELECT DISTINCT a.place, a.indicator
        FROM speaking AS a JOIN clashing AS c ON c.one = a.period
        JOIN speaking AS b ON b.place = a.place AND b.indicator = a.indicator
        WHERE b.period = c.two"""


# -- places ----------------------------------------------------------------------------------------


def lifted(dialect: Dialect, rules: Sequence[PlaceRule]) -> str:
    """Own numbers as tallies of one place each (core's Tally.of), with its parent and depth.

    `rules` are folded together: one of ``min`` and ``max`` alone, or any of the others.
    """
    zero, one = dialect.wide("0"), dialect.wide("1")
    has = "o.part IS NOT NULL"
    unit = dialect.wide("m.unit_weight")
    weight = f"(CASE WHEN {has} THEN coalesce(o.whole, {unit}) ELSE {zero} END)"
    meets = "CASE WHEN o.whole IS NULL THEN o.part > 0 ELSE o.part >= o.whole END"
    met = f"CASE WHEN {has} AND ({meets}) THEN {one} ELSE {zero} END"
    part = f"coalesce(o.part, {zero})"
    mean, count = PlaceRule.MEAN, PlaceRule.COUNT
    columns = {
        "part": (part, {mean: f"{part} * {weight}", count: met}),
        "whole": (f"coalesce(o.whole, {zero})", {mean: weight, count: one}),
        "pairs": (f"CASE WHEN {has} THEN 1 ELSE 0 END", {count: "1"}),
        "wholes": ("CASE WHEN o.whole IS NOT NULL THEN 1 ELSE 0 END", {count: "1"}),
    }
    told = ", ".join(f"{_by_rule(dialect, rules, *x)} AS {name}" for name, x in columns.items())
    best = ""
    if _extreme(rules):
        bare = dialect.pack(k="o.part", w=zero, p="o.part")
        keyed = f"CASE WHEN o.whole <> {zero} THEN {dialect.key('o.part', 'o.whole')} END"
        choice = f"WHEN o.whole IS NULL THEN {bare} ELSE {keyed} END"
        best = f", CASE WHEN NOT ({has}) THEN NULL {choice} AS best"
    return f"""
        SELECT o.node, t.parent, t.depth, o.ind, {told}, 1 AS reported,
               CASE WHEN o.verified THEN 1 ELSE 0 END AS verified,
               CASE WHEN o.complete THEN 1 ELSE 0 END AS complete {best}
        FROM own AS o JOIN tree AS t USING (node) JOIN measures AS m USING (ind)
        WHERE {one_of(dialect, "m.place_rule", [rule.value for rule in rules])}"""


def _by_rule(
    dialect: Dialect, rules: Sequence[PlaceRule], usual: str, other: Mapping[PlaceRule, str]
) -> str:
    cases = " ".join(
        f"WHEN m.place_rule = {dialect.text(rule.value)} THEN {x}"
        for rule, x in other.items()
        if rule in rules
    )
    return f"CASE {cases} ELSE {usual} END" if cases else usual


def _extreme(rules: Sequence[PlaceRule]) -> str | None:
    extremes = [rule.value for rule in rules if rule in (PlaceRule.MIN, PlaceRule.MAX)]
    return extremes[0] if extremes else None


def _columns(rules: Sequence[PlaceRule]) -> str:
    best = ", best" if _extreme(rules) else ""
    return f"part, whole, {', '.join(COUNTS)}{best}"


def deepest_level(rules: Sequence[PlaceRule], depth: int) -> str:
    """The tallies at the deepest level: nobody stands below, so own numbers are all there is."""
    return f"SELECT node, parent, ind, {_columns(rules)} FROM lifted WHERE depth = {depth}"


def level(rules: Sequence[PlaceRule], depth: int) -> str:
    """The tallies at `depth`: each place's own and those of its children, added (§5 line 9)."""
    sums = ", ".join(f"sum({name}) AS {name}" for name in ("part", "whole", *COUNTS))
    if pick := _extreme(rules):
        sums += f", {pick}(best) AS best"
    columns = _columns(rules)
    return f"""
        SELECT g.*, t.parent FROM (
            SELECT node, ind, {sums} FROM (
                SELECT node, ind, {columns} FROM lifted WHERE depth = {depth}
                UNION ALL
                SELECT parent AS node, ind, {columns} FROM level_{depth + 1}) AS u
            GROUP BY node, ind) AS g JOIN tree AS t USING (node)"""


def answers(dialect: Dialect, rules: Sequence[PlaceRule], depths: int, order: int) -> str:
    """The result rows of one asked period (its number `order`) under `rules`."""
    columns = f"node, ind, {_columns(rules)}"
    every = " UNION ALL ".join(f"SELECT {columns} FROM level_{n}" for n in range(depths))
    whole = "CASE WHEN l.wholes = l.pairs THEN l.whole END"
    if _extreme(rules):
        part, whole = "l.best.p", "CASE WHEN l.wholes > 0 THEN l.best.w END"
    else:
        own_only = PlaceRule.NONE
        part = _by_rule(dialect, rules, "l.part", {own_only: "o.part"})
        shown = {own_only: "o.whole", PlaceRule.MEAN: "l.whole", PlaceRule.COUNT: "l.whole"}
        whole = _by_rule(dialect, rules, whole, shown)
        # nothing with a key was reported: no sum, not a sum of nothing
        part, whole = (f"CASE WHEN l.pairs > 0 THEN {x} END" for x in (part, whole))
    join = "LEFT JOIN own AS o ON o.node = l.node AND o.ind = l.ind"
    return f"""
        SELECT l.node, l.ind, {order} AS ord, {dialect.wide(part)} AS part,
               {dialect.wide(whole)} AS whole, CAST(l.reported AS BIGINT) AS reported,
               CAST(l.verified AS BIGINT) AS verified, CAST(l.complete AS BIGINT) AS complete
        FROM ({every}) AS l JOIN measures AS m ON m.ind = l.ind
        {join if PlaceRule.NONE in rules else ""}"""


def no_answers(dialect: Dialect) -> str:
    """The result rows where nobody reported anything that was asked: none."""
    zero = dialect.wide("0")
    return f"""
        SELECT 0 AS node, 0 AS ind, 0 AS ord, {zero} AS part, {zero} AS whole,
               0 AS reported, 0 AS verified, 0 AS complete WHERE 1 = 0"""


def mixed(dialect: Dialect, depths: int) -> str:
    """Indicators in which some pairs have a whole and some do not, where that is refused."""
    every = " UNION ALL ".join(
        f"SELECT ind FROM level_{n} WHERE wholes > 0 AND wholes < pairs" for n in range(depths)
    )
    refusing = one_of(dialect, "place_rule", [PlaceRule.MEAN, PlaceRule.MIN, PlaceRule.MAX])
    return f"""
        SELECT DISTINCT indicator FROM ({every}) AS l JOIN measures USING (ind)
        WHERE {refusing} ORDER BY indicator"""


def result(dialect: Dialect, tables: Sequence[str], *, decimals: bool) -> str:
    """Every row to be written, in order (§5 lines 11–13); numbers as text, or as DECIMAL(38,12)."""
    every = " UNION ALL ".join(f"SELECT * FROM {table}" for table in tables)
    rate = dialect.div_round("(a.part * m.rate_factor)", "a.whole")
    plain = "(m.place_rule IN ('sum', 'count') OR a.whole IS NULL)"
    value = f"CASE WHEN {plain} OR a.whole = 0 THEN NULL ELSE {rate} END"

    def told(x: str, scale: str) -> str:
        return dialect.decimal(x, scale) if decimals else dialect.decimal_text(x, scale)

    part = told("part", "part_scale")
    return f"""
        SELECT place, indicator, period,
               CASE WHEN plain THEN {part} ELSE {told("value", "value_scale")} END AS value,
               {part} AS part, {told("whole", "whole_scale")} AS whole,
               reported, expected, verified, complete
        FROM (SELECT a.*, c.place, m.indicator, q.period, e.expected,
                     m.value_scale, m.part_scale, m.whole_scale, {plain} AS plain, {value} AS value
              FROM ({every}) AS a
              JOIN codes AS c USING (node)
              JOIN measures AS m USING (ind)
              JOIN kind_sets AS k USING (indicator)
              JOIN asked AS q USING (ord)
              JOIN expected AS e ON e.tree = q.tree AND e.kinds = k.kinds AND e.node = a.node) AS v
        ORDER BY node, ind, ord"""
