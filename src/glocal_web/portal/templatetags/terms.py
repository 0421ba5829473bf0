"""The words a newcomer may not know, each with one sentence that explains it where it stands."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TERMS: dict[str, tuple[Promise, Promise]] = {
    "agreement": (
        _("agreement"),
        _("How close the answers of the different groups are to one another."),
    ),
    "anchor": (
        _("anchor"),
        _("The sentence that describes what a grade looks like in practice."),
    ),
    "axis": (
        _("axis"),
        _(
            "Where coherence is sought: between sectors (horizontal), between levels of "
            "government (vertical), between territories (territorial), or with people "
            "(participation)."
        ),
    ),
    "band": (
        _("band"),
        _("A named range of scores. It is shown only when the whole interval lies inside it."),
    ),
    "cap": (
        _("cap"),
        _("A limit on a score, set by one answer that outweighs the others."),
    ),
    "coverage": (
        _("coverage"),
        _("How much of what applies here has been answered, by weight."),
    ),
    "declared": (
        _("declared"),
        _("What the answers say, whether or not a document is behind them."),
    ),
    "documented": (
        _("documented"),
        _("The score if only answers with evidence behind them are counted."),
    ),
    "dont_know": (
        _("don’t know"),
        _("The person who answered could not tell. It is never counted as a zero."),
    ),
    "evidence": (
        _("evidence"),
        _("The share of the answers that have a document, a link or a date behind them."),
    ),
    "framework": (
        _("framework"),
        _("A set of indicators with its scale and its rules, kept in numbered versions."),
    ),
    "grade": (
        _("grade"),
        _("A step from 0 (absent) to 4 (institutionalised), each described in words."),
    ),
    "indicator": (
        _("indicator"),
        _("One thing that is assessed, with questions and a grade as the answer."),
    ),
    "interval": (
        _("interval"),
        _("Where the score could lie, given what is unanswered and how well answers are backed."),
    ),
    "mobility_role": (
        _("mobility role"),
        _(
            "What a territory is for people on the move: origin, transit, destination, return "
            "or refuge."
        ),
    ),
    "not_applicable": (
        _("not applicable"),
        _(
            "Outside the powers or the role of this territory. It is left out, never counted "
            "as a zero."
        ),
    ),
    "round": (
        _("round"),
        _("One assessment of the territory; the next round shows what has changed."),
    ),
    "score": (
        _("score"),
        _("From 0 to 100: how far the answers are from absent to institutionalised."),
    ),
    "stage": (
        _("stage"),
        _("Whether an indicator looks at the input, the output or the outcome of a policy."),
    ),
}
