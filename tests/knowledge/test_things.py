"""Which things a text names or says in other words, in either language."""

from collections import Counter

import pytest

from knowledge.datafiles import read_yaml
from knowledge.reader.attributes import AttributeReader
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.things import load_things

THINGS = [
    ("We have 50 camp beds", "折りたたみベッド50台あります", "camp_bed"),
    ("kerosene heaters wanted", "石油ストーブが必要です", "heater"),
    ("30 electric fans", "扇風機30台", "fan"),
    ("two licensed dentists", "歯科医師2名", "dentist"),
    ("a 4-ton truck with driver", "4トン車と運転手", "truck"),
    ("sandbags, 500", "土のう袋500枚", "sandbag"),
    ("walkie-talkies", "トランシーバー", "radio"),
    ("satellite phone", "衛星電話", "satellite_phone"),
    ("two shelter coordinators", "避難所運営の経験者2名", "shelter_management"),
    ("a chilled 2-ton truck", "冷蔵2トン車", "refrigerated_truck"),
    ("gill nets, 40", "刺し網40反", "fishing_gear"),
    ("tax accountants, two", "税理士2名", "tax_advice"),
    ("toddler outfits", "子ども服と春物", "clothing"),
    ("a ramp van with a driver", "スロープ付き車両と運転手", "wheelchair_van"),
    ("rides to dialysis", "透析の送迎", "car"),
    ("aerial pictures of the coast", "海岸の航空写真", "map"),
    ("a delivery drone", "物流ドローン", "cargo_drone"),
    ("note-takers", "要約筆記者", "captioning"),
    ("a boatman and his skiff", "船頭つきの川舟", "boat"),
    ("tarp crews", "シート展張の班", "roof_repair"),
    ("a joiner", "左官2名", "carpenter"),
    ("rewiring", "漏電の点検", "electrician"),
    ("exam coaching", "受験指導", "tutoring"),
    ("a nursery nurse", "幼稚園教諭", "childcare"),
    ("three attorneys", "社労士3名", "legal_advice"),
    ("a night watchman", "夜警", "security"),
    ("a mechanic", "自動車整備士", "mechanic"),
    ("help with the harvest", "収穫の手伝い", "farm_work"),
    ("hair stylists", "移動美容室", "hairdresser"),
    ("blocked drains", "側溝の泥", "drain_clearing"),
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
    ("six climbers sheeting damaged roofs", "roof_repair"),
    ("瓦職人が屋根の養生をします", "roof_repair"),
    ("typing handwritten cards into a spreadsheet", "data_entry"),
    ("避難者カードを表計算に打ち込みます", "data_entry"),
    ("temperature-controlled vans for two days", "refrigerated_truck"),
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
    ("three people who have run a shelter before", "shelter_management"),
    ("避難所の運営を担った4名が入れます", "shelter_management"),
    ("could anyone take nights at our shelter?", "shelter_management"),
    ("透析に通う3名の足がありません", "car"),
    ("we can drive patients", "car"),
    ("車椅子の母を病院に連れて行ける車", "wheelchair_van"),
    ("one wheelchair and three seats in our van", "wheelchair_van"),
    ("drones that carry medicine", "cargo_drone"),
    ("ドローンで荷物を運びます", "cargo_drone"),
    ("photos of the slide from the air", "map"),
    ("聞こえにくい方に話の内容を書いて伝えます", "captioning"),
    ("somebody to write down what is said", "captioning"),
    ("someone who signs", "sign_language"),
    ("fasten sheets on 25 roofs", "roof_repair"),
    ("ブルーシートを張ってくれる人", "roof_repair"),
    ("to cut out wet plasterboard", "house_cleaning"),
    ("壁をはがします", "house_cleaning"),
    ("Is the hall safe to enter?", "building_inspection"),
    ("家が住めるか見てほしい", "building_inspection"),
    ("配線を見てくださる方", "electrician"),
    ("visit people living alone", "welfare_check"),
    ("一人暮らしの高齢者を訪ねます", "welfare_check"),
    ("Take six bedridden patients to Matsuyama", "ambulance"),
    ("寝たきりの方6名を施設へ移す車", "ambulance"),
    ("we open our church hall to evacuees", "evacuation_space"),
    ("本堂に50人まで避難していただけます", "evacuation_space"),
    ("help unload two lorries", "loading_crew"),
    ("10トン車の荷下ろし", "loading_crew"),
    ("looking for my brother", "family_search"),
    ("叔母の家族と連絡がとれません", "family_search"),
    ("set up 20 laptops", "it_support"),
    ("パソコンの設定ができる方", "it_support"),
    ("一軒ずつ在宅避難の家に届けます", "courier_volunteer"),
    ("take meals to people who stay at home", "courier_volunteer"),
]


@pytest.mark.parametrize(("text", "thing"), SAID)
def test_a_thing_that_is_said_without_its_noun_is_found(reader: AttributeReader, text: str, thing: str) -> None:
    assert thing in reader.traits(text).things


NOT_MEANT = [
    ("we cook in a children's dining room", "lodging"),
    ("a vet for our cats. Food and cages we've got.", "pet_cage"),
    ("フォークリフトを1台。運転手はこちらにいます", "driver"),
    ("We run a shelter with 80 people and need 100 blankets", "shelter_management"),
    ("避難所を運営している町内会です。毛布100枚をお願いします", "shelter_management"),
    ("drones that carry medicine", "map"),
    ("flat-bottomed boats", "lodging"),
    ("wheelchair users", "wheelchair"),
    ("blood pressure", "blood_donation"),
    ("400 tarps to cover damaged roofs", "roof_repair"),
    ("屋根にかけるブルーシート400枚", "roof_repair"),
    ("泊まり込みで手伝います", "lodging"),
    ("take 500 masks to the hospital", "car"),
    ("ブルーシートをお預かりします", "childcare"),
    ("熱海で家具を運び出せます", "boat"),
]


@pytest.mark.parametrize(("text", "thing"), NOT_MEANT)
def test_a_word_within_another_saying_is_no_thing(reader: AttributeReader, text: str, thing: str) -> None:
    assert thing not in reader.traits(text).things
