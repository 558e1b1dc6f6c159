"""Files and functions stay small enough to read in one go."""

import ast

from tests.house.sources import PACKAGE, TESTS, sources, told

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 60


def test_no_file_is_longer_than_400_lines() -> None:
    found = [
        f"{source.name} has {lines} lines"
        for source in sources(PACKAGE, TESTS)
        if (lines := len(source.text.splitlines())) > LINES_OF_A_FILE
    ]
    assert not found, told(found)


def test_no_function_is_longer_than_60_lines() -> None:
    found = [
        f"{source.at(node)} {node.name} has {lines} lines"
        for source in sources(PACKAGE, TESTS)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := node.end_lineno - node.lineno + 1) > LINES_OF_A_FUNCTION
    ]
    assert not found, told(found)
