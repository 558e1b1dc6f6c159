"""What a curator can do, as frozen values; each is checked by rules and booked as facts."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations.accounting import ACCOUNTING, AccountingOperation
from lunarcurator.domain.operations.agreeing import BORROWING, BorrowingOperation
from lunarcurator.domain.operations.annulling import AnnulEntry, AnnulOutcome
from lunarcurator.domain.operations.checking import CheckPlace, CloseCase, Extra, ReopenCase, SeenElsewhere
from lunarcurator.domain.operations.conditioning import ChangeCondition, Freeze, OpenSealed, Restrict, TakeOut
from lunarcurator.domain.operations.cutting import (
    Compose,
    Depths,
    Dissect,
    Gap,
    GapKind,
    MakeSections,
    Part,
    Sieve,
)
from lunarcurator.domain.operations.describing import Correct, Describe, FieldValue
from lunarcurator.domain.operations.entrusting import ENTRUSTING, EntrustingOperation, GiveBack, TakeIn
from lunarcurator.domain.operations.exposing import Expose
from lunarcurator.domain.operations.identifying import (
    AddBody,
    Adopt,
    CorrectBirth,
    CorrectIdentity,
    Dissolve,
    Merge,
    NewNumber,
    Renumber,
    Revive,
    SwapNumbers,
)
from lunarcurator.domain.operations.leaving import (
    ComeBack,
    Consume,
    DeclareLost,
    Ending,
    Missing,
    Recover,
    SendToDisplay,
    TakeDown,
    TransferKind,
    TransferTitle,
)
from lunarcurator.domain.operations.lending import LENDING, LendingOperation
from lunarcurator.domain.operations.ordering import AdvanceOrder, Jotted, OrderState
from lunarcurator.domain.operations.placing import CorrectPlace, Move, MoveBack, RetirePlace, SetUpPlace, Sight
from lunarcurator.domain.operations.registering import AddName, Found, OtherName, Register, WriteOff
from lunarcurator.domain.operations.relating import Relate, StateFact
from lunarcurator.domain.operations.setting_up import Mission, OpenCollection, SetUpBalance, SetUpOperator
from lunarcurator.domain.operations.splitting import CancelPlan, Daughter, PlanSplit, Split
from lunarcurator.domain.operations.undoing import PrintLabels, Reverse, Void
from lunarcurator.domain.operations.weighing import Reading, Weigh

type Operation = (
    OpenCollection
    | SetUpOperator
    | SetUpBalance
    | Register
    | AddName
    | WriteOff
    | Describe
    | Correct
    | Weigh
    | PlanSplit
    | CancelPlan
    | Split
    | SetUpPlace
    | CorrectPlace
    | RetirePlace
    | Move
    | Sight
    | Void
    | Reverse
    | AnnulEntry
    | PrintLabels
    | Expose
    | Relate
    | StateFact
    | CheckPlace
    | CloseCase
    | ReopenCase
    | Consume
    | DeclareLost
    | Recover
    | ComeBack
    | TransferTitle
    | SendToDisplay
    | TakeDown
    | MoveBack
    | Sieve
    | Dissect
    | MakeSections
    | Compose
    | OpenSealed
    | Freeze
    | TakeOut
    | ChangeCondition
    | Restrict
    | AdvanceOrder
    | Renumber
    | SwapNumbers
    | Merge
    | Dissolve
    | Adopt
    | CorrectBirth
    | Revive
    | AddBody
    | CorrectIdentity
    | BorrowingOperation
    | AccountingOperation
    | LendingOperation
    | EntrustingOperation
)

OPERATIONS: Final[Mapping[str, type[Operation]]] = MappingProxyType(
    {
        operation.KIND: operation
        for operation in (
            OpenCollection,
            SetUpOperator,
            SetUpBalance,
            Register,
            AddName,
            WriteOff,
            Describe,
            Correct,
            Weigh,
            PlanSplit,
            CancelPlan,
            Split,
            SetUpPlace,
            CorrectPlace,
            RetirePlace,
            Move,
            Sight,
            Void,
            Reverse,
            AnnulEntry,
            PrintLabels,
            Expose,
            Relate,
            StateFact,
            CheckPlace,
            CloseCase,
            ReopenCase,
            Consume,
            DeclareLost,
            Recover,
            ComeBack,
            TransferTitle,
            SendToDisplay,
            TakeDown,
            MoveBack,
            Sieve,
            Dissect,
            MakeSections,
            Compose,
            OpenSealed,
            Freeze,
            TakeOut,
            ChangeCondition,
            Restrict,
            AdvanceOrder,
            Renumber,
            SwapNumbers,
            Merge,
            Dissolve,
            Adopt,
            CorrectBirth,
            Revive,
            AddBody,
            CorrectIdentity,
            *BORROWING,
            *ACCOUNTING,
            *LENDING,
            *ENTRUSTING,
        )
    }
)
"""Every operation by its kind; the completeness test walks this table."""

__all__ = [
    "OPERATIONS",
    "AccountingOperation",
    "AddBody",
    "AddName",
    "Adopt",
    "AdvanceOrder",
    "AnnulEntry",
    "AnnulOutcome",
    "BorrowingOperation",
    "CancelPlan",
    "ChangeCondition",
    "CheckPlace",
    "CloseCase",
    "ComeBack",
    "Compose",
    "Consume",
    "Correct",
    "CorrectBirth",
    "CorrectIdentity",
    "CorrectPlace",
    "Daughter",
    "DeclareLost",
    "Depths",
    "Describe",
    "Dissect",
    "Dissolve",
    "Ending",
    "EntrustingOperation",
    "Expose",
    "Extra",
    "FieldValue",
    "Found",
    "Freeze",
    "Gap",
    "GapKind",
    "GiveBack",
    "Jotted",
    "LendingOperation",
    "MakeSections",
    "Merge",
    "Missing",
    "Mission",
    "Move",
    "MoveBack",
    "NewNumber",
    "OpenCollection",
    "OpenSealed",
    "Operation",
    "OrderState",
    "OtherName",
    "Part",
    "PlanSplit",
    "PrintLabels",
    "Reading",
    "Recover",
    "Register",
    "Relate",
    "Renumber",
    "ReopenCase",
    "Restrict",
    "RetirePlace",
    "Reverse",
    "Revive",
    "SeenElsewhere",
    "SendToDisplay",
    "SetUpBalance",
    "SetUpOperator",
    "SetUpPlace",
    "Sieve",
    "Sight",
    "Split",
    "StateFact",
    "SwapNumbers",
    "TakeDown",
    "TakeIn",
    "TakeOut",
    "TransferKind",
    "TransferTitle",
    "Void",
    "Weigh",
    "WriteOff",
]
