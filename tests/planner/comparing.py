"""One document put to both sides, by several askers, on several pages; what differs is made small before it is told."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from graphql import DocumentNode, print_ast

from auth.actor import Actor
from tests.planner.actors import actor, asker_of
from tests.planner.documents import draw
from tests.planner.grounds import Ground
from tests.planner.shrinking import smaller
from tests.reference.answers import Answer
from tests.reference.vocabulary import Json


class Difference(AssertionError):
    """The two sides answered one document differently."""


@dataclass(frozen=True)
class Question:
    """What is asked, and by whom."""

    document: DocumentNode
    variables: Mapping[str, Any]
    asker: Actor | None


def same(expected: Any, answered: Any) -> bool:
    """Return whether two answers have the same values under the same keys in the same order; JSON columns hold values, not texts."""
    if isinstance(expected, Json):
        return same_value(expected.value, answered)
    if isinstance(expected, dict):
        if not isinstance(answered, dict) or list(expected) != list(answered):
            return False
        return all(same(expected[key], answered[key]) for key in expected)
    if isinstance(expected, list):
        return isinstance(answered, list) and len(expected) == len(answered) and all(map(same, expected, answered))
    return type(expected) is type(answered) and bool(expected == answered)


def same_value(expected: Any, answered: Any) -> bool:
    """Return whether two JSON values are the same: the order of keys means nothing, and 1.0 is 1, but true is not."""
    if isinstance(expected, bool) or isinstance(answered, bool):
        return expected is answered
    if isinstance(expected, dict):
        if not isinstance(answered, dict) or expected.keys() != answered.keys():
            return False
        return all(same_value(expected[key], answered[key]) for key in expected)
    if isinstance(expected, list):
        return isinstance(answered, list) and len(expected) == len(answered) and all(map(same_value, expected, answered))
    return bool(expected == answered)


async def differences(ground: Ground, question: Question) -> tuple[str, Answer]:
    """Return what differs, empty where nothing does, and the compiled side's answer."""
    expected = ground.reference.answer(question.document, question.variables, asker_of(question.asker))
    answered = await ground.compiled.answer(question.document, question.variables, question.asker)
    if answered.errors != expected.errors:
        return f"errors: expected {_only(expected, answered)}, got {_only(answered, expected)}", answered
    if not same(expected.data, answered.data):
        return f"data: expected {expected.data}\n got {answered.data}", answered
    return "", answered


def _only(one: Answer, other: Answer) -> Counter[Any]:
    return one.errors - other.errors


@dataclass
class Comparer:
    """Compares documents over one ground and counts them. Raises Difference."""

    ground: Ground
    documents: int = 0
    answers: int = 0
    refused: int = 0

    async def compare(self, seed: str, budget: int) -> None:
        """Make a document from the seed and compare. Whatever fails is told with the seed."""
        try:
            await self._compare(seed, budget)
        except Exception as failure:
            failure.add_note(f"{self.ground.name}, seed {seed!r}, budget {budget}")
            raise

    async def _compare(self, seed: str, budget: int) -> None:
        """Compare what several askers get; then again with other flags, and on later pages."""
        random = Random(seed)
        drawn = draw(random, self.ground.printed, self.ground.store, budget)
        document = self.ground.compiled.read(drawn.text)
        askers = [actor(random, self.ground.own(random, self.ground.store)) for _ in range(3)]
        flipped = {name: not value if isinstance(value, bool) else value for name, value in drawn.variables.items()}
        pages: dict[str, list[str]] = {}
        self.documents += 1
        for each in askers:
            answer = await self._answers(Question(document, drawn.variables, each))
            await self._answers(Question(document, flipped, each))
            for name in drawn.cursors:
                pages.setdefault(name, []).extend(cursors_in(answer.data, name))
        every = [cursor for cursors in pages.values() for cursor in cursors]
        later = {name: random.choice([*cursors, *cursors, *every]) for name, cursors in pages.items() if every}
        for each in askers if later else ():
            await self._answers(Question(document, {**drawn.variables, **later}, each))

    async def _answers(self, question: Question) -> Answer:
        self.answers += 1
        found, answer = await differences(self.ground, question)
        if found:
            await self._tell(question)
        self.refused += any(code == "BAD_USER_INPUT" for _, code, _ in answer.errors)
        return answer

    async def _tell(self, question: Question) -> None:
        """Raise Difference with the smallest document that still differs."""

        async def differs(document: DocumentNode) -> bool:
            try:
                read = self.ground.compiled.read(print_ast(document))
                told, _ = await differences(self.ground, Question(read, question.variables, question.asker))
            except AssertionError:
                return False
            return bool(told)

        small = await smaller(question.document, differs)
        told, _ = await differences(self.ground, Question(small, question.variables, question.asker))
        raise Difference(f"{print_ast(small)}\n{question.variables}\n{question.asker}\n{told}")


def cursors_in(data: Any, name: str) -> Iterator[str]:
    """Yield the cursors of the pages that a variable pages through: they were selected under its name."""
    if isinstance(data, list):
        for each in data:
            yield from cursors_in(each, name)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key == name:
                yield from [each for each in (value.values() if isinstance(value, dict) else [value]) if each is not None]
            else:
                yield from cursors_in(value, name)
