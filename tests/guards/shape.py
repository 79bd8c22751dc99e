"""The shape of the code, measured from its syntax trees alone; nothing is imported or run.

`python -m tests.guards.shape` prints every figure beside the house thresholds. What is counted:

    code lines  physical lines that hold code: no blanks, comments or docstrings
    function    every def; from its first line to its last, without its docstring
    branches    1 + if, for, while, except, and/or, ternary, case, comprehension-if
    typed       every parameter but self and cls has a hint, and so has the result
    import      of our own modules when the module is loaded; inside functions counted apart
"""

from __future__ import annotations

import ast
import io
import statistics
import sys
import tokenize
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final


ROOT: Final = Path(__file__).parents[2] / "vedich"
Def = ast.FunctionDef | ast.AsyncFunctionDef
BRANCHES: Final = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp)
NO_CODE: Final = {
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True)
class Function:
    """One def, as measured."""

    where: str
    lines: int
    branches: int
    typed: bool


@dataclass(frozen=True)
class Module:
    """One file, as measured. `parts` are it and its public classes and functions: documented?"""

    name: str
    lines: int
    comments: int
    functions: Sequence[Function]
    parts: Mapping[str, bool]
    imports: frozenset[str]
    inside: Sequence[str]

    def under(self, *bands: str) -> bool:
        """True where the module stands in one of the `bands`."""
        return any(f".{band}." in f".{self.name}." for band in bands)


# -- one module ------------------------------------------------------------------------------------


def read(root: Path) -> list[Module]:
    """Every module of the package in the folder `root`; migrations are left out."""
    paths = {
        _name(path, root): path
        for path in sorted(root.rglob("*.py"))
        if "migrations" not in path.parts
    }
    return [_module(name, path, frozenset(paths)) for name, path in paths.items()]


