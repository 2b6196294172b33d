"""The words around days that tell how they bind: by, until, from, on no account; folded, both languages."""

from knowledge.reader.folding import HIDDEN

PAREN_DAY = r"\((?:[月火水木金土日](?:曜日?)?(?:・?祝)?|mon|tue|wed|thu|fri|sat|sun)\)"
_PART = r"(?:の?(?:早朝|朝|昼|夕方|夜|晩|午前|午後|夕)(?:中|一番)?|\s+(?:morning|afternoon|evening|night))?"
BETWEEN = (
    rf"{_PART}\s*(?:\([月火水木金土日](?:曜日?)?(?:・?祝)?\))?{_PART}\s*"
    r"(?:-|~|to|through|thru|until|till|and|から|より|と|・|、|,|&|\+|or|か|でも|または|又は|もしくは|および|及び|→)+"
    r"\s*(?:\bon\s|the\s)?\s*"
)
SAME_DAY = r"\s*,?\s*\(?\s*(?:the\s+)?|の翌日=|=\s*"
_ABOUT = r"(?:(?:about|around|roughly|approx\w*\.?|at\s+least|sometime(?:\s+(?:on|in))?)\s+)?"
UNTIL_BEFORE = (
    r"(?:(?<!not )\b(?:by|until|til|till|up\s+to|no(?:t)?\s+later\s+than|through|"
    r"deadline(?:\s+for\s+\w+(?:\s+\w+)?)?|due|ends?|ending|"
    r"closes?|closing|between\s+now\s+and|(?:from\s+)?now\s+(?:to|through|-)|on\s+or\s+before|"
    rf"latest)(?:\s+(?:is|on|of|at))?:?,?\s*{_ABOUT}(?:(?:the\s+)?(?:{HIDDEN}+|noon|midnight|"
    r"(?:morning|evening|afternoon|night)\s+of|early|late)\s*(?:on\s+|of\s+)?)?(?:the\s+)?"
    r"|(?:締め?切り?日?|〆切り?|期限|納期)(?:は|:|が)?(?:同じく)?\s*)$"
)
# the day a loan comes back ends it; it is not the day it begins
_BACK = (
    r"(?:back\s+(?:here\s+)?by|(?:back\s+(?:to|with)\s+us|due\s+back|returned|to\s+return(?:\s+it|\s+them)?"
    r"|return\s+(?:date|day|by|on)(?:\s+is)?|(?:have|want|need|get)\w*\s+(?:it|them|these|all|everything)\s+back)"
    r"(?:\s+(?:by|on|before))?"
    r"|(?:pick|collect|fetch|take|haul)(?:ed|s)?(?:\s+(?:it|them|up|all|everything|these|those))*\s+(?:again|back)(?:\s+(?:by|on))?)"
)
BACK_BEFORE = (
    rf"(?:\b{_BACK}:?,?\s*{_ABOUT}(?:the\s+)?"
    r"|(?:ご?返却日?|返却期限|お?返し|返納日?)(?:予定日?|期限)?(?:は|:|が)?\s*)$"
)
BACK_AFTER = (
    rf"(?:{PAREN_DAY})?(?:の?(?:朝|昼|夕方|夜|午前|午後)(?:中)?)?(?:頃|ごろ|くらい|ぐらい)?(?:に|には|を|が|は|、)?\s*"
    r"(?:ご?返却|返納|お返し|返し(?:ます|て)|お戻し|戻し(?:ます|て)|(?:回収|引き取り|引取り?)に(?:行|伺|うかが|上が|参))"
)
BEFORE_BEFORE = (
    r"(?<!not )(?<!n't )(?<!best )\b(?:before|ahead\s+of)\s+(?:the\s+)?"
    r"(?:(?:(?:next|heavy|forecast|coming|expected|first)\s+)*"
    r"(?:rain|rains|rainfall|storm|typhoon|snow|cold|frost|winds?|opening|move|event)\s+"
    r"(?:(?:on|of|due|expected|forecast|coming|from|for|arrives?|comes?|hits?|starts?|begins?)\s+)+)?(?:the\s+)?$"
)
BEFORE_AFTER = (
    r"(?:の[^。、\d]{0,6}(?:雨|豪雨|台風|雪|寒波|嵐|強風|大潮|満潮|式|祭|会|イベント|入居|引っ越し|再開|開所|開店))?"
    r"(?:の|より)(?:前日?|まえ)(?:に|まで)"
)
FROM_BEFORE = (
    r"(?:\b(?:not\s+before|no\s+earlier\s+than|not\s+until|from|starting|starts?|beginning|begins?|effective|after|"
    r"as\s+from|onwards?\s+from|on\s+or\s+after|as\s+(?:early|soon)\s+as|earliest|"
    r"can\s+(?:ship|post|send|dispatch)(?:\s+(?:it|them|everything|out))*|"
    r"(?<!be )(?:ships|dispatched))(?:\s+(?:on|from|is|date(?:\s+is)?))?:?\s*"
    rf"{_ABOUT}(?:the\s+)?|(?:開始|開始日)(?:は|:)?\s*|最短(?:で|は)?|早ければ)$"
)
_SHOCK = (
    r"(?:earthquake|quake|aftershocks?|tsunami|floods?|flooding|typhoon|cyclone|landslides?|mudslides?|rains?|eruption|"
    r"blackout|outage|power\s+cut|disaster)"
)
_RESULT = (
    r"(?:results?|decisions?|announce(?:d|ments?)?|notif(?:y|ied|ication)|awards?|awarded|payouts?|payments?|paid(?:\s+out)?|"
    r"replies|answers|hear\s+from\s+us|let\s+you\s+know)"
)
NEVER_BEFORE = (
    r"(?:\b(?:since|as\s+of|last|until\s+yesterday|best\s+before|use\s+by|expir\w*(?:\s+(?:on|date))?:?|dated|opened|"
    r"closed\s+(?:on|at)?|(?:run|runs|running)\s+out\s+(?:on|by|of\s+\w+\s+(?:on|by))?|gone\s+(?:on|by)|"
    r"(?:arrived|received|came|asked|offered|requested|(?:was|were|been|had|have|has|we|they|i|he|she|who|already|just)\s+(?:\w+\s+)?(?:delivered|sent|posted))\s+"
    r"(?:(?:here|it|them|there)\s+)?(?:on|at|last)?|happened\s+on|of\s+the|"
    rf"{_SHOCK}\s+(?:(?:that\s+)?(?:hit|struck|came)\s+)?(?:on|of|from|in)|"
    rf"{_RESULT}\s+(?:(?:are|is|will\s+be|come|out|made|given|sent|due|follow|to\s+follow|you)\s+)*(?:on|by|at|in|around)?"
    r")\s*(?:the\s+)?"
    r"|(?:賞味|消費|有効|使用)期限(?:は|が|:)?\s*"
    r"|(?:地震|余震|台風|豪雨|大雨|水害|津波|噴火|火災|停電|断水|土砂崩れ|被災)(?:した|があった|の|は|が|:)?\(?\s*"
    r"|(?:結果|採否|採択|決定|発表|選考|交付|振込|振り込み|送金|入金|支払い?)(?:の?(?:発表|通知|連絡|お知らせ|決定))?(?:日|予定日?)?"
    r"(?:は|を|:)?\s*"
    r")$"
)
# a clock time is blotted out before days are read: "今日の18時まで", "by 6pm on Friday"
REST = (
    rf"\s*(?:{PAREN_DAY})?\s*(?:の?(?:朝|昼|夕方|夜|晩|午前|午後|夕|正午)(?:中|一番|イチ)?|morning|afternoon|evening|noon"
    r"|night)?"
)
_HOUR = rf"の?[\s、]*{HIDDEN}*(?:頃|ごろ)?\s*"
_SHIPS = r"(?:中)?(?:に|の便で)?(?:は)?(?:発送|出荷)(?:でき|可|いた|し(?!て))"
_OCCASION = "(?:式|会|祭|大会|行事|イベント|訓練|開所|再開|開店|入居|引っ越し)"
UNTIL_AFTER = (
    rf"(?!{REST}{_SHIPS}){REST}{_HOUR}(?:いっぱい)?(?:に)?(?:まで|迄|必着|締め?切|〆切|以内|が期限|期限|以前|中(?!央|学|心|町|村|部|型|"
    rf"古))|\s+(?:deadline|at\s+the\s+latest)"
    rf"|の[^。、\d]{{0,8}}{_OCCASION}(?:まで|に間に合)|に(?:閉じ|閉所|閉鎖|解散|撤収)"
)
# 13時から相談会を開きます: the hour at which one day's meeting begins
_OPENS_AT = (
    rf"{REST}\s*{HIDDEN}+\s*から(?:\s*{HIDDEN}|"
    rf"[^。\n]{{0,30}}(?:会|式|講座|教室|訓練|炊き出し|開催|開き|行い|行う|実施))"
)
FROM_AFTER = (
    rf"(?!{_OPENS_AT}){REST}\s*(?:から|より|以降|スタート|開始|(?:を)?(?:過ぎ|すぎ)(?!まで)|"
    rf"{_SHIPS}|onwards?|[ \t]*~(?!\s*\x1f)|"
    r"\s+or\s+later|[ \t]*-[ \t]*(?=[,.]|$)|以後)"
)
_LASTS = (
    r"から(?:ずっと)?[^。、]{0,12}(?:続い|止ま|断水|停電|断線|欠航|運休|不通|孤立|使えません|使えない|使えず|出ません|出ない"
    r"|ていません|ておらず|通れ(?:ません|ない|ず))"
)
NEVER_AFTER = (
    rf"{REST}\s*(?:に|には|で|の時点で|までに|頃に?)?\s*(?:は)?\s*(?:切れ|なくな|無くな|尽き|底をつ|終わ|発生|"
    r"届い(?:た|て)|受け取|集ま|始まっ|起き|閉ま|到着し(?:た|て))|\s+earthquake|は(?:混|休|忙|雨|雪|満|閉|無理|だめ|ダメ|不可)"
    r"|(?:いっぱい|中|以内)?(?:じゃなくて?|ではなくて?|でなくて?)|の(?:[一-龥]{1,4}(?:式|祭|会|大会)に(?:使|間に合)|大?地震|余震|本震"
    r"|噴火|台風|豪雨|水害|大雨|津波|停電|断水|土砂崩れ|会議で)"
    rf"|{REST}(?:頃|ごろ)?(?:に|には|まで|までに)?(?:結果|審査|選考|採否|発表|通知|決定|振込|振り込み|送金|入金|支払)|{_LASTS}"
)
# 毎週土曜と日曜, 平日の夜か土日, 土日祝のみ, "every Saturday and Sunday": days that come again every week
_WEEKDAYS = r"(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?s?"
WEEKLY_BEFORE = (
    rf"(?:\b(?:every|each)\s+(?:(?:other|second|{_WEEKDAYS})(?:\s*(?:,|and|or|&|to|-|through)\s*|\s+))+"
    r"|毎週?の?(?:[月火水木金土日](?:曜日?)?\s*(?:[と、・や,~-]|から|および|及び)?\s*)*"
    r"|平日[^。.\d]{0,8}|\bweek(?:day|night)s?\b[^.\d]{0,16})$"
)
WEEKLY_AFTER = (
    r"(?:祝日?)?(?:(?:や|か|と|・|、|も)平日|(?:のみ|だけ|限定|に限|でしたら|であれば|なら|を?中心|も(?:可|ok|対応|含|営業|伺)))"
    r"|,?\s+(?:and|or)\s+(?:on\s+)?week(?:day|night)"
)
WEEK_BEFORE = r"(?:\bw/c|\bweek\s+(?:of|beginning|commencing|starting|from))\s+(?:on\s+)?(?:the\s+)?$"
WEEK_AFTER = rf"(?:{PAREN_DAY})?(?:から(?:始まる)?|に始まる|スタート)?の(?:1|一)?週(?!末|[一-龥])"

