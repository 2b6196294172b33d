"""Builds real_words.txt, the words that are no slip of a frequent one, when the data is prepared; not used later.

Usage: python -m knowledge.reader.build_slips (where symspellpy, which carries a dictionary of English, is installed).
"""

from importlib import resources
from pathlib import Path

from rapidfuzz.distance import OSA

from knowledge.datafiles import read_yaml
from knowledge.reader.slips import NEAR, SHORTEST, frequent_words

DATA = Path(__file__).parent / "data"
PER_LINE = 16


def main() -> None:
    """Write the words of the dictionary within one slip of a frequent word."""
    source = (
        resources.files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    )
    known = {line.split()[0] for line in source.splitlines() if line.strip()}
    wanted = frequent_words(read_yaml("knowledge.reader", "slips.yaml"))
    found = sorted(
        word
        for word in known
        if len(word) >= SHORTEST - 1 and word.isalpha() and word not in wanted
        if any(each[0] == word[0] and OSA.distance(each, word, score_cutoff=NEAR) <= NEAR for each in wanted)
    )
    rows = [" ".join(found[at : at + PER_LINE]) for at in range(0, len(found), PER_LINE)]
    (DATA / "real_words.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
