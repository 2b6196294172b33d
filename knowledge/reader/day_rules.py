"""The words that name days, weeks and months, each with what works out the days; earlier rules win over later ones."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from knowledge.reader.day_builders import (
    LONG_MONTHS,
    MONTHS,
    WEEKDAYS,
    Span,
    bare_day,
    bare_days,
    coming_day,
    dated_day,
    day_of,
    day_to_nth,
    end_of_month,
    end_of_year,
    english_nth_weekday,
    english_weekday,
    feast,
    kanji_weekday,
    listed_days,
    month_days,
    month_number,
    next_month,
    next_week,
    nth_day,
    nth_days,
    nth_week,
    nth_weekday,
    part_of_next_week,
    relative,
    single,
    slashed,
    small_number,
    third_of_month,
    this_month,
    this_week,
    two_days,
    two_days_after_month,
    week_ahead,
    weekend,
    whole_month,
)

_MONTH = "(" + "|".join([*LONG_MONTHS, "sept", *MONTHS]) + r")\b\.?"
_NTH = r"(?:st|nd|rd|th)?"
_DAY = rf"(\d{{1,2}}){_NTH}"
_YEAR = r"(?:,?\s+(20\d\d))?"
_WEEKDAY = r"(?P<weekday>mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\b"
_WORDS_OF_TIME = ("from", "in", "until", "till", "through", "during", "starting", "throughout", "all", "whole of")
_AFTER_A_WORD_OF_TIME = "(?:" + "|".join(rf"(?<=\b{word}\s)" for word in _WORDS_OF_TIME) + ")"
_NTH_BEFORE = "(?:" + "|".join(
    rf"(?<={word})"
    for word in (
        *(rf"\b{each}\s" for each in ("the", "on", "by", "until", "and", "from", "to", *WEEKDAYS)), "-", r"day\s"
    )
) + ")"  # fmt: skip
_NTH_ALONE = (
    rf"(?=\d|the\s){_NTH_BEFORE}(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+[a-z]+\s+street|\s+(?:floor|street|avenue|grade|time|"
    r"day|week|of|anniversary|person|shelter|group|team|battalion|ward|branch))"
)
# 審査3日, あと3日, 5日で200枚: so long it takes or lasts; no day of the month
_LASTING = """
    審査 審査に 審査は 準備 準備に 準備は 所要 納期 工期 到着まで 発送まで 乾くまで 製作に 製造に あと 残り 残りは
    のべ 延べ 約 丸 まる たった わずか もう 連続 最短 最長 通常
