"""The random histories of the ledger on the real store, which must verify at the end of each."""

from typing import Any, ClassVar

from hypothesis import settings

from tests.domain.ledger.test_machine import LedgerMachine
from tests.services.posting.store_desk import StoreDesk


class StoreMachine(LedgerMachine):
    new_desk: ClassVar[Any] = StoreDesk


StoreMachine.TestCase.settings = settings(max_examples=8, stateful_step_count=12, deadline=None)
TestStoreLedger = StoreMachine.TestCase
