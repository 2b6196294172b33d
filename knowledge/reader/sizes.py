"""Blots out the numbers of a text that count nothing: telephone numbers, times, sizes, ages, addresses."""

import re

from knowledge.reader.folding import HIDDEN

_CONTACTS = r"""
    [\w.+-]+@[\w-]+(?:\.[\w-]+)+
  | https?://\S+ | \bwww\.\S+
  | \+\d{1,3}[\s-]?(?:\(?\d{1,4}\)?[\s-]?){2,4}\d{2,4}
  | \(0?\d{2,4}\)[\s-]?\d{2,4}-\d{3,4}
  | (?<!\d)0\d{1,4}[\s-]\d{1,4}[\s-]\d{3,4}(?!\d)
  | (?<!\d)0\d{9,10}(?!\d)
  | (?<!\d)\d{2,4}-\d{2,4}-\d{4}(?!\d)
"""
_CLOCK = r"""
    \bat\s(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?=[\s.!?,]*$)
  | (?<!\d)\d{1,2}:\d{2}(?:\s?[ap]m)? | (?<!\d)\d{1,2}(?:\s?[-~]\s?\d{1,2})?\s?(?:[ap]\.?m\b\.?)
  | (?:午前|午後)?\d{1,2}(?:\s?[-~]\s?\d{1,2})?時(?!間)(?:\d{1,2}分|半)? | \b24/7\b | \b(?:\d{1,2}\s?[-~]\s?)?\d+\s?h\b
  | \b24\s?hours?\s+a\s+day
  | (?:1|一)日(?:に|あたり|当たり|につき)?(?=約?[\d一二三四五六七八九十百千]+(?:食|人|名|本|枚|個|箱|回|台|時間
  |リットル|トン|l\b))
"""
_SIZES = r"""
    (?:\d[\d.]{0,11}\s?(?:[-~]|to|or)\s?)?\d[\d.,]{0,11}\s?(?:ml|cc|dl|cm|mm|km|kva|kw|kwh|w|wh|v|mah|gb|tb|mb|hz|inch(?:es)?|%|°c?|g|yo|years?\s+old
  |m)(?![a-z0-9²])
  | (?:\d[\d.]{0,11}\s?(?:[-~]|から)\s?)?\d[\d.,]{0,11}\s?(?:歳|才|℃|度|階|丁目|番地|番|号|年生|畳|坪|帖
      |ミリ|センチ|メートル|グラム|か月児|ヶ月児|インチ|ワット
  |年(?!間|内)|分(?!の)|割|倍|人乗り|人用|人掛け|人部屋|種類|次避難|品目|か国語|ヶ国語|カ国語|言語(?!聴覚))
  | \d[\d.,]{0,11}-(?:litre|liter|l|kg|ton|tonne|t|person|man|bed|seat|metre|meter|m|month|year|day|week|hour|page
  |man|seater|inch|foot|ft|wheel|
      (?:year|month)-old)(?![a-z])
  | \d[\d.,]{0,11}\s?(?:ft|foot|feet|stor(?:e)?y|storeys|floors|miles?|degrees|percent|below|acres?|hectares?)(?![a-z])
  | \d[\d.,]{0,11}\s?(?:l|kg|t|トン|リットル|キロ)(?:入り|缶|袋|ボトル|ペット|タンク|ダンプ|トラック|車|(?:積み)?平車)
  | \d[\d.,]{0,11}\s?(?:l|kg|リットル|キロ|トン)の[^\s\d、。,.]{1,10}[\s、,をがは]{0,2}(?=約?\d)
  | \d[\d.,]{0,11}\s?(?:l|kg|リットル|キロ)(?=\s?\d[\d,]*\s?(?:本|袋|缶|箱|ケース|個|bottles|bags|sacks|cans|cases))
  | \d[\d.,]{0,11}\s?(?:l|kg|t|tons?|tonnes?|litres?|liters?|キロ|トン|リットル)\s?(?:payload|capacity|lift\b|load\b
      |at\smost|積み|積載|まで(?:の(?=荷|物)|積|載|運))
  | (?:payload|capacity|積載(?:量|重量)?)\s?(?:of\s|は|:)?\s?(?:約|up\sto\s)?\d[\d.,]{0,11}\s?(?:kg|t|tons?|tonnes?
      |キロ|トン)
  | (?<![\d.])\d[\d.,]{0,11}\s?(?:t|トン)(?:クラス|級|吊り?|づり|積み)
  | \d[\d.,]{0,11}\s?(?:l|リットル)(?:入り?)?の?(?=ドラム缶|ポリタンク|携行缶|一斗缶|ジェリ缶) | 単[1-5](?!\d)
  | (?:一|1)(?:部屋|室|台|軒|戸|世帯|団体|家族)(?:に|あたり|当たり|につき)(?:最大|約)?\d+[名人](?:様)?(?:まで|ずつ)?
  | \d+(?:人|名|世帯|家族)分の(?=[^、。\d\s]{1,12}(?:を|が|、)?\d)
  | (?:一|1)時間(?:に|あたり|当たり|につき)
  | (?:一|1)(?:個|袋|箱|本|枚|缶|ロール|梱包?|玉)(?:あたり|当たり|につき)?(?:およそ|約)?
      \d[\d.,]{0,11}\s?(?:kg|g|l|キロ|グラム|リットル)
  | (?<![\d.])\d[\d.,]{0,11}\s?(?:t|トン)(?:クラス|級|積み?|吊り?|づり|未満|以上)?の?[^\s\d、。,.()]{0,8}?
      (?:リフト|クレーン|ユニック|重機
      |バックホー|ショベル|ローダー|トラック|トレーラー|ローリー|ダンプ|トラクター|ジャッキ|船)
  | \b(?:fork\s?lifts?|fork-lifts?|cranes?|excavators?|diggers?|backhoes?|loaders?|winch(?:es)?|jacks?|hoists?
      |telehandlers?|tractors?|bulldozers?|pallet\s(?:jacks?|trucks?))\b[^.;:\n\d]{0,25}[,(]\s?\d[\d.]{0,11}(?:\s?(?:-|to|or)\s?\d[\d.]{0,11})?
      \s?(?:t|tons?|tonnes?|kg)(?=\s?[,);.]|\s(?:or|class|rated|lift)|$)
  | \d[\d.,]{0,11}\s?(?:l|litres?|liters?|kg|gallons?)[\s-](?=(?:steel\s|plastic\s|empty\s|fuel\s)?
      (?:drums?|jerry|canisters?|barrels?|containers?|cylinders?|tanks?|ibcs?)\b)
  | \d[\d.,]{0,11}\s?(?:t|ton|tonne)\s(?=truck|lorry|dump|tipper|flatbed|wing)
  | \d[\d.,]{0,11}\s?(?:本|個|枚|食|袋|缶|箱|錠|包|足|g|kg|ml|l)(?:入り?|詰め)
  | \b(?:age[sd]?|grades?|years?)\s\d{1,2}(?:\s?(?:to|-|~|and)\s?\d{1,2})?(?![\d,])(?!\s(?:[a-z]{3,}\s)?(?:of|people)\b)
  | \b(?:one|1)-(?:to|on)-one\b | [一1]対[一1] | [小中高]\d(?:\s?[-~]\s?[小中高]?\d)?(?![\d,]*[人名台枚])
  | \b(?:all\s(?:of\s)?(?:the\s)?)?\d+\s(?:listed\s|major\s|common\s|specified\s)?allergens?\b
  | (?<!\d)\d{1,2}月(?!分)
  | (?:毎?週|毎?月|毎?年)に?約?\d+(?:\s?[-~]\s?\d+)?回
  | 一円(?!玉) | 十文字 | \b24\s?時間(?=対応|体制|受付|営業|年中|いつ)
  | 第[\d一二三四五六七八九十百]+ | (?<![a-z])(?:no\.?|troop|lodge|chapter|battalion|brigade
  |company|platoon|squad|route|zone|zones|ward|room|floor|unit\#|id|page|version
  |ver\.?|type|size|sizes|level|magnitude|grade|phase|block|gate|exit|bay|channel|pier|hall)
      \s?\#?\d[\d.,]{0,11}(?:\s(?:and|or|to)\s\d+)?
  | \b\d+(?:st|nd|rd|th)\b | [\#@]\w+ | \d+(?:-\d+){2,} | (?<=町)\d+-\d+ | (?<=[町村区])\d+番 | 国道\d+号(?:線)?
  | [\d一](?:団体|人|世帯|件|名|か所|社|家庭)(?:あたり|当たり|につき)
  | [\d一](?:団体|社|法人|件)(?=\d)
  | 一(?:人暮らし|人一人|人ひとり|部(?!屋)|体(?!\d)|通り|戸建て|点張り|本化|本道|緒|度|番|旦|瞬|般|切|方|定|斉|時)
  | 万(?:一|が一) | 一つ一つ
  | (?:^|(?<=\n)|(?<=[,;]\s))\(\d{1,2}\)\s | (?:^|(?<=\n))\s*\d{1,2}[.)]\s(?=\s*[a-z])
  | \bnot\s+\d[\d.,]{0,11} | \d[\d.,]{0,11}[枚個本名人台箱食袋]?(?:じゃなくて|じゃなく|ではなくて?)
  | (?:\d[\d.]{0,11}|[一二三四五六七八九十半]{1,3})\s?(?:日|週間|か月|ヶ月|カ月|ヵ月)分
  | \b\d+\s(?:days?|weeks?|months?)'?\s(?:worth|supply)
  | \b(?:sleep|seat)(?:s|ing)?\s\d+(?:\s\w+)?\seach\b
  | (?:\bretired\s[a-z-]+|\b(?:nurse|doctor|teacher|electrician|carpenter|plumber|driver|student|cook|chef|engineer
      |interpreter|translator|farmer|mechanic|woman|man|female|male)),\s\d{2}(?=[,.;)])
  | 震度\d[強弱]? | 令和\d+ | \b(?:19|20)\d\d(?=年|\s(?:earthquake|typhoon|flood))
"""
_LENGTHS = r"""
    (?:\d[\d.,]{0,11}|\b(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty))
      [\s-](?:more\s+)?(?:days?|weeks?|months?|years?|nights?|minutes?|mins?|times|hours?\s(?:away|ago|drive|by|from|each|
      walk|later|left|now))\b
  | (?:\d[\d.]{0,11}\s?[-~]\s?)?(?:\d[\d.,]{0,11}|[一二三四五六七八九十]{1,2})\s?
      (?:日(?![分曜])|か月|ヶ月|カ月|ヵ月|週間|泊|年(?!生)|昼夜)
  | \d[\d.,]{0,11}\s?分間?(?=[、。でにくほ以程早後前])
  | (?:\d[\d.]{0,11}\s?[-~]\s?)?\d[\d.]{0,11}\s?時間(?:ずつ|以内|交代|ごと|おき|後|前(?!後)|圏内?)
"""
# "on 5, 6 and 7 November", 5・6・7日: the month or 日 stands with the last, which is blotted out already
_LISTED_DAYS = r"""
    \bon\s\d{1,2}(?:,\s?\d{1,2})*,?\s?(?:and|&|or|to)?\s?(?=\x1f) | (?<![\d.])\d{1,2}(?:[・、]\d{1,2})*[・、](?=\x1f)
  | (?<![\d.])\d{1,2}\s?[-~]\s?(?=\x1f)
"""
# "in two Kochi City shelters", "between our five teams", 3避難所で: where or for whom, not what
_GROUPS_EN = (
    r"shelters|villages|hamlets|towns|cities|districts|wards|islands|schools|halls|sites|depots|centres|centers|clinics|hospitals"
    r"|evacuation\s(?:cent(?:re|er)s|sites)|communities|neighbourhoods|neighborhoods|municipalities|prefectures|teams|farms|stations"
    r"|organi[sz]ations|facilities|locations|places"
)
_GROUPS_JA = (
    r"避難所|避難先|福祉施設|施設|会場|地区|集落|市町村|自治体|小学校|中学校|学校|校区|町会|町内会|自治会|地域|拠点|病院|診療所|公民館"
    r"|保育園|事業所|団体|農家|漁協|県(?!道)|市町|町村|島"
)
_WHERE = rf"""
    (?<!looking\s)(?<!asking\s)(?<!searching\s)\b(?:in|at|from|across|between|among|amongst|of|to|for|around|covering|serving|near|over)\s
      (?:the\s|our\s|these\s|those\s|all\s|about\s|some\s)?
      (?:\d{{1,3}}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)\s
      (?:[a-z\x1f][a-z\x1f'-]*\s+){{0,3}}?(?:{_GROUPS_EN})\b
  | (?:\d{{1,3}}|[二三四五六七八九十]{{1,2}})(?:(?:つ|[かヶカヵケ箇]所)の)?
      (?:{_GROUPS_JA})(?=[でにへのと・、]|から|まで|では|合|あわせ|分)
"""
# No number is longer than twelve signs: one without an end would be read anew from each of its digits.
_NOT_WITHIN = r"(?:(?<!\d)|(?!\d))"  # nothing begins in the middle of a number: a long one is looked at once
# "30kg x 10 bags", 2L×6本×50ケース: of numbers multiplied, one counts the goods and the others say how large each is
_CHAIN = r"(?<![\d.])\d[\d.,]{0,11}\s?[^\W\d_]{0,8}(?:入り?)?(?:\s?[x×*]\s?\d[\d.,]{0,11}\s?[^\W\d_]{0,8}(?:入り?)?)+"
_LINK = r"[x×*](?=\s?\d)"
_CONTAINER = (
    r"箱|袋|ケース|パック|カートン|セット|\b(?:box|boxes|bags?|cases?|packs?|sacks?|cartons?|pallets?|sets?|crates?)\b"
)
# "水2L×6本を50ケース": another count of containers follows, so that the chain only says what is in one
_COUNTED_AFTER = rf"\s?[をがで、,)]?\s?\d[\d.,]{{0,11}}\s?(?:{_CONTAINER})"
_MEASURE = r"\d\s?(?:kg|g|l|ml|litres?|liters?|cm|m|mm|ft|foot|feet|トン|t)\b|\d\s?(?:リットル|キロ|グラム)"


