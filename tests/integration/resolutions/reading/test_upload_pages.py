"""A document comes in by file or by paste; what is refused says what to do, nothing is stored."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import District
from tests.support import drafts
from tests.support.return_pages import Page, Visitor, visitor
from vedich.apps.evidence.models import File
from vedich.apps.resolutions.models import ProposalRow, Resolution, ResolutionText
from vedich.formats.reading import MOST_BYTES


WORDS = "CHỈ TIÊU NĂM 2022\nPhấn đấu bê tông hóa 42 km đường ấp trong năm 2022.\n"
TABLE = (
    "<p>Các chỉ tiêu chủ yếu năm 2022 của huyện</p><table>"
    "<tr><td>TT</td><td>Chỉ tiêu</td><td>Đơn vị</td><td>Kế hoạch</td></tr>"
    "<tr><td>1</td><td>Đường ấp bê tông hóa</td><td>km</td><td>42</td></tr>"
    "<tr><td>2</td><td>Hộ dùng nước sạch</td><td>%</td><td>62</td></tr></table>"
)


@pytest.fixture
def clerk(district: District) -> Visitor:
    return visitor(district, "clerk")


def doc(row: Resolution) -> str:
    return f"/nq/{row.pk}/doc"


def upload(who: Visitor, row: Resolution, data: bytes, name: str, **more: object) -> Page:
    file = SimpleUploadedFile(name, data)
    return who.post(doc(row), act="tep", key="k" * 22, file=file, **more)


def test_the_page_says_what_it_takes_in_words(clerk: Visitor, row: Resolution) -> None:
    page = clerk.get(doc(row))
    assert "Word (.docx), PDF có chữ, .html hoặc .txt, nặng nhất 20 MB" in page.words
    assert {"f-file", "f-text"} <= set(page.read.labelled)


def test_a_file_is_read_and_its_page_opens(clerk: Visitor, row: Resolution) -> None:
    done = upload(clerk, row, WORDS.encode(), "nghi-quyet.txt")
    text = ResolutionText.objects.get(resolution=row)
    assert done.address == f"/van-ban/{text.pk}"
    page = clerk.follow(done)
    assert "42" in page.words
    assert "nghi-quyet.txt" in page.words


def test_pasted_words_are_read_without_any_script(clerk: Visitor, row: Resolution) -> None:
    done = clerk.post(doc(row), act="dan", key="k" * 22, text=WORDS, html="")
    assert clerk.follow(done).status == 200
    assert ProposalRow.objects.filter(kind="target", value="42").exists()


def test_a_pasted_table_stays_a_table(clerk: Visitor, row: Resolution) -> None:
    done = clerk.post(doc(row), act="dan", key="k" * 22, text="x", html=TABLE)
    page = clerk.follow(done)
    assert "<table" in page.text
    assert set(ProposalRow.objects.values_list("value", flat=True)) == {"42", "62"}


def test_the_same_file_again_leads_to_what_was_read(clerk: Visitor, row: Resolution) -> None:
    first = upload(clerk, row, WORDS.encode(), "a.txt")
    assert upload(clerk, row, WORDS.encode(), "b.txt").address == first.address
    assert ResolutionText.objects.count() == 1


def test_another_file_from_the_same_page_is_another_document(
    clerk: Visitor, row: Resolution
) -> None:
    first = upload(clerk, row, WORDS.encode(), "a.txt")
    other = upload(clerk, row, WORDS.replace("42", "43").encode(), "a.txt")
    assert first.address != other.address


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "trong.docx", "trống"),
        (b"{\\rtf1 Nghi quyet}", "cu.rtf", "Word cũ"),
        (b"PK\x03\x04 cut", "cut.docx", "Hãy"),
        ("The council resolves to build a road. " * 40, "anh.txt", "tiếng Việt"),
    ],
)
def test_a_refusal_says_what_to_do_and_keeps_what_was_pasted(
    clerk: Visitor, row: Resolution, evidence: Path, data: bytes | str, name: str, said: str
) -> None:
    sent = data.encode() if isinstance(data, str) else data
    page = upload(clerk, row, sent, name, text="Chữ đã dán", html="<p>Chữ đã dán</p>")
    assert page.status == 422
    assert said in page.words
    assert "Hãy" in page.words
    values = page.form("", holding="text").values
    assert (values["text"], values["html"]) == (["Chữ đã dán"], ["<p>Chữ đã dán</p>"])
    assert not File.objects.exists()
    assert not list(evidence.rglob("*"))


def test_a_file_above_the_limit_is_refused_by_its_size(clerk: Visitor, row: Resolution) -> None:
    heavy = io.BytesIO(bytes(MOST_BYTES + 1))
    heavy.name = "nang.pdf"
    page = clerk.post(doc(row), act="tep", key="k" * 22, file=heavy)
    assert page.status == 422
    assert "“nang.pdf” nặng hơn 20 MB" in page.words


@pytest.mark.parametrize(
    ("act", "said"), [("tep", "Chưa chọn tệp nào"), ("dan", "Chưa dán chữ nào")]
)
def test_nothing_sent_is_said(clerk: Visitor, row: Resolution, act: str, said: str) -> None:
    page = clerk.post(doc(row), act=act, key="k" * 22, text=" ")
    assert page.status == 422
    assert said in page.words


@pytest.mark.parametrize("name", ["secretary", "official", "cell_secretary", "outsider"])
def test_only_who_may_draft_brings_documents(
    district: District, row: Resolution, name: str
) -> None:
    who = visitor(district, name)
    assert who.get(doc(row)).status == 403
    assert upload(who, row, WORDS.encode(), "a.txt").status == 403
    assert not File.objects.exists()


def test_only_drafts_take_documents(district: District, clerk: Visitor) -> None:
    adopted = drafts.adopted(district)
    assert clerk.get(doc(adopted)).status == 404
    assert upload(clerk, adopted, WORDS.encode(), "a.txt").status in (404, 422)
    assert clerk.get("/nq/999/doc").status == 404
    assert not File.objects.exists()
