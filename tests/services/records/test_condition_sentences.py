"""How the journal tells what happened to the condition of pieces, in both languages."""

from pathlib import Path

import pytest
from lunarcurator.domain.facts import ExposureKind, RelationKind
from lunarcurator.domain.operations import (
    ChangeCondition,
    Expose,
    Freeze,
    OpenSealed,
    Relate,
    Restrict,
    StateFact,
    TakeOut,
)
from lunarcurator.domain.status import Condition, Handling
from lunarcurator.services.journal_sentences import sentences_of
from lunarcurator.services.words import Words

from tests.services.records.vault import Vault

ROCK, SLAB = "15555", "15555,46"
BOTH = (Handling.NO_SAW, Handling.NO_AIR)
TOLD = (
    (Expose(kind=ExposureKind.AIR, samples=(ROCK,), evidence="log"), "Recorded that 15555 met air"),
    (
        OpenSealed(place="Bag S", gas="N2", evidence="log"),
        "Opened Bag S into nitrogen: N2",
    ),
    (
        Freeze(samples=(ROCK,), temperature_mk=253_000, to="C12", evidence="log"),
        "Put 15555 into the cold at 253 K, in Cabinet 12",
    ),
    (TakeOut(samples=(ROCK,), to="C8", evidence="log"), "Took 15555 out of the cold to Cabinet 8"),
    (
        ChangeCondition(samples=(ROCK,), condition=Condition.ALTERED, reason="heated"),
        "Changed the condition of 15555 to altered: heated",
    ),
    (
        Restrict(samples=(ROCK,), handling=BOTH, reason="lead"),
        "Restricted the handling of 15555: no saw and 1 more",
    ),
    (
        Restrict(samples=(ROCK,), handling=(Handling.NO_SAW,), reason="lead"),
        "Restricted the handling of 15555: no saw",
    ),
    (Restrict(samples=(ROCK,), reason="measured"), "Lifted the handling restrictions of 15555"),
    (Relate(sample=ROCK, other=SLAB, kind=RelationKind.FITS), "Said that 15555 fits 15555,46"),
    (
        StateFact(sample=ROCK, field="collected", value="9a", source="a letter"),
        "Kept what a letter says of “where or when collected” of 15555: 9a",
    ),
)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_journal_tells_each_act_in_a_sentence(vault: Vault, resources: Path, language: str) -> None:
    words = Words.load(language, resources / "languages", strict=True)
    seqs = [vault.post(each, day=20200101).seq for each, _ in TOLD]
    told = sentences_of(vault.session, words, seqs)
    if language == "en":
        assert [told[seq] for seq in seqs] == [sentence for _, sentence in TOLD]
    else:
        assert all(told[seq] and "{" not in told[seq] for seq in seqs)
        assert told[seqs[2]] == "将15555冷冻于253 K，存于Cabinet 12"