class Sizes:
    """The rules for numbers that count nothing, compiled once."""

    def __init__(self) -> None:
        self._contacts = re.compile(_CONTACTS, re.VERBOSE)
        self._clock = re.compile(_CLOCK, re.VERBOSE)
        self._sizes = re.compile(rf"{_NOT_WITHIN}(?:{_SIZES})", re.VERBOSE)
        self._lengths = re.compile(rf"{_NOT_WITHIN}(?:{_LENGTHS})", re.VERBOSE)
        self._where = re.compile(rf"{_NOT_WITHIN}(?:{_WHERE}|{_LISTED_DAYS})", re.VERBOSE)
        self._chain = re.compile(_CHAIN)
        self._bare = re.compile(r"[\s\d.]+(?:m|cm|ft)?\s*")
        self._counted_after = re.compile(_COUNTED_AFTER)
        self._link = re.compile(_LINK)
        self._container = re.compile(_CONTAINER)
        self._measure = re.compile(_MEASURE)

    def without_contacts(self, text: str) -> str:
        """Return the folded text with telephone numbers, addresses of the net and clock times blotted out."""
        return self._clock.sub(_blot, self._contacts.sub(_blot, text))

    def without(self, text: str) -> str:
        """Return the folded text with sizes, lengths, ages, street numbers and contents of packs blotted out."""
        counted = self._chain.sub(self._goods_of, text)
        return self._lengths.sub(_blot, self._sizes.sub(_blot, self._where.sub(_blot, counted)))

    def _goods_of(self, match: re.Match[str]) -> str:
        """Leave of multiplied numbers the one that counts goods: a container's, else the first that is no measure."""
        links = list(self._link.finditer(match.group()))
        ends = [*(link.start() for link in links), len(match.group())]
        begins = [0, *(link.end() for link in links)]
        parts = [match.group()[begin:end] for begin, end in zip(begins, ends, strict=True)]
        if self._counted_after.match(match.string, match.end()) or self._is_area(parts):
            return HIDDEN * len(match.group())
        kept = next((at for at, part in enumerate(parts) if self._container.search(part)), None)
        if kept is None:
            kept = next((at for at, part in enumerate(parts) if not self._measure.search(part)), 0)
        return "".join(
            match.group()[begin:end] if at == kept else HIDDEN * (end - begin)
            for at, (begin, end) in enumerate(zip(begins, [*begins[1:], len(match.group())], strict=True))
        )

    def _is_area(self, parts: list[str]) -> bool:
        """Return whether multiplied numbers measure a thing: "10×20m", "3 x 4 ft"."""
        return bool(self._measure.search(parts[-1])) and all(self._bare.fullmatch(part) for part in parts[:-1])


def _blot(match: re.Match[str]) -> str:
    return HIDDEN * len(match.group())
