"""What a body says before the last word of a policy is told as noted, in the same entry as what it decides."""

from collections.abc import Callable

from tests.commands.conftest import Ended

WHO = ("--operator", "A. Curator (demo)", "--because", "agreed")


def test_a_body_decides_one_line_and_is_only_noted_on_another(
    run: Callable[..., Ended], demonstration: str
) -> None:
    asked = ("--borrower", "T. Teacher (demo)", "--kind", "display", "--number", "L-9")
    lines = ("--line", "Practice rock 1,3", "--line", "CE5C0800YJYX001GP")
    begun = run("loan", "new", demonstration, *WHO, *asked, *lines)
    assert begun.code == 0, begun.err
    decided = run("loan", "decide", demonstration, "L-9/1", "L-9/2", "--body", "LESEC", *WHO)
    told = "LESEC: L-9/1 (Practice rock 1,3) approved and L-9/2 (CE5C0800YJYX001GP) recommended"
    assert told in decided.out, decided.err
    assert "recommended" not in run("loan", "decide", demonstration, "L-9/2", "--body", "CNSA", *WHO).out
