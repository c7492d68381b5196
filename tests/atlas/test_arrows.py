"""The arrows of the map say what the processes of the models do."""

from __future__ import annotations

from course_utils.atlas.arrows import Edge, edges, targets
from course_utils.atlas.data import atlas
from course_utils.models import MODELS


def ways(start: str, end: str, model: str) -> set[str]:
    return {e.way for e in edges() if (e.start, e.end) == (start, end) and model in e.models}


def find(start: str, end: str, way: str) -> Edge:
    return next(e for e in edges() if (e.start, e.end, e.way) == (start, end, way))


def test_who_makes_something_helps_it() -> None:
    assert ways("treg", "rankl", "treg_rankl") == {"helps"}
    assert ways("myeloid", "il1b", "il1") == {"helps"}


def test_who_removes_something_holds_it_back() -> None:
    assert ways("effector", "tumour", "surveillance") == {"holds back"}


def test_who_slows_the_making_of_something_holds_it_back() -> None:
    assert ways("myeloid", "effector", "hotcold") == {"holds back"}


def test_the_same_two_may_do_both() -> None:
    assert ways("tumour", "effector", "surveillance") == {"helps", "holds back"}


def test_cells_turn_into_cells_and_a_signal_helps_that_into_which_they_turn() -> None:
    assert ways("tumour", "stem", "il6") == {"becomes"}
    assert ways("stem", "tumour", "il6") == {"becomes"}
    # It speeds the one way and slows the other.
    loop = find("il6", "stem", "helps")
    assert {event.process for event in loop.events} == {"reverting", "maturing"}


def test_a_cell_that_bursts_makes_virus_and_does_not_turn_into_it() -> None:
    assert ways("infected", "virus", "virion") == {"helps"}
    assert ways("virus", "infected", "ov_cart") == {"helps"}


def test_what_is_left_off_makes_no_arrow() -> None:
    assert not ways("stem", "tumour", "il6") & {"holds back"}  # crowding
    drawn = {(event.model, event.process) for edge in edges() for event in edge.events}
    assert not {process for _, process in drawn} & {"crowding", "stem_crowding"}


def test_a_drug_sits_on_the_arrow_that_it_changes() -> None:
    assert "denosumab" in find("tumour", "myeloid", "helps").drugs
    assert ("rankl", "colonies", "helps") in targets()["denosumab"]
    assert ("tumour", "effector", "helps") in targets()["immunosuppression"]


def test_a_drug_that_needs_nobody_else_sits_on_what_it_changes() -> None:
    assert targets()["trastuzumab"] == (("tumour",),)
    assert targets()["surgery"] == (("tumour",),)
    assert targets()["sting"] == (("cart",),)


def test_every_drug_changes_something_and_every_arrow_has_a_process_of_a_model() -> None:
    assert all(targets().values())
    for edge in edges():
        for event in edge.events:
            assert event.process in MODELS[event.model].processes


def test_an_arrow_within_some_models_tells_of_these_alone() -> None:
    edge = find("tumour", "myeloid", "helps")
    part = edge.within(["il1"])
    assert part is not None
    assert part.words == "Tumour cells help myeloid cells (priming)."
    assert edge.within(["virion"]) is None


def test_nobody_but_a_lonely_cell_is_without_arrows() -> None:
    joined = {name for edge in edges() for name in (edge.start, edge.end)}
    assert {n.id for n in atlas().nodes.values() if n.kind != "drug"} <= joined
