"""What the search by name finds, and how fast: `python -m tools.measure_names [--facts DIRECTORY]`.

Every case is a text and the thing that it should find. Spellings met in the sources are left out of the index, with all
that are equal to them, and looked for by the rest. Corrupted spellings are made from the registered ones, seeded; one
that equals a registered spelling of the same thing is no case. A case is right if the first thing found (or one of the
first five) is the wanted one or a namesake, which the name cannot tell apart: a thing that has the same registered
spelling, or for which the same text was made but for the rank. The baseline is rapidfuzz's WRatio over the same
spellings, transliterated by text-unidecode. Milliseconds are medians of processor time. Prints Markdown.
"""

import argparse
import csv
import re
import sqlite3
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import iuliia
from rapidfuzz import fuzz, process, utils
from text_unidecode import unidecode

from graph.names import Names, folded
from graph.naming import NameSearch
from graph.naming.match import LEAST, LIKELY, SAME
from graph.naming.spelling import is_cyrillic, read_words
from graph.place import Place
from ontology.vocabulary import load

SEED = 20220520
SYNTHETIC = 24_000
INDEXED = ("BGN_PCGN", "ICAO_DOC_9303", "WIKIPEDIA", "MOSMETRO", "TELEGRAM", "SCIENTIFIC")
NOT_INDEXED = ("ALA_LC", "BS_2979", "GOST_16876", "GOST_52290", "ISO_9_1968", "MVD_310", "UNGEGN_1987", "YANDEX_MONEY")
TYPES = {
    "общевойсковая армия": "ОА",
    "танковая армия": "ТА",
    "армейский корпус": "АК",
    "мотострелковая дивизия": "мсд",
    "мотострелковая бригада": "мсбр",
    "мотострелковый полк": "мсп",
    "танковая дивизия": "тд",
    "танковая бригада": "тбр",
    "танковый полк": "тп",
    "десантно-штурмовая дивизия": "дшд",
    "десантно-штурмовая бригада": "дшбр",
    "воздушно-десантная дивизия": "вдд",
    "бригада морской пехоты": "брмп",
    "Combined Arms Army": "CAA",
    "Tank Army": "TA",
    "Army Corps": "AC",
    "Motor Rifle Division": "MRD",
    "Motor Rifle Brigade": "MRB",
    "Tank Division": "TD",
    "Air Assault Division": "AAD",
    "Naval Infantry Brigade": "NIB",
}
ECHELONS = ("корпус", "армия", "дивизия", "бригада", "полк", "Corps", "Army", "Division", "Brigade")
HONOURS = ("Guards ", "Separate ", "гвардейская ", "гвардейский ", "отдельная ", "отдельный ")
GENITIVE = (
    ("-я ", "-й "),
    ("-й ", "-го "),
    ("ая ", "ой "),
    ("ый ", "ого "),
    ("ий ", "ого "),
    ("армия", "армии"),
    ("дивизия", "дивизии"),
    ("бригада", "бригады"),
    ("корпус", "корпуса"),
    ("полк", "полка"),
    ("флот", "флота"),
    ("округ", "округа"),
)
GIVEN = (  # noqa: SIM905 (lists of many short words are read as text)
    "Александр Сергей Владимир Андрей Алексей Дмитрий Николай Михаил Иван Евгений Юрий Виктор Олег Игорь Анатолий "
    "Павел Роман Максим Константин Валерий Василий Денис Артём Пётр Руслан Григорий Борис Фёдор Степан Лев"
).split()
SURNAMES = (  # noqa: SIM905
    "Смирнов Кузнецов Васильев Петров Михайлов Новиков Фёдоров Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов "
    "Степанов Николаев Орлов Андреев Никитин Захаров Зайцев Соловьёв Борисов Яковлев Григорьев Воробьёв Кузьмин "
    "Фролов Александров Дмитриев Королёв Гусев Киселёв Ильин Поляков Сорокин Виноградов Ковалёв Белов Антонов "
    "Тарасов Жуков Баранов Филиппов Комаров Давыдов Беляев Богданов Осипов Сидоров Матвеев Титов Миронов Крылов "
    "Куликов Карпов Власов Мельников Денисов Гаврилов Тихонов Казаков Афанасьев Данилов Савельев Тимофеев Фомин "
    "Чернов Абрамов Мартынов Ефимов Федотов Щербаков Назаров Калинин Исаев Чернышёв Быков Маслов Родионов Коновалов "
    "Лазарев Воронин Климов Филатов Пономарёв Голубев Кудрявцев Прохоров Наумов Потапов Журавлёв Овчинников Трофимов "
    "Леонов Соболев Ермаков Колесников Гончаров Емельянов Никифоров Грачёв Котов Гришин Ефремов Архипов Громов "
    "Кириллов Малышев Панов Моисеев Румянцев Акимов Кондратьев Бирюков Горбунов Анисимов Ерёмин Тихомиров Галкин"
).split()

