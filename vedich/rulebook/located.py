"""YAML whose every value knows its file and line, so that a refusal can point at it.

Nothing is guessed: all plain values are text (YAML 1.1 would read the code 010 as 8 and “no” as
False) and are turned into numbers, days and choices by the one who asks for them. A key written
twice and a key that nobody asked for are refused: both are how a typing slip in a law goes unseen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NoReturn, TypeVar

import yaml

from vedich.core.errors import Language, Refused
from vedich.core.periods import parse_day
from vedich.rulebook.refusals import (
    KEY_MISSING,
    KEY_TWICE,
    KEY_UNKNOWN,
    NOT_A_CHOICE,
    NOT_A_LIST,
    NOT_A_MAPPING,
    NOT_TEXT,
    NOT_WHOLE,
    NOT_YAML,
    RefusedAt,
    Spot,
)


# The C parser reads the same language and is over ten times faster; not every wheel of PyYAML has
# it. Base loaders know text, lists and mappings only: they can build no Python object.
_Loader: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULLS: Final = ("~", "null")

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Words:
    """One name or sentence in both languages; Vietnamese is the source."""

    vi: str
    en: str

    @staticmethod
    def read(entry: Entry) -> Words:
        """The texts ``vi`` and ``en`` of `entry`, neither blank."""
        return Words(entry.text("vi"), entry.text("en"))

    def say(self, language: Language) -> str:
        """The text in `language`."""
        return self.vi if language == "vi" else self.en


class Entry:
    """One mapping of a file. What is asked for is ticked off; `close` refuses what is left.

    Every method raises RefusedAt, with the line of the value in question.
    """

    def __init__(self, file: str, node: yaml.Node, what: str) -> None:
        self.spot = _spot(file, node)
        if not isinstance(node, yaml.MappingNode):
            raise RefusedAt(self.spot, NOT_A_MAPPING.refuse(what=what))
        self._file = file
        self._lines: dict[str, int] = {}
        self._nodes: dict[str, yaml.Node] = {}
        self._asked: dict[str, None] = {}
        for key_node, node_below in node.value:
            key, spot = _scalar(file, key_node, what), _spot(file, key_node)
            if key in self._nodes:
                raise RefusedAt(spot, KEY_TWICE.refuse(key=key, line=self._lines[key]))
            self._nodes[key], self._lines[key] = node_below, spot.line

    def has(self, key: str) -> bool:
        """Whether `key` is there with a value; null, ~ and nothing are no value."""
        self._asked[key] = None
        node = self._nodes.get(key)
        return node is not None and not _is_null(node)

    def text(self, key: str) -> str:
        """The text of `key`, which must not be blank."""
        return _scalar(self._file, self._node(key), key)

    def day(self, key: str) -> date:
        """The ISO day of `key`."""
        return self.read(key, parse_day)

    def read(self, key: str, reader: Callable[[str], T]) -> T:
        """What `reader` makes of the text of `key`; what it refuses is refused at this line."""
        text = self.text(key)
        try:
            return reader(text)
        except Refused as wrong:
            self.refuse(wrong, key)

    def whole(self, key: str, low: int, high: int) -> int:
        """The whole number of `key`, from `low` to `high`."""
        text = self.text(key)
        digits = text.isascii() and text.isdigit() and len(text) <= len(str(high))
        if not (digits and low <= int(text) <= high):
            self.refuse(NOT_WHOLE.refuse(key=key, value=text, low=low, high=high), key)
        return int(text)

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """The member of `kind` that `key` names."""
        return kind(self._one_of(key, [member.value for member in kind]))

    def flag(self, key: str) -> bool:
        """Whether `key` says true; it must say true or false."""
        return self._one_of(key, ["true", "false"]) == "true"

    def words(self, key: str) -> Words:
        """The text of `key` in both languages."""
        return self.one(key, Words.read)

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts in the list of `key`."""
        return tuple(_scalar(self._file, node, key) for node in self._items(key))

    def one(self, key: str, build: Callable[[Entry], T]) -> T:
        """What `build` makes of the mapping of `key`, nothing of it left over."""
        return Entry(self._file, self._node(key), key).build(build)

    def many(self, key: str, build: Callable[[Entry], T]) -> tuple[T, ...]:
        """What `build` makes of each mapping in the list of `key`."""
        return tuple(Entry(self._file, node, key).build(build) for node in self._items(key))

    def build(self, build: Callable[[Entry], T]) -> T:
        """What `build` makes of this mapping. Raises RefusedAt where a key was not asked for."""
        try:
            built = build(self)
        except RefusedAt:
            raise
        except Refused as wrong:
            self.refuse(wrong)
        for key in self._nodes:
            if key not in self._asked:
                self.refuse(KEY_UNKNOWN.refuse(key=key, known=", ".join(self._asked)), key)
        return built

    def refuse(self, wrong: Refused, key: str = "") -> NoReturn:
        """Raise `wrong` with the line of `key`, or of the whole entry."""
        line = self._lines.get(key, self.spot.line)
        raise RefusedAt(Spot(self._file, line), wrong) from None

    def _one_of(self, key: str, choices: list[str]) -> str:
        text = self.text(key)
        if text not in choices:
            said = ", ".join(choices)
            self.refuse(NOT_A_CHOICE.refuse(key=key, value=text, choices=said), key)
        return text

    def _node(self, key: str) -> yaml.Node:
        if not self.has(key):
            self.refuse(KEY_MISSING.refuse(key=key), key)
        return self._nodes[key]

    def _items(self, key: str) -> list[yaml.Node]:
        node = self._node(key)
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.refuse(NOT_A_LIST.refuse(what=key), key)
        nodes: list[yaml.Node] = node.value
        return nodes


def parse(text: str, file: str, build: Callable[[Entry], T]) -> T:
    """What `build` makes of the YAML mapping `text`; `file` is the name that refusals give.

    Raises RefusedAt for text that is not one YAML document, and whatever `build` refuses.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RefusedAt(Spot(file, line), NOT_YAML.refuse(problem=error.problem)) from None
    except yaml.YAMLError as error:
        # a character that no text file holds: the parsers name it, but no line
        problem = str(error).splitlines()[0]
        raise RefusedAt(Spot(file, 1), NOT_YAML.refuse(problem=problem)) from None
    if node is None:
        raise RefusedAt(Spot(file, 1), NOT_A_MAPPING.refuse(what=file))
    return Entry(file, node, file).build(build)


def _spot(file: str, node: yaml.Node) -> Spot:
    return Spot(file, node.start_mark.line + 1)


def _is_null(node: yaml.Node) -> bool:
    # "null" in quotation marks is a word; only the bare one means nothing
    return isinstance(node, yaml.ScalarNode) and (
        not node.value.strip() or (not node.style and node.value in _NULLS)
    )


def _scalar(file: str, node: yaml.Node, what: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise RefusedAt(_spot(file, node), NOT_TEXT.refuse(what=what))
    if _is_null(node):
        raise RefusedAt(_spot(file, node), KEY_MISSING.refuse(key=what))
    return str(node.value).strip()