# 昨日まで断水していました only tells
YESTERDAY = r"\bby\s+yesterday\b|昨日(?:まで|中)(?:に)?(?=[。、.\s]|$)"

_AN = "|".join(
    rf"(?<={word} )an?" for word in ("for", "next", "over", "for about", "for around", "for roughly", "about", "around")
)
COUNT = rf"(\d{{1,3}}|[一二三四五六七八九十]{{1,3}}|{_AN}|one|two|three|four|five|six|seven|eight|nine|ten|fourteen)"
LENGTH = (
    rf"(?<![\d/-]){COUNT}[\s-]?(days?|weeks?|months?|nights?|fortnights?|"
    r"日間|週間|か月間?|ヶ月間?|カ月間?|ヵ月間?|箇月間?|泊)(?![a-z前後ぶ分]|\s+(?:a|per|each|every)\s+(?:week|month)"
    r"|'?\s*(?:drive|walk|ride|away|by\s+(?:road|sea|truck|car|rail|ferry|ship|boat)))"
)
LENGTH_BEFORE = (
    r"(?:\b(?:for|over|during|lasting)\s+(?:the\s+next\s+|about\s+|up\s+to\s+)?|\bnext\s+|,\s*|、|。|から|"
    r"今日から|これから|今後|向こう|の|間は?|:|\A\s*|\n)$"
)
GOODS_BEFORE = r"\b(?:food|water|meals|rations|supplies|enough|without|lasts?)\s+for\s+(?:\w+\s+)?$"
WITHIN = rf"\b(?:with)?in\s+(?:the\s+next\s+)?{COUNT}\s+(days?|weeks?|hours?)(?:'\s?time)?\b|{COUNT}(日|週間|時間)以内"
# "decision within 3 days", 審査は3日以内: how long an answer takes
ANSWERED = (
    r"(?:\b(?:decisions?|repl(?:y|ies)|answers?|responses?|respond|reviews?|processing|turnaround|quotes?|results?|"
    r"payments?|paid|approv\w+|confirmation)\s+(?:\w+\s+)?|(?:審査|回答|返事|返信|結果|見積もり|決定|振込|振り込み)(?:は|を|に)?)$"
)
# "within two hours by car", 車で1時間以内: how far, not when
FAR_BEFORE = (
    r"(?:(?:車|徒歩|歩いて|電車|列車|バス|自転車|船|フェリー|バイク|トラック|片道|往復|高速|陸路)(?:で|なら|にて)?|[市町村区県駅港]から)"
    r"(?:約|およそ|概ね|おおむね)?$"
)
FAR_AFTER = (
    r"'?\s*(?:of\b(?!\s+(?:today|now))|from\b(?!\s+(?:now|today))|away|drive|driving|walk|ride|journey|travel|radius|on\s+foot|"
    r"by\s+(?:car|road|rail|train|bus|boat|truck|ferry|air)\b)"
    r"|の(?:距離|場所|所|ところ|地域|範囲|エリア|圏|[市町村])|で(?:行け|通え|着ける|移動)|圏"
)
# "arrives in two days", "shipped within 2 days", ご連絡から3日以内: how long the way takes, unless somebody asks for it
ARRIVES_BEFORE = (
    r"(?:\b(?:arriv(?:es?|ing|al)|reach(?:es|ing)|ships?|shipping|dispatch\w*|turnaround|lead\s+time|with\s+you|"
    r"at\s+your\s+door)\b[^.;\n]{0,30}|(?:発送|着手|到着|お届け)(?:まで|は)?(?:約|およそ)?"
    r"|(?:依頼|連絡|注文|要請|申し?込み|リクエスト|電話|受付|決定)(?:を(?:いただい|受け)て)?(?:から|後)(?:約)?)$"
)
SENT_BEFORE = (
    r"\b(?:shipped|post(?:s|ed)?|mail(?:s|ed)?|courier(?:s|ed)?|sent|delivers?|delivered|delivery|"
    r"there)\b[^.;\n]{0,30}$"
)
SENT_AFTER = (
    r"に?(?:は|も)?(?:お?届け(?:でき|し|可|いた)|届(?:きます|けます|く)|到着(?:し(?!て)|予定|可)|着(?:き|く|$|。)|発送(?:し(?!て)|でき|可|いた)"
    r"|配[送達](?:も|が|は)?(?:し(?!て)|でき|可)|お送り(?:し(?!て)|でき)|送(?:れます|ります)|伺(?:え|い)ます|うかが(?:え|い)ます|駆けつけ(?:ます|られ)"
    r"|出動(?:し(?!て)|でき)|出発(?:し(?!て)|でき)|手配(?:し(?!て)|でき)|搬入(?:し(?!て)|でき)|設置(?:し(?!て)|でき)|向か(?:え|い)ます)"
)
ASKS = (
    r"\b(?:need(?:s|ed)?|want(?:s|ed)?|requires?d?|please|could|can\s+(?:any|some|you)\w*|must|looking\s+for|seek\w*|"
    r"requests?|requesting|hop(?:e|ing)|wish|urgent\w*|short\s+of)\b|ください|下さい|ほしい|欲しい|必要|願い|いただけ|頂け|求め"
    r"|足りません|探して"
)
LEAVES = (
    r"\b(?:leav(?:es?|ing)|depart(?:s|ing)?|sets?\s+(?:out|off)|setting\s+(?:out|off)|sails?|sailing|ships?|"
    r"shipping|dispatch\w*)\b[^.;\n]*$"
)
LEAVES_AFTER = rf"{REST}\s*(?:に|には|頃に?)?[^。、\d]{{0,10}}(?:を出|出発|を発|出港|出ます|発で|発送|出荷)"
REACHES = (
    r"\b(?:reach(?:es|ing)?|arriv(?:es?|ing)|gets?\s+(?:there|to|in)|getting\s+(?:there|to|in)|there|"
    r"with\s+you|delivered)\b[^.;\n]*$"
)
REACHES_AFTER = rf"{REST}\s*(?:に|には|頃に?)?[^。\d]{{0,12}}(?:着|届|到着)"