Search = Callable[[str], list[str]]


@dataclass(frozen=True)
class Case:
    """A text that was typed, what it should find, and the registered spelling that it is or was made from; `left_out`
    if that spelling is not to be in the index; `bare` is the text without a rank in front."""

    kind: str
    text: str
    path: str
    form: str
    left_out: bool = False
    bare: str = ""


def main() -> None:
    """Measure all and print it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--facts", type=Path, help="directory with persons.csv, whose other_names are looked for")
    facts = parser.parse_args().facts
    names = Names.of(Place.from_environment().open("default"))
    for title, kind, cases in (
        ("Persons", "person", [*_other_names(names, "person", facts), *_persons(names)]),
        ("Formations", "formation", [*_other_names(names, "formation", None), *_formations(names)]),
    ):
        print(f"\n{title}\n\n| what was typed | cases | recall@1 | @5 | ms | baseline @1 | @5 | ms |")
        print("|---|--:|--:|--:|--:|--:|--:|--:|")
        _table(names, kind, cases)
    print("\nNames that nobody registered has\n")
    _strangers(names)
    print(f"\n{SYNTHETIC:,} made-up names\n")
    _many()


def _other_names(names: Names, kind: str, facts: Path | None) -> Iterator[Case]:
    """Every other spelling that sources gave, to be left out of the index."""
    if facts is not None:
        with (facts / f"{kind}s.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                path = f"{kind}/{row[f'{kind}_id']}"
                for form in filter(None, row["other_names"].split("|")):
                    if path in names.forms:
                        yield Case("another spelling, as a source has it", form, path, form, left_out=True)
        return
    for path in _paths(names, kind):
        labels = {folded(label) for label in names.labels[path].values()}
        for form in names.forms[path]:
            if folded(form) not in labels and form != path.partition("/")[2]:
                yield Case("another spelling, as a source has it", form, path, form, left_out=True)


def _persons(names: Names) -> Iterator[Case]:
    random = Random(SEED)  # noqa: S311 (nothing secret)
    ranks = ["Gen.", "Maj. Gen.", "Lt Gen", "General", "Col.", "Colonel General", "Vice Admiral", "Capt. 1st Rank"]
    russian_ranks = ["генерал", "ген.-м.", "генерал-лейтенант", "полковник", "контр-адмирал", "подполковник", "ген."]
    ukrainian = {row[0]: row[1] for row in read_words("given-names.yaml")}
    for path in _paths(names, "person"):
        labels = names.labels[path]
        for form in dict.fromkeys((labels.get("en"), labels.get("ru"))):
            parts = (form or "").split()
            if form is None or len(parts) != 2 or "." in form or "(" in form:
                continue
            given, surname = parts
            rank = random.choice(russian_ranks if is_cyrillic(form) else ranks)
            father = random.choice(("Сергеевич", "Иванович") if is_cyrillic(form) else ("Sergeyevich", "Ivanovich"))
            fathers = [one for one in names.forms[path] if re.search(r"vich|vych|vitch| [A-Z]\. ", one)]
            for kind, text in (
                ("one letter wrong", _typo(form, random)),
                ("two letters wrong", _typo(_typo(form, random), random)),
                ("surname in front", f"{surname} {given}"),
                ("initial", f"{given[0]}. {surname}"),
                ("initial behind", f"{surname} {given[0]}."),
                ("rank in front", f"{rank} {form}"),
                ("rank, initial, surname", f"{rank} {given[0]}. {surname}"),
                ("a patronymic that is not registered", f"{given} {father} {surname}"),
                ("surname in front, one letter wrong", _typo(f"{surname} {given}", random)),
            ):
                if kind.startswith("a patronymic") and fathers:
                    continue
                yield Case(kind, text, path, form, bare=text.removeprefix(f"{rank} "))
            if is_cyrillic(form):
                yield Case("Ukrainian", _ukrainian(given, surname, ukrainian), path, form)
                yield Case("ё as е", form.replace("ё", "е"), path, form)
                for kind, schemes in (("indexed", INDEXED), ("not indexed", NOT_INDEXED)):
                    scheme = getattr(iuliia, random.choice(schemes))
                    yield Case(f"a scheme of transliteration, {kind}", scheme.translate(form), path, form)


def _formations(names: Names) -> Iterator[Case]:
    random = Random(SEED)  # noqa: S311 (nothing secret)
    for path in _paths(names, "formation"):
        for language in ("en", "ru"):
            form = names.labels[path].get(language, "")
            short = form
            for honour in HONOURS:
                short = short.replace(honour, "")
            yield Case("without honours", short, path, form)
            yield Case("one letter wrong", _typo(form, random), path, form)
            written = next((one for one in TYPES if short.endswith(one) and short[0].isdigit()), None)
            if written is not None:
                number = short.split("-")[0] if is_cyrillic(short) else short.split()[0]
                yield Case("abbreviated", f"{number} {TYPES[written]}", path, form)
                echelon = next((one for one in ECHELONS if one in written), None)
                if echelon is not None:
                    yield Case("number and echelon", f"{short.split()[0]} {echelon}", path, form)
            if is_cyrillic(form):
                yield Case("in another case", _genitive(form), path, form)


def _paths(names: Names, kind: str) -> list[str]:
    return [path for path in names.forms if path.startswith(f"{kind}/")]


def _typo(text: str, random: Random) -> str:
    """One letter left out, doubled, changed or exchanged with the next, within a word of more than three letters."""
    places = [at for at in range(1, len(text) - 1) if text[at - 1 : at + 2].isalpha()]
    if not places:
        return text
    at = random.choice(places)
    letters = "абвгдезиклмнопрстуя" if is_cyrillic(text) else "abcdefghiklmnoprstuvy"
    return random.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + random.choice(letters) + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def _ukrainian(given: str, surname: str, forms: Mapping[str, str]) -> str:
    """A Russian name as Ukrainian press writes it: the given name's own form, the surname by its letters."""
    text = f"{forms.get(given, given)} {surname}"
    for russian, other in (
        ("ский", "ський"),
        ("ы", "и"),
        ("э", "е"),
        ("Э", "Е"),
        ("ё", "ьо"),
        ("ъ", "’"),
        ("ие", "іє"),
    ):
        text = text.replace(russian, other)
    return text


