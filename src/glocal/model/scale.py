"""The anchored scale on which an indicator is answered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Ordered grades of an answer; the lowest scores 0 and the highest scores 1.

    Scores are fixed by the anchors of the scale, never by the sample of territories, so that a
    territory's score cannot move because another one joins (OECD/JRC Handbook on Constructing
    Composite Indicators, 2008, step 5).

    >>> Scale("maturity", (0, 1, 2, 3, 4)).score(3)
    0.75
    """

    id: str
    grades: tuple[float, ...]

    @property
    def lowest(self) -> float:
        """The grade that scores 0."""
        return self.grades[0]

    @property
    def highest(self) -> float:
        """The grade that scores 1."""
        return self.grades[-1]

    def score(self, grade: float) -> float:
        """Score of ``grade``, 0–1. Raises ``ValueError`` for a grade that is not on the scale."""
        if grade not in self.grades:
            raise ValueError(f"{grade} is not a grade of the scale {self.id} {list(self.grades)}")
        return (grade - self.lowest) / (self.highest - self.lowest)

    def next_grade(self, grade: float) -> float | None:
        """The grade above ``grade``, or ``None`` at the top."""
        above = [other for other in self.grades if other > grade]
        return above[0] if above else None
