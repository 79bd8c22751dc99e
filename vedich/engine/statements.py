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

from collections.abc import Sequence
from typing import Final

from vedich.core.numbers import MAX_SCALED, MAX_WEIGHT
from vedich.core.tallies import EXTRA_DECIMALS, Measure, PlaceRule, TimeRule
from vedich.engine.dialects import Dialect


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


def one_of(dialect: Dialect, x: str, values: Sequence[str]) -> str:
    """True where `x` is one of `values`; never true of none."""
    return f"{x} IN ({', '.join(map(dialect.text, values))})" if values else "FALSE"


def met_numbers(dialect: Dialect, known_by: str | None) -> str:
    """Extremes of the numbers that exist, by indicator and decimals: scales are found from them."""
    return f"""
        SELECT indicator, part_decimals, whole_decimals,
               min(part_digits), max(part_digits), min(whole_digits), max(whole_digits),
               max(CASE WHEN part_digits IS NOT NULL AND whole_digits IS NULL THEN 1 ELSE 0 END)
        FROM raw {_existing(dialect, known_by)}
        GROUP BY indicator, part_decimals, whole_decimals"""


def _existing(dialect: Dialect, known_by: str | None) -> str:
    """Rows known later do not exist (§5 line 6). ISO days compare as texts."""
    return f"WHERE coalesce(known, '') <= {dialect.text(known_by)}" if known_by else ""


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
    return f"abs({dialect.wide(x)}) * {10**more} > {most}"


def scaled_figures(dialect: Dialect, *, plain: bool, known_by: str | None, true: str) -> str:
    """The figures that exist, as scaled integers. `plain`: every scale is 0, nothing to multiply.

    `true` is the condition under which a row is verified.
    """
    part, whole, join = "part_digits", "whole_digits", ""
    if not plain:
        part = f"part_digits * {dialect.power('part_scale - part_decimals')}"
        whole = f"whole_digits * {dialect.power('whole_scale - whole_decimals')}"
        join = "JOIN scales USING (indicator)"
    where = _existing(dialect, known_by)
    return f"""
        SELECT place, indicator, period, {part} AS part, {whole} AS whole, known,
               coalesce({true}, FALSE) AS verified
        FROM raw {join} {where}"""


# -- time ------------------------------------------------------------------------------------------


def groups(
    dialect: Dialect, rule: TimeRule | None, *, rows: str, masks: int, only_verified: bool
) -> str:
    """Fold the figures of `rows` by place and indicator under `rule` (§5 line 8).

    No rule: nothing is folded, the groups are only met. `rows` is a FROM clause that has the
    columns of figures and inside. Beside the folded numbers
    come the masks of periods met, from which groups that need a closer look are told.
    """
    kept = "FILTER (WHERE verified)" if only_verified else ""
    bits = "".join(f", bit_or(mask_{n}) AS mask_{n}" for n in range(masks))
    folded = _folded(dialect, rule, kept) if rule else {}
    numbers = "".join(f"{x} AS {name}, " for name, x in folded.items())
    return f"""
        SELECT place, indicator, {numbers}
               count(*) {kept} AS used, count(whole) {kept} AS wholes, sum(months) {kept} AS months,
               count(*) AS met, count(part) AS present {bits}
        FROM {rows} GROUP BY place, indicator"""


def _folded(dialect: Dialect, rule: TimeRule, kept: str) -> dict[str, str]:
    if rule in (TimeRule.SUM, TimeRule.MEAN):
        times = " * months" if rule is TimeRule.MEAN else ""
        part, whole = (
            f"sum({dialect.wide(x) + times if times else x}) {kept}" for x in ("part", "whole")
        )
        return {"part": part, "whole": whole, "verified": f"bool_and(verified) {kept}"}
    if rule in (TimeRule.MIN, TimeRule.MAX):
        return _extremes(dialect, rule, kept)
    pick, by = ("min_by", "last") if rule is TimeRule.FIRST else ("max_by", "rank")
    return {
        "part": f"{pick}(part, {by}) {kept}",
        # a missing whole must not be passed over for an older one that is there
        "whole": f"nullif({pick}(coalesce(whole, -1), {by}) {kept}, -1)",
        "verified": f"{pick}(verified, {by}) {kept}",
    }


def _extremes(dialect: Dialect, rule: TimeRule, kept: str) -> dict[str, str]:
    pick = rule.value
    # of equal winners a verified one is chosen: the flag comes last in the order
    flag = "CAST(verified AS INTEGER)" if rule is TimeRule.MAX else "1 - CAST(verified AS INTEGER)"
    also = "AND verified" if kept else ""
    return {
        "bare": f"{pick}({dialect.pack(p=dialect.wide('part'), v=flag)}) {kept}",
        "keyed": f"{pick}({dialect.key('part', 'whole', v=flag)}) FILTER (WHERE whole <> 0 {also})",
    }


