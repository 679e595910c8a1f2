"""What searches the ledger: Duban and others, each built into files by one process and asked in another.

Every engine is given the same texts and, but for rapidfuzz, the same front end: the question as Duban reads
it (small talk and words of asking taken off, letters turned into sounds, the place apart).
"""

from __future__ import annotations

import importlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot import general
from bot.asking import meanings, names, sections
from bot.asking.finder import Finder
from bot.asking.index import Index
from bot.asking.matters import Matters, Said, gathered
from bot.asking.meanings import Meanings
from bot.asking.names import Names
from bot.asking.places import place_forms
from bot.asking.postings import Postings, pairs
from bot.asking.question import Question, Vocabulary, read_question
from bot.asking.sections import Buffer, packed, table
from bot.asking.spellings.sounds import sound
from bot.asking.terms import load_terms
from bot.benchmarks.ledger import Ledger
from bot.jsonlines import line
from bot.reading.units import Directory
from bot.store.shelves import mapped, written

TODAY = date(2026, 6, 1)  # no question of the ledger asks after a time
MOST = 5

#: What an engine finds: the numbers of duties, best first, and how good the first one is.
Found = tuple[list[int], float]


@dataclass(frozen=True, slots=True)
class Texts:
    """What is searched: the words of each duty, and the number of its place."""

    said: Sequence[Said]
    place: Sequence[int]
    places: Sequence[str]

    @classmethod
    def of(cls, size: int) -> Texts:
        """Make the texts of the ledger of *size* duties."""
        ledger = Ledger(size)
        return cls(
            [ledger.said(row) for row in range(size)], [place for _, place in ledger.rows], ledger.places
        )


class Engine:
    """How one engine is built and asked."""

    name: str
    quick = True  # whether questions may be asked only to warm it up

    def build(self, texts: Texts, folder: Path) -> None:
        """Write what is searched into *folder*."""
        raise NotImplementedError

    def open(self, folder: Path) -> Callable[[str], Found]:
        """Return how a question is answered from what was built."""
        raise NotImplementedError


class Duban(Engine):
    """The index of this program: one file for what is searched, another for the texts of the duties."""

    name = "Duban"

    def build(self, texts: Texts, folder: Path) -> None:
        terms, _ = load_terms(general.text("terms.toml"))
        in_place: dict[int, list[int]] = {number: [] for number in range(len(texts.places))}
        for row, place in enumerate(texts.place):
            in_place[place].append(row)
        parts: dict[str, Buffer] = {
            **table("matters", gathered(texts.said)),
            **table("terms", meanings.packed(terms)),
            **table("places", names.packed({name: place_forms(name) for name in texts.places})),
            "small_talk": line(terms.small_talk).encode(),
            "place_names": sections.Texts.packed(texts.places),
            "in_place": Postings.packed(in_place),
        }
        written(folder / "search", packed(parts))
        words = ("\x1f".join((one.matter, one.main, one.side)) for one in texts.said)
        written(folder / "texts", packed({"said": sections.Texts.packed(words)}))

    def open(self, folder: Path) -> Callable[[str], Found]:
        parts = mapped(folder / "search")
        said, in_place = mapped(folder / "texts").texts("said"), Postings(parts["in_place"])
        numbers = {name: number for number, name in enumerate(sections.Texts(parts["place_names"]))}
        vocabulary = _vocabulary(Names(parts.below("places")), json.loads(bytes(parts["small_talk"])))
        index = Index(
            Matters(parts.below("matters")),
            lambda row: Said(*said[row].split("\x1f")),
            Meanings(parts.below("terms")),
        )
        finder = Finder(index, lambda _: frozenset(), lambda _: ())
        rows_of = lru_cache(64)(lambda place: frozenset(in_place.of(numbers[place])))

        def ask(text: str) -> Found:
            question = read_question(text, vocabulary, TODAY)
            here = rows_of(question.place.name) if question.place else None
            found, sure = finder.find(question, here)
            return [row for row, _ in found[:MOST]], sure.sure

        return ask


class Fts5(Engine):
    """SQLite's full text search over pairs of characters, by bm25; any of the pairs, all of the place."""

    name = "SQLite FTS5"

    def build(self, texts: Texts, folder: Path) -> None:
        with closing(sqlite3.connect(folder / "fts.db")) as db:
            db.execute("CREATE VIRTUAL TABLE duty USING fts5(words, place, content='')")
            db.executemany(
                "INSERT INTO duty (rowid, words, place) VALUES (?, ?, ?)",
                (
                    (row, " ".join(_pairs(one.main)), texts.places[place])
                    for row, (one, place) in enumerate(zip(texts.said, texts.place, strict=True))
                ),
            )
            db.commit()
        (folder / "places.json").write_text(line(texts.places), "utf-8")

    def open(self, folder: Path) -> Callable[[str], Found]:
        db = sqlite3.connect(f"file:{folder / 'fts.db'}?mode=ro", uri=True)
        vocabulary = _vocabulary(_places(folder))
        sql = "SELECT rowid, bm25(duty) FROM duty WHERE duty MATCH ? ORDER BY rank LIMIT ?"

        def ask(text: str) -> Found:
            question = read_question(text, vocabulary, TODAY)
            wanted = [f'"{pair}"' for pair in _asked(question, sounds=False)]
            if not wanted:
                return [], 0.0
            match = f"words : ({' OR '.join(wanted)})"
            if question.place:
                match += f' AND place : "{question.place.name}"'
            rows = db.execute(sql, [match, MOST]).fetchall()
            return [row for row, _ in rows], -rows[0][1] / len(wanted) if rows else 0.0

        return ask


