"""What the exercises of chapter 9 ask for: shares, an interval, a rise without a drug, a power."""

from __future__ import annotations

import math

from course_utils.analysis import clopper_pearson, regression_to_the_mean
from course_utils.teaching.exercises.exercise import Exercise

# New cases in 2020, in millions: of the breast, of all cancers in women.
_BREAST, _WOMEN = 2.26, 9.23


def _by_rule_of_thumb() -> float:
    share = 3 / 11
    return share + 1.96 * math.sqrt(share * (1 - share) / 11)


EXERCISES = (
    Exercise(
        "9.1",
        answer=_BREAST / _WOMEN,
        unit="1",
        tolerance=0.02,
        hints=(
            "A share needs two numbers: what is counted, and among whom.",
            "Divide 2.26 million by the new cancers *of women*, and not of everybody.",
        ),
        misconceptions={
            "That is the share among *all* people, 11.7 per cent. The question is about women.": (
                lambda: 0.117
            ),
            "That is one in eight, as the page has it: it is the share among all people, rounded. "
            "The question is about women.": lambda: 1 / 8,
        },
        explanation="One in four of the new cancers of women.",
    ),
    Exercise(
        "9.2",
        answer=lambda: clopper_pearson(3, 11)[1],
        unit="1",
        tolerance=0.01,
        hints=(
            "`clopper_pearson` returns two numbers; the question is about the second.",
            "Give it the count and out of how many: `clopper_pearson(3, 11)`.",
        ),
        misconceptions={
            "That is the share itself, three of eleven. The question is which larger shares would "
            "still fit the count.": lambda: 3 / 11,
            "That is the rule of thumb, *share plus 1.96 standard errors*. It takes the count for "
            "normal, which eleven women are too few for.": _by_rule_of_thumb,
            "That is the *lower* end.": lambda: clopper_pearson(3, 11)[0],
        },
        explanation="Three of eleven still fits a drug, or a nature, that saves six in ten.",
    ),
    Exercise(
        "9.3",
        answer=lambda: regression_to_the_mean(1, 0.3),
        unit="1",
        tolerance=0.04,
        hints=(
            "In the cell above only one number has to change.",
            "Set `error = 1`: a measurement is then half truth, half error. Take many women.",
        ),
        misconceptions={
            "That is the rise for an error of 0.7; `error` has not been changed yet, or the cell "
            "not run again.": lambda: regression_to_the_mean(0.7, 0.3),
            "Nobody took a drug, so nobody changed; but the *measurement* changes. Those who were "
            "lowest had bad luck among their errors, and luck does not last.": lambda: 0.0,
        },
        explanation="Nearly one standard deviation, with no drug at all.",
    ),
    Exercise(
        "9.5",
        answer=0.45,
        unit="1",
        tolerance=0.02,
        hints=(
            "Half and half: true findings have to be as many as chance findings.",
            "Of a hundred ideas ten hold, and ninety do not. How many of the ninety come out at "
            "5 per cent? As many of the ten have to be found.",
        ),
        misconceptions={
            "That is *more* than enough, the power that many trials plan with. How little is just "
            "enough?": lambda: 0.8,
            "With that power a finding holds in one case out of three: see the figure.": (
                lambda: 0.2
            ),
            "Half of the findings, not half of the power: count true and chance findings apart.": (
                lambda: 0.5
            ),
        },
        explanation="Four and a half true findings, and four and a half by chance.",
    ),
)
