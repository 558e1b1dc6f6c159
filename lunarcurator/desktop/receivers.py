"""Who an answer is for: one that comes when its window has been taken away reaches nobody, and raises nothing."""

from collections.abc import Callable, Iterator
from functools import partial
from types import BuiltinMethodType, FunctionType, MethodType

from PySide6.QtCore import QObject
from shiboken6 import isValid


def lives(receiver: Callable[..., object]) -> bool:
    """Tell whether everything of the window that a function belongs to, or holds, is still there."""
    return all(isValid(each) for each in _held(receiver) if isinstance(each, QObject))


def tell[T](receiver: Callable[[T], object], content: T) -> bool:
    """Call a function with what arrived if it still lives; say whether it did."""
    there = lives(receiver)
    if there:
        receiver(content)
    return there


def _held(receiver: Callable[..., object]) -> Iterator[object]:
    """Yield what a function works on: its object, what stands around a lambda, what a partial fills in.

    A function within is not looked into: whoever passes an answer on tells it by `tell` himself. Nor can be seen
    whose signal an `emit` is: what may go before its answer gives a lambda around it.
    """
    if isinstance(receiver, partial):
        yield from (*receiver.args, *receiver.keywords.values())
        yield from _held(receiver.func)
    elif isinstance(receiver, MethodType | BuiltinMethodType):
        yield receiver.__self__
    elif isinstance(receiver, FunctionType):
        yield from receiver.__defaults__ or ()
        for cell in receiver.__closure__ or ():
            try:
                yield cell.cell_contents
            except ValueError:
                # A name that has not been given anything yet.
                continue
