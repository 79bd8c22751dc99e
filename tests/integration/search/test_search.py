"""Finding without marks and case, by beginnings of words, and only what one may see (R34)."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from django.test import Client

from tests.support.cards import Year
from tests.support.cards import year as year
from tests.support.tasks import give, new, post_of
from vedich.apps.desk.finding.actions import rebuild
from vedich.apps.search.actions import Entry, put
from vedich.apps.search.models import Found, Word
from vedich.apps.search.queries import KINDS, OPENED_BY, Answer, find, nearest
from vedich.apps.search.sql import ENOUGH
from vedich.apps.tasks.actions import drop, pass_on
from vedich.apps.tasks.models import Task
from vedich.core.permits import Actor, Path, Post, Scope
from vedich.core.vietnamese import fold
from vedich.rulebook.permits import table


def seen(year: Year, words: str, by: str = "secretary", **more: Any) -> Answer:
    district = year.district
    return find(words, actor=district.actor(by), on=district.day, language="vi", **more)


def titles(year: Year, words: str, by: str = "secretary") -> list[str]:
    return [hit.title for _, hits, _ in seen(year, words, by).groups for hit in hits]


VOCABULARY = ("đường", "đường", "đường", "dương", "bền", "bè", "nước", "xã", "hộ", "hộp", "ấp")


def entry(number: int, kind: str, title: str, path: Path) -> Entry:
    return Entry(f"{kind}:x{number}", kind, title, f"/{kind}/x{number}", path)


def post(number: int, place_range: Path) -> Post:
    return Post(f"post:{number}", "secretary", place_range, date(2020, 1, 1), None)


def may(row: Entry, held: list[tuple[str, ...]], day: date) -> bool:
    scopes = table(day).scopes("secretary", OPENED_BY[row.kind])
    inside = any(row.path[: len(where)] == where for where in held)
    return Scope.OUTSIDE in scopes or (Scope.INSIDE in scopes and inside)


@pytest.mark.parametrize("words", ["nước", "nuoc", "NUOC", "  Nước ", "nu"])
def test_marks_and_case_do_not_count_and_a_beginning_is_enough(year: Year, words: str) -> None:
    assert any("ước" in title for title in titles(year, words))


def test_all_words_must_match(year: Year) -> None:
    give(year.district, new(year.district, "Đặt ống nước ấp Bắc"))
    assert "Đặt ống nước ấp Bắc" in titles(year, "nuoc ong")
    assert titles(year, "nuoc ong xyz") == []


@pytest.mark.parametrize("words", ["", "   ", "…", "%", "_"])
def test_a_blank_question_finds_nothing(year: Year, words: str) -> None:
    assert seen(year, words).count == 0


def test_a_task_is_found_by_its_number_and_its_place(year: Year) -> None:
    (task,) = give(year.district, new(year.district, "Vận động hiến đất"))
    assert "Vận động hiến đất" in titles(year, "hien dat xa a")
    (group,) = [one for one in seen(year, "hien dat").groups if one[0] == "task"]
    assert group[1][0].address == f"/dau-viec/{task.pk}"


def test_the_index_follows_what_becomes_of_a_task(year: Year) -> None:
    district = year.district
    (task,) = give(district, new(district, "Vận động hiến đất"))
    said = {"by": district.actor("clerk"), "at": district.at, "on_day": district.day}
    pass_on(task=task.pk, post=post_of(district, "deputy"), why="giao lại", **said)  # type: ignore[arg-type]
    hit = seen(year, "hien dat").groups[0][1][0]
    assert "Phó Bí thư" in hit.more
    drop(task=task.pk, why="thôi", **said)  # type: ignore[arg-type]
    assert titles(year, "hien dat") == []


def test_nobody_finds_what_he_may_not_see(year: Year) -> None:
    give(year.district, new(year.district, "Việc ở xã B", places=(year.district.place("B"),)))
    assert "Việc ở xã B" in titles(year, "viec o xa b")
    assert "Việc ở xã B" in titles(year, "viec o xa b", "official_b")
    assert "Việc ở xã B" not in titles(year, "viec o xa b", "official")
    assert titles(year, "xa", "outsider") == []


def test_work_at_two_places_is_found_once_by_either_and_by_whoever_gave_it(year: Year) -> None:
    places = (year.district.place("A"), year.district.place("B"))
    (task,) = give(year.district, new(year.district, "Nối đường liên xã", places=places))
    for who in ("secretary", "official", "official_b"):
        assert titles(year, "noi duong lien xa", who) == ["Nối đường liên xã"], who
    said = {"at": year.district.at, "on_day": year.district.day}
    drop(task=task.pk, why="thôi", by=year.district.actor("clerk"), **said)  # type: ignore[arg-type]
    for who in ("secretary", "official", "official_b"):
        assert titles(year, "noi duong lien xa", who) == []


def test_drafts_and_telephone_numbers_are_not_in_the_index(year: Year) -> None:
    assert not Found.objects.filter(kind="resolution", title="").exists()
    assert not Word.objects.filter(word__startswith="09").exists()


def test_a_title_that_begins_so_comes_first(year: Year) -> None:
    district = year.district
    give(district, new(district, "Sửa cầu Cây Da"), new(district, "Cầu Cây Da: làm mới"))
    tasks = [
        hit.title for kind, hits, _ in seen(year, "cau").groups for hit in hits if kind == "task"
    ]
    assert tasks == ["Cầu Cây Da: làm mới", "Sửa cầu Cây Da"]


def test_words_that_find_something_are_offered(year: Year) -> None:
    district = year.district
    said = {"actor": district.actor("secretary"), "on": district.day, "language": "vi"}
    assert nearest("nuoc qwerty", **said) == "nuoc"  # type: ignore[arg-type]
    assert nearest("qwerty", **said) == ""  # type: ignore[arg-type]


def test_made_anew_the_index_is_the_same(year: Year) -> None:
    give(year.district)
    kept = set(Found.objects.values_list("reference", "title", "kind", "path", "more"))
    count = rebuild(on_day=year.district.day)
    again = set(Found.objects.values_list("reference", "title", "kind", "path", "more"))
    assert again == kept
    assert count == len(kept)


def test_hundreds_of_tasks_hide_no_place_of_the_same_words(year: Year) -> None:
    path = year.district.actor("secretary").posts[0].place_range
    tasks = [entry(n, "task", f"Làm đường {n}", path) for n in range(ENOUGH + 50)]
    put([*tasks, entry(1, "place", "Ấp Đường Mới", path)])
    groups = {kind: (hits, more) for kind, hits, more in seen(year, "duong").groups}
    assert groups["task"][1]
    assert [hit.title for hit in groups["place"][0]] == ["Ấp Đường Mới"]


def test_rows_that_hold_the_words_whole_are_not_lost_among_those_that_begin_so(year: Year) -> None:
    path = year.district.actor("secretary").posts[0].place_range
    tasks = [entry(n, "task", f"Việc của Bền {n}", path) for n in range(ENOUGH + 50)]
    put([*tasks, entry(999, "task", "Mua bè cứu hộ cho đội thuyền của xã", path)])
    assert titles(year, "be")[0] == "Mua bè cứu hộ cho đội thuyền của xã"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("many", [40, 600])
def test_what_is_found_is_what_plain_looking_finds(year: Year, seed: int, many: int) -> None:
    """Whatever drives the statement: a word, or the part of the index one may see."""
    dice = Random(f"{seed} {many}")
    places = [("1",), ("1", "2"), ("1", "2", "3"), ("1", "22"), ("9",), ("9", "2")]
    rows = [
        entry(n, dice.choice(KINDS), " ".join(dice.choices(VOCABULARY, k=4)), dice.choice(places))
        for n in range(many)
    ]
    Found.objects.all().delete()
    put(rows)
    for _ in range(30):
        asked = " ".join(word[: dice.randint(1, 6)] for word in dice.choices(VOCABULARY, k=2))
        held = dice.sample(places, k=dice.randint(1, 3))
        actor = Actor("person:1", tuple(post(n, where) for n, where in enumerate(held)))
        answer = find(asked, actor=actor, on=year.district.day, language="vi", shown=many)
        hits = {hit.address for _, some, _ in answer.groups for hit in some}
        assert hits == {
            row.address
            for row in rows
            if may(row, held, year.district.day)
            and all(
                any(word.startswith(part) for word in fold(row.title).split())
                for part in fold(asked).split()
            )
        }


def test_the_page_finds_and_says_what_it_did_not(year: Year, client: Client) -> None:
    client.force_login(year.district.people["secretary"])
    assert "Tìm thấy" in client.get("/tim", {"q": "nuoc"}).content.decode()
    page = client.get("/tim", {"q": "nuoc qwerty"}).content.decode()
    assert "Không tìm thấy “nuoc qwerty”" in page
    assert "/tim?q=nuoc" in page
    quick = client.get("/tim/nhanh", {"q": "nuoc"}).content.decode()
    assert "<html" not in quick
    assert "/chi-tieu/" in quick


def test_a_place_opens_the_scorecard_seen_there(year: Year, client: Client) -> None:
    client.force_login(year.district.people["secretary"])
    code = year.district.spot("A").code
    answer = client.get(f"/noi/{code}")
    assert answer.headers["Location"] == f"/nq/{year.resolution}/chi-tieu?noi={code}"
    assert client.get("/noi/khong-co").status_code == 404


def test_as_many_questions_for_few_rows_as_for_many(
    year: Year, django_assert_max_num_queries: Any
) -> None:
    district = year.district
    give(district, *[new(district, f"Làm đường ấp {n}") for n in range(60)])
    actor = district.actor("secretary")
    with django_assert_max_num_queries(6):
        find("duong ap", actor=actor, on=district.day, language="vi")
    assert Task.objects.count() == 60
