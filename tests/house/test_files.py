"""Files are the same bytes on every system, and let go of when they are closed."""

import ast
import re

from tests.house.sources import PACKAGE, called, sources, told

TEXT_MODES = {"r", "w", "a", "x", "r+", "w+", "a+", "x+", "rt", "wt", "at", "xt"}
DEVICES = {"standard_streams.py"}
"""It opens what a console is, and no file."""


def test_a_text_file_says_its_encoding_and_one_that_is_written_how_its_lines_end() -> None:
    found = [
        f"{source.at(call)} {called(call)} without {' and '.join(sorted(lacking))}"
        for source in sources(PACKAGE)
        if source.path.name not in DEVICES and ("open(" in source.text or "_text(" in source.text)
        for call in source.nodes(ast.Call)
        if (lacking := wanted(call) - said(call))
    ]
    assert not found, told(found)


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence() -> None:
    found = [
        source.at(call)
        for source in sources(PACKAGE)
        if "services" in source.path.parts
        for call in source.nodes(ast.Call)
        if called(call) in {"mkdir", "makedirs"}
    ]
    assert not found, told([f"{each} makes a folder without `make_folder`" for each in found])


def test_who_meets_an_error_of_the_system_looks_which_before_a_cause_is_named() -> None:
    """A full disk, a missing right and a failing disk are all one `OSError`."""
    causes = ("disk_full", "disk_fault", "folder_read_only", "no_permission", "no_room", "read_only", "in_use")
    looks = {"errno", "winerror", "store_error_from", "sheet_error_from"}
    handlers = [
        (source, node)
        for source in sources(PACKAGE)
        if "OSError" in source.text
        for node in (*source.nodes(ast.ExceptHandler), *source.nodes(ast.If))
        if is_of_system(node)
    ]
    found = [
        source.at(node)
        for source, node in handlers
        if not looks & names_in(node)
        and any(
            isinstance(each, ast.Constant) and str(each.value).endswith(causes)
            for statement in node.body
            for each in ast.walk(statement)
        )
    ]
    assert handlers
    assert not found, told([f"{each} names a cause without looking at it: `store_error_from`" for each in found])


def is_of_system(node: ast.ExceptHandler | ast.If) -> bool:
    """Whether what follows is done about any error of the system, whichever it is."""
    if isinstance(node, ast.ExceptHandler):
        return node.type is not None and "OSError" in names_in(node.type)
    return any(
        isinstance(each, ast.Call) and called(each) == "isinstance" and "OSError" in names_in(each)
        for each in ast.walk(node.test)
    )


def names_in(node: ast.AST) -> set[str]:
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return names | {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}


def test_the_window_asks_whether_a_file_is_there_without_raising() -> None:
    """A folder that may not be looked into, such as a stick of somebody else, is no fault of the program."""
    asks = {"exists", "is_dir", "is_file", "samefile"}
    found = [
        f"{source.at(call)} {called(call)}"
        for source in sources(PACKAGE)
        if "desktop" in source.path.parts
        for call in source.nodes(ast.Call)
        if isinstance(call.func, ast.Attribute) and called(call) in asks
    ]
    assert not found, told([f"{each}: ask `is_there`, `is_folder` or `is_same`" for each in found])


def test_columns_of_the_command_line_count_a_chinese_sign_as_two_places() -> None:
    commands = [each for each in sources(PACKAGE) if "commands" in each.path.parts]
    found = [
        f"{source.path.name}: {each} fills without `filled`"
        for source in commands
        for each in re.findall(r":<\d+\}|\.ljust\(", source.text)
    ]
    assert commands
    assert not found, told(found)


def wanted(call: ast.Call) -> set[str]:
    """What a call must say that reads or writes text in a file; nothing of another call."""
    if called(call) == "read_text":
        return {"encoding"}
    if called(call) == "write_text":
        return {"encoding", "newline"}
    mode = mode_of(call)
    if mode is None or mode not in TEXT_MODES:
        return set()
    return {"encoding"} if mode in {"r", "rt"} else {"encoding", "newline"}


def mode_of(call: ast.Call) -> str | None:
    """The mode in which a call opens a file; None where it opens none, or none of text."""
    if called(call) != "open":
        return None
    at = 1 if isinstance(call.func, ast.Name) else 0
    modes = [*call.args[at : at + 1], *(word.value for word in call.keywords if word.arg == "mode")]
    for mode in modes:
        if isinstance(mode, ast.Constant) and isinstance(mode.value, str):
            return mode.value
    # A path is opened for reading with no mode at all; a dialog that opens says no encoding either.
    return "r" if {"encoding", "newline", "errors"} & {word.arg for word in call.keywords} else None


def said(call: ast.Call) -> set[str]:
    """What a call says: by name, or an encoding as the one thing told to `read_text`, second to `write_text`."""
    by_name = {str(word.arg) for word in call.keywords}
    place = {"read_text": 1, "write_text": 2}.get(called(call), 0)
    return by_name | ({"encoding"} if place and len(call.args) >= place else set())


def test_the_rule_for_text_files_sees_what_it_must() -> None:
    def lacks(text: str) -> set[str]:
        call = ast.parse(text, mode="eval").body
        assert isinstance(call, ast.Call)
        return wanted(call) - said(call)

    assert lacks("path.write_text(text)") == {"encoding", "newline"}
    assert lacks("path.write_text(text, 'utf-8', newline='\\n')") == set()
    assert lacks("path.read_text()") == {"encoding"}
    assert lacks("path.read_text('ascii')") == set()
    assert lacks("path.open('w', encoding='utf-8')") == {"newline"}
    assert lacks("open(path, 'a', encoding='utf-8', newline='')") == set()
    assert lacks("path.open('rb')") == set()
    assert lacks("dialog.open()") == set()


def test_every_connection_to_a_file_closes_its_cursors() -> None:
    bare = [
        source.at(call)
        for source in sources(PACKAGE)
        if "sqlite3.connect" in source.text
        for call in source.nodes(ast.Call)
        if ast.unparse(call.func) == "sqlite3.connect"
        and ast.unparse(call.args[0]) != "':memory:'"
        and not any(word.arg == "factory" for word in call.keywords)
    ]
    assert not bare, told(bare)


def test_files_of_a_folder_are_put_in_order_by_what_is_the_same_on_every_system() -> None:
    found = [
        each.at(node)
        for each in sources(PACKAGE)
        for node in each.nodes(ast.Call)
        if called(node) == "sorted"
        and not node.keywords
        and isinstance(node.args[0], ast.Call)
        and called(node.args[0]) in {"glob", "rglob", "iterdir"}
    ]
    assert found == [], "in_order of file_names does it; Windows sorts paths without a look at capitals"
