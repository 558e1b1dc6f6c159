"""The command `loan demand`: the requests for one piece side by side, with their sum and who waits for it."""

from argparse import Namespace
from typing import Any

from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.opening import piece_to_read, reading
from lunarcurator.services.lending.demand import Demand, demand_sentences, demands_of


def show_demand(told: Namespace, console: Console) -> Exit:
    """Show who asks for a piece, how much of it in all, and what is left to promise."""
    with reading(told.store, console) as session:
        for demand in demands_of(session, (piece_to_read(session, console, told.number),)):
            if told.json:
                console.tell_json(_as_json(demand))
                continue
            sentences = demand_sentences(demand, console.words)
            for sentence in sentences or (console.words.say("demand.nothing", {"number": demand.number}),):
                console.tell(sentence)
    return Exit.DONE


def _as_json(demand: Demand) -> dict[str, Any]:
    """Return the demand for programs; masses in ug, days as yyyymmdd."""
    waiting = {each.line.uid: place for place, each in enumerate(demand.waiting, 1)}
    return {
        "number": demand.number,
        "asked_ug": demand.asked_ug,
        "left_ug": demand.there.to_promise_ug,
        "nothing_left": demand.there.withheld,
        "promised_ug": demand.there.promised_ug,
        "sections_left": demand.there.sections_left,
        "lines": [
            {
                "line": each.line.code,
                "person": each.person,
                "state": str(each.line.state),
                "requested": each.requested or None,
                "optimum_ug": each.optimum_ug,
                "minimum_ug": each.minimum_ug,
                "waits": waiting.get(each.line.uid),
            }
            for each in demand.asking
        ],
    }
