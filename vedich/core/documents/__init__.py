"""Reading a resolution: from frozen text to proposals (R8, R9, R12, R15).

`read` takes a `FrozenText` and a `Lexicon` and gives a `Reading`. Standard library only.
"""

from vedich.core.documents._plain import plain
from vedich.core.documents._proposals import Comparator, Kind, Proposal, Reading, TaskProposal
from vedich.core.documents._reader import read
from vedich.core.documents._text import Block, BlockKind, Cell, FrozenText, Table
from vedich.core.documents.lexicon import Lexicon


__all__ = [
    "Block",
    "BlockKind",
    "Cell",
    "Comparator",
    "FrozenText",
    "Kind",
    "Lexicon",
    "Proposal",
    "Reading",
    "Table",
    "TaskProposal",
    "plain",
    "read",
]
