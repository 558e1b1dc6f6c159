"""Which booking an operation has."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.booking.adopting import book_adopt
from lunarcurator.domain.booking.annulling import book_annul_entry
from lunarcurator.domain.booking.birth_correcting import book_correct_birth
from lunarcurator.domain.booking.bodies import book_add_body
from lunarcurator.domain.booking.cases import book_close_case, book_reopen_case
from lunarcurator.domain.booking.checking import book_check_place
from lunarcurator.domain.booking.coming_back import book_come_back
from lunarcurator.domain.booking.composing import book_compose
from lunarcurator.domain.booking.conditioning import (
    book_change_condition,
    book_freeze,
    book_open_sealed,
    book_restrict,
    book_take_out,
)
from lunarcurator.domain.booking.consuming import book_consume
from lunarcurator.domain.booking.cutting import book_dissect, book_make_sections, book_sieve
from lunarcurator.domain.booking.describe import (
    book_correct,
    book_describe,
    book_labels,
    book_name,
    book_write_off,
)
from lunarcurator.domain.booking.displaying import book_send_to_display, book_take_down
from lunarcurator.domain.booking.dissolving import book_dissolve
from lunarcurator.domain.booking.entrusting import ENTRUSTING_BOOKERS
from lunarcurator.domain.booking.exposing import book_expose
from lunarcurator.domain.booking.lending import LENDING_BOOKERS
from lunarcurator.domain.booking.line_accounting import ACCOUNTING_BOOKERS
from lunarcurator.domain.booking.losing import book_declare_lost, book_recover
from lunarcurator.domain.booking.merging import book_merge
from lunarcurator.domain.booking.misidentification import book_correct_identity
from lunarcurator.domain.booking.move import book_move, book_sight
from lunarcurator.domain.booking.moving_back import book_move_back
from lunarcurator.domain.booking.outcome import Booked
from lunarcurator.domain.booking.places import book_correct_place, book_place, book_retire_place
from lunarcurator.domain.booking.plan import book_cancel, book_plan
from lunarcurator.domain.booking.register import book_register
from lunarcurator.domain.booking.relating import book_relate, book_state_fact
from lunarcurator.domain.booking.renumbering import book_renumber, book_swap_numbers
from lunarcurator.domain.booking.responsibility import BORROWING_BOOKERS
from lunarcurator.domain.booking.reviving import book_revive
from lunarcurator.domain.booking.setting_up import book_balance, book_collection, book_operator
from lunarcurator.domain.booking.split import book_split
from lunarcurator.domain.booking.transferring import book_transfer_title
from lunarcurator.domain.booking.void import book_void
from lunarcurator.domain.booking.weigh import book_weigh
from lunarcurator.domain.booking.work_orders import book_advance_order
from lunarcurator.domain.days import Day
from lunarcurator.domain.ledger_state import LedgerState

type Booker = Callable[[Any, Day, LedgerState], Booked]

BOOKERS: Final[Mapping[str, Booker]] = MappingProxyType(
    {
        "open_collection": book_collection,
        "set_up_operator": book_operator,
        "set_up_balance": book_balance,
        "register": book_register,
        "add_name": book_name,
        "write_off": book_write_off,
        "describe": book_describe,
        "correct": book_correct,
        "weigh": book_weigh,
        "plan_split": book_plan,
        "cancel_plan": book_cancel,
        "split": book_split,
        "set_up_place": book_place,
        "correct_place": book_correct_place,
        "retire_place": book_retire_place,
        "move": book_move,
        "sight": book_sight,
        "void": book_void,
        "print_labels": book_labels,
        "annul_entry": book_annul_entry,
        "expose": book_expose,
        "relate": book_relate,
        "state_fact": book_state_fact,
        "check_place": book_check_place,
        "close_case": book_close_case,
        "reopen_case": book_reopen_case,
        "consume": book_consume,
        "declare_lost": book_declare_lost,
        "recover": book_recover,
        "transfer_title": book_transfer_title,
        "come_back": book_come_back,
        "send_to_display": book_send_to_display,
        "take_down": book_take_down,
        "move_back": book_move_back,
        "sieve": book_sieve,
        "dissect": book_dissect,
        "make_sections": book_make_sections,
        "compose": book_compose,
        "open_sealed": book_open_sealed,
        "freeze": book_freeze,
        "take_out": book_take_out,
        "change_condition": book_change_condition,
        "restrict": book_restrict,
        "advance_order": book_advance_order,
        "renumber": book_renumber,
        "swap_numbers": book_swap_numbers,
        "merge": book_merge,
        "dissolve": book_dissolve,
        "adopt": book_adopt,
        "correct_birth": book_correct_birth,
        "revive": book_revive,
        "add_body": book_add_body,
        "correct_identity": book_correct_identity,
        **BORROWING_BOOKERS,
        **ACCOUNTING_BOOKERS,
        **LENDING_BOOKERS,
        **ENTRUSTING_BOOKERS,
    }
)
"""Who books which operation; a Reverse is booked by the store, as exact negation of an entry's facts."""