def _name(path: Path, root: Path) -> str:
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _module(name: str, path: Path, known: frozenset[str]) -> Module:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    lines, comments = _lines(source, tree)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    imports = [
        (target, inside)
        for node, inside in _imports(tree, inside=False)
        for target in _targets(node, package, known)
        if target != name
    ]
    return Module(
        name,
        lines,
        comments,
        [_function(node, name) for node in _statements(tree) if isinstance(node, Def)],
        dict(_parts(tree, name)),
        frozenset(target for target, inside in imports if not inside),
        [f"{name} imports {target}" for target, inside in imports if inside],
    )


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """All that stands in `node` and is no expression: most of a tree is, and none of it matters."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr):
            yield child
            yield from _statements(child)


def _docstring_lines(node: ast.AST) -> range:
    if not isinstance(node, ast.Module | ast.ClassDef | Def) or ast.get_docstring(node) is None:
        return range(0)
    return range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)


def _lines(source: str, tree: ast.Module) -> tuple[int, int]:
    """Lines with code, and lines that hold a comment and nothing else."""
    code: set[int] = set()
    comments: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            comments.add(token.start[0])
        elif token.type not in NO_CODE:
            code.update(range(token.start[0], token.end[0] + 1))
    quoted = {line for node in (tree, *_statements(tree)) for line in _docstring_lines(node)}
    return len(code - quoted), len(comments - code)


def _function(node: Def, module: str) -> Function:
    arguments = node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    if named and named[0].arg in ("self", "cls"):
        named = named[1:]
    hinted = [*named, *(star for star in (arguments.vararg, arguments.kwarg) if star)]
    length = (node.end_lineno or 0) - node.lineno + 1 - len(_docstring_lines(node))
    typed = node.returns is not None and all(one.annotation for one in hinted)
    return Function(f"{module}:{node.lineno} {node.name}", length, _branches(node), typed)


def _branches(node: Def) -> int:
    count = 1
    for child in ast.walk(node):
        count += isinstance(child, (*BRANCHES, ast.match_case))
        if isinstance(child, ast.BoolOp):
            count += len(child.values) - 1
        elif isinstance(child, ast.comprehension):
            count += len(child.ifs)
    return count


def _parts(node: ast.Module | ast.ClassDef | Def, name: str) -> Iterator[tuple[str, bool]]:
    """The names of `node` and its public parts, each with whether it has a docstring."""
    yield name, ast.get_docstring(node) is not None
    for child in () if isinstance(node, Def) else node.body:
        if isinstance(child, ast.ClassDef | Def) and not child.name.startswith("_"):
            yield from _parts(child, f"{name}.{child.name}")


def _imports(node: ast.AST, *, inside: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Every import and whether it stands inside a function; those for the type checker left out."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, inside
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for other in child.orelse:
                yield from _imports(other, inside=inside)
        elif not isinstance(child, ast.expr):
            yield from _imports(child, inside=inside or isinstance(child, Def))


def _targets(
    node: ast.Import | ast.ImportFrom, package: str, known: frozenset[str]
) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in known)
        return
    base = node.module or ""
    if node.level:
        above = package.split(".")[: package.count(".") + 2 - node.level]
        base = ".".join([*above, base] if base else above)
    for alias in node.names:
        # “from package import module” is an import of the module alone
        yield from [one for one in (f"{base}.{alias.name}", base) if one in known][:1]


# -- the whole -------------------------------------------------------------------------------------


def circle(modules: Iterable[Module]) -> list[str]:
    """Modules that import each other in a circle, the first of them again at the end; or none."""
    try:
        TopologicalSorter({one.name: one.imports for one in modules}).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def longest_chain(modules: Iterable[Module]) -> int:
    """Modules on the longest chain of imports. Raises CycleError where there is a circle."""
    graph: Mapping[str, frozenset[str]] = {one.name: one.imports for one in modules}
    depth: dict[str, int] = {}
    for name in TopologicalSorter(graph).static_order():
        depth[name] = 1 + max((depth[other] for other in graph[name]), default=0)
    return max(depth.values(), default=0)


@dataclass(frozen=True)
class Figure:
    """One measured figure beside the house thresholds: `green` is the aim, past `limit` it is red.

    `least`: the limit is the least allowed, not the most. `held`: red breaks the build; else it is
    only shown. `offenders` say where it went wrong.
    """

    what: str
    found: float
    green: float
    limit: float
    offenders: Sequence[str] = ()
    least: bool = False
    held: bool = True

    @property
    def red(self) -> bool:
        """True where the figure is past its limit."""
        return self.found < self.limit if self.least else self.found > self.limit

    def __str__(self) -> str:
        mark = ("RED" if self.held else "red, not held") if self.red else ""
        text = f"{self.what:42} {self.found:8g} {self.green:8g} {self.limit:8g} {mark}"
        return "\n    ".join([text.rstrip(), *(self.offenders if self.red else ())])


def share(part: int, whole: int) -> float:
    """Per cent, 100 of nothing."""
    return round(100 * part / whole, 2) if whole else 100.0


def tenth(numbers: Sequence[int]) -> int:
    """The number that nine of ten do not pass."""
    return sorted(numbers)[min(len(numbers) - 1, int(0.9 * len(numbers)))] if numbers else 0


def figures(modules: Sequence[Module]) -> list[Figure]:
    """What the house holds its code to (STYLE §2)."""
    exact = [one for one in modules if one.under("core", "engine", "actions", "queries")]
    core = [one for one in modules if one.under("core")]
    return [
        *_sizes([one for one in modules if one.lines]),
        *_lengths([function for one in modules for function in one.functions]),
        *_graph(modules),
        _typed("typed, exact bands, %", exact, 100),
        _typed("typed, whole, %", modules, 95),
        _documented("documented, core and its public parts, %", core, whole=True),
        _documented("documented, modules, %", [one for one in modules if one.lines], whole=False),
    ]


def _sizes(modules: Sequence[Module]) -> Iterator[Figure]:
    sizes = [one.lines for one in modules]
    long = [f"{one.name}: {one.lines}" for one in modules if one.lines > 600]
    yield Figure("lines per module: median", statistics.median(sizes or [0]), 60, 90, held=False)
    yield Figure("lines per module: nine of ten under", tenth(sizes), 200, 300, held=False)
    yield Figure("lines per module: longest", max(sizes, default=0), 400, 600, long)


def _lengths(functions: Sequence[Function]) -> Iterator[Figure]:
    lengths = [one.lines for one in functions]
    long = [f"{one.where}: {one.lines}" for one in functions if one.lines > 90]
    over = [one.where for one in functions if one.branches > 10]
    percent = share(len(over), len(functions)) if functions else 0
    yield Figure("lines per function: median", statistics.median(lengths or [0]), 7, 10, held=False)
    yield Figure("lines per function: nine of ten under", tenth(lengths), 24, 32, held=False)
    yield Figure("lines per function: longest", max(lengths, default=0), 60, 90, long)
    yield Figure("functions over 10 branches, %", percent, 0.5, 1.5, over, held=False)


def _graph(modules: Sequence[Module]) -> Iterator[Figure]:
    found = circle(modules)
    inside = [one for module in modules for one in module.inside]
    yield Figure("circles of imports", bool(found), 0, 0, [" → ".join(found)])
    yield Figure("imports inside functions", len(inside), 3, 10, inside)
    if not found:
        yield Figure("longest chain of imports", longest_chain(modules), 14, 20, held=False)


def _typed(what: str, modules: Iterable[Module], limit: float) -> Figure:
    functions = [function for one in modules for function in one.functions]
    bare = [one.where for one in functions if not one.typed]
    percent = share(len(functions) - len(bare), len(functions))
    return Figure(what, percent, 100, limit, bare, least=True)


def _documented(what: str, modules: Sequence[Module], *, whole: bool) -> Figure:
    parts = {
        name: documented
        for one in modules
        for name, documented in one.parts.items()
        if whole or name == one.name
    }
    percent = share(sum(parts.values()), len(parts))
    bare = [name for name, documented in parts.items() if not documented]
    return Figure(what, percent, 100, 100 if whole else 90, bare, least=True)


def comments(modules: Iterable[Module]) -> float:
    """Comment lines per 100 code lines; too few and too many are both a smell, so only shown."""
    core = [one for one in modules if one.under("core")]
    code = sum(one.lines for one in core)
    return round(100 * sum(one.comments for one in core) / code, 1) if code else 0.0


def report(modules: Sequence[Module]) -> str:
    """The figures as people read them."""
    head = f"{'':42} {'found':>8} {'green':>8} {'limit':>8}"
    said = f"{'comment lines per 100, core':42} {comments(modules):8g}     6–14     4–20"
    return "\n".join([head, *map(str, figures(modules)), said])


def main(root: Path = ROOT) -> int:
    """Print the figures; 1 where one is red."""
    modules = read(root)
    sys.stdout.write(report(modules) + "\n")
    return int(any(one.red and one.held for one in figures(modules)))


if __name__ == "__main__":
    sys.exit(main())