def own(dialect: Dialect, rule: TimeRule, source: str, months: int) -> str:
    """What each place reported, out of folded groups: part, whole, verified, complete."""
    full = "used = wholes"
    complete = f"months = {months}"
    if rule in (TimeRule.MIN, TimeRule.MAX):
        flag = "1" if rule is TimeRule.MAX else "0"
        part = f"CASE WHEN {full} THEN keyed.p ELSE bare.p END"
        whole = f"CASE WHEN {full} THEN keyed.w END"
        verified = (
            f"coalesce(CASE WHEN {full} THEN keyed.v = {flag} ELSE bare.v = {flag} END, FALSE)"
        )
    else:
        part, verified = dialect.wide("part"), "verified"
        whole = dialect.wide("whole")
        if rule is TimeRule.MEAN:
            shift = 10**EXTRA_DECIMALS
            part = dialect.div_round(f"({part} * {shift})", dialect.wide("months"))
            whole = dialect.div_round(f"({whole} * {shift})", dialect.wide("months"))
        if rule is not TimeRule.CARRIED:
            whole = f"CASE WHEN {full} THEN {whole} END"
        if rule in (TimeRule.FIRST, TimeRule.LAST, TimeRule.CARRIED):
            complete = "TRUE"
    return f"""
        SELECT place, indicator, {part} AS part, {whole} AS whole,
               {verified} AS verified, {complete} AS complete
        FROM {source} WHERE used > 0"""


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
    return f"SELECT DISTINCT indicator, kind FROM {source} JOIN code_kinds USING (place)"


def _any_bit(masks: Sequence[int]) -> str:
    return " OR ".join(f"(mask_{n} & {bits}) <> 0" for n, bits in enumerate(masks) if bits)


# -- rows that need a closer look ------------------------------------------------------------------


def dirty(groups: str) -> str:
    """The rows of irregular `groups`, each with the link that covers its period, if any."""
    return f"""
        SELECT f.*, c.place_id, c.kind, coalesce(c.fits, FALSE) AS fits,
               c.place_id IS NOT NULL AS stood
        FROM (SELECT * FROM figures JOIN inside USING (period)
              JOIN {groups} USING (place, indicator)) AS f
        LEFT JOIN covers AS c
          ON c.code = f.place AND f.last >= c.from_month AND f.last < c.before_month"""


def conflicts() -> str:
    """Keys of rows known since the same day that differ (§5 line 6)."""
    differ = " OR ".join(
        f"count({x}) NOT IN (0, count(*)) OR min({x}) <> max({x})" for x in ("part", "whole")
    )
    return f"""
        SELECT DISTINCT place, indicator, period FROM (
            SELECT place, indicator, period, coalesce(known, '') AS since FROM dirty
            GROUP BY place, indicator, period, coalesce(known, '')
            HAVING count(*) > 1 AND ({differ} OR bool_and(verified) <> bool_or(verified))) AS t"""


def chosen(dialect: Dialect) -> str:
    """Of the dirty rows those known last, less those withdrawn (§5 line 6)."""
    kept = dialect.pack(part="part", whole="whole", verified="verified")
    return f"""
        SELECT place, indicator, period, place_id, kind, fits,
               row.part AS part, row.whole AS whole, row.verified AS verified
        FROM (SELECT place, indicator, period, place_id, kind, fits,
                     max_by({kept}, coalesce(known, '')) AS row
              FROM dirty GROUP BY place, indicator, period, place_id, kind, fits) AS t
        WHERE row.part IS NOT NULL"""


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


def lifted(dialect: Dialect, rule: PlaceRule) -> str:
    """Own numbers as tallies of one place each (core's Tally.of), with its parent and depth."""
    has = "part IS NOT NULL"
    zero, one = dialect.wide("0"), dialect.wide("1")
    part, whole, pairs, wholes = (
        f"coalesce(part, {zero})",
        f"coalesce(whole, {zero})",
        f"CASE WHEN {has} THEN 1 ELSE 0 END",
        "CASE WHEN whole IS NOT NULL THEN 1 ELSE 0 END",
    )
    if rule is PlaceRule.MEAN:
        unit = dialect.wide("unit_weight")
        whole = f"(CASE WHEN {has} THEN coalesce(whole, {unit}) ELSE {zero} END)"
        part = f"{part} * {whole}"
    if rule is PlaceRule.COUNT:
        meets = "CASE WHEN whole IS NULL THEN part > 0 ELSE part >= whole END"
        part = f"CASE WHEN {has} AND ({meets}) THEN {one} ELSE {zero} END"
        whole, pairs, wholes = one, "1", "1"
    best = ""
    if rule in (PlaceRule.MIN, PlaceRule.MAX):
        bare = dialect.pack(k="part", w=zero, p="part")
        keyed = f"CASE WHEN whole <> {zero} THEN {dialect.key('part', 'whole')} END"
        best = f", CASE WHEN NOT {has} THEN NULL WHEN whole IS NULL THEN {bare} ELSE {keyed} END AS best"
    return f"""
        SELECT place, parent, depth, indicator, {part} AS part, {whole} AS whole,
               {pairs} AS pairs, {wholes} AS wholes, 1 AS reported,
               CASE WHEN verified THEN 1 ELSE 0 END AS verified,
               CASE WHEN complete THEN 1 ELSE 0 END AS complete {best}
        FROM own JOIN tree USING (place) JOIN measures USING (indicator)
        WHERE place_rule = {dialect.text(rule.value)}"""


