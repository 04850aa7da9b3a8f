"""A rule: which concepts, how near each other, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.safety.contexts import Context
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.phrases import Concept
from bot.safety.windows import SENTENCE_ENDS, Span, Window

_REACH = 9  # words on either side in which ``unless`` counts
_NEGATIONS = frozenset({"not", "never", "no", "without"})


@dataclass(frozen=True)
class Rule:
    """One pattern of danger.

    All concepts of ``needs`` must stand in one sentence, in any order, with at most ``within``
    words and no negation between neighbours. ``across`` lets them stand in neighbouring
    sentences. ``unless`` cancels the rule when it stands
    close by in the same sentence. ``ignores`` names
    contexts that change nothing for this rule.
    """

    name: str
    outcome: Outcome
    needs: tuple[Concept, ...]
    within: int = 5
    across: bool = False
    unless: Concept | None = None
    ignores: frozenset[Context] = frozenset()

    def hits(self, window: Window) -> Iterator[Span]:
        """Yield the words that a rule rests on, for every place where it holds."""
        places: list[tuple[Span, ...]] = []
        for part in self.needs:
            found = window.find(part)
            if not found:
                return
            places.append(found)
        for span in places[0]:
            hull = self._grow(window, span, places[1:])
            if hull is not None and not self._is_cancelled(window, hull):
                yield hull

    def _grow(self, window: Window, span: Span, others: list[tuple[Span, ...]]) -> Span | None:
        hull = span
        for spans in others:
            joined = [self._join(window, hull, other) for other in spans]
            fitting = [candidate for candidate in joined if candidate is not None]
            if not fitting:
                return None
            hull = min(fitting, key=lambda candidate: candidate.end - candidate.start)
        return hull

    def _join(self, window: Window, one: Span, other: Span) -> Span | None:
        first, second = sorted((one, other))
        between = window.words[first.end : second.start]
        if len(between) > self.within or not _NEGATIONS.isdisjoint(between):
            return None
        if not self.across and not SENTENCE_ENDS.isdisjoint(between):
            return None
        return Span(first.start, max(first.end, second.end))

    def _is_cancelled(self, window: Window, hull: Span) -> bool:
        if self.unless is None:
            return False
        start, end = window.sentence(hull)
        reach = Span(max(start, hull.start - _REACH), min(end, hull.end + _REACH))
        return window.has(self.unless, reach)


@dataclass(frozen=True)
class RuleSet:
    """All rules of one kind, and how far each context softens them."""

    kind: RiskKind
    rules: tuple[Rule, ...]
    softening: dict[Context, int]