def _genitive(form: str) -> str:
    text = form
    for nominative, genitive in GENITIVE:
        if nominative in text:
            text = text.replace(nominative, genitive)
    return text


def _table(names: Names, kind: str, cases: Iterable[Case]) -> None:
    by_kind: dict[str, list[Case]] = defaultdict(list)
    meant: dict[tuple[str, str], set[str]] = defaultdict(set)
    for case in cases:
        meant[case.kind, folded(case.bare or case.text)].add(case.path)
        if case.left_out or folded(case.text) not in {folded(form) for form in names.forms[case.path]}:
            by_kind[case.kind].append(case)
    namesakes: dict[str, set[str]] = defaultdict(set)
    for path in _paths(names, kind):
        for form in names.forms[path]:
            namesakes[folded(form)].add(path)
    whole = _ours(names, kind), _baseline(names, kind)
    totals: list[tuple[list[int], list[int], list[float], list[float]]] = []
    for name, some in by_kind.items():
        ours: list[int] = []
        theirs: list[int] = []
        our_ms: list[float] = []
        their_ms: list[float] = []
        for case in some:
            rest = _without(names, case)
            if case.left_out and not rest.forms[case.path]:
                continue
            searches = whole if not case.left_out else (_ours(rest, kind), _baseline(rest, kind))
            right = meant[case.kind, folded(case.bare or case.text)] | namesakes[folded(case.form)]
            for search, places, taken in zip(searches, (ours, theirs), (our_ms, their_ms), strict=True):
                search("warm")
                since = time.process_time()
                found = search(case.text)
                taken.append((time.process_time() - since) * 1000)
                places.append(next((at for at, path in enumerate(found) if path in right), 99))
        totals.append((ours, theirs, our_ms, their_ms))
        _row(name, *totals[-1])
    _row(
        "**all corruptions, and other spellings**",
        *([one for some in column for one in some] for column in zip(*totals, strict=True)),
    )


def _row(name: str, ours: list[int], theirs: list[int], our_ms: list[float], their_ms: list[float]) -> None:
    def part(places: list[int], first: int) -> str:
        return f"{100 * sum(place < first for place in places) / len(places):.1f} %"

    print(
        f"| {name} | {len(ours)} | {part(ours, 1)} | {part(ours, 5)} | {statistics.median(our_ms):.1f} "
        f"| {part(theirs, 1)} | {part(theirs, 5)} | {statistics.median(their_ms):.1f} |"
    )


