"""Single tumour cells in the lung: what stands behind the colonies of chapter 4's model."""

from __future__ import annotations

from course_utils.modelling import Model, Outcome, Process, State
from course_utils.models.treg_rankl import treg_rankl


class Seeding(Model):
    """Tumour cells arrive in the lung one by one, and divide or die.

    The primary tumour, the regulatory T cells and RANKL are those of the model `treg_rankl`,
    which counts only the colonies that last. Here every seeded cell is followed: a colony is the
    lineage of one seeded cell that does not die out.
    """

    leaves_out = (
        "Cells in the lung neither crowd each other nor seed further metastases.",
        "No immune cell hunts in the lung.",
        "Every arriving cell has the same chance, and the finding behind it is from mice.",
    )

    a = treg_rankl.parameters["a"]
    K = treg_rankl.parameters["K"]
    phi = treg_rankl.parameters["phi"]
    h = treg_rankl.parameters["h"]
    dR = treg_rankl.parameters["dR"]  # noqa: N815  (the name in the formulas)
    pL = treg_rankl.parameters["pL"]  # noqa: N815
    dL = treg_rankl.parameters["dL"]  # noqa: N815
    KL = treg_rankl.parameters["KL"]
    u = treg_rankl.parameters["u"]
    m = treg_rankl.parameters["m"]
    psi = treg_rankl.parameters["psi"]
    rank = treg_rankl.parameters["rank"]
    b = treg_rankl.parameters["b"]
    d = treg_rankl.parameters["d"]

    P = treg_rankl.states["P"]
    R = treg_rankl.states["R"]
    L = treg_rankl.states["L"]
    M = State(
        "Tumour cells in the lung",
        start=0,
        unit="1",
        measured_by="counting labelled cells on sections of the lung",
        actor="resistant",
        single=1,
    )

    rankl_injection = treg_rankl.treatments["rankl_injection"]
    antibody = treg_rankl.treatments["antibody"]
    surgery = treg_rankl.treatments["surgery"]

    free = treg_rankl.observables["free"]
    S = treg_rankl.observables["S"]
    establishment = treg_rankl.observables["establishment"]

    division = treg_rankl.processes["division"]
    crowding = treg_rankl.processes["crowding"]
    treg_recruitment = treg_rankl.processes["treg_recruitment"]
    treg_loss = treg_rankl.processes["treg_loss"]
    rankl_production = treg_rankl.processes["rankl_production"]
    rankl_loss = treg_rankl.processes["rankl_loss"]
    arrival = Process(m * P * (1 + psi * rank * S), makes=M)
    lung_division = Process(b * M, makes=M, label="division in the lung")
    lung_death = Process(d * M, removes=M, label="death in the lung")

    free_of_cells = Outcome("free", when=M < 1, words="No tumour cell lives in the lung.")
    seeded = Outcome(
        "seeded", when=True, words="{M} tumour cells live in the lung of the mean mouse."
    )


seeding = Seeding()
