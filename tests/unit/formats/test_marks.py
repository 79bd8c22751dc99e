"""The marks are well-formed SVG, say what they show, and take every colour from a token."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from vedich.core.targets import Outcome
from vedich.formats.charts import _paths, marks


SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawn: Markup) -> ElementTree.Element:
    """The drawing as a tree; the name space is the page's business."""
    assert isinstance(drawn, Markup)
    return ElementTree.fromstring(
        str(drawn).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    )


def fills(drawn: Markup) -> list[str]:
    return [one.get("fill") or "" for one in parsed(drawn).iter() if one.get("fill")]


def widths(drawn: Markup, fill: str) -> list[float]:
    return [
        float(one.get("width") or 0)
        for one in parsed(drawn).iter(f"{SVG}rect")
        if one.get("fill") == fill
    ]


def bullet(**more: object) -> Markup:
    given: dict[str, object] = {"label": "", "plan": 100.0, "verified": 50.0, "outcome": "on"}
    return marks.bullet(**(given | more))  # type: ignore[arg-type]


ALL = [
    marks.logo(),
    marks.hatches(),
    marks.swatch("plan"),
    bullet(reported=60.0, path=55.0),
    bullet(ceiling=True),
    marks.spark(label="", points=[1.0, None, 3.0], plan=5.0, fan=(3.0, 4.0, 5.0)),
    *(marks.mark(one) for one in marks.STATUSES),
    *(marks.icon(one) for one in _paths.ICONS),
]


@pytest.mark.parametrize("drawn", ALL, ids=range(len(ALL)))
def test_a_mark_is_well_formed_and_uses_tokens_only(drawn: Markup) -> None:
    assert parsed(drawn).tag == f"{SVG}svg"
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\))", str(drawn).replace("url(#", "")) == []
    assert "style=" not in drawn


@pytest.mark.parametrize("drawn", ALL, ids=range(len(ALL)))
def test_a_mark_has_a_name_or_is_hidden_from_screen_readers(drawn: Markup) -> None:
    svg = parsed(drawn)
    named = svg.get("role") == "img" and svg.get("aria-label") is not None
    assert named != (svg.get("aria-hidden") == "true")


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_look(outcome: Outcome) -> None:
    assert marks.look(outcome) in marks.STATUSES
    assert marks.look(outcome.value) == marks.look(outcome)


def test_a_look_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError):
        marks.look("green")


def test_the_five_shapes_differ_without_colour() -> None:
    assert len(set(_paths.SHAPES.values())) == len(marks.STATUSES)


def test_a_status_is_shape_and_word_and_the_word_is_escaped() -> None:
    drawn = marks.status(Outcome.AT_RISK, "<Có nguy cơ>")
    assert "ic-risk" in drawn
    assert "&lt;Có nguy cơ&gt;" in drawn


def test_the_label_is_what_a_screen_reader_says() -> None:
    assert parsed(bullet(label='Kế hoạch "≥ 62,0"')).get("aria-label") == 'Kế hoạch "≥ 62,0"'


def test_verified_is_solid_and_half_the_plan_is_half_the_way() -> None:
    drawn = bullet(plan=100.0, verified=50.0, width=122)
    (solid,) = widths(drawn, "var(--st-on)")
    (track,) = widths(drawn, "var(--track)")
    assert solid == pytest.approx(track / 2, abs=0.2)


def test_what_is_only_reported_is_hatched_behind_the_verified() -> None:
    drawn = bullet(verified=50.0, reported=60.0)
    assert len(widths(drawn, "url(#hx-on)")) == 1
    assert widths(bullet(verified=50.0, reported=50.0), "url(#hx-on)") == []


def test_nothing_verified_draws_no_solid_bar() -> None:
    drawn = bullet(verified=None, reported=40.0)
    assert widths(drawn, "var(--st-on)") == []
    assert len(widths(drawn, "url(#hx-on)")) == 1


def test_beyond_a_ceiling_the_track_is_hatched() -> None:
    assert "url(#hx-none)" in fills(bullet(ceiling=True))
    assert "url(#hx-none)" not in fills(bullet())


@pytest.mark.parametrize(("plan", "verified"), [(0.0, 0.0), (0.0, 7.0), (10.0, 900.0), (5.0, -3.0)])
def test_odd_numbers_stay_inside_the_drawing(plan: float, verified: float) -> None:
    drawn = bullet(plan=plan, verified=verified, reported=verified, path=plan)
    for one in parsed(drawn).iter(f"{SVG}rect"):
        start, width = float(one.get("x") or 0), float(one.get("width") or 0)
        assert width >= 0
        assert -0.5 <= start <= start + width <= 161.5


def test_a_month_without_a_figure_is_a_gap() -> None:
    drawn = marks.spark(label="", points=[1.0, 2.0, None, 4.0, 5.0])
    assert len(list(parsed(drawn).iter(f"{SVG}polyline"))) == 2


def test_no_point_draws_no_line_and_no_dot() -> None:
    svg = parsed(marks.spark(label="", points=[None, None], plan=3.0))
    assert [one.tag for one in svg] == [f"{SVG}path"]


def test_a_rising_series_rises_on_the_page() -> None:
    (line,) = parsed(marks.spark(label="", points=[1.0, 2.0, 3.0])).iter(f"{SVG}polyline")
    heights = [float(one.split(",")[1]) for one in (line.get("points") or "").split()]
    assert heights == sorted(heights, reverse=True)


def test_an_outlook_is_drawn_only_where_there_is_one() -> None:
    with_fan = marks.spark(label="", points=[1.0, 2.0], fan=(2.0, 3.0, 4.0))
    assert "stroke-dasharray" in with_fan
    assert "stroke-dasharray" not in marks.spark(label="", points=[1.0, 2.0])


def test_every_pattern_a_bullet_may_use_is_defined() -> None:
    defined = {one.get("id") for one in parsed(marks.hatches()).iter(f"{SVG}pattern")}
    assert {f"hx-{one}" for one in marks.STATUSES} <= defined
