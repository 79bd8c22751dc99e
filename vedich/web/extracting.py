"""Which texts the templates hold, for the guard of translations and for people who translate.

`python -m vedich.web.extracting` prints entries that locale/en.po lacks, ready to be filled in.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jinja2.ext import babel_extract

from vedich.web.translation import CATALOGUE, read


TEMPLATES: Final = Path(__file__).parent / "templates"
KEYWORDS: Final = ("_", "gettext", "ngettext")
OPTIONS: Final = {
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "newstyle_gettext": "true",
    "silent": "false",
}


def texts(folder: Path = TEMPLATES) -> Iterator[tuple[Path, int, tuple[str, ...]]]:
    """Every text: the template, the line, and its one form or two (one, many).

    Raises TemplateSyntaxError for a template that Jinja cannot read.
    """
    for path in sorted(folder.rglob("*.html")):
        with path.open("rb") as stream:
            for line, _, said, _ in babel_extract(stream, KEYWORDS, [], OPTIONS):
                forms = (said,) if isinstance(said, str) else said or ()
                yield path, line, tuple(one for one in forms if isinstance(one, str))


def missing(folder: Path = TEMPLATES, catalogue: Path = CATALOGUE) -> dict[str, tuple[str, ...]]:
    """The texts without English, by source."""
    known = read(catalogue)
    return {forms[0]: forms for _, _, forms in texts(folder) if forms and forms[0] not in known}


def entry(forms: tuple[str, ...]) -> str:
    """An empty entry for the catalogue."""
    quoted = [
        f'"{one.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}"'
        for one in forms
    ]
    if len(quoted) == 1:
        return f'msgid {quoted[0]}\nmsgstr ""\n'
    return f'msgid {quoted[0]}\nmsgid_plural {quoted[1]}\nmsgstr[0] ""\nmsgstr[1] ""\n'


if __name__ == "__main__":
    sys.stdout.write("\n".join(entry(forms) for forms in missing().values()))
