"""Every text of the pages has its English, with the same gaps, and no English is left over."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from vedich.web.extracting import KEYWORDS, TEMPLATES, entry, missing, texts
from vedich.web.translation import CATALOGUE, read


ROOT = Path(__file__).parents[2]
GAP = re.compile(r"%\((\w+)\)s")

FOUND = list(texts())


def gaps(text: str) -> set[str]:
    return set(GAP.findall(text))


def faults(vietnamese: tuple[str, ...], english: tuple[str, ...]) -> list[str]:
    """What is wrong with a pair of texts."""
    found = []
    if not english or not all(english):
        return ["not translated"]
    if set().union(*map(gaps, vietnamese)) != gaps(english[-1]):
        found.append("other gaps")
    if not all(gaps(one) <= set().union(*map(gaps, vietnamese)) for one in english):
        found.append("a gap nobody fills")
    for text in (*vietnamese, *english):
        bare = GAP.sub("", text).replace("%%", "")
        if "%" in bare:
            found.append(f"a lone per cent sign: {text}")
        if text != " ".join(text.split()):
            found.append(f"odd spaces: {text}")
    return found


def not_constant(source: str) -> list[int]:
    """Lines of a template where `_` and its like are called with anything but a constant text."""
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(source)
    return [
        call.lineno
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
        and call.node.name in KEYWORDS
        and not (call.args and isinstance(call.args[0], nodes.Const))
    ]


def python_calls(source: str) -> Iterator[int]:
    """Lines of a module that translate: texts of pages stand in templates only."""
    for node in ast.walk(ast.parse(source)):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in KEYWORDS:
            yield called.lineno


# -- the product -----------------------------------------------------------------------------------


def test_every_text_has_its_english() -> None:
    assert "\n".join(entry(forms) for forms in missing().values()) == ""


def test_a_text_and_its_english_say_the_same_values() -> None:
    english = read(CATALOGUE)
    found = {
        forms[0]: wrong
        for _, _, forms in FOUND
        if forms[0] in english and (wrong := faults(forms, english[forms[0]]))
    }
    assert found == {}


def test_no_english_is_left_over() -> None:
    used = {forms[0] for _, _, forms in FOUND}
    with CATALOGUE.open("rb") as stream:
        held = [one.id if isinstance(one.id, str) else one.id[0] for one in read_po(stream)]
    assert [one for one in held if one and one not in used] == []


def test_no_text_is_entered_twice() -> None:
    # babel keeps the last of two and says nothing
    lines = CATALOGUE.read_text(encoding="utf-8").splitlines()
    sources = Counter(line for line in lines if line.startswith("msgid "))
    assert [line for line, times in sources.items() if times > 1] == []


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_a_template_translates_constant_texts_only(path: Path) -> None:
    assert not_constant(path.read_text(encoding="utf-8")) == []


def test_python_makes_no_texts_for_pages() -> None:
    web = ROOT / "vedich" / "web"
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for folder in (web, ROOT / "vedich" / "apps")
        for path in folder.rglob("*.py")
        for line in python_calls(path.read_text(encoding="utf-8"))
    }
    assert found == set()


# -- the guard itself ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vietnamese", "english", "fault"),
    [
        ("Còn %(n)s", "", "not translated"),
        ("Còn %(n)s", "Left", "other gaps"),
        ("Còn", "%(n)s left", "other gaps"),
        ("Đạt 20%", "20%% met", "a lone per cent sign: Đạt 20%"),
        ("Còn  hai", "Two left", "odd spaces: Còn  hai"),
    ],
)
def test_the_guard_sees_a_bad_pair(vietnamese: str, english: str, fault: str) -> None:
    assert fault in faults((vietnamese,), (english,))


@pytest.mark.parametrize(
    "call", ["_(word)", '_("a" ~ b)', "gettext(x)", '_("a" if b else "c")', "_()"]
)
def test_the_guard_sees_a_text_put_together(call: str) -> None:
    assert not_constant(f"<p>\n{{{{ {call} }}}}</p>") == [2]


def test_the_guard_lets_a_constant_with_values_pass() -> None:
    assert not_constant('{{ _("Còn %(n)s", n=n) }}') == []


def test_the_guard_sees_python_that_translates() -> None:
    assert list(python_calls('x = _(f"a {b}")\n')) == [1]


def test_the_guard_reads_every_kind_of_text(tmp_path: Path) -> None:
    page = '{{ _("một") }}{% trans %}hai{% endtrans %}{{ ngettext("ba", "bốn", 2) }}'
    (tmp_path / "x.html").write_text(page, encoding="utf-8")
    assert [forms for _, _, forms in texts(tmp_path)] == [("một",), ("hai",), ("ba", "bốn")]
