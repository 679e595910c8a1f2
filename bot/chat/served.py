"""One generation of the knowledge as it is served: documents, duties, and what answers from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot import general
from bot.asking.answer import Answerer
from bot.asking.terms import load_terms
from bot.duty import Document, Duty, Reading
from bot.reading.document import Rules
from bot.reading.folder import Knowledge


@dataclass(frozen=True, slots=True)
class Served:
    """Never changed, only replaced as a whole."""

    answerer: Answerer
    documents: Mapping[str, Document]
    duties: tuple[Duty, ...]
    knowledge: Knowledge | None = None  # what it was read as; unchanged files are not read again

    @classmethod
    def of(cls, knowledge: Knowledge) -> Served:
        """Serve what was just read."""
        reading = knowledge.reading
        served = cls.build(reading.documents, reading.duties, knowledge.rules, knowledge.terms)
        return replace(served, knowledge=knowledge)

    @classmethod
    def build(
        cls, documents: Sequence[Document], duties: Sequence[Duty], rules: Rules, terms: str | None
    ) -> Served:
        """Index *duties* for asking; takes about a second for a thousand, so not in the event loop."""
        words, _ = load_terms(general.text("terms.toml"), terms)  # findings are told where files are read
        reading = Reading(tuple(documents), tuple(duties))
        answerer = Answerer.over(reading, rules.directory, words)
        return cls(answerer, {document.file: document for document in documents}, tuple(duties))