"""
_NO_LENGTH_BEFORE = "".join(f"(?<!{word})" for word in _LASTING.split())
_LENGTH_AFTER = (
    "間|以内|分|前|後|目|に[\\d一]回|以上|ほど|程度|め|くらい|ぐらい|おき|ごと|しか|も(?:た|って|つ)|連続|コース|かか"
    "|で(?:約?[\\d一二三四五六七八九十百千]|でき|仕上)|あたり|当たり|につき|\\d"
)
_JA_NUMBER = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"

# 14-15 and 21-22 Nov; 5, 6 and 7 November; November 5, 6 and 7: more than two numbers, else the plain rules know it
_NUMBER = rf"\d{{1,2}}{_NTH}"
_RUN = rf"{_NUMBER}(?:\s?(?:-|~|/)\s?{_NUMBER})?"
_NAMED = r"(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\s)?"
_RUNS = (
    rf"(?:{_NUMBER}(?:\s?,\s?{_NUMBER}){{1,6}},?\s?(?:and|or|&|\+)\s?{_NUMBER}"
    rf"|{_RUN}(?:\s?,\s?{_RUN}){{0,6}},?\s?(?:and|or|&|\+)\s?(?:on\s)?{_NAMED}{_RUN})"
)
_NO_NUMBER_AFTER = rf"(?![\d/:.]|\s*(?:{'|'.join(MONTHS)}))"
_TO = r"\s?(?:-|~|to|until|till|through|thru|and)\s?(?:the\s)?"
_NTH_ONLY = r"(\d{1,2})(?:st|nd|rd|th)\b"
_THING_AFTER = r"(?!\s+(?:floor|street|avenue|grade|graders|person|group|team|battalion|ward|branch|century))"
_KANJI_DAY = r"(?:\([月火水木金土日](?:曜日?)?(?:・?祝)?\))?"
_JA_TO = rf"{_KANJI_DAY}\s?(?:-|~|から|より|と|・|、|および|及び)\s?"
_BARE_DAYS = r"(?P<days>\d{1,2}(?:\s?[~・、-]\s?\d{1,2}){1,7})日"
_DAY_ENDS = r"(?=日?\([月火水木金土日]|日(?!間|分)|[にはとで、。)]|まで|から|\s*(?:$|\n))"
# 2~3日 is how long something takes, unless a time stands after it
_FEW_DAYS = r"[1-4]\s?[~、・-]\s?[2-5]日(?!に(?!\d|一)|は|とも|の?(?:朝|夕|夜|午))"
_PART_OF_NEXT_WEEK = (
    r"週明け(?:の?月曜日?)?|来週の?(?P<ja_part>前半|初め|はじめ|頭|半ば|中ごろ|中頃|なかば|後半)"
    r"|\b(?P<part>early|mid|late(?:r)?|(?:the\s+)?(?:start|beginning|middle)\s+of|first\s+thing)\s+next\s+week\b"
)
_FEASTS = {
    "christmas eve": (12, 24, 12, 24), "christmas": (12, 25, 12, 25), "xmas": (12, 25, 12, 25),
    "クリスマスイブ": (12, 24, 12, 24), "クリスマス": (12, 25, 12, 25),
    "new year's eve": (12, 31, 12, 31), "大晦日": (12, 31, 12, 31), "大みそか": (12, 31, 12, 31),
    "new year's day": (1, 1, 1, 1), "the new year": (1, 1, 1, 3), "new year": (1, 1, 1, 3),
    "元日": (1, 1, 1, 1), "元旦": (1, 1, 1, 1), "正月": (1, 1, 1, 3), "三が日": (1, 1, 1, 3),
    "年末年始": (12, 29, 1, 3), "obon": (8, 13, 8, 16), "the bon holidays": (8, 13, 8, 16), "お盆": (8, 13, 8, 16),
    "golden week": (4, 29, 5, 5), "ゴールデンウィーク": (4, 29, 5, 5), "ゴールデンウイーク": (4, 29, 5, 5),
}  # fmt: skip
# a feast is a time only beside a word of time: not クリスマス会, not "Christmas presents"
_FEAST_BEFORE = "(?:" + "|".join(
    rf"(?<=\b{word}\s)" for word in ("until", "till", "til", "by", "before", "through", "over", "after", "from")
) + ")"  # fmt: skip
_FEAST_AFTER = r"(?=まで|前|の?間|中|から|以降|いっぱい|期間|休み|すぎ|過ぎ)"
_ENGLISH_FEASTS = "|".join(word for word in _FEASTS if word.isascii())
_KANJI_FEASTS = "|".join(word for word in _FEASTS if not word.isascii())

_FEAST = rf"(?=[cxnotg]){_FEAST_BEFORE}(?P<feast>{_ENGLISH_FEASTS})\b|(?P<ja_feast>{_KANJI_FEASTS}){_FEAST_AFTER}"
RANGES = (two_days, two_days_after_month, day_to_nth, month_days, bare_days, nth_days, listed_days)
"""What reads both ends of a time at once."""
RULES: list[tuple[str, Callable[[re.Match[str], date], Span]]] = [
    (r"(?<!\d)(20\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?!\d)", lambda m, _: single(day_of(int(m[1]), int(m[3]), int(m[4])))),
    (r"(20\d\d)年(\d{1,2})月(\d{1,2})日", lambda m, _: single(day_of(int(m[1]), int(m[2]), int(m[3])))),
    (rf"(?<![\d/.,]){_RUNS}\s+(?:of\s+)?(?P<month>{_MONTH}){_YEAR}", listed_days),
    (rf"\b(?P<month>{_MONTH})\s+{_RUNS}{_NO_NUMBER_AFTER}\b{_YEAR}", listed_days),
    (
        rf"(?<![\d/.,]){_DAY}\s+(?:of\s+)?{_MONTH}{_TO}{_NTH_ONLY}(?!\s+(?:of\s+)?{_MONTH}){_THING_AFTER}",
        day_to_nth,
    ),
    (
        rf"(?<![\d/]){_DAY}\s?(?:-|~|to|and|until|through)\s?{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        two_days,
    ),
    (
        rf"\b{_MONTH}\s+{_DAY}\s?(?:-|~|to|and|until|through)\s?{_DAY}(?![\d/]|\s*(?:{'|'.join(MONTHS)}))\b{_YEAR}",
        two_days_after_month,
    ),
    (
        rf"(?<![\d/.,]){_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        lambda m, today: single(dated_day(today, month_number(m[2]), int(m[1]), m[3])),
    ),
    (
        rf"\b{_MONTH}\s+{_DAY}\b(?![:,.]\d){_YEAR}",
        lambda m, today: single(dated_day(today, month_number(m[1]), int(m[2]), m[3])),
    ),
    (
        rf"{_JA_NUMBER}月{_JA_NUMBER}日{_JA_TO}{_JA_NUMBER}日(?!{_LENGTH_AFTER})",
        month_days,
    ),
    (
        rf"(?:(?<!\d)(?P<month>\d{{1,2}})月)(?P<days>\d{{1,2}}(?:\s?[~・、-]\s?\d{{1,2}})+)日(?!{_LENGTH_AFTER})",
        bare_days,
    ),
    (
        rf"{_JA_NUMBER}月{_JA_NUMBER}日(?!間|分)",
        lambda m, today: single(coming_day(today, small_number(m[1]), small_number(m[2]))),
    ),
    (rf"(?<![\d/])(\d{{1,2}})/(\d{{1,2}}){_KANJI_DAY}\s?[~・、-]\s?(\d{{1,2}}){_DAY_ENDS}", slashed),
    (r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])", slashed),
    (
        rf"\b{_NTH_ONLY}(?:(?:\s?,\s?{_NTH_ONLY}){{0,6}},?\s?(?:and|or|&)\s?|\s?(?:-|~)\s?)(?:the\s)?{_NTH_ONLY}{_THING_AFTER}",
        nth_days,
    ),
    (
        _NTH_ALONE,
        nth_day,
    ),
    (
        rf"(?=\d){_NO_LENGTH_BEFORE}(?<![\d×*/.,月第])(?!{_FEW_DAYS}){_BARE_DAYS}(?!{_LENGTH_AFTER})",
        bare_days,
    ),
    (
        rf"(?:(来月|今月|再来月)の?)?{_NO_LENGTH_BEFORE}(?<![\d×*])(?<![1-4][~、・,-])(\d{{1,2}})日(?!{_LENGTH_AFTER})",
        bare_day,
    ),
    (
        rf"\b(?:the\s+)?(?:end|last\s+day)(?:\s+of)?\s+{_MONTH}",
        end_of_month,
    ),
    (rf"{_JA_NUMBER}月(?:末|いっぱい)", end_of_month),
    (rf"{_JA_NUMBER}月の?第?([一二三四1-4])(?:週目?の?)?([月火水木金土日])曜日?", nth_weekday),
    (rf"\b(first|second|third|fourth|last)\s+{_WEEKDAY}\s+(?:of|in)\s+{_MONTH}", english_nth_weekday),
    (rf"{_JA_NUMBER}月(上旬|初旬|初め|中旬|半ば|下旬)", third_of_month),
    (rf"\b(early|mid|late)(?:[\s-]|\s+in\s+){_MONTH}", third_of_month),
    (rf"{_JA_NUMBER}月の?第([一二三四五1-5])週目?(?!の?[月火水木金土日])", nth_week),
    (rf"\b(first|second|third|fourth|last)\s+week\s+(?:of|in)\s+{_MONTH}", nth_week),
    (r"(?P<ahead>今月|来月)の?(上旬|初旬|初め|はじめ|頭|中旬|半ば|中頃|下旬)", third_of_month),
    (r"\b(early|mid|late)[\s-](?P<ahead>next|this)\s+month\b", third_of_month),
    (_FEAST, feast(_FEASTS)),
    (rf"{_JA_NUMBER}月(?=から|より|まで|以降|中(?![一-龥])|の間|に(?!\d))", whole_month),
    (rf"(?=[jfmasond]){_AFTER_A_WORD_OF_TIME}{_MONTH}(?!\s*\d)", whole_month),
    (r"\bend\s+of\s+next\s+month|来月末|\bnext\s+month\b|来月(?!\d)", next_month),
    (
        r"\b(?:the\s+)?end\s+of\s+(?:the|this)\s+month|\bmonth[\s-]end|今月末|月末|月内|\bthis\s+month\b|今月(?:中|いっぱい)?",
        this_month,
    ),
    (
        r"\b(?:the\s+)?end\s+of\s+(?:the|this)\s+year|\byear[\s-]end|年内|年末(?!年始)|今年中|\bthis\s+year\b",
        end_of_year,
    ),
    (r"\b(?:the\s+)?end\s+of\s+(?:the|this)\s+week\b", this_week),
    (
        _PART_OF_NEXT_WEEK,
        part_of_next_week,
    ),
    (
        r"\b(?:in|over|during|for|within)\s+the\s+coming\s+week\b|(?:今後|この先|向こう)の?(?:1|一)週間(?:以内)?",
        week_ahead,
    ),
    (
        rf"(?<!every )(?<!each )\b(?:(?P<which>this|next|coming)\s+)?{_WEEKDAY}(?P<later>\s+(?:of\s+)?next\s+week)?",
        english_weekday,
    ),
    (r"\b(?:this|next|the)\s+weekend\b|(?:(?:今週|来週)の?|今|来)?(?:週末|土日)", weekend),
    (r"(?<!毎週)(?<!毎)(?:(?P<which>再来週|来週|今週|翌週)の?)?(?P<weekday>[月火水木金土日])曜日?", kanji_weekday),
    (r"(?P<which>再来週|来週|今週|翌週)の?(?P<weekday>[月火水木金土])(?![曜一-龥])", kanji_weekday),
    (
        r"(?<![一-龥ァ-ヶー])(?P<which>)(?P<weekday>[月火水木金土日])(?=(?:まで|から|[~-][月火水木金土日](?![一-龥])|夜|朝|昼|、[月火水木金土日](?![一-龥])))",
        kanji_weekday,
    ),
    (r"\bnext\s+week\b|\bweek\s+after\s+next\b|再来週|来週|翌週", next_week),
    (r"\b(?:later\s+)?this\s+week\b|今週", this_week),
    (r"今日明日|本日明日|今明日|きょうあす", lambda _, today: (today, today + timedelta(1))),
    (r"明日明後日|明日あさって", lambda _, today: (today + timedelta(1), today + timedelta(2))),
    (r"明々後日|しあさって", relative(3)),
    (r"\b(?:the\s+)?day\s+after\s+tomorrow\b|明後日|あさって", relative(2)),
    (r"\btomorrow\b|\btmrw\b|明日|あした|あす(?=[はにのまか、。\s])", relative(1)),
    (r"\btoday\b|\btonight\b|今日|本日|きょう|今夜|今晩|本日中", relative(0)),
]
