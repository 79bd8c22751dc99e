"""Tasks of a document: what, who leads, who cooperates, by when, what comes out of it (R15)."""

from __future__ import annotations

from collections.abc import Sequence

from vedich.core.documents._proposals import TaskProposal
from vedich.core.documents._tables import tables_of
from vedich.core.documents._task_names import known_names
from vedich.core.documents._task_tables import tasks_of_tables
from vedich.core.documents._task_text import tasks_of_text
from vedich.core.documents._text import FrozenText, Table
from vedich.core.documents._view import View
from vedich.core.documents.lexicon import Lexicon


def read_tasks(
    source: FrozenText,
    lexicon: Lexicon,
    view: View | None = None,
    tables: Sequence[Table] | None = None,
) -> tuple[TaskProposal, ...]:
    """The tasks of `source`, in the order of the text. Never raises; a general call is no task.

    From sentences that tell an organ to do something, from lists under the name of one, from the
    labelled lines of an action programme and from annexes of assignment. The span is that of the
    sentence, of the item with its labels, or of the row.
    """
    view = view or View(source.text)
    known = known_names(lexicon)
    tables = tables_of(source, lexicon, view) if tables is None else tables
    found = [
        *tasks_of_text(source, tables, known, view),
        *tasks_of_tables(source, tables, lexicon, known, view),
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))
