"""Every message for people is whole in both languages, and named once."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import vedich.core
import vedich.engine
import vedich.rulebook
from vedich.core.errors import Message, catalogue


def modules() -> Iterator[ModuleType]:
    """Every module of the bands whose messages people read."""
    for band in (vedich.core, vedich.engine, vedich.rulebook):
        for found in pkgutil.walk_packages(band.__path__, f"{band.__name__}."):
            yield importlib.import_module(found.name)


def declarations(source: str) -> Iterator[str]:
    """The code of every Message that the text of a module declares."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Message":
            codes = [one.value for one in node.keywords if one.arg == "code"] or node.args
            yield str(ast.literal_eval(codes[0]))


DECLARED = [
    (code, module.__name__)
    for module in modules()
    for code in declarations(Path(module.__file__ or "").read_text(encoding="utf-8"))
]
MESSAGES = [catalogue()[code] for code, _ in sorted(DECLARED)]


def faults(message: Message) -> list[str]:
    """What the house rules of words find wrong; the constructor has refused the rest."""
    found: list[str] = []
    if message.vi == message.en:
        found.append("not translated")
    if not any(letter > "\x7f" and letter.isalpha() for letter in message.vi):
        found.append("not Vietnamese")
    if gaps(message.vi) != gaps(message.en):
        found.append("other values")
    for text in (message.vi, message.en):
        if unicodedata.normalize("NFC", text) != text:
            found.append("letters in pieces")
        if '"' in text or "'{" in text:
            found.append("straight quotes")
        if text != " ".join(text.split()):
            found.append("odd spaces")
        if not (text[0] in "“{" or text[0].isupper() or text[0].isdigit()):
            found.append("starts small")
    return found


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("message", MESSAGES, ids=lambda one: str(one.code))
def test_a_message_is_whole_in_both_languages(message: Message) -> None:
    assert faults(message) == []


@pytest.mark.parametrize("message", MESSAGES, ids=lambda one: str(one.code))
def test_a_message_can_be_said_with_its_values(message: Message) -> None:
    refused = message.refuse(**dict.fromkeys(gaps(message.vi), "X"))
    assert "{" not in refused.say("vi") + refused.say("en")


def test_a_code_is_declared_once() -> None:
    assert [code for code, n in Counter(code for code, _ in DECLARED).items() if n > 1] == []


def test_in_the_core_a_prefix_leads_to_one_module() -> None:
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for code, module in DECLARED:
        if module.startswith("vedich.core."):
            homes[code.split(".")[0]].add(module.split(".")[2])
    assert {prefix: found for prefix, found in homes.items() if len(found) > 1} == {}


def test_the_guard_meets_every_message_of_these_bands() -> None:
    constants = {
        value.code
        for module in modules()
        for value in vars(module).values()
        if isinstance(value, Message)
    }
    assert constants <= {code for code, _ in DECLARED}


@pytest.mark.parametrize(
    ("vi", "en", "fault"),
    [
        ("Same.", "Same.", "not translated"),
        ("Sai roi.", "Wrong.", "not Vietnamese"),
        ("Số “{x}” sai.", 'The number "{x}" is wrong.', "straight quotes"),
        ("Số '{x}' sai.", "The number “{x}” is wrong.", "straight quotes"),
        ("Số  sai.", "Wrong number.", "odd spaces"),
        ("số sai.", "Wrong number.", "starts small"),
        (unicodedata.normalize("NFD", "Số sai."), "Wrong number.", "letters in pieces"),
    ],
)
def test_the_guard_sees_bad_words(vi: str, en: str, fault: str) -> None:
    code = "test." + re.sub("[^a-z]", "_", ascii(vi + en).lower())
    assert fault in faults(Message(code=code, vi=vi, en=en))


def test_the_guard_sees_a_code_declared_anywhere() -> None:
    source = 'def f():\n    Message(code="a.b", vi="", en="")\n    Message("a.c", "", "")\n'
    assert list(declarations(source)) == ["a.b", "a.c"]
