"""A small invented portfolio with its taxonomy and their words, for tests of sentences.

Puerto Lirio lies in Vallemar, Vallemar in Estalia; Norrhaven is a partner abroad. The words stand
in four languages, so that what a sentence makes of them can be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from glocal.loading.coherence_words import coherence_words
from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind
from glocal.model.population import Dimension, Group, GroupBasis, Population
from glocal.model.portfolio import AgreedInteraction, Area, Portfolio
from glocal.model.provision import (
    Assumption,
    Benefit,
    Confidence,
    Effect,
    Means,
    Modality,
    Period,
    Provision,
    Range,
    Support,
    Tri,
)
from glocal.model.taxonomy import Action, Goal, Organisation, Taxonomy, Transition
from glocal.model.taxonomy_words import DimensionWords, TaxonomyWords, Words
from glocal.reports.names import Names

POPULATION = Population(
    (
        Dimension("status", ("citizen", "student", "asylum-seeker", "refugee", "irregular"), True),
        Dimension("age", ("0-5", "6-17", "18-24", "25-59", "60+"), True),
        Dimension("gender", ("female", "male", "other"), True),
    )
)

WORDS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "actions": {
        "enrolment": {
            "en": "school enrolment",
            "es": "la matrícula escolar",
            "fr": "l’inscription à l’école",
            "ar": "التسجيل في المدرسة",
        },
        "address": {
            "en": "address registration",
            "es": "el registro de domicilio",
            "fr": "le registre des adresses",
            "ar": "تسجيل العنوان",
        },
        "permit": {
            "en": "the work permit",
            "es": "el permiso de trabajo",
            "fr": "le permis de travail",
            "ar": "تصريح العمل",
        },
    },
    "organisations": {
        "school": {"en": "the school", "es": "la escuela", "fr": "l’école", "ar": "المدرسة"},
        "registry": {
            "en": "the municipal registry",
            "es": "el registro municipal",
            "fr": "le registre municipal",
            "ar": "السجل البلدي",
        },
        "immigration": {
            "en": "the immigration authority",
            "es": "la autoridad migratoria",
            "fr": "le service de l’immigration",
            "ar": "سلطة الهجرة",
        },
    },
    "goals": {
        "attendance": {
            "en": "children in school",
            "es": "la asistencia a la escuela",
            "fr": "la présence à l’école",
            "ar": "حضور الأطفال في المدرسة",
        }
    },
    "transitions": {
        "coming-of-age": {
            "en": "turning 18",
            "es": "el cumplimiento de los 18 años",
            "fr": "le passage à la majorité",
            "ar": "بلوغ سن 18",
        }
    },
}
VALUES: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "status": {
        "": {"en": "legal status", "es": "situación legal", "fr": "statut", "ar": "الوضع القانوني"},
        "citizen": {"en": "citizens", "es": "nacionales", "fr": "nationaux", "ar": "مواطنون"},
        "student": {"en": "students", "es": "estudiantes", "fr": "étudiants", "ar": "طلاب"},
        "asylum-seeker": {
            "en": "asylum seekers",
            "es": "solicitantes de asilo",
            "fr": "en demande d’asile",
            "ar": "طالبو لجوء",
        },
        "refugee": {"en": "refugees", "es": "refugiadas", "fr": "réfugiées", "ar": "لاجئون"},
        "irregular": {
            "en": "in an irregular situation",
            "es": "en situación irregular",
            "fr": "en situation irrégulière",
            "ar": "في وضع غير نظامي",
        },
    },
    "age": {
        "": {"en": "age", "es": "edad", "fr": "âge", "ar": "العمر"},
        "0-5": {"en": "0 to 5 years", "es": "0 a 5 años", "fr": "0 à 5 ans", "ar": "0–5 سنوات"},
        "6-17": {"en": "6 to 17 years", "es": "6 a 17 años", "fr": "6 à 17 ans", "ar": "6–17 سنة"},
        "18-24": {
            "en": "18 to 24 years", "es": "18 a 24 años", "fr": "18 à 24 ans", "ar": "18–24 سنة",
        },
        "25-59": {
            "en": "25 to 59 years", "es": "25 a 59 años", "fr": "25 à 59 ans", "ar": "25–59 سنة",
        },
        "60+": {"en": "60 or more", "es": "60 o más", "fr": "60 et plus", "ar": "60 فأكثر"},
    },
    "gender": {
        "": {"en": "gender", "es": "género", "fr": "genre", "ar": "الجنس"},
        "female": {"en": "women and girls", "es": "mujeres", "fr": "femmes", "ar": "إناث"},
        "male": {"en": "men and boys", "es": "hombres", "fr": "hommes", "ar": "ذكور"},
        "other": {"en": "of another gender", "es": "de otro género", "fr": "autre", "ar": "آخر"},
    },
}  # fmt: skip

TAXONOMY = Taxonomy(
    version="1.0",
    population=POPULATION,
    actions={name: Action(name, None, "education") for name in WORDS["actions"]},
    organisations={name: Organisation(name, None) for name in WORDS["organisations"]},
    cannot={},
    goals={"attendance": Goal("attendance")},
    transitions=(Transition("coming-of-age", "age", frozenset({"6-17"}), frozenset({"18-24"})),),
)


def taxonomy_names(language: str) -> TaxonomyWords:
    """The words of the taxonomy above."""

    def of(kind: str) -> dict[str, Words]:
        return {name: Words(told[language]) for name, told in WORDS[kind].items()}

    return TaxonomyWords(
        language,
        of("actions"),
        of("organisations"),
        {
            name: DimensionWords(
                told[""][language],
                "",
                {value: words[language] for value, words in told.items() if value},
            )
            for name, told in VALUES.items()
        },
        of("goals"),
        of("transitions"),
    )


def group(**limits: str) -> Group:
    """A group by keywords: ``group(status="refugee irregular", age="6-17")``."""
    return Group({name: frozenset(values.split()) for name, values in limits.items()})


CHILDREN = group(age="6-17")
IRREGULAR = group(status="irregular")

ACTS = (
    Policy(
        "education-act",
        "Education Act",
        PolicyKind.LAW,
        Level.NATIONAL,
        "estalia",
        issuer="Parliament of Estalia",
        period=Period(date(2015, 9, 1)),
    ),
    Policy(
        "data-decree",
        "Data Decree",
        PolicyKind.ORDINANCE,
        Level.LOCAL,
        "puerto-lirio",
        issuer="Council of Puerto Lirio",
    ),
    Policy("migration-act", "Migration Act", PolicyKind.LAW, Level.NATIONAL, "estalia"),
)

PROVISIONS = (
    Provision(
        "enrol",
        "education-act",
        Modality.ENTITLEMENT,
        "school",
        "enrolment",
        CHILDREN,
        requirements=frozenset({"proof-of-address"}),
        article="3",
    ),
    Provision(
        "send",
        "data-decree",
        Modality.SHARE,
        "school",
        "enrolment",
        target="registry",
        article="12",
    ),
    Provision(
        "tell",
        "migration-act",
        Modality.REPORT,
        "registry",
        "enrolment",
        IRREGULAR,
        target="immigration",
        article="88",
    ),
    Provision("keep", "data-decree", Modality.FIREWALL, "school", "enrolment"),
    Provision("ban", "migration-act", Modality.PROHIBITION, "school", "enrolment", IRREGULAR),
    Provision("must", "data-decree", Modality.DUTY, "city-hall", "address"),
    Provision("may", "data-decree", Modality.PERMISSION, "city-hall", "address"),
    Provision("closed", "migration-act", Modality.EXCLUSION, "immigration", "permit", IRREGULAR),
    Provision(
        "give",
        "migration-act",
        Modality.GRANT,
        "immigration",
        "permit",
        target="city-hall",
        gives=frozenset({Means.COMPETENCE, Means.MONEY}),
    ),
    Provision(
        "help",
        "data-decree",
        Modality.SUPPORT,
        "city-hall",
        "enrolment",
        IRREGULAR,
        lifts=frozenset({"language"}),
    ),
    Provision(
        "books",
        "data-decree",
        Modality.ENTITLEMENT,
        "city-hall",
        "enrolment",
        group(status="citizen"),
        benefit=Benefit(1250.5, "EUR a month", 6),
    ),
    Provision(
        "books-less",
        "data-decree",
        Modality.ENTITLEMENT,
        "city-hall",
        "enrolment",
        group(status="refugee"),
        benefit=Benefit(300, "EUR a month", 12),
    ),
    Provision(
        "full",
        "data-decree",
        Modality.ENTITLEMENT,
        "city-hall",
        "enrolment",
        Group({}, GroupBasis.UNSAID),
        territory="vallemar",
        period=Period(date(2027, 1, 1), date(2030, 1, 1)),
        requirements=frozenset(),
        prerequisites=("address",),
        means={Means.MONEY: Tri.NO, Means.COMPETENCE: Tri.YES},
        conditions={"residence-months": Range(6, None), "income": Range(None, 1200.5)},
        phases=("stay",),
        effects=(Effect("attendance", 2), Effect("attendance", -2, "norrhaven", offset=True)),
        assumptions=(Assumption("attendance", Support.STUDY, "A study"),),
        over=("closed", "gone"),
        ground="Need",
        quote="Every child",
        confidence=Confidence.THINK_SO,
        note="Read twice",
    ),
)

PORTFOLIO = Portfolio(
    name="Puerto Lirio",
    areas={
        "estalia": Area("estalia", "Estalia", Level.NATIONAL),
        "vallemar": Area("vallemar", "Vallemar", Level.INTERMEDIATE, "estalia"),
        "puerto-lirio": Area("puerto-lirio", "Puerto Lirio", Level.LOCAL, "vallemar"),
        "norrhaven": Area("norrhaven", "Norrhaven", Level.LOCAL),
    },
    policies={act.id: act for act in ACTS},
    provisions={item.id: item for item in PROVISIONS},
    organisations={
        "city-hall": Organisation(
            "city-hall", "registry", name="City Hall", territory="puerto-lirio"
        )
    },
    interactions=(
        AgreedInteraction(
            "data-decree", "education-act", -2.25, 6, 3, 0.95, "Autumn", "Parents stay away"
        ),
        AgreedInteraction("education-act", "data-decree", 0, 4, 2, 0.9, "Autumn"),
        AgreedInteraction("data-decree", "attendance", -2, 4, 2, 0.9, "Autumn", "Nobody goes"),
        AgreedInteraction("attendance", "education-act", 3, 5, 2, 0.9, "Autumn"),
        AgreedInteraction("migration-act", "attendance", -1.5, 5, 2, 0.9, "Autumn"),
    ),
)


def names(language: str = "en") -> Names:
    """The names of the portfolio in a language."""
    return Names(PORTFOLIO, TAXONOMY, taxonomy_names(language), coherence_words(language))
