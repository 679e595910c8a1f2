"""One generation of the knowledge as it is served: documents, duties, and what answers from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import general
from bot.asking.answer import Answerer
from bot.asking.sections import Buffer
from bot.asking.shelf import Shelf
from bot.asking.shelving import pieces
from bot.asking.terms import load_terms
from bot.duty import Document, Duty, Reading
from bot.reading.document import Rules
from bot.reading.earlier import Local

_ANY_DAY = date(2026, 1, 1)
_OF_EACH_FORM = ("餐饮油烟谁负责", "住建局负责什么", "本月到期的有哪些", "canyin youyan", "什么时候完成")

#: Puts the pieces of a shelf where it can be read from.
Shelve = Callable[[Sequence[Buffer]], Shelf]


@dataclass(frozen=True, slots=True)
class Served:
    """Never changed, only replaced as a whole; its documents and duties lie in the shelf until wanted."""

    answerer: Answerer
    shelf: Shelf
    rules: Rules

    @classmethod
    def of(
        cls, reading: Reading, rules: Rules, local: Local, shelve: Shelve, known: Shelf | None = None
    ) -> Served:
        """Serve a reading; from the shelf that is *known* where it was made of the same one.

        Takes about a second for a thousand duties, so not in the event loop.
        """
        same = known is not None and reading.digest and known.digest == reading.digest
        shelf = known if known and same else shelve(_pieces(reading, rules, local))
        answerer = Answerer(shelf)
        for question in _OF_EACH_FORM:  # so that the first who ask do not wait for what is made at first use
            answerer.answer(question, _ANY_DAY)
        return cls(answerer, shelf, rules)

    @property
    def documents(self) -> Mapping[str, Document]:
        return self.shelf.documents

    @property
    def duties(self) -> Sequence[Duty]:
        return self.shelf.duties


def _pieces(reading: Reading, rules: Rules, local: Local) -> list[Buffer]:
    terms, _ = load_terms(general.text("terms.toml"), local.terms)  # slips are told where files are read
    return list(pieces(reading, rules.directory, terms, local))
