"""What is read of a text for matching: things, traits, sizes, and where an offer stands and gets to."""

from collections import Counter

import hypothesis.strategies as st
import pytest
from hypothesis import given

from bot.domain.matching_traits import ENDLESS, Traits
from knowledge.datafiles import read_yaml
from knowledge.reader.attributes import AttributeReader, load_attributes
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.places import load_gazetteer
from knowledge.vocabulary.things import load_things


@pytest.fixture(scope="module")
def reader() -> AttributeReader:
    """Return the reader over the data files."""
    return load_attributes(load_vocabulary(), load_gazetteer(), load_things())


def marks(found: Traits, *names: str) -> set[str]:
    """Return the marks of these names as name:value."""
    return {f"{name}:{value}" for name, value in found.marks if name in names}


THINGS = [
    ("We have 50 camp beds", "折りたたみベッド50台あります", "camp_bed"),
    ("kerosene heaters wanted", "石油ストーブが必要です", "heater"),
    ("30 electric fans", "扇風機30台", "fan"),
    ("two licensed dentists", "歯科医師2名", "dentist"),
    ("a 4-ton truck with driver", "4トン車と運転手", "truck"),
    ("sandbags, 500", "土のう袋500枚", "sandbag"),
    ("walkie-talkies", "トランシーバー", "radio"),
    ("satellite phone", "衛星電話", "satellite_phone"),
]


@pytest.mark.parametrize(("english", "japanese", "thing"), THINGS)
def test_a_thing_is_the_same_in_both_languages(
    reader: AttributeReader, english: str, japanese: str, thing: str
) -> None:
    assert thing in reader.traits(english).things
    assert thing in reader.traits(japanese).things


@pytest.mark.parametrize("thing", ["camp_bed", "heater", "interpreter"])
def test_a_thing_has_a_category_that_the_vocabulary_knows(reader: AttributeReader, thing: str) -> None:
    assert load_vocabulary().category(reader.home(thing) or "")


def test_no_word_means_two_things() -> None:
    rows = read_yaml("knowledge.vocabulary", "things.yaml")["things"]
    words = Counter(word for row in rows.values() for word in {each.casefold() for each in (*row["en"], *row["ja"])})
    assert [word for word, count in words.items() if count > 1] == []


def test_every_thing_that_stands_in_for_another_is_known() -> None:
    things = load_things()
    vocabulary = load_vocabulary()
    for thing in things.known:
        assert vocabulary.category(things.category(thing) or ""), thing
        assert all(things.category(near) for near in things.near(thing)), thing


SAID = [
    ("Can somebody drive 30 older people from the shelter to the bath?", "bus"),
    ("避難者22名の移動をお願いしたいです", "bus"),
    ("notices must be put into easy Portuguese", "translation"),
    ("お知らせをネパール語に訳してほしい", "translation"),
    ("ベトナム語が話せる方", "interpreter"),
    ("somewhere for two families to sleep", "lodging"),
    ("4人が泊まれるところ", "lodging"),
    ("大学生が勉強を教えます", "tutoring"),
    ("help us clear the mud out", "mud_removal"),
    ("土砂を取り除く作業", "mud_removal"),
    ("Who can foster six dogs?", "pet_boarding"),
    ("犬を一か月預かります", "pet_boarding"),
]


@pytest.mark.parametrize(("text", "thing"), SAID)
def test_a_thing_that_is_said_without_its_noun_is_found(reader: AttributeReader, text: str, thing: str) -> None:
    assert thing in reader.traits(text).things


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
]


@pytest.mark.parametrize(("text", "refused"), REFUSED)
def test_what_a_giver_refuses_is_read(reader: AttributeReader, text: str, refused: str) -> None:
    assert ("not", refused) in reader.traits(text).marks


LANGUAGES = [
    ("Vietnamese interpreter for trainees", {"vi"}),
    ("ネパール語の電話通訳", {"ne"}),
    ("Filipino (Tagalog) phone interpreters", {"tl"}),
    ("インドネシア語・英語・中国語への文書翻訳", {"id", "en", "zh"}),
    ("translated from English into Nepali", {"ne"}),
    ("ポルトガル語の通訳", {"pt"}),
    ("手話通訳", {"jsl"}),
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
