"""What is read of a text for matching: things, traits, sizes, and where an offer stands and gets to."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from bot.domain.matching_traits import ENDLESS, Traits
from knowledge.reader.attributes import AttributeReader


def marks(found: Traits, *names: str) -> set[str]:
    """Return the marks of these names as name:value."""
    return {f"{name}:{value}" for name, value in found.marks if name in names}


ASIDES = [
    ("On our truck: 150 blankets", "truck"),
    ("トラックで毛布をお届けします", "truck"),
    ("Three nurses wanted, lodging provided", "lodging"),
    ("看護師3名を募集、宿泊は用意します", "lodging"),
    ("珠洲市の避難所から金沢市の宿泊施設へ18名を移送したいです", "lodging"),
    ("Interpreting only, no translation", "translation"),
]


@pytest.mark.parametrize(("text", "thing"), ASIDES)
def test_what_is_named_in_passing_is_not_what_a_post_is_about(reader: AttributeReader, text: str, thing: str) -> None:
    assert thing not in reader.traits(text).main


MAIN = [
    ("Looking for lodging for 12 relief staff", "lodging"),
    ("Three nurses wanted for shelter rounds", "nurse"),
    ("人吉市の避難所で心のケアをお願いできる方を探しています", "counselling"),
    ("We need 2 million yen of funding for mud removal", "grant"),
]


@pytest.mark.parametrize(("text", "thing"), MAIN)
def test_what_is_asked_for_is_what_a_post_is_about(reader: AttributeReader, text: str, thing: str) -> None:
    assert thing in reader.traits(text).main


TRAITS = [
    ("Pick-up only at our yard", "handover:pickup"),
    ("引き取りに来られる方に限ります", "handover:pickup"),
    ("we have no way to ship them", "handover:pickup"),
    ("配達はできません", "handover:pickup"),
    ("We deliver to Suzu", "handover:delivers"),
    ("珠洲市まで運びます", "handover:delivers"),
    ("anywhere in Japan", "handover:anywhere"),
    ("全国どこへでも送ります", "handover:anywhere"),
    ("loan until March", "handover:loan"),
    ("無料で貸し出します", "handover:loan"),
    ("phone interpreting every day", "remote:yes"),
    ("ビデオ通話で対応します", "remote:yes"),
    ("adult diapers", "age:adult"),
    ("大人用おむつ", "age:adult"),
    ("diapers for newborns", "age:baby"),
    ("新生児用おむつ", "age:baby"),
    ("children's boots", "age:child"),
    ("子ども用マスク", "age:child"),
    ("women's jackets", "sex:women"),
    ("女性用下着", "sex:women"),
    ("men's parkas", "sex:men"),
    ("紳士用肌着", "sex:men"),
    ("halal boxes", "diet:halal"),
    ("ハラル弁当", "diet:halal"),
    ("food without egg and milk", "diet:no_egg"),
    ("food without egg and milk", "diet:no_milk"),
    ("卵・乳を使わないカレー", "diet:no_egg"),
    ("乳製品不使用", "diet:no_milk"),
    ("gluten-free bread", "diet:no_wheat"),
    ("children who can't have egg, milk or wheat", "diet:no_wheat"),
    ("allergic to eggs and peanuts", "diet:no_nuts"),
    ("rice meals free of all 28 listed allergens", "diet:no_milk"),
    ("卵・乳・小麦がだめな子", "diet:no_egg"),
    ("牛乳アレルギーの子", "diet:no_milk"),
    ("特定原材料28品目不使用", "diet:no_wheat"),
    ("three-phase 200 V", "phase:three"),
    ("三相200V", "volts:200"),
    ("100V単相", "volts:100"),
    ("for families with dogs", "pets:yes"),
    ("ペット同伴可", "pets:yes"),
    ("WITHDRAWN - our kits went to another response", "over:yes"),
    ("【受付終了】毛布", "over:yes"),
    ("our tarps have all been given away", "over:yes"),
    ("貸出先が決まりましたので締め切りました", "over:yes"),
    ("No registration needed", "open_to:any"),
    ("法人格は問いません", "open_to:any"),
    ("for incorporated nonprofits with three years of accounts", "demands:registered"),
    ("for incorporated nonprofits with three years of accounts", "demands:track_record"),
    ("法人向けの助成", "demands:registered"),
    ("weekdays only", "days:weekday"),
    ("65歳以上の被災者に限り", "only_for:seniors"),
    ("women-only guesthouse", "only_for:women"),
    ("女性専用の宿泊先", "only_for:women"),
    ("土日に行けます", "days:weekend"),
    ("支援者専用の宿です", "only_for:staff"),
    ("復旧作業員の方に限ります", "only_for:staff"),
    ("避難者の方の宿泊はお受けできません", "only_for:staff"),
    ("rooms reserved for medical teams", "only_for:staff"),
    ("for volunteers and aid workers only", "only_for:staff"),
    ("we do not accept evacuees", "only_for:staff"),
    ("runs off a normal wall socket", "volts:100"),
    ("家庭用コンセントで使えます", "volts:100"),
    ("three-phase supply", "volts:200"),
    ("動力電源が必要です", "volts:200"),
    ("petrol pressure washers", "fuel:petrol"),
    ("エンジン式の草刈機", "fuel:petrol"),
    ("a battery forklift", "fuel:battery"),
    ("充電式のドライバー", "fuel:battery"),
    ("mains-powered pumps", "fuel:electric"),
    ("要コンセントの送風機", "fuel:electric"),
    ("LPG forklift", "fuel:lpg"),
    ("ＬＰガスの発電機", "fuel:lpg"),
    ("軽油で動く重機", "fuel:diesel"),
    ("rides to the clinic", "sort:ride"),
    ("通院の足に困っています", "sort:ride"),
    ("drones for cargo", "sort:cargo"),
    ("荷物を島へ運びます", "sort:cargo"),
    ("aerial photos of the slope", "sort:picture"),
    ("上空から撮影します", "sort:picture"),
    ("we foster dogs", "sort:boarding"),
    ("ペットを預かります", "sort:boarding"),
    ("100 empty jerry cans", "empty:yes"),
    ("中身（灯油）はありません", "empty:yes"),
    ("Got spare heaters lying around? We pass them on", "voice:collects"),
    ("We are collecting towels for the shelters", "voice:collects"),
    ("使わなくなった長靴をお寄せください", "voice:collects"),
    ("毛布を集めています", "voice:collects"),
]


@pytest.mark.parametrize(("text", "mark"), TRAITS)
def test_a_trait_is_read(reader: AttributeReader, text: str, mark: str) -> None:
    assert mark in {f"{name}:{value}" for name, value in reader.traits(text).marks}


SILENT = [
    ("受付は20日で終了します", "over"),
    ("Free until the end of the month", "over"),
    ("燃料代だけご負担ください", "only"),
    ("The women carried men's bags", "diet"),
    ("毛布を100枚お譲りします", "language"),
    ("Registered nurses, Japanese speakers", "demands"),
    ("申込書をお送りください", "voice"),
    ("全国から集めた毛布", "voice"),
    ("We collect you at the station", "voice"),
    ("We have only two volunteers", "only_for"),
    ("スタッフがご案内します", "only_for"),
    ("電気は来ています", "not"),
    ("燃料だけご負担ください", "not"),
    ("毛布の返却は必要ありません", "not"),
    ("発電機は1台しかありません", "not"),
    ("大工さんが足りません", "not"),
    ("contains no egg", "not"),
    ("children who can't have egg", "not"),
    ("50 blankets at no cost", "not"),
    ("no later than Friday, 20 tents", "not"),
]


@pytest.mark.parametrize(("text", "name"), SILENT)
def test_words_that_only_look_like_a_trait_are_none(reader: AttributeReader, text: str, name: str) -> None:
    assert marks(reader.traits(text), name) == set()


REFUSED = [
    ("ハラール対応はしていません", "diet:halal"),
    ("not halal", "diet:halal"),
    ("ペットの同伴はご遠慮ください", "pets:yes"),
    ("sorry, no pets", "pets:yes"),
    ("five cats, no dogs", "animal:dog"),
    ("犬のみお預かりします", "animal:cat"),
    ("支援団体の宿泊はお受けできません", "who:staff"),
    ("for evacuees only", "who:staff"),
    ("文書の翻訳はしていません", "translation"),
    ("interpreting only", "translation"),
    ("通訳はしていません", "interpreter"),
    ("gluten-free loaves, made with egg and milk", "diet:no_egg"),
    ("soft meals (contain milk and wheat)", "diet:no_wheat"),
    ("卵・乳を含みます", "diet:no_milk"),
    ("小麦を使用しています", "diet:no_wheat"),
    ("大工仕事はお受けできません", "carpenter"),
    ("no carpentry, please", "carpenter"),
    ("電気工事は扱っていません", "electrician"),
    ("we don't do electrical work", "electrician"),
    ("発電機はつきません", "generator"),
    ("generator not included", "generator"),
    ("手話はできません", "sign_language"),
    ("手話はできません", "language:jsl"),
    ("we write for the deaf but do not sign", "language:jsl"),
    ("猫は家族にアレルギーがいて無理です", "animal:cat"),
    ("sorry, we can't take cats", "animal:cat"),
    ("避難された方の受け入れはできません", "who:evacuees"),
    ("our street has no electricity", "fuel:electric"),
    ("まだ電気が来ていません", "fuel:electric"),
    ("停電が続いています", "fuel:electric"),
    ("there is no charging point", "fuel:battery"),
    ("充電設備がありません", "fuel:battery"),
    ("cargo only, no passengers", "sort:ride"),
    ("人は乗せられません", "sort:ride"),
    ("our machines carry no cameras", "sort:picture"),
    ("撮影用の機材は持っていません", "sort:picture"),
    ("we cannot send people", "sort:people"),
    ("作業する人は出せません", "sort:people"),
]


@pytest.mark.parametrize(("text", "refused"), REFUSED)
def test_what_a_giver_refuses_is_read(reader: AttributeReader, text: str, refused: str) -> None:
    assert ("not", refused) in reader.traits(text).marks


@pytest.mark.parametrize(
    ("text", "lacking", "there"),
    [
        ("they run from 100 V, there is no 200 V line in the hall", None, ("volts", "100")),
        ("建物に三相200Vがないため充電式は使えません。軽油なら可", ("not", "volts:200"), ("fuel", "diesel")),
        ("バッテリー式は使えません", ("not", "fuel:battery"), None),
        ("三相200Vの動力電源が必須です", None, ("volts", "200")),
        ("diesel or petrol, no mains here", ("not", "fuel:electric"), ("fuel", "diesel")),
    ],
)
def test_power_that_is_not_there_is_told_from_power_that_is(
    reader: AttributeReader, text: str, lacking: tuple[str, str] | None, there: tuple[str, str] | None
) -> None:
    marks = reader.traits(text).marks
    assert lacking is None or lacking in marks
    assert there is None or there in marks
    assert not {value.partition(":")[2] for name, value in marks if name == "not"} & {
        value for name, value in marks if name in ("volts", "fuel")
    }


LANGUAGES = [
    ("Vietnamese interpreter for trainees", {"vi"}),
    ("ネパール語の電話通訳", {"ne"}),
    ("Filipino (Tagalog) phone interpreters", {"tl"}),
    ("インドネシア語・英語・中国語への文書翻訳", {"id", "en", "zh"}),
    ("translated from English into Nepali", {"ne"}),
    ("ポルトガル語の通訳", {"pt"}),
    ("手話通訳", {"jsl"}),
    ("Japanese Sign Language", {"jsl"}),
    ("American Sign Language by video", {"ase"}),
    ("ASL interpreters", {"ase"}),
    ("アメリカ手話の通訳", {"ase"}),
    ("JP>ID document translation", {"id"}),
    ("Japanese needed", set()),
]


@pytest.mark.parametrize(("text", "languages"), LANGUAGES)
def test_the_languages_that_are_asked_for_or_spoken_are_read(
    reader: AttributeReader, text: str, languages: set[str]
) -> None:
    assert {value for name, value in reader.traits(text).marks if name == "language"} == languages


MEASURES = [
    ("3 generators (2 kVA or more)", ("va", 2_000, ENDLESS)),
    ("発電機（45kVA）", ("va", 45_000, 45_000)),
    ("excavator (3 tonne or less)", ("kilos", 0, 3_000)),
    ("2.5トンのフォークリフト", ("kilos", 2_500, 2_500)),
    ("Minibus (29 seats)", ("seats", 29, 29)),
    ("25人乗りマイクロバス", ("seats", 25, 25)),
    ("boots, 18 to 22 cm", ("cm", 18, 22)),
    ("長靴（25〜28cm）", ("cm", 25, 28)),
    ("sizes M and L", ("size", 2, 3)),
    ("大人用おむつ（M・L）", ("size", 2, 3)),
    ("M〜LLサイズ", ("size", 2, 4)),
    ("Sサイズ", ("size", 1, 1)),
    ("Bottled water, 2L x 6, 300 cases", ("ml_each", 12_000, 12_000)),
    ("400 one-litre bottles", ("ml_each", 1_000, 1_000)),
    ("500mlペットボトル", ("ml_each", 500, 500)),
    ("1日最大250食", ("days", 1, 1)),
    ("審査3日", ("days", 3, 3)),
    ("minimum order 100", ("at_least", 100_000, 100_000)),
    ("1団体につき最大30枚まで", ("at_most", 30_000, 30_000)),
    ("children aged 1 to 6", ("age", 1, 6)),
    ("3〜5歳の子ども", ("age", 3, 5)),
    ("under-sixes (no school-age children, sorry)", ("age", 0, 5)),
    ("0歳から就学前まで", ("age", 0, 5)),
    ("junior and senior high school students", ("age", 12, 18)),
    ("小中学生18名", ("age", 6, 15)),
]


@pytest.mark.parametrize(("text", "measure"), MEASURES)
def test_a_size_is_read_as_a_range(reader: AttributeReader, text: str, measure: tuple[str, int, int]) -> None:
    assert measure in [(each.name, each.low, each.high) for each in reader.traits(text).measures]


STANDING = [
    ("300 blankets at our Kumamoto City depot, delivered to Hitoyoshi", {"JP43100"}, {"JP43203"}),
    ("久留米市の倉庫から人吉市まで届けます", {"JP40203"}, {"JP43203"}),
    ("We can reach Wajima or Suzu by noon", set(), {"JP17204", "JP17205"}),
    ("輪島市・珠洲市の避難所に届けます", set(), {"JP17204", "JP17205"}),
    ("based in Kanazawa", {"JP17201"}, set()),
    ("金沢市在住です", {"JP17201"}, set()),
    ("輪島市内なら運べます", set(), {"JP17204"}),
    ("anywhere in Ishikawa Prefecture", set(), {"JP17"}),
    ("高松を出て、須崎・四万十町あたりまで運びます", {"JP37201"}, {"JP39206", "JP39412"}),
    ("秋田市か潟上市の避難所でしたら", set(), {"JP05201", "JP05211"}),
    ("24時間以内に輪島市へ発送", set(), {"JP17204"}),
    ("Sent within 24 hours from Wajima", {"JP17204"}, set()),
    ("driven from Tokushima City to Anan and Minami", {"JP36201"}, {"JP36204", "JP36387"}),
    ("仙台市の倉庫から県内へ", {"JP04100"}, {"JP04"}),
    ("our store in Ishinomaki, couriers anywhere in the prefecture", set(), {"JP04"}),
]


@pytest.mark.parametrize(("text", "base", "reach"), STANDING)
def test_where_an_offer_stands_and_where_it_gets_to_are_told_apart(
    reader: AttributeReader, text: str, base: set[str], reach: set[str]
) -> None:
    found = reader.traits(text)
    assert (set(found.base), set(found.reach)) == (base, reach)


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(reader: AttributeReader, text: str) -> None:
    found = reader.traits(text)
    assert not {*found.base} & {*found.reach}
    assert found == reader.traits(text)
