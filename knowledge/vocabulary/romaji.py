"""Writes Japanese readings in plain Hepburn, and folds the many ways people romanise one name into one key."""

import re
import unicodedata

_ROWS = {
    "あいうえお": "a i u e o",
    "かきくけこ": "ka ki ku ke ko",
    "がぎぐげご": "ga gi gu ge go",
    "さしすせそ": "sa shi su se so",
    "ざじずぜぞ": "za ji zu ze zo",
    "たちつてと": "ta chi tsu te to",
    "だぢづでど": "da ji zu de do",
    "なにぬねの": "na ni nu ne no",
    "はひふへほ": "ha hi fu he ho",
    "ばびぶべぼ": "ba bi bu be bo",
    "ぱぴぷぺぽ": "pa pi pu pe po",
    "まみむめも": "ma mi mu me mo",
    "やゆよ": "ya yu yo",
    "らりるれろ": "ra ri ru re ro",
    "わをん": "wa o n",
}
_SYLLABLE = {kana: latin for row, latins in _ROWS.items() for kana, latin in zip(row, latins.split(), strict=True)}
_SMALL_Y = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
TO_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(ord("ァ"), ord("ヶ"))}
"""For `str.translate`: katakana as the hiragana of the same sound."""
_HEARD_AS_LENGTH = {("o", "う"), ("o", "お"), ("u", "う")}


def romanise(kana: str) -> str:
    """Return hiragana in plain Hepburn without marks for length: おおさか → osaka, とうおん → toon, みっか → mikka.

    ん is always n, as most municipalities write it (Nanbu). Signs that are no kana stay as they are.
    """
    syllables: list[str] = []
    lengthened = False
    for sign in kana:
        if sign in _SMALL_Y and syllables:
            syllables[-1] = _with_small_y(syllables[-1], sign)
            lengthened = False
        elif sign == "ー" or (syllables and not lengthened and (syllables[-1][-1:], sign) in _HEARD_AS_LENGTH):
            lengthened = True
        else:
            syllables.append(sign if sign == "っ" else _SYLLABLE.get(sign, sign))
            lengthened = False
    return _double(syllables)


def _with_small_y(syllable: str, sign: str) -> str:
    stem = syllable.removesuffix("i")
    return stem + ("" if stem in ("sh", "ch", "j") else "y") + _SMALL_Y[sign]


def _double(syllables: list[str]) -> str:
    written = ""
    for syllable, after in zip(syllables, [*syllables[1:], ""], strict=False):
        if syllable == "っ":
            written += "t" if after.startswith("ch") else after[:1]
        else:
            written += syllable
    return written


def fold_romaji(written: str) -> str:
    """Return the key under which every usual romanisation of one name falls together.

    Marks, hyphens, apostrophes and spaces go; Ōtsuki, Ohtsuki, Ootsuki and Otsuki are one, as are Tamba and Tanba.
    Only Hepburn is read: Sinzyuku is not Shinjuku.
    """
    # Taken apart, a marked letter is the letter and its mark; only the letter is kept.
    key = re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", written.casefold()))
    key = re.sub(r"oh(?![aeiouy])", "o", key)
    key = re.sub(r"m(?=[bmp])", "n", key)
    key = key.replace("tch", "cch").replace("dzu", "zu")
    return re.sub(r"o[ou]+", "o", re.sub(r"u{2,}", "u", key))
