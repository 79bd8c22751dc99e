"""Values go back into the right form and the right controls, and nothing else of a page changes."""

from __future__ import annotations

import pytest

from vedich.web.refill import refill


AT = "/bao-cao/7"


def form(inside: str, action: str = "") -> str:
    return f'<p>A &amp; B</p><form method="post" action="{action}">{inside}</form><p>end</p>'


def test_a_text_box_takes_its_value() -> None:
    page = form('<input name="km" inputmode="decimal">')
    assert '<input name="km" inputmode="decimal" value="0,55">' in str(
        refill(page, AT, AT, [("km", "0,55")])
    )


def test_what_stands_around_the_form_stays_to_the_letter() -> None:
    filled = str(refill(form('<input name="a">\n<b>x</b>'), AT, AT, [("a", "1")]))
    assert filled.startswith("<p>A &amp; B</p><form")
    assert filled.endswith("\n<b>x</b></form><p>end</p>")


@pytest.mark.parametrize("value", ['"><script>alert(1)</script>', "a & b", "ế\nộ", "'"])
def test_no_value_breaks_out_of_its_place(value: str) -> None:
    page = form('<input name="a"><textarea name="t">old</textarea>')
    filled = str(refill(page, AT, AT, [("a", value), ("t", value)]))
    assert "<script>" not in filled
    assert filled.count("<input") == 1
    assert "old" not in filled
    assert refill(filled, AT, AT, [("a", value), ("t", value)]) == filled


def test_boxes_and_choices_are_set_as_they_were_and_others_unset() -> None:
    page = form(
        '<input type="checkbox" name="c" value="1" checked>'
        '<input type="checkbox" name="c" value="2">'
        '<input type="radio" name="r" value="x"><input type="radio" name="r" value="y">'
        '<select name="s"><option value="p" selected>P</option>'
        '<option value="q">Q</option></select>'
    )
    filled = str(refill(page, AT, AT, [("c", "2"), ("r", "y"), ("s", "q")]))
    assert 'value="1" checked' not in filled
    assert 'value="2" checked' in filled
    assert 'value="y" checked' in filled
    assert '<option value="q" selected>' in filled
    assert '<option value="p">' in filled


def test_boxes_of_one_name_take_their_values_in_order() -> None:
    page = form('<input name="n"><input name="n">')
    filled = str(refill(page, AT, AT, [("n", "one"), ("n", "two")]))
    assert filled.index('value="one"') < filled.index('value="two"')


def test_tokens_passwords_and_files_are_never_written() -> None:
    inside = (
        '<input type="hidden" name="csrfmiddlewaretoken" value="fresh">'
        '<input type="password" name="p"><input type="file" name="f">'
    )
    page = form(inside)
    fields = [("csrfmiddlewaretoken", "old"), ("p", "secret"), ("f", "x")]
    assert refill(page, AT, AT, fields) == page


def test_the_round_of_the_form_is_the_one_it_was_written_for() -> None:
    # so that a return sent by somebody else meanwhile is seen as a conflict, not overwritten
    page = form('<input type="hidden" name="round" value="3">')
    assert 'value="2"' in str(refill(page, AT, AT, [("round", "2")]))


def test_of_several_forms_the_one_with_the_same_hidden_fields_is_meant() -> None:
    one = form('<input type="hidden" name="figure" value="1"><input name="why">')
    two = form('<input type="hidden" name="figure" value="2"><input name="why">')
    filled = str(refill(one + two, AT, AT, [("figure", "2"), ("why", "rain")]))
    assert filled.index('value="2"') < filled.index('value="rain"')
    assert 'value="rain"' not in filled.split("<p>end</p>")[0]


@pytest.mark.parametrize("action", ["", "/bao-cao/7", "7", "/bao-cao/7?x=1"])
def test_the_form_is_known_by_where_it_sends(action: str) -> None:
    assert refill(form('<input name="a">', action), AT, AT, [("a", "1")]) is not None


@pytest.mark.parametrize(
    "page", ["", form("", "/ra"), '<form action="/bao-cao/7"><input name="a"></form>']
)
def test_a_page_without_that_form_is_not_touched(page: str) -> None:
    assert refill(page, AT, AT, [("a", "1")]) is None
