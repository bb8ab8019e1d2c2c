"""How well lint judges labelled letters: precision and recall of every rule, for each author batch.

``python -m bench.lint_letters`` for all batches, ``python -m bench.lint_letters c`` for one; ``d --by-language`` adds
how many findings each language misses or makes in vain.
"""

from __future__ import annotations

import argparse

from amends.core.vocabulary import LANGUAGES
from tests.letter.linting import LETTERS, Tally


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.lint_letters", description=__doc__)
    known = sorted({path.stem.split("-")[1] for path in LETTERS.glob("*-*.jsonl")})
    parser.add_argument("batches", nargs="*", metavar="BATCH", help=f"of {', '.join(known)}; all where none is named")
    parser.add_argument("--by-language", action="store_true", help="also count misses and false alarms by language")
    parser.add_argument("--lists-alone", action="store_true", help="without reading sentences as a whole")
    arguments = parser.parse_args()
    whole = not arguments.lists_alone
    for batch in arguments.batches or known:
        print(f"\nbatch {batch}")
        print(Tally(sorted(LETTERS.glob(f"*-{batch}.jsonl")), whole=whole).report())
        for language in LANGUAGES if arguments.by_language else ():
            tally = Tally(LETTERS.glob(f"{language}-{batch}.jsonl"), whole=whole)
            print(f"{language}: {sum(tally.missed.values())} missed, {sum(tally.false.values())} in vain")


if __name__ == "__main__":
    main()
