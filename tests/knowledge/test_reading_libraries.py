"""Reading a post needs the libraries that decision 0011 names, and none that it turns down."""

import subprocess
import sys

USED = {"phonenumbers", "rapidfuzz", "yaml"}
TURNED_DOWN = {"ahocorasick", "dateparser", "quantulum3", "sklearn", "spacy", "sudachipy", "torch"}

READ = """
import sys
from datetime import UTC, datetime
from knowledge.reader.reader import PlainReader
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.places import load_gazetteer
reader = PlainReader(load_vocabulary(), load_gazetteer())
reader.read("輪島市に毛布200枚、12月5日まで。電話 090-1234-5678", datetime(2026, 11, 24, tzinfo=UTC))
reader.read("200 blankets in Wajimo by Friday", datetime(2026, 11, 24, tzinfo=UTC))
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_reader_loads_what_it_is_said_to_use_and_nothing_that_was_turned_down() -> None:
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert loaded >= USED
    assert TURNED_DOWN & loaded == set()
