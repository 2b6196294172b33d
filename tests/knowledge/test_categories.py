"""How phrases and texts are read for categories, sectors, hazards and units."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import Vocabulary
from knowledge.datafiles import read_yaml
from knowledge.vocabulary.categories import Words, load_vocabulary

CONTRACT_UNITS = frozenset(
    re.findall(
        r"\w+",
        """piece box pack bag set kit pair roll case litre kg tonne meal person household team vehicle unit room bed
        site m2 hour day trip session word jpy usd eur""",
    )
)
WORDS = load_vocabulary()


def known_phrases() -> Iterator[tuple[str, str]]:
    for cluster in read_yaml("knowledge.vocabulary", "taxonomy.yaml")["clusters"]:
        for leaf in cluster["categories"]:
            for phrase in (*leaf["name"].values(), *leaf["synonyms"]["en"], *leaf["synonyms"]["ja"]):
                yield phrase, leaf["id"]
    for leaf_id, phrases in read_yaml("knowledge.vocabulary", "words.yaml")["synonyms"].items():
        yield from ((phrase, leaf_id) for phrase in phrases)


def found(words: str) -> str | None:
    category = WORDS.find_category(words)
    return category.id if category else None


def mentioned(text: str) -> list[tuple[str, str]]:
    return [(span.words, span.category) for span in WORDS.spans(text)]


def test_the_words_are_a_vocabulary() -> None:
    vocabulary: Vocabulary = WORDS
    assert len(vocabulary.categories()) == 80


def test_every_name_and_synonym_finds_its_own_category() -> None:
    assert [(phrase, leaf, found(phrase)) for phrase, leaf in known_phrases() if found(phrase) != leaf] == []


def test_every_id_finds_its_category_and_every_related_one_exists() -> None:
    for category in WORDS.categories():
        assert WORDS.find_category(category.id.upper()) == category
        assert WORDS.category(category.id) == category
        assert all(WORDS.category(other) for other in category.related)


def test_every_default_unit_is_one_of_the_contract() -> None:
    assert {category.unit for category in WORDS.categories()} <= CONTRACT_UNITS


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("wool blankets", "nfi.bedding"),
        ("毛布", "nfi.bedding"),
        ("camp beds", "shelter.partitions_beds"),
        ("Drinking water", "wash.drinking_water"),
        ("water", "wash.drinking_water"),
        ("水", "wash.drinking_water"),
        ("紙おむつ", "nfi.diapers"),
        ("ﾃﾝﾄ", "shelter.tents"),
        ("ＢＬＡＮＫＥＴＳ", "nfi.bedding"),
        ("Wi-Fi", "telecoms.connectivity"),
        ("walkie-talkies", "telecoms.radios_devices"),
        ("women's safe space", "protection.gbv"),
        ("薬", "health.medicines"),
        ("靴", "nfi.clothing"),
        ("米", "food.staples"),
        ("バス", "logistics.passenger_transport"),
        ("情報", "information.information_management"),
        ("health", "health.medical_team"),
        ("農薬", None),
        ("フライパン", "nfi.kitchen_sets"),
        ("wateriness", None),
        ("", None),
        ("   ", None),
    ],
)
def test_a_phrase_means_its_category(words: str, category: str | None) -> None:
    assert found(words) == category


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("water pump", "nfi.cleaning_tools"),
        ("tall blue shower tent", "wash.bathing_laundry"),
        ("old rice cooker", "nfi.appliances_furniture"),
        ("organic baby food", "food.infant_feeding"),
        ("senior dog food", "recovery.animals"),
        ("tent with beds", "shelter.tents"),
        ("beds for tents", "shelter.partitions_beds"),
        ("heaters, electric or oil", "nfi.heating_cooling"),
        ("a pallet of water", "wash.drinking_water"),
        ("boxes of surgical masks", "health.medical_supplies"),
        ("disinfect the toilets", "wash.disinfection"),
        ("mobile laundry van", "wash.bathing_laundry"),
        ("satellite internet trailer", "telecoms.connectivity"),
        ("cooking volunteers", "food.hot_kitchen"),
        ("halal lunch boxes", "food.special_diet"),
        ("毛布用の袋", None),
        ("毛布の洗濯", "wash.bathing_laundry"),
        ("避難所運営の訓練", "people.training"),
        ("PFAの研修", "people.training"),
        ("粉ミルク（アレルギー用）", "food.infant_feeding"),
        ("荷役のお手伝い", "logistics.handling_equipment"),
        ("冷凍冷蔵庫つき倉庫", "logistics.warehouse"),
        ("集積所から個人宅への小口配達", "logistics.last_mile"),
        ("机と椅子", "nfi.appliances_furniture"),
        ("業務用トイレットペーパー", "wash.hygiene_kits"),
        ("北海道産の鮭とば弁当", "food.ready_meals"),
    ],
)
def test_the_head_of_a_phrase_says_what_it_is(words: str, category: str | None) -> None:
    assert found(words) == category


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("lifestraws", "wash.water_treatment"),
        ("h2o", "wash.drinking_water"),
        ("porta-johns", "wash.toilets"),
        ("gennies", "telecoms.generators"),
        ("bed nets", "wash.disinfection"),
        ("pampers", "nfi.diapers"),
        ("walk-in freezer", "logistics.warehouse"),
        ("Zodiac boats", "rescue.search_rescue"),
        ("pro bono lawyers", "protection.legal_aid"),
        ("doula", "health.maternal_child"),
        ("hijabs", "nfi.clothing"),
        ("MREs", "food.ready_meals"),
        ("防災井戸", "wash.water_trucking"),
        ("カロナール", "health.medicines"),
        ("スポドリ", "food.fresh_food"),
        ("ハイパーレスキュー", "rescue.search_rescue"),
        ("キャンピングトレーラー", "shelter.temp_housing"),
        ("雪べら", "nfi.cleaning_tools"),
        ("ポケトーク", "information.translation"),
        ("赤帽", "logistics.road_transport"),
        ("備長炭", "logistics.fuel"),
        ("ramp vans", "logistics.passenger_transport"),
        ("避難所を運営した経験のある方", "coordination.site_management"),
        ("to run a shelter", "coordination.site_management"),
        ("cargo drones", "logistics.air_sea_transport"),
        ("satellite scenes", "information.mapping_gis"),
        ("sheet fixing", "shelter.repair_works"),
        ("瓦のずれ", "shelter.repair_works"),
        ("子どもと遊んでくれる方", "protection.child_protection"),
        ("犬を預かってくれる方", "recovery.animals"),
        ("ノートテイク", "information.interpreting"),
        ("チンゲン菜", "food.fresh_food"),
    ],
)
def test_brands_trade_words_and_short_forms_are_known(words: str, category: str) -> None:
    assert found(words) == category


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("30 brand-new basins", "wash.water_storage"),
        ("basins are dry", None),
        ("段ボール", None),
        ("側溝", "wash.sanitation_works"),
    ],
)
def test_some_words_count_only_where_they_end_the_phrase(words: str, category: str | None) -> None:
    assert found(words) == category
    assert mentioned(words) == []


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("毛布200枚とﾃﾝﾄを", [("毛布", "nfi.bedding"), ("ﾃﾝﾄ", "shelter.tents")]),
        ("200 blankets and 50 tents", [("blankets", "nfi.bedding"), ("tents", "shelter.tents")]),
        ("水2Lを30ケース", [("水", "wash.drinking_water")]),
        ("水曜日までに洪水の片付け", [("片付け", "shelter.repair_works")]),
        ("電話番号は後ほど。電話ください", []),
        ("給水車1台", [("給水車", "wash.water_trucking")]),
        ("お茶会を開きます", [("お茶会", "recovery.community_support")]),
        ("新宿にはホテルが10室", [("ホテル", "shelter.temp_housing")]),
        ("water filters", [("water filters", "wash.water_treatment")]),
        ("the people at the school", []),
        ("パンツとパンフレット", []),
        ("ありがとうございました", []),
        ("ござと布団", [("ござ", "nfi.bedding"), ("布団", "nfi.bedding")]),
        ("two minibuses", [("minibuses", "logistics.passenger_transport")]),
        ("服部さんの制服", [("制服", "education.school_supplies")]),
    ],
)
def test_a_text_is_read_for_the_longest_whole_words(text: str, mentions: list[tuple[str, str]]) -> None:
    assert mentioned(text) == mentions


@given(st.text(), st.sampled_from(["", "毛布", "blankets", "ﾊﾞｽ", "㎡", "水"]))
def test_any_text_is_read_and_spans_point_at_their_words(text: str, known: str) -> None:
    mixed = text + known + text
    before = 0
    for span in WORDS.spans(mixed):
        assert before <= span.start < span.end <= len(mixed)
        assert mixed[span.start : span.end] == span.words
        before = span.end
    WORDS.find_category(mixed)
    WORDS.suggest_categories(mixed)
    WORDS.find_sector(mixed)
    WORDS.find_hazard(mixed)


def test_a_slip_of_the_pen_is_answered_with_near_categories() -> None:
    assert WORDS.suggest_categories("blankit")[0].id == "nfi.bedding"
    assert WORDS.suggest_categories("発電器")[0].id == "telecoms.generators"
    assert len(WORDS.suggest_categories("tent", limit=2)) <= 2
    assert WORDS.suggest_categories(" ") == ()


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("WSH", "wash"),
        ("Water and Sanitation", "wash"),
        ("水・衛生", "wash"),
        ("SHL", "shelter"),
        ("FSC", "food"),
        ("nutrition", "food"),
        ("Santé", "health"),
        ("保健", "health"),
        ("ロジ", "logistics"),
        ("logistics", "logistics"),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_a_sector_is_known_by_code_name_and_alias(words: str, sector: str | None) -> None:
    assert WORDS.find_sector(words) == sector


def test_every_sector_is_found_by_its_own_names() -> None:
    for sector, name in WORDS.sectors():
        assert {WORDS.find_sector(words) for words in (sector, name.en, name.ja)} == {sector}


@pytest.mark.parametrize(
    ("words", "hazard"),
    [
        ("能登半島地震", "EQ"),
        ("Typhoon No. 19", "TC"),
        ("令和2年7月豪雨", "FL"),
        ("flash floods in Hita", "FF"),
        ("大津波", "TS"),
        ("fire truck", None),
        ("地震保険", None),
        ("", None),
    ],
)
def test_a_hazard_is_read_from_an_events_name(words: str, hazard: str | None) -> None:
    assert WORDS.find_hazard(words) == hazard


def test_every_hazard_is_found_by_its_own_names() -> None:
    assert len(WORDS.hazards()) == 24
    for code, name in WORDS.hazards():
        assert (WORDS.find_hazard(name.en), WORDS.find_hazard(name.ja)) == (code, code)


def test_units_are_counted_in_english_and_named_in_japanese() -> None:
    assert WORDS.unit_name("piece", "en", 1) == "piece"
    assert WORDS.unit_name("piece", "en-GB", 500) == "pieces"
    assert WORDS.unit_name("person", "en", 2) == "people"
    assert WORDS.unit_name("meal", "ja", 2) == "食"
    assert WORDS.unit_name("smoot", "ja", 2) == "smoot"
    for unit in CONTRACT_UNITS:
        assert WORDS.unit_name(unit, "en", 2)
        assert WORDS.unit_name(unit, "ja", 1)


def test_the_vocabulary_needs_no_file_after_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    words: Words = load_vocabulary()
    monkeypatch.delattr("pathlib.Path.open")
    monkeypatch.delattr("pathlib.Path.read_text")
    assert words.find_category("blankets")
