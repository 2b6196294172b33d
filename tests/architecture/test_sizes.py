"""Files and functions stay small, modules say why they exist, and names say what things are."""

import ast
import re
from collections.abc import Sequence
from statistics import median, quantiles

from tests.architecture.source import ROOMS, Function, files, functions, name_of, tree

VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "stuff"}
STARTS = ("bot/__main__.py", "bot/wiring/")  # what starts the program loads its parts when they are wanted
TRIVIAL = 5  # lines: the budgets leave out files no longer than an empty package


def lines_of(function: Function) -> int:
    """Return how many lines a function takes, its docstring included."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def percentile_95(values: Sequence[int]) -> float:
    """Return the value that 95 of 100 do not pass."""
    return quantiles(values, n=20)[-1]


def lengths(*folders: str) -> dict[str, int]:
    """Return the lines of each file."""
    return {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files(*folders)}


def test_no_file_is_longer_than_400_lines() -> None:
    assert {name: lines for name, lines in lengths(*ROOMS, "tests").items() if lines > 400} == {}


def test_half_of_the_files_have_at_most_100_lines() -> None:
    assert median(lines for lines in lengths(*ROOMS).values() if lines > TRIVIAL) <= 100


def test_no_function_is_longer_than_50_lines() -> None:
    long = [
        f"{name_of(path)}:{function.lineno} {function.name}"
        for path in files(*ROOMS, "tests")
        for function in functions(path)
        if lines_of(function) > 50
    ]
    assert long == []


def test_half_of_the_functions_have_at_most_8_lines_and_95_of_100_at_most_30() -> None:
    sizes = [lines_of(function) for path in files(*ROOMS) for function in functions(path)]
    assert median(sizes) <= 8
    assert percentile_95(sizes) <= 30


def test_every_module_begins_with_one_sentence_on_why_it_exists() -> None:
    wrong = []
    for path in files(*ROOMS, "tests"):
        first = (ast.get_docstring(tree(path)) or "").split("\n\n")[0]
        if not re.search(r"[.!?。]$", first) or re.search(r"[.!?] [A-Z]", first):
            wrong.append(f"{name_of(path)}: {first!r}")
    assert wrong == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = [name_of(path) for path in files(*ROOMS, "tests")]
    assert [name for name in names if set(name.removesuffix(".py").split("/")) & VAGUE] == []


def test_own_packages_are_imported_inside_functions_only_where_the_program_is_put_together() -> None:
    deferred = [
        f"{name_of(path)}, in {function.name}"
        for path in files(*ROOMS, "tests")
        if not name_of(path).startswith(STARTS)
        for function in functions(path)
        for node in ast.walk(function)
        if imported_rooms(node)
    ]
    assert deferred == []


def imported_rooms(node: ast.AST) -> set[str]:
    """Return the own packages that an import statement names."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names} & set(ROOMS)
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]} & set(ROOMS)
    return set()


def test_every_function_says_what_it_takes_and_gives() -> None:
    """The type checker reads the same; this keeps a `# type: ignore` from hiding it."""
    bare = [
        f"{name_of(path)}:{function.lineno} {function.name}"
        for path in files(*ROOMS, "tests")
        for function in functions(path)
        if function.returns is None
    ]
    assert bare == []


def test_a_silenced_check_gives_its_reason_in_the_same_line() -> None:
    mark = re.compile(r"#\s*(?:type:\s*ignore\[[\w\s,-]+\]|noqa:\s*[A-Z0-9, ]+?|pragma: no cover)(?P<rest>.*)$")
    bare = re.compile(r"#\s*(?:type:\s*ignore|noqa)(?![:\[])(?!`)")
    wrong = []
    for path in files(*ROOMS, "tests"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = mark.search(line)
            if (found and len(found["rest"].strip(" #-")) < 8) or (bare.search(line) and '"' not in line):
                wrong.append(f"{name_of(path)}:{number}: {line.strip()}")
    assert wrong == []
