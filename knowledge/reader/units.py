"""Knows the words for units and counters, and which unit is natural to a thing counted without one."""

import re
from dataclasses import dataclass

ENGLISH = {
    "piece": "piece pieces pcs pc items bottle bottles can cans tin tins sheet sheets loaf loaves carton cartons "
    "copies",
    "box": "box boxes",
    "pack": "pack packs packet packets package packages",
    "bag": "bag bags sack sacks",
    "set": "set sets",
    "kit": "kit kits",
    "pair": "pair pairs",
    "roll": "roll rolls",
    "case": "case cases crate crates",
    "litre": "litre litres liter liters ltr l",
    "kg": "kg kgs kilo kilos kilogram kilograms",
    "tonne": "tonne tonnes ton tons t mt",
    "meal": "meal meals serving servings portion portions",
    "person": "person persons people pax",
    "household": "household households families",
    "team": "team teams crew crews",
    "vehicle": "vehicle vehicles",
    "unit": "unit units",
    "room": "room rooms",
    "bed": "bed beds",
    "site": "site sites location locations",
    "m2": "m2 sqm",
    "hour": "hour hours hrs hr",
    "trip": "trip trips",
    "session": "session sessions workshop workshops",
    "word": "word words",
    "jpy": "jpy yen",
    "usd": "usd dollar dollars",
    "eur": "eur euro euros",
}
JAPANESE = {
    "piece": "枚 個 コ こ 本 張 着 缶 点 冊 部 脚 丁 玉 通 体",
    "box": "箱",
    "bag": "袋 俵",
    "vehicle": "台分",
    "unit": "基 機 隻 艘 艇 棟",
    "person": "名 人 人分 名分 名様",
    "meal": "食 食分 人前",
    "pair": "足 双 対",
    "case": "ケース",
    "pack": "パック",
    "set": "セット 組 式",
    "kit": "キット",
    "roll": "ロール 巻",
    "session": "回 コマ",
    "household": "世帯 戸 家族 世帯分",
    "team": "班 隊 チーム 班分",
    "room": "部屋 室",
    "bed": "床 ベッド",
    "site": "か所 ヶ所 カ所 ヵ所 ケ所 箇所",
    "litre": "リットル リッター ℓ ㍑",
    "kg": "キログラム キロ ㎏ ㌔",
    "tonne": "トン ㌧",
    "m2": "㎡ 平米 平方メートル",
    "hour": "時間",
    "trip": "便 往復",
    "word": "ワード 語 文字",
    "jpy": "円",
    "usd": "ドル 米ドル",
    "eur": "ユーロ",
}
# counters that say nothing of their own: the thing decides (台 is a vehicle for vehicles)
OPEN = "台 つ 匹 頭"
_SIGNS = {"¥": "jpy", "jpy": "jpy", "$": "usd", "usd": "usd", "us$": "usd", "€": "eur", "eur": "eur"}

_HEADS_ENGLISH = {
    "vehicle": "truck lorry van car bus minibus minivan tanker ambulance pickup bowser vehicle",
    "unit": "generator toilet latrine machine boat helicopter cot stove heater wheelchair walker concentrator washer "
    "forklift excavator pump purifier fan cooler talkie radio phone projector bed-frame refrigerator battery-station",
    "piece": "blanket tent tarp tarpaulin sheet bottle mask clothes jacket futon towel bucket bag diaper chair table "
    "poster battery lantern pallet buzzer net bicycle aquatab tablet flashlight torch shovel glove can backpack "
    "cable loaf bread toilet-paper",
    "kit": "kit",
    "set": "set",
    "person": "volunteer people person nurse doctor interpreter translator engineer electrician counsellor counselor "
    "officer administrator helper driver staff donor worker carer caregiver plumber carpenter teacher trainer lawyer "
    "guard psychologist midwife coordinator specialist adult child",
    "team": "team clinic crew",
    "room": "room",
    "bed": "bed",
    "meal": "meal lunch bento",
}
_HEADS_JAPANESE = {
    "vehicle": "トラック 車 バス バン ダンプ タンクローリー カー",
    "unit": "車椅子 車いす 発電機 トイレ 洗濯機 重機 ボート ヘリ 扇風機 クーラー ストーブ ヒーター コンロ 電源 機 器 "
    "パソコン 無線機 スターリンク ベッド リフト ポンプ",
    "piece": "毛布 テント シート 寝袋 タオル マスク 布団 おむつ オムツ 電池 服 衣類 袋 携帯トイレ 簡易トイレ",
    "kit": "キット",
    "set": "セット",
    "person": "ボランティア 看護師 医師 保健師 通訳 スタッフ 介護士 運転手 ドライバー 弁護士 先生 講師 職員 大工 技師 "
    "カウンセラー 方 員 士",
    "team": "チーム",
    "room": "室 部屋",
    "meal": "弁当 食事 食",
}


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A unit word ending at `end` of the text; `unit` empty where the thing counted decides."""

    end: int
    unit: str
    counter: str


class Units:
    """The unit rules, compiled once."""

    def __init__(self) -> None:
        self._english = _by_word(ENGLISH)
        self._japanese = _by_word(JAPANESE) | dict.fromkeys(OPEN.split(), "")
        english = "|".join(sorted(self._english, key=len, reverse=True))
        japanese = "|".join(sorted(self._japanese, key=len, reverse=True))
        # the longest word wins: 台分 before 台, 人前 before 人
        self._after = re.compile(
            rf"\s?(?:(?P<ja>{japanese})|-?(?P<en>square\s+met(?:re|er)s?|us\s+dollars|metric\s+tons?|{english})(?![a-z]))"
        )
        signs = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
        self._before = re.compile(rf"(?:(?<![a-z])(?:{signs}))\s?$")
        self._heads = _by_word(_HEADS_ENGLISH)
        self._tails = sorted(_by_word(_HEADS_JAPANESE).items(), key=lambda pair: -len(pair[0]))

    def after(self, text: str, position: int) -> UnitWord | None:
        """Return the unit word that begins at `position` of a folded text, or None."""
        match = self._after.match(text, position)
        if match is None:
            return None
        if match["ja"]:
            return UnitWord(match.end(), self._japanese[match["ja"]], match["ja"])
        words = " ".join(match["en"].split())
        phrase = {"square": "m2", "us": "usd", "metric": "tonne"}.get(words.split()[0])
        return UnitWord(match.end(), phrase or self._english[words], match["en"])

    def sign_before(self, text: str, position: int) -> tuple[int, str] | None:
        """Return (start, unit) of the money sign that stands before a number, or None."""
        match = self._before.search(text, max(0, position - 5), position)
        return (match.start(), _SIGNS[match.group().strip()]) if match else None

    def natural(self, item: str, default: str) -> str:
        """Return the unit of a thing counted without one: by its name, else the category's own."""
        words = re.split(r"[^a-z]+", item.split(" for ")[0].split(" about ")[0].split(" with ")[0].split("(")[0])
        for word in reversed([word for word in words if word]):
            for form in (word, word.removesuffix("s"), word.removesuffix("es")):
                if form in self._heads:
                    return self._heads[form]
        for tail, unit in self._tails:
            if item.endswith(tail):
                return unit
        return default


def _by_word(units: dict[str, str]) -> dict[str, str]:
    return {word: unit for unit, words in units.items() for word in words.split()}
