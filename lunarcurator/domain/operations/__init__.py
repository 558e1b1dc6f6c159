"""What a curator can do, as frozen values; each is checked by rules and booked as facts."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.operations.checking import CheckPlace, CloseCase, Extra, SeenElsewhere
from lunarcurator.domain.operations.describing import Correct, Describe, FieldValue
from lunarcurator.domain.operations.exposing import Expose
from lunarcurator.domain.operations.leaving import (
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
    | PrintLabels
    | Expose
    | Relate
    | StateFact
    | CheckPlace
    | CloseCase
    | Consume
    | DeclareLost
    | Recover
    | TransferTitle
    | SendToDisplay
    | TakeDown
    | MoveBack
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
            PrintLabels,
            Expose,
            Relate,
            StateFact,
            CheckPlace,
            CloseCase,
            Consume,
            DeclareLost,
            Recover,
            TransferTitle,
            SendToDisplay,
            TakeDown,
            MoveBack,
        )
    }
)
"""Every operation by its kind; the completeness test walks this table."""

__all__ = [
    "OPERATIONS",
    "AddName",
    "CancelPlan",
    "CheckPlace",
    "CloseCase",
    "Consume",
    "Correct",
    "CorrectPlace",
    "Daughter",
    "DeclareLost",
    "Describe",
    "Ending",
    "Expose",
    "Extra",
    "FieldValue",
    "Found",
    "Missing",
    "Mission",
    "Move",
    "MoveBack",
    "OpenCollection",
    "Operation",
    "OtherName",
    "PlanSplit",
    "PrintLabels",
    "Reading",
    "Recover",
    "Register",
    "Relate",
    "RetirePlace",
    "Reverse",
    "SeenElsewhere",
    "SendToDisplay",
    "SetUpBalance",
    "SetUpOperator",
    "SetUpPlace",
    "Sight",
    "Split",
    "StateFact",
    "TakeDown",
    "TransferKind",
    "TransferTitle",
    "Void",
    "Weigh",
    "WriteOff",
]