def level(rule: PlaceRule, depth: int, *, deepest: bool) -> str:
    """The tallies at `depth`: each place's own and those of its children, added (§5 line 9)."""
    names = ["part", "whole", *COUNTS]
    sums = ", ".join(f"sum({name}) AS {name}" for name in names)
    if rule in (PlaceRule.MIN, PlaceRule.MAX):
        names.append("best")
        sums += f", {rule.value}(best) AS best"
    columns = ", ".join(names)
    here = f"SELECT place, indicator, {columns} FROM lifted WHERE depth = {depth}"
    if deepest:
        return f"SELECT place, parent, indicator, {columns} FROM lifted WHERE depth = {depth}"
    return f"""
        SELECT g.*, tree.parent FROM (
            SELECT place, indicator, {sums} FROM (
                {here}
                UNION ALL
                SELECT parent AS place, indicator, {columns} FROM level_{depth + 1}) AS t
            GROUP BY place, indicator) AS g JOIN tree USING (place)"""


def answers(dialect: Dialect, rule: PlaceRule, depths: int, order: int) -> str:
    """The result rows of one asked period (its number `order`) under one place rule."""
    part, whole = "part", "CASE WHEN wholes = pairs THEN whole END"
    join = ""
    if rule in (PlaceRule.MEAN, PlaceRule.COUNT):
        whole = "whole"
    if rule in (PlaceRule.MIN, PlaceRule.MAX):
        part, whole = "best.p", "CASE WHEN wholes > 0 THEN best.w END"
    if rule is PlaceRule.NONE:
        part, whole = "own.part", "own.whole"
        join = "LEFT JOIN own ON own.place = t.place AND own.indicator = t.indicator"
    columns = ["t.place", "t.indicator", "t.part", "t.whole", "t.pairs", "t.wholes"]
    columns += ["t.reported", "t.verified", "t.complete"]
    if rule in (PlaceRule.MIN, PlaceRule.MAX):
        columns.append("t.best")
    every = " UNION ALL ".join(
        f"SELECT {', '.join(columns)} FROM level_{depth} AS t" for depth in range(depths)
    )
    pairless = rule in (PlaceRule.SUM, PlaceRule.RATIO, PlaceRule.MEAN)
    if pairless:  # nothing with a key was reported: no sum, not a sum of nothing
        part, whole = (f"CASE WHEN pairs > 0 THEN {x} END" for x in (part, whole))
    return f"""
        SELECT t.place, t.indicator, {order} AS ord, {dialect.wide(part)} AS part,
               {dialect.wide(whole)} AS whole, t.reported, t.verified, t.complete
        FROM ({every}) AS t {join}"""


def no_answers(dialect: Dialect) -> str:
    """The result rows where nobody reported anything that was asked: none."""
    zero = dialect.wide("0")
    return f"""
        SELECT '' AS place, '' AS indicator, 0 AS ord, {zero} AS part, {zero} AS whole,
               0 AS reported, 0 AS verified, 0 AS complete WHERE 1 = 0"""


def mixed(depths: int) -> str:
    """Tallies in which some pairs have a whole and some do not."""
    every = " UNION ALL ".join(
        f"SELECT indicator FROM level_{depth} WHERE wholes > 0 AND wholes < pairs"
        for depth in range(depths)
    )
    return f"SELECT DISTINCT indicator FROM ({every}) AS t ORDER BY indicator"


def result(dialect: Dialect, tables: Sequence[str], *, decimals: bool) -> str:
    """Every row to be written, in order (§5 lines 11–13); numbers as text, or as DECIMAL(38,12)."""
    every = " UNION ALL ".join(f"SELECT * FROM {table}" for table in tables)
    rate = dialect.div_round("(part * rate_factor)", "whole")
    value = f"""CASE WHEN place_rule IN ('sum', 'count') OR whole IS NULL THEN part * plain_factor
                     WHEN whole = 0 THEN NULL ELSE {rate} END"""

    def told(x: str, scale: str) -> str:
        text = dialect.decimal_text(x, scale)
        return f"CAST({text} AS DECIMAL(38,12))" if decimals else text

    return f"""
        SELECT place, indicator, asked.period AS period, {told("value", "value_scale")} AS value,
               {told("part", "part_scale")} AS part, {told("whole", "whole_scale")} AS whole,
               CAST(reported AS BIGINT) AS reported, CAST(expected AS BIGINT) AS expected,
               CAST(verified AS BIGINT) AS verified, CAST(complete AS BIGINT) AS complete
        FROM (SELECT a.*, m.value_scale, m.part_scale, m.whole_scale, k.kinds, {value} AS value
              FROM ({every}) AS a JOIN measures AS m USING (indicator)
              JOIN kind_sets AS k USING (indicator)) AS v
        JOIN asked USING (ord)
        JOIN expected AS e ON e.tree = asked.tree AND e.kinds = v.kinds AND e.code = v.place
        ORDER BY place, indicator, ord"""