def _without(names: Names, case: Case) -> Names:
    forms = [form for form in names.forms[case.path] if folded(form) != folded(case.form)]
    return replace(names, forms={**names.forms, case.path: forms})


def _ours(names: Names, kind: str) -> Search:
    search = NameSearch(names, load())
    return lambda text: [match.path for match in search.search(text, [kind], 5)]


def _baseline(names: Names, kind: str) -> Search:
    forms = [(path, unidecode(form)) for path in _paths(names, kind) for form in names.forms[path]]
    spellings = [utils.default_process(form) for _, form in forms]

    def search(text: str) -> list[str]:
        wanted = utils.default_process(unidecode(text))
        found = process.extract(wanted, spellings, scorer=fuzz.WRatio, limit=40)
        return list(dict.fromkeys(forms[at][0] for _, _, at in found))[:5]

    return search


def _strangers(names: Names) -> None:
    """How many made-up names of men, as common as can be, reach the thresholds of scores."""
    search = NameSearch(names, load())
    registered = {folded(form) for path in _paths(names, "person") for form in names.forms[path]}
    surnames = {form.rpartition(" ")[2] for form in registered}
    made_up = [f"{given} {surname}" for given in GIVEN for surname in SURNAMES]
    made_up = [name for name in made_up if folded(name) not in registered]
    print("| made-up names | number | score >= 90 | >= 75 | >= 60 |\n|---|--:|--:|--:|--:|")
    for title, some in (
        ("surname not registered", [one for one in made_up if folded(one).split()[1] not in surnames]),
        ("surname registered, of another person", [one for one in made_up if folded(one).split()[1] in surnames]),
    ):
        best = [max((match.score for match in search.search(name, ["person"], 1)), default=0.0) for name in some]
        shares = " | ".join(
            f"{100 * sum(one >= least for one in best) / len(best):.1f} %" for least in (SAME, LIKELY, LEAST)
        )
        print(f"| {title} | {len(some):,} | {shares} |")


def _many() -> None:
    """Time to build and search for many names, against SQLite's index of trigrams."""
    random = Random(SEED)  # noqa: S311 (nothing secret)
    endings = ["ов", "ев", "ин", "ский", "ко", "чук", "ян", "швили", "дзе", "енко", "их", "ой"]
    syllables = [one + two for one in "бвгджзклмнпрстфхцчш" for two in "аеиоуыя"]
    surnames = [
        "".join(random.choices(syllables, k=random.randint(1, 3))) + random.choice(endings) for _ in range(9000)
    ]
    people = [f"{random.choice(GIVEN)} {random.choice(surnames).title()}" for _ in range(SYNTHETIC)]
    names = Names({}, {f"person/{at}": [one, iuliia.WIKIPEDIA.translate(one)] for at, one in enumerate(people)})
    since = time.process_time()
    search = NameSearch(names, load())
    search.search("warm", ["person"])
    built = time.process_time() - since
    texts = [(_typo(iuliia.MOSMETRO.translate(one), random), one) for one in random.choices(people, k=200)]
    taken, right = [], 0
    for text, wanted in texts:
        since = time.process_time()
        found = search.search(text, ["person"], 5)
        taken.append((time.process_time() - since) * 1000)
        right += any(wanted in names.forms[match.path] for match in found)
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE spelling USING fts5(form, path UNINDEXED, tokenize='trigram')")
    since = time.process_time()
    rows = [(unidecode(form).casefold(), path) for path, forms in names.forms.items() for form in forms]
    base.executemany("INSERT INTO spelling VALUES (?, ?)", rows)
    base_built = time.process_time() - since
    base_taken, base_right = [], 0
    for text, wanted in texts:
        since = time.process_time()
        plain = unidecode(text).casefold()
        pieces = " OR ".join(f'"{plain[at : at + 3]}"' for at in range(len(plain) - 2) if plain[at : at + 3].isalpha())
        asked = "SELECT path FROM spelling WHERE spelling MATCH ? ORDER BY rank LIMIT 5"
        found_paths = [path for (path,) in base.execute(asked, (pieces,))]
        base_taken.append((time.process_time() - since) * 1000)
        base_right += any(wanted in names.forms[path] for path in found_paths)
    shares = f"{right / len(texts):.0%}", f"{base_right / len(texts):.0%}"
    print("| way | built | median ms | recall@5 with a letter wrong |\n|---|--:|--:|--:|")
    print(f"| ours | {built:.1f} s | {statistics.median(taken):.0f} | {shares[0]} |")
    print(f"| SQLite FTS5 trigrams | {base_built:.1f} s | {statistics.median(base_taken):.0f} | {shares[1]} |")


if __name__ == "__main__":
    main()