class Tantivy(Engine):
    """tantivy over pairs of characters and of sounds, so that it knows sounds and letters as Duban does."""

    name = "tantivy"

    def build(self, texts: Texts, folder: Path) -> None:
        tantivy = importlib.import_module("tantivy")
        writer = self._index(tantivy, folder).writer(200_000_000)
        for row, (said, number) in enumerate(zip(texts.said, texts.place, strict=True)):
            words, matter = _both(said.main), _both(said.matter)
            place = texts.places[number]
            writer.add_document(tantivy.Document(words=words, matter=matter, place=place, row=row))
        writer.commit()
        writer.wait_merging_threads()
        (folder / "places.json").write_text(line(texts.places), "utf-8")

    def open(self, folder: Path) -> Callable[[str], Found]:
        tantivy = importlib.import_module("tantivy")
        index = self._index(tantivy, folder)
        index.reload()
        searcher, vocabulary = index.searcher(), _vocabulary(_places(folder))

        def ask(text: str) -> Found:
            question = read_question(text, vocabulary, TODAY)
            wanted = _asked(question, sounds=True)
            if not wanted:
                return [], 0.0
            query = f"(words:({' '.join(wanted)}) matter:({' '.join(wanted)})^2)"
            if question.place:
                query = f'+place:"{question.place.name}" +{query}'
            hits = searcher.search(index.parse_query(query, ["words"]), MOST).hits
            rows = [int(searcher.doc(address)["row"][0]) for _, address in hits]
            return rows, hits[0][0] / len(wanted) if hits else 0.0

        return ask

    @staticmethod
    def _index(tantivy: Any, folder: Path) -> Any:
        schema = tantivy.SchemaBuilder()
        for name in ("words", "matter"):
            schema.add_text_field(name, stored=False, tokenizer_name="whitespace")
        schema.add_text_field("place", stored=False, tokenizer_name="raw")
        schema.add_integer_field("row", stored=True)
        place = folder / "tantivy"
        place.mkdir(exist_ok=True)
        return tantivy.Index(schema.build(), path=str(place))


class RapidFuzz(Engine):
    """rapidfuzz alone: WRatio of the question over all texts."""

    name = "rapidfuzz"
    quick = False

    def build(self, texts: Texts, folder: Path) -> None:
        with (folder / "texts.txt").open("w", encoding="utf-8") as file:
            file.writelines(one.main.replace("\n", " ") + "\n" for one in texts.said)

    def open(self, folder: Path) -> Callable[[str], Found]:
        process = importlib.import_module("rapidfuzz.process")
        scorer = importlib.import_module("rapidfuzz.fuzz").WRatio
        texts = (folder / "texts.txt").read_text("utf-8").splitlines()

        def ask(text: str) -> Found:
            found = process.extract(text, texts, scorer=scorer, limit=MOST)
            return [row for _, _, row in found], found[0][1] if found else 0.0

        return ask


ENGINES: dict[str, Engine] = {engine.name: engine for engine in (Duban(), Tantivy(), Fts5(), RapidFuzz())}


def _vocabulary(places: Names, small_talk: Iterable[str] = ()) -> Vocabulary:
    directory, _ = Directory.load(general.text("units.toml"))
    talk = tuple(small_talk) or load_terms(general.text("terms.toml"))[0].small_talk
    return Vocabulary(directory, talk, places, Names.of({}))


def _places(folder: Path) -> Names:
    return Names.of(
        {name: place_forms(name) for name in json.loads((folder / "places.json").read_text("utf-8"))}
    )


def _asked(question: Question, *, sounds: bool) -> list[str]:
    """Return the pairs that a question asks for, as words of an index."""
    found: list[str] = []
    for piece in question.pieces:
        found += _pairs(piece.chars)
        if sounds:
            found += _heard(piece.chars) if not piece.ways else [f"s{n}" for n in pairs(piece.ways[0])]
    return list(dict.fromkeys(found))


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1) if text[at : at + 2].isalnum()]


def _heard(text: str) -> list[str]:
    return [f"s{number}" for number in pairs(sound(text))]


def _both(text: str) -> str:
    return " ".join([*_pairs(text), *_heard(text)])
