"""Wrong codes, and wishes for one, are counted by axes as wrong passwords are: a name an address.

What axes keeps of a try would hold the code and the password that were typed; it is handed a
request without them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_ip_address
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest

from vedich.apps.people.doors import Visit
from vedich.apps.people.models import Post
from vedich.apps.people.rights import ADMINISTRATOR
from vedich.core.errors import Message, Refused
from vedich.rulebook.permits import table


WRONG = Message(
    code="sign_in.wrong",
    vi="Tên “{name}” hoặc mật khẩu không đúng. Hãy gõ lại; sai {left} lần nữa thì phải đợi.",
    en="The name “{name}” or the password is wrong. Type again; {left} more slips mean a wait.",
)
LOCKED = Message(
    code="sign_in.locked",
    vi="Đã gõ sai {times} lần với tên “{name}”. Hãy thử lại sau {time}, hoặc nhờ {ask}.",
    en="“{name}” was typed wrongly {times} times. Try again after {time}, or ask {ask}.",
)
ASKED_OFTEN = Message(
    code="wish.often",
    vi="Máy này đã nhờ cấp mã {times} lần. Hãy đợi đến {time}, hoặc gọi văn phòng.",
    en="This device has asked for a code {times} times. Wait until {time}, or call the office.",
)

WISHES: Final = "? xin mã"
"""The name under which wishes from one address are counted; nobody signs in by it."""


def let_try(visit: Visit, name: str) -> None:
    """Raises Refused (``sign_in.locked``) where the name was typed wrongly too often here."""
    if not AxesProxyHandler.is_allowed(visit, _credentials(name)):
        raise _locked(visit, name)


def count_try(visit: Visit, name: str) -> None:
    """Count a wrong code for the name."""
    bare = HttpRequest()
    bare.META, bare.path = visit.META, visit.path
    AxesProxyHandler.user_login_failed(
        "vedich.people", credentials=_credentials(name), request=bare
    )


def let_wish(visit: Visit) -> None:
    """Count a wish for a code from this address. Raises Refused (``wish.often``)."""
    if not AxesProxyHandler.is_allowed(visit, _credentials(WISHES)):
        times = settings.AXES_FAILURE_LIMIT
        raise ASKED_OFTEN.refuse(times=times, time=_open_again(visit, WISHES))
    count_try(visit, WISHES)


def refusal(visit: Visit, name: str) -> Refused:
    """What to say after a wrong password: how many tries are left, or until when to wait."""
    failed = AxesProxyHandler.get_failures(visit, _credentials(name))
    left = settings.AXES_FAILURE_LIMIT - failed
    return WRONG.refuse(name=name, left=left) if left > 0 else _locked(visit, name)


def whom_to_ask(visit: Visit) -> str:
    """Names of administrators, else what they are called."""
    held = Post.objects.filter(role=ADMINISTRATOR, held_from__lte=visit.day)
    people = held.exclude(held_until__lte=visit.day).select_related("person").order_by("pk")
    if found := [post.person.name for post in people[:2]]:
        return ", ".join(found)
    role = table(visit.day).roles[ADMINISTRATOR]
    return role.vi if visit.language == "vi" else role.en


def _credentials(name: str) -> dict[str, str]:
    return {"username": name}


def _locked(visit: Visit, name: str) -> Refused:
    return LOCKED.refuse(
        times=settings.AXES_FAILURE_LIMIT,
        name=name,
        time=_open_again(visit, name),
        ask=whom_to_ask(visit),
    )


def _open_again(visit: Visit, name: str) -> str:
    wait: timedelta = settings.AXES_COOLOFF_TIME
    tried = (
        AccessAttempt.objects.filter(username=name, ip_address=get_client_ip_address(visit))
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    # rounded up to the next minute: at the time shown the door is open for certain
    again = (tried or visit.at) + wait + timedelta(minutes=1)
    return again.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%H:%M")
