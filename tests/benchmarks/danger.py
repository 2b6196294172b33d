"""Counts what the danger alarm misses and where it rings in vain: `python -m tests.benchmarks danger [FILE]`.

A file holds one message a line with `text`, `lang` and `danger` (true or false).
"""

import json
import sys
from pathlib import Path

from knowledge.reader.danger import DangerSense

MESSAGES = Path(__file__).parent / "posts/danger-exam.jsonl"


def main() -> None:
    """Print the figures by language, then each message that was judged wrongly."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    messages = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    sense = DangerSense()
    wrong = [each for each in messages if (sense.of(each["text"]) is not None) != each["danger"]]
    for language in sorted({each["lang"] for each in messages}):
        for danger, word in ((True, "missed"), (False, "alarms in vain")):
            share = [each for each in messages if (each["lang"], each["danger"]) == (language, danger)]
            print(f"{language}  {word}: {sum(each in wrong for each in share)} of {len(share)}")  # noqa: T201 - a measurement is for the terminal
    for each in wrong:
        sys.stdout.buffer.write(f"{each['danger']}  {each['text']}\n".encode())


if __name__ == "__main__":
    main()
