"""How a number came about, in words: one sentence for places, one for time, both whole (R35)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from vedich.apps.figures.models import Indicator
from vedich.core.errors import Language, Message
from vedich.core.tallies import PlaceRule, TimeRule


PLACES: Final[Mapping[PlaceRule, Message]] = {
    PlaceRule.SUM: Message(
        code="passport.places_sum",
        vi="Cộng số của các nơi bên dưới.",
        en="The figures of the places below are added up.",
    ),
    PlaceRule.RATIO: Message(
        code="passport.places_ratio",
        vi="Cộng riêng tử số và mẫu số của các nơi bên dưới rồi mới chia; không lấy trung bình các "
        "tỷ lệ.",
        en="Parts and wholes of the places below are added up apart and divided once; rates are "
        "never averaged.",
    ),
    PlaceRule.MEAN: Message(
        code="passport.places_mean",
        vi="Lấy trung bình của các nơi bên dưới, nơi lớn có trọng số lớn hơn.",
        en="The mean of the places below, in which a larger place weighs more.",
    ),
    PlaceRule.MIN: Message(
        code="passport.places_min",
        vi="Lấy số nhỏ nhất trong các nơi bên dưới.",
        en="The least figure among the places below.",
    ),
    PlaceRule.MAX: Message(
        code="passport.places_max",
        vi="Lấy số lớn nhất trong các nơi bên dưới.",
        en="The greatest figure among the places below.",
    ),
    PlaceRule.COUNT: Message(
        code="passport.places_count",
        vi="Đếm số nơi đạt trong các nơi bên dưới.",
        en="The places below that meet are counted.",
    ),
    PlaceRule.NONE: Message(
        code="passport.places_none",
        vi="Là số của riêng nơi này; số của các nơi bên dưới không cộng vào.",
        en="It is this place’s own figure; those of the places below are not added to it.",
    ),
}
TIMES: Final[Mapping[TimeRule, Message]] = {
    TimeRule.SUM: Message(
        code="passport.times_sum",
        vi="Mỗi nơi báo số của từng kỳ; các kỳ được cộng lại.",
        en="Each place reports every period; the periods are added up.",
    ),
    TimeRule.LAST: Message(
        code="passport.times_last",
        vi="Mỗi nơi lấy lần gửi mới nhất trong kỳ.",
        en="Of each place the latest figure within the period counts.",
    ),
    TimeRule.CARRIED: Message(
        code="passport.times_carried",
        vi="Mỗi nơi lấy lần gửi mới nhất, kể cả của kỳ trước.",
        en="Of each place the latest figure counts, also one of an earlier period.",
    ),
    TimeRule.FIRST: Message(
        code="passport.times_first",
        vi="Mỗi nơi lấy lần gửi đầu tiên trong kỳ.",
        en="Of each place the first figure within the period counts.",
    ),
    TimeRule.MEAN: Message(
        code="passport.times_mean",
        vi="Mỗi nơi lấy trung bình các tháng.",
        en="Of each place the mean of the months counts.",
    ),
    TimeRule.MIN: Message(
        code="passport.times_min",
        vi="Mỗi nơi lấy số nhỏ nhất trong kỳ.",
        en="Of each place the least figure of the period counts.",
    ),
    TimeRule.MAX: Message(
        code="passport.times_max",
        vi="Mỗi nơi lấy số lớn nhất trong kỳ.",
        en="Of each place the greatest figure of the period counts.",
    ),
}
RUNNING = Message(
    code="passport.running",
    vi="Người báo ghi số từ đầu năm; phần tăng thêm của từng kỳ được cộng lại.",
    en="The form asks for the figure since January; what each period adds is summed.",
)
NO_ZERO = Message(
    code="passport.no_zero",
    vi="Nơi chưa gửi không tính là 0.",
    en="A place that has not reported is not counted as 0.",
)
SECOND = Message(
    code="passport.second",
    vi="Chỉ số đã có người thứ hai kiểm mới vào số đã kiểm chứng.",
    en="Only what a second person has checked enters the verified figure.",
)


def sentences(of: Indicator, language: Language, *, leaf: bool) -> Sequence[str]:
    """How figures of the indicator go from places to the place above, and from months to a year.

    Of a `leaf` nothing is said about places: there are none below.
    """
    time = RUNNING if of.differenced else TIMES[TimeRule(of.time_rule)]
    places = PLACES[PlaceRule(of.place_rule)]
    told = (time, SECOND) if leaf else (places, time, NO_ZERO, SECOND)
    return [message.say(language, {}) for message in told]
