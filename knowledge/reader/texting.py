"""Writes out the short forms of chat ("u", "pls", "w/", "dont"), so that each rule for English is written once."""

import re

_SHORT = {
    "u": "you",
    "ya": "you",
    "ur": "your",
    "pls": "please",
    "plz": "please",
    "plse": "please",
    "pleez": "please",
    "thx": "thanks",
    "thnx": "thanks",
    "tnx": "thanks",
    "any1": "anyone",
    "ne1": "anyone",
    "some1": "someone",
    "sum1": "someone",
    "every1": "everyone",
    "w/o": "without",
    "w/out": "without",
    "b4": "before",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "have to",
    "needa": "need a",
    "lookin": "looking",
    "lookin'": "looking",
    "givin": "giving",
    "givin'": "giving",
    "offerin": "offering",
    "runnin": "running",
    "hv": "have",
    "cn": "can",
    "cud": "could",
    "cld": "could",
    "wud": "would",
    "wld": "would",
    "shud": "should",
    "tonite": "tonight",
    "2nite": "tonight",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tmw": "tomorrow",
    "abt": "about",
    "bc": "because",
    "bcos": "because",
    "cuz": "because",
    "ppl": "people",
    "vols": "volunteers",
    "dont": "don't",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "cant": "can't",
    "couldnt": "couldn't",
    "wouldnt": "wouldn't",
    "wont": "won't",
    "isnt": "isn't",
    "arent": "aren't",
    "wasnt": "wasn't",
    "havent": "haven't",
    "hasnt": "hasn't",
    "im": "i'm",
    "ive": "i've",
    "weve": "we've",
    "youve": "you've",
    "theyve": "they've",
    "theres": "there's",
    "thats": "that's",
    "whats": "what's",
    "wheres": "where's",
    "whos": "who's",
    "r": "are",
}
_ONLY_BEFORE = {"r": r"(?=\s(?:you|u|we|they|there|out|short|in|at|all|still|now|looking|running|needed|any)\b)"}
_FOR_AND_TO = (
    (r"(?<=\blooking\s)4\b", "for"),
    (r"(?<=[a-z]\s)4(?=\s(?:who\w*|any\w*|every\w*|the|our|my|you|u|all|us|free|those|ppl|people|[a-z]+s)\b)", "for"),
    (
        r"(?<=[a-z]\s)2(?=\s(?:be|give|help|send|bring|get|go|come|lend|share|donate|spare|offer|borrow|eat|sleep)\b)",
        "to",
    ),
)


class Texting:
    """The short forms, compiled once."""

    def __init__(self) -> None:
        forms = sorted(_SHORT, key=len, reverse=True)
        alternatives = "|".join(re.escape(form) + _ONLY_BEFORE.get(form, "") for form in forms)
        self._short = re.compile(rf"(?<![\w'/.@-])(?:{alternatives})(?![\w'/@-])")
        self._would = re.compile(
            r"(?<=[a-z])'d(?=\s(?:love|like|be|appreciate|welcome|prefer|gladly|really|also|rather|come|bring)\b)"
        )
        self._with = re.compile(r"(?<![\w/])w/\s?(?=[a-z\d])")
        self._numbers = [(re.compile(pattern), word) for pattern, word in _FOR_AND_TO]

    def written_out(self, text: str) -> str:
        """Return a folded text with its short forms written out."""
        text = self._short.sub(lambda match: _SHORT[match.group()], text)
        text = self._would.sub(" would", text)
        text = self._with.sub("with ", text)
        for pattern, word in self._numbers:
            text = pattern.sub(word, text)
        return text
