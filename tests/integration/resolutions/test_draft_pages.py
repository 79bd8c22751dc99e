"""The draft pages with the cast: what opens for whom, what forms say, that nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import District
from tests.support import drafts
from vedich.apps.figures.models import Ask, Indicator
from vedich.apps.resolutions.models import Resolution, Target


In = Callable[[str], Client]


@pytest.fixture
def signed_in(district: District) -> In:
    """A browser for each person of the cast."""

    def enter(name: str) -> Client:
        client = Client()
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(district.people[name], backend=backend)
        return client

    return enter


@pytest.fixture
def row(district: District) -> Resolution:
    return drafts.draft(district)


def text_of(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def form(**other: Any) -> dict[str, Any]:
    """A target form, filled in."""
    filled = {
        "key": "k" * 22,
        "number": "1",
        "prong": "2",
        "name": "Bê tông hóa đường ấp",
        "indicator": "duong_ap",
        "kind": "at_least",
        "level": "42,5",
        "owner": "phong-a",
        "post": "Trưởng phòng",
        "reporters": ["hamlet_cell"],
    }
    return filled | other


def head_form(**other: Any) -> dict[str, Any]:
    filled = {
        "key": "h" * 22,
        "place": "900",
        "issuer": "Ban Chấp hành Đảng bộ huyện",
        "title": "Nghị quyết năm 2022",
        "period": "2022",
        "on_track": "100",
        "at_risk": "90",
        "prong-1": "Xây dựng Đảng",
    }
    return filled | other


# -- who opens what --------------------------------------------------------------------------------

PAGES = [
    "/nq/moi",
    "/nq/{id}/soan",
    "/nq/{id}/soan/sua",
    "/nq/{id}/soan/bo",
    "/nq/{id}/soan/chi-tieu/moi",
    "/nq/{id}/soan/chi-tieu/1",
    "/nq/{id}/soan/chi-tieu/1/bo",
    "/nq/{id}/soan/csv",
    "/nq/{id}/soan/mau.csv",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_office_opens_every_draft_page_in_both_languages(
    district: District, signed_in: In, row: Resolution, page: str, language: str
) -> None:
    drafts.add(district, row, drafts.target(district, drafts.indicator()))
    found = signed_in("clerk").get(page.format(id=row.pk), {"lang": language})
    assert found.status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["official", "cell_secretary", "supervisor", "outsider"])
def test_nobody_else_opens_a_draft(
    district: District, signed_in: In, row: Resolution, page: str, name: str
) -> None:
    drafts.add(district, row, drafts.target(district, drafts.indicator()))
    found = signed_in(name).get(page.format(id=row.pk))
    assert found.status_code == 403
    assert "Bê tông" not in text_of(found)


@pytest.mark.parametrize("page", [*PAGES, "/nq", "/nq/{id}/ban-hanh", "/nq/{id}/dong"])
def test_without_a_session_every_page_leads_to_signing_in(row: Resolution, page: str) -> None:
    found = Client().get(page.format(id=row.pk))
    assert found.status_code == 302
    # a sample shows its people to choose from
    assert found.url.startswith(("/vao?", "/xem-thu?"))  # type: ignore[attr-defined]


def test_the_secretary_opens_the_adoption_and_not_the_draft(
    district: District, signed_in: In, row: Resolution
) -> None:
    drafts.add(district, row, drafts.target(district, drafts.indicator()))
    secretary = signed_in("secretary")
    assert secretary.get(f"/nq/{row.pk}/ban-hanh").status_code == 200
    assert secretary.get(f"/nq/{row.pk}/soan").status_code == 403
    assert signed_in("clerk").get(f"/nq/{row.pk}/ban-hanh").status_code == 403


@pytest.mark.parametrize("page", ["/nq/999/soan", "/nq/999/ban-hanh", "/nq/999/soan/csv"])
def test_what_is_not_there_is_not_found(signed_in: In, page: str) -> None:
    assert signed_in("clerk").get(page).status_code == 404


# -- the list --------------------------------------------------------------------------------------


def test_the_list_tells_drafts_from_what_is_in_force(
    district: District, signed_in: In, row: Resolution
) -> None:
    in_force = drafts.draft(district, title="Nghị quyết đang chạy")
    drafts.add(district, in_force, drafts.target(district, drafts.indicator()))
    drafts.adopt(district, in_force)
    seen = text_of(signed_in("clerk").get("/nq"))
    assert "1 nghị quyết đang thực hiện, 1 dự thảo" in seen
    assert "số 05-NQ/HU, ngày 15/1/2022" in seen
    assert f"/nq/{row.pk}/soan" in signed_in("clerk").get("/nq").content.decode()


def test_drafts_are_not_listed_for_others(signed_in: In, row: Resolution) -> None:
    seen = text_of(signed_in("official").get("/nq"))
    assert row.title not in seen


@pytest.mark.parametrize(("name", "status"), [("official", 200), ("outsider", 403)])
def test_the_list_opens_for_whoever_may_see_scorecards(
    signed_in: In, name: str, status: int
) -> None:
    assert signed_in(name).get("/nq").status_code == status


def test_the_list_costs_as_many_queries_for_one_as_for_twenty(
    district: District, signed_in: In, row: Resolution, django_assert_max_num_queries: Any
) -> None:
    clerk = signed_in("clerk")
    clerk.get("/nq")
    with django_assert_max_num_queries(30) as few:
        clerk.get("/nq?x=1")
    one = len(few.captured_queries)
    for _ in range(19):
        drafts.draft(district)
    with django_assert_max_num_queries(one):
        clerk.get("/nq?x=2")


# -- a new draft -----------------------------------------------------------------------------------


def test_four_lines_start_a_draft(district: District, signed_in: In) -> None:
    found = signed_in("clerk").post("/nq/moi", head_form())
    made = Resolution.objects.get()
    assert (found.status_code, found.url) == (302, f"/nq/{made.pk}/soan?da=soan")  # type: ignore[attr-defined]
    assert (made.title, str(made.period)) == ("Nghị quyết năm 2022", "2022")


@pytest.mark.parametrize(
    ("typed", "period"), [("2020–2025", "2020..2025"), ("2020-2025", "2020..2025")]
)
def test_a_term_is_typed_as_people_write_it(signed_in: In, typed: str, period: str) -> None:
    signed_in("clerk").post("/nq/moi", head_form(period=typed))
    assert str(Resolution.objects.get().period) == period


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"issuer": ""}, "Chưa ghi cơ quan ban hành."),
        ({"title": " "}, "Chưa ghi tên nghị quyết."),
        ({"place": "901"}, None),
        ({"place": "nowhere"}, "Chưa chọn địa bàn"),
        ({"period": "2022-06"}, "“2022-06” không phải là năm hay nhiệm kỳ."),
        ({"period": "năm nay"}, "“năm nay” không phải là năm hay nhiệm kỳ."),
        ({"on_track": "120"}, "“120” không phải là số nguyên từ 1 đến 100."),
        ({"last_met": "20"}, "Kết quả năm trước cần cả hai số"),
        ({"last_met": "26", "last_targets": "25"}, "“26” không phải là số nguyên từ 0 đến 25."),
        ({"title": "x" * 201}, "Ô này dài 201 chữ, nhiều nhất là 200."),
    ],
)
def test_a_wrong_line_is_said_and_what_was_typed_stays(
    signed_in: In, other: dict[str, str], says: str | None
) -> None:
    found = signed_in("clerk").post("/nq/moi", head_form(**other))
    if says is None:
        assert found.status_code == 302
        return
    assert found.status_code == 422
    page = found.content.decode()
    assert page.count(says) == 2  # in the summary and at the box
    assert "Ban Chấp hành" in page or "issuer" in other
    assert not Resolution.objects.exists()


def test_a_draft_sent_twice_is_one_draft(signed_in: In) -> None:
    clerk = signed_in("clerk")
    first, second = (clerk.post("/nq/moi", head_form()) for _ in range(2))
    assert first.url == second.url  # type: ignore[attr-defined]
    assert Resolution.objects.count() == 1


def test_the_first_lines_can_be_changed(signed_in: In, row: Resolution) -> None:
    clerk = signed_in("clerk")
    before = clerk.get(f"/nq/{row.pk}/soan/sua").content.decode()
    assert 'value="Nghị quyết năm 2022"' in before
    changed = head_form(**{"title": "Khác", "prong-1": "A", "prong-2": "B"})
    clerk.post(f"/nq/{row.pk}/soan/sua", changed)
    row.refresh_from_db()
    assert row.title == "Khác"


# -- a target --------------------------------------------------------------------------------------


def test_a_target_is_added(signed_in: In, row: Resolution) -> None:
    drafts.indicator()
    found = signed_in("clerk").post(
        f"/nq/{row.pk}/soan/chi-tieu/moi", form(**{"stop-2022-H1": "20"})
    )
    assert found.url == f"/nq/{row.pk}/soan?da=them&so=1"  # type: ignore[attr-defined]
    made = Target.objects.get()
    assert (made.level, made.milestones) == (425, [["2022-H1", 200]])
    seen = text_of(signed_in("clerk").get(f"/nq/{row.pk}/soan"))
    assert "Dự thảo có 1 chỉ tiêu, ban hành được" in seen
    assert "≥ 42,5" in seen
    assert "Mũi 2 — Kinh tế - xã hội" in seen


def test_a_target_sent_twice_is_added_once(signed_in: In, row: Resolution) -> None:
    drafts.indicator()
    clerk = signed_in("clerk")
    for _ in range(2):
        found = clerk.post(f"/nq/{row.pk}/soan/chi-tieu/moi", form())
        assert found.status_code == 302
    assert Target.objects.count() == 1


def test_the_same_page_sent_again_with_other_words_is_not_swallowed(
    signed_in: In, row: Resolution
) -> None:
    drafts.indicator()
    clerk = signed_in("clerk")
    clerk.post(f"/nq/{row.pk}/soan/chi-tieu/moi", form())
    found = clerk.post(f"/nq/{row.pk}/soan/chi-tieu/moi", form(level="43"))
    assert found.status_code == 422
    assert "Số thứ tự 1 đã là của chỉ tiêu" in text_of(found)


@pytest.mark.parametrize(
    ("other", "column", "says"),
    [
        ({"level": "42,55"}, "level", "“42,55” lẻ hơn 1 chữ số thập phân"),
        ({"level": ""}, "level", "Chỉ tiêu 1 chưa có mức."),
        ({"name": ""}, "name", "Chưa ghi tên chỉ tiêu."),
        ({"kind": "increase_by"}, "baseline", "chưa có số gốc"),
        ({"kind": ""}, "kind", "không phải là một cách so sánh"),
        ({"owner": ""}, "owner", "Chưa chọn đơn vị chịu trách nhiệm."),
        ({"reporters": []}, "reporters", "Chưa biết ai báo số này."),
        ({"stop-2022-H1": "hai mốt phẩy"}, "milestones", "hai mốt phẩy"),
    ],
)
def test_a_wrong_box_is_said_twice_in_the_same_words_and_all_that_was_typed_stays(
    signed_in: In, row: Resolution, other: dict[str, Any], column: str, says: str
) -> None:
    drafts.indicator()
    sent = form(sentence="Câu rất dài", post="Chức danh X") | other
    found = signed_in("clerk").post(f"/nq/{row.pk}/soan/chi-tieu/moi", sent)
    page = unescape(found.content.decode())
    assert found.status_code == 422
    assert f'href="#f-{column}"' in page
    assert f'id="f-{column}"' in page
    assert page.count(says) >= 2
    assert "Câu rất dài" in page
    assert 'value="Chức danh X"' in page
    assert not Target.objects.exists()


def test_what_is_wrong_is_listed_in_the_order_of_the_page(signed_in: In, row: Resolution) -> None:
    drafts.indicator()
    sent = form(post="", level="x", number="0", reporters=[])
    page = signed_in("clerk").post(f"/nq/{row.pk}/soan/chi-tieu/moi", sent).content.decode()
    assert re.findall(r'href="#f-(\w+)"', page) == ["number", "level", "post", "reporters"]


def test_a_number_read_in_two_ways_is_asked_about_before_it_is_written(
    signed_in: In, row: Resolution
) -> None:
    drafts.indicator()
    clerk, address = signed_in("clerk"), f"/nq/{row.pk}/soan/chi-tieu/moi"
    asked = clerk.post(address, form(level="1.234"))
    assert "“1.234” hiểu là 1.234 (một nghìn hai trăm ba mươi tư)" in text_of(asked)
    assert not Target.objects.exists()
    # confirming one number does not confirm another
    clerk.post(address, form(level="5.678", sure="level=1.234"))
    assert not Target.objects.exists()
    clerk.post(address, form(level="1.234", sure="level=1.234"))
    assert Target.objects.get().level == 12340


NEW = {
    "indicator": "*",
    "new_name": "Cây xanh trồng mới",
    "new_unit": "cây",
    "new_places": "sum",
    "new_times": "year_to_date",
    "new_decimals": "0",
    "level": "500",
}


def test_four_answers_make_a_new_indicator_with_the_target(signed_in: In, row: Resolution) -> None:
    signed_in("clerk").post(f"/nq/{row.pk}/soan/chi-tieu/moi", form(**NEW))
    made = Indicator.objects.get()
    assert (made.code, made.unit, made.decimals) == ("cay_xanh_trong_moi", "cây", 0)
    assert (made.place_rule, made.time_rule, made.year_to_date) == ("sum", "sum", True)
    assert (made.settles, made.rises) == ("flow", True)
    assert Target.objects.get().indicator == made


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"new_name": ""}, "Chưa ghi tên chỉ số mới."),
        ({"new_unit": ""}, "Chưa ghi đơn vị tính."),
        ({"new_places": ""}, "Câu này chưa chọn."),
        ({"new_times": "sometimes"}, "Câu này chưa chọn."),
        ({"new_places": "ratio"}, "Tỷ lệ cần cả hai tên"),
        ({"new_name": "đường ấp LÀM MỚI"}, "Danh mục đã có chỉ số “Đường ấp làm mới”."),
        ({"level": "5,5"}, "“5,5” có số lẻ mà chỉ số này chỉ đếm chẵn."),
    ],
)
def test_an_unanswered_question_makes_no_indicator(
    signed_in: In, row: Resolution, other: dict[str, str], says: str
) -> None:
    drafts.indicator()
    found = signed_in("clerk").post(f"/nq/{row.pk}/soan/chi-tieu/moi", form(**(NEW | other)))
    assert found.status_code == 422
    assert says in text_of(found)
    assert Indicator.objects.count() == 1
    assert not Target.objects.exists()


def test_a_target_is_shown_and_changed(district: District, signed_in: In, row: Resolution) -> None:
    of = drafts.indicator()
    drafts.add(district, row, drafts.target(district, of, milestones=(("2022-H1", 200),)))
    clerk, address = signed_in("clerk"), f"/nq/{row.pk}/soan/chi-tieu/1"
    page = clerk.get(address).content.decode()
    assert 'value="42,0"' in page
    assert 'value="20,0"' in page
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    found = clerk.post(address, form(seen=seen[1], level="43"))
    assert found.url == f"/nq/{row.pk}/soan?da=ghi&so=1"  # type: ignore[attr-defined]
    assert Target.objects.get().level == 430


def test_a_change_made_meanwhile_shows_both_versions_and_the_second_save_replaces_it(
    district: District, signed_in: In, row: Resolution
) -> None:
    drafts.add(district, row, drafts.target(district, drafts.indicator()))
    clerk, address = signed_in("clerk"), f"/nq/{row.pk}/soan/chi-tieu/1"
    found = clerk.post(address, form(seen="0" * 24, level="43"))
    page = found.content.decode()
    assert "vừa được người khác sửa" in page
    assert "≥ 42,0" in text_of(found)
    assert 'value="43"' in page
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    clerk.post(address, form(seen=seen[1], level="43"))
    assert Target.objects.get().level == 430


def test_a_target_is_dropped_after_one_question(
    district: District, signed_in: In, row: Resolution
) -> None:
    drafts.add(district, row, drafts.target(district, drafts.indicator()))
    clerk, address = signed_in("clerk"), f"/nq/{row.pk}/soan/chi-tieu/1/bo"
    assert "Bỏ chỉ tiêu 1: Bê tông hóa đường ấp?" in text_of(clerk.get(address))
    assert Target.objects.exists()
    for _ in range(2):
        assert clerk.post(address, {"key": "d"}).status_code == 302
    assert not Target.objects.exists()


def test_a_draft_is_dropped_after_one_question(signed_in: In, row: Resolution) -> None:
    clerk, address = signed_in("clerk"), f"/nq/{row.pk}/soan/bo"
    clerk.get(address)
    assert Resolution.objects.exists()
    for _ in range(2):
        assert clerk.post(address, {"key": "d"}).status_code == 302
    assert not Resolution.objects.exists()


# -- a table ---------------------------------------------------------------------------------------

TABLE = """\
STT;Mũi;Chỉ tiêu;Chỉ số;So sánh;Mức;Đơn vị tính;Đơn vị chịu trách nhiệm;Chức danh;Ai báo
1;2;Đường ấp;duong_ap;ít nhất;42,5;km;Phòng A;Trưởng phòng;hamlet_cell
2;2;Nước sạch;nuoc_sach;ít nhất;62,05%;%;phong-a;Trưởng phòng;hamlet_cell
"""


@pytest.fixture
def catalogue(district: District) -> None:
    drafts.indicator()
    drafts.water()


@pytest.mark.usefixtures("catalogue")
def test_a_pasted_table_is_shown_as_understood_and_nothing_is_written(
    signed_in: In, row: Resolution
) -> None:
    address = f"/nq/{row.pk}/soan/csv"
    found = signed_in("clerk").post(address, {"text": TABLE, "act": "read", "key": "k"})
    seen = text_of(found)
    assert "Đọc được 2 chỉ tiêu. Chưa ghi gì" in seen
    assert "≥ 62,05" in seen
    assert "Nhận 2 chỉ tiêu" in seen
    assert not Target.objects.exists()


@pytest.mark.usefixtures("catalogue")
def test_a_table_is_written_when_it_is_accepted_and_once(signed_in: In, row: Resolution) -> None:
    clerk, address = signed_in("clerk"), f"/nq/{row.pk}/soan/csv"
    for _ in range(2):
        clerk.post(address, {"text": TABLE, "act": "write", "key": "k"})
    assert list(Target.objects.values_list("number", "level")) == [(1, 425), (2, 6205)]


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16"])
def test_a_file_of_excel_is_read(signed_in: In, row: Resolution, coding: str) -> None:
    sheet = TABLE.replace("\n", "\r\n")
    file = SimpleUploadedFile("chi-tieu.csv", sheet.encode(coding), "text/csv")
    address = f"/nq/{row.pk}/soan/csv"
    found = signed_in("clerk").post(address, {"file": file, "act": "read", "text": ""})
    assert "Đọc được 2 chỉ tiêu" in text_of(found)
    # the text travels on in the page, so that “Nhận” needs no file again
    assert "Đường ấp;duong_ap" in unescape(found.content.decode())


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        ("duong_ap", "duong_xa", "dòng 2, cột Chỉ số", "“duong_xa”"),
        ("42,5", "42,55", "dòng 2, cột Mức", "“42,55” lẻ hơn 1"),
        ("42,5", "bốn mấy", "dòng 2, cột Mức", "“bốn mấy”"),
        ("\n2;", "\n1;", "dòng 3, cột STT", "Số thứ tự 1 đã có ở dòng 2."),
        (";km;", ";ha;", "dòng 2, cột Đơn vị tính", "“ha” không theo đơn vị của chỉ số là km"),
        ("So sánh;", "", "cả bảng, cột So sánh", "Thiếu cột “So sánh”"),
        ("Phòng A", "", "dòng 2, cột Đơn vị chịu trách nhiệm", "để trống"),
        ("Phòng A", "Phòng Q", "dòng 2, cột Đơn vị chịu trách nhiệm", "Không có đơn vị “Phòng Q”"),
    ],
)
def test_a_wrong_table_is_refused_by_line_and_column(
    signed_in: In, row: Resolution, old: str, new: str, where: str, says: str
) -> None:
    assert old in TABLE
    text = TABLE.replace(old, new, 1)
    for act in ("read", "write"):
        found = signed_in("clerk").post(f"/nq/{row.pk}/soan/csv", {"text": text, "act": act})
        seen = text_of(found)
        assert found.status_code == 422
        assert where in seen
        assert says in seen
        assert "Nhận 2" not in seen
        assert unescape(found.content.decode()).count("Trưởng phòng") >= 2  # the text stays
        assert not Target.objects.exists()


@pytest.mark.usefixtures("catalogue")
def test_at_most_twenty_faults_are_said(signed_in: In, row: Resolution) -> None:
    header, line, _ = TABLE.split("\n", 2)
    lines = [line.replace("42,5", "nhiều").replace("1;", f"{n};", 1) for n in range(1, 60)]
    text = "\n".join([header, *lines])
    found = signed_in("clerk").post(f"/nq/{row.pk}/soan/csv", {"text": text, "act": "read"})
    assert found.content.decode().count('<span class="where">') == 20
    assert "20 chỗ đầu tiên; còn nữa" in text_of(found)


@pytest.mark.usefixtures("catalogue")
def test_a_number_of_the_draft_is_not_taken_again(
    district: District, signed_in: In, row: Resolution
) -> None:
    of = Indicator.objects.get(code="duong_ap")
    drafts.add(district, row, drafts.target(district, of, number=2))
    found = signed_in("clerk").post(f"/nq/{row.pk}/soan/csv", {"text": TABLE, "act": "write"})
    assert "Số thứ tự 2 đã là của chỉ tiêu “Bê tông hóa đường ấp”." in text_of(found)
    assert Target.objects.count() == 1


@pytest.mark.usefixtures("catalogue")
def test_a_file_that_is_no_csv_is_refused(signed_in: In, row: Resolution) -> None:
    file = SimpleUploadedFile("a.xlsx", b"PK\x03\x04\xff\xfe", "application/zip")
    found = signed_in("clerk").post(f"/nq/{row.pk}/soan/csv", {"file": file, "act": "read"})
    assert found.status_code == 422
    assert "Tệp không phải là CSV dạng UTF-8" in text_of(found)


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_template_comes_filled_so_that_only_posts_and_numbers_are_missing(
    signed_in: In, row: Resolution, language: str
) -> None:
    found = signed_in("clerk").get(f"/nq/{row.pk}/soan/mau.csv", {"lang": language})
    assert found["Content-Disposition"] == 'attachment; filename="chi-tieu.csv"'
    text = found.content.decode("utf-8-sig")
    assert text.splitlines()[0].split(";")[1] == ("Mũi" if language == "vi" else "Prong")
    again = signed_in("clerk").post(f"/nq/{row.pk}/soan/csv", {"text": text, "act": "read"})
    assert "Chức danh" in text_of(again)  # the one cell it leaves to fill in
    assert again.status_code == 422


# -- adopting and closing --------------------------------------------------------------------------


def test_the_secretary_adopts_and_is_told_what_is_to_be_opened(
    district: District, signed_in: In, row: Resolution
) -> None:
    drafts.add(district, row, drafts.target(district, drafts.indicator()))
    secretary, address = signed_in("secretary"), f"/nq/{row.pk}/ban-hanh"
    sent = {"number": "05-NQ/HU", "issued_on": "15/1/2022", "key": "k"}
    for _ in range(2):
        found = secretary.post(address, sent)
        assert found.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.number) == ("adopted", "05-NQ/HU")
    assert Ask.objects.count() == 6
    seen = text_of(secretary.get("/nq?da=ban-hanh&so=6&ky=6"))
    assert "Có 6 tháng đã qua trong kỳ." in seen


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"number": ""}, "Chưa ghi số của nghị quyết."),
        ({"issued_on": ""}, "Chưa ghi ngày ban hành."),
        ({"issued_on": "31/2/2022"}, "31/2/2022"),
        ({"issued_on": "12/7/2022"}, "Ngày ban hành 12/7/2022 ở sau hôm nay, 11/7/2022."),
        ({"number": "x" * 61}, "Ô này dài 61 chữ"),
    ],
)
def test_a_wrong_number_or_day_is_said_and_kept(
    district: District, signed_in: In, row: Resolution, other: dict[str, str], says: str
) -> None:
    drafts.add(district, row, drafts.target(district, drafts.indicator()))
    sent = {"number": "05-NQ/HU", "issued_on": "15/1/2022"} | other
    found = signed_in("secretary").post(f"/nq/{row.pk}/ban-hanh", sent)
    assert found.status_code == 422
    assert says in text_of(found)
    for value in sent.values():
        assert f'value="{value}"' in found.content.decode()
    row.refresh_from_db()
    assert row.state == "draft"


def test_whoever_drafted_is_told_so_before_he_tries(
    district: District, signed_in: In, row: Resolution
) -> None:
    drafts.add(district, row, drafts.target(district, drafts.indicator()))
    mine = [district.people["secretary"].reference]
    Resolution.objects.filter(pk=row.pk).update(hands=mine)
    secretary = signed_in("secretary")
    page = secretary.get(f"/nq/{row.pk}/ban-hanh")
    assert "nên không tự ban hành được" in text_of(page)
    sent = {"number": "05-NQ/HU", "issued_on": "15/1/2022"}
    found = secretary.post(f"/nq/{row.pk}/ban-hanh", sent)
    assert found.status_code == 422


def test_before_its_end_a_resolution_is_not_closed(district: District, signed_in: In) -> None:
    row = drafts.adopted(district)
    secretary = signed_in("secretary")
    assert "còn hiệu lực đến 31/12/2022" in text_of(secretary.get(f"/nq/{row.pk}/dong"))
    found = secretary.post(f"/nq/{row.pk}/dong", {"key": "k"})
    assert (found.status_code, "Hãy đóng sau ngày đó." in text_of(found)) == (422, True)


@pytest.mark.parametrize("page", ["soan", "ban-hanh"])
def test_the_pages_of_a_draft_end_with_its_adoption(
    district: District, signed_in: In, page: str
) -> None:
    row = drafts.adopted(district)
    name = "clerk" if page == "soan" else "secretary"
    assert signed_in(name).get(f"/nq/{row.pk}/{page}").status_code == 404
