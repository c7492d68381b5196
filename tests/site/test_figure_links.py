"""A link to a setting of a live figure is held to what the figure can be set to."""

from __future__ import annotations

import pytest

from course_utils.explorer import build_spec, figure_html
from course_utils.models import treg_rankl
from course_utils.site.figure_links import figure_link_problems
from course_utils.site.page_figures import page_figures

INJECTION, ANTIBODY = (treg_rankl.treatments[name] for name in ("rankl_injection", "antibody"))
FIGURES = page_figures(
    figure_html(
        treg_rankl,
        build_spec(
            treg_rankl,
            days=(0, 60),
            presets={
                "Control": {},
                "Antibody, 95 %": {"treatments": [ANTIBODY.during(5, 60)]},
            },
        ),
    )
)


@pytest.mark.parametrize(
    "settings",
    [
        "",
        "&scenario=2",
        "&scenario=Control",
        "&scenario=Antibody,%2095%20%25&u=0.5",
        "&rank=0&P=2.5",
        "&antibody=5-61",
        "&antibody=5-10,20-60",
        "&antibody=none",
        "&rankl_injection=5,12",
        "&rankl_injection=5-59/1x2&phi=0",
    ],
)
def test_what_a_figure_can_show_may_be_linked(settings: str) -> None:
    assert figure_link_problems(f"#figure=treg_rankl-1{settings}", FIGURES) == []


PROBLEMS = {
    "another figure": ("treg_rankl-2", "The page has no figure called 'treg_rankl-2'"),
    "another model": ("il6-1&u=0.5", "The page has no figure called 'il6-1'"),
    "an unknown scenario": (
        "treg_rankl-1&scenario=Controls",
        "no scenario called 'Controls'. Did you mean 'Control'?",
    ),
    "a scenario too many": ("treg_rankl-1&scenario=3", "no scenario called '3'"),
    "no scenario": ("treg_rankl-1&scenario=0", "no scenario called '0'"),
    "an unknown name": ("treg_rankl-1&rang=0", "no slider or treatment called 'rang'"),
    "a start that stands fast": ("treg_rankl-1&L=2", "no slider or treatment called 'L'"),
    "a view": ("treg_rankl-1&view=phase", "no slider or treatment called 'view'"),
    "a name twice": ("treg_rankl-1&rank=0&rank=1", "is given rank more than once"),
    "too large": ("treg_rankl-1&rank=1.1", "cannot set rank to '1.1': from 0 to 1 is possible."),
    "too small": ("treg_rankl-1&rank=-0.1", "from 0 to 1 is possible"),
    "words": ("treg_rankl-1&rank=half", "cannot set rank to 'half'"),
    "no number": ("treg_rankl-1&rank=nan", "cannot set rank to 'nan'"),
    "a window without end": ("treg_rankl-1&antibody=5", "cannot give antibody as '5': write"),
    "a window backwards": ("treg_rankl-1&antibody=50-5", "cannot give antibody as '50-5'"),
    "a window too late": ("treg_rankl-1&antibody=60-70", "cannot give antibody as '60-70'"),
    "a day in words": ("treg_rankl-1&rankl_injection=daily", "such as 5,12 or 5-59/1"),
    "a day too late": ("treg_rankl-1&rankl_injection=5,60", "cannot give rankl_injection"),
}


@pytest.mark.parametrize(("link", "said"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_it_cannot_show_is_named(link: str, said: str) -> None:
    [problem] = figure_link_problems(f"#figure={link}", FIGURES)
    assert said in problem
    assert problem.endswith(".")
