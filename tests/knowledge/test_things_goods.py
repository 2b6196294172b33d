"""Goods, money and animals by their usual words in both languages, and what only sounds like them."""

import pytest

from knowledge.datafiles import read_words, read_yaml
from knowledge.reader.attributes import AttributeReader


def test_every_listed_word_stands_under_one_thing_that_is_known() -> None:
    rows = read_yaml("knowledge.vocabulary", "things.yaml")["things"]
    listed = read_words("knowledge.vocabulary", "things.txt")
    assert listed.keys() <= rows.keys()
    words = [(word.casefold(), thing) for thing, each in listed.items() for word in each]
    words += [(word.casefold(), thing) for thing, row in rows.items() for word in (*row["en"], *row["ja"])]
    assert sorted(word for word, thing in set(words) if dict(words)[word] != thing) == []


GOODS = [
    ("12 transit chairs for adults", "介助用12台と自走用8台", "wheelchair"),
    ("chairs, attendant type, 40 cm wide", "自走3・介助2の車いす", "wheelchair"),
    ("a unit that makes river water safe to drink", "川の水から飲み水をつくる機械", "water_purifier"),
    ("chlorine tablets to disinfect water", "浄水錠500錠", "purification_tablet"),
    ("heavy-duty sheeting, 5.4 x 7.2 m", "厚手のシート200枚", "tarp"),
    ("two mobile air conditioners", "窓用エアコン2台", "air_conditioner"),
    ("40 wind-up radios", "手回し充電のラジオ40台", "broadcast_radio"),
    ("hand-held radios, licence-free", "特定小電力トランシーバー", "radio"),
    ("our boy cannot eat eggs or wheat", "小麦が食べられない子がいます", "allergy_food"),
    ("bread free from milk and nuts", "卵・乳抜きのおやつ", "allergy_food"),
    ("60 bales of haylage", "ロールサイレージ60個", "animal_feed"),
    ("sawdust for the cow barn", "牛舎の敷きわら", "animal_bedding"),
    ("space for three dogs and a rabbit", "ワンちゃん3頭とうさぎをお預かりします", "pet_boarding"),
    ("empty kerosene cans", "灯油用の空のポリタンク", "fuel_can"),
    ("six drums of kerosene", "ドラム缶入りの灯油6本", "kerosene"),
    ("up to 300,000 yen for any group", "1団体あたり30万円を助成", "grant"),
    ("QUO cards for 30 households", "図書カードとお米券", "voucher"),
    ("jackery and two solar panels", "ポタ電3台", "power_station"),
    ("pouches of curry and cup ramen", "カップめんとサトウのごはん", "preserved_food"),
    ("wellies, sizes 25 to 27", "ゴム長靴25〜27cm", "boots"),
]


@pytest.mark.parametrize(("english", "japanese", "thing"), GOODS)
def test_goods_and_money_are_known_by_their_usual_words(
    reader: AttributeReader, english: str, japanese: str, thing: str
) -> None:
    assert thing in reader.traits(english).main
    assert thing in reader.traits(japanese).main


FALSE_FRIENDS = [
    ("Sheet music for a school band", "futon"),
    ("A sign-up sheet for volunteers", "futon"),
    ("Tickets for hay fever clinics", "animal_feed"),
    ("battery-powered lamps", "dry_battery"),
    ("乾電池式の照明20台", "dry_battery"),
    ("充電式のチェーンソー", "power_bank"),
    ("家庭用電源で動く除湿機", "generator"),
    ("猫アレルギーの方は入れません", "allergy_food"),
    ("猫2匹をお預かりします", "childcare"),
    ("Room for two dogs in Uwajima", "lodging"),
    ("灯油用のポリタンク20個", "kerosene"),
    ("AM/FM radios", "radio"),
    ("Sent free of charge: 200 eggs", "allergy_food"),
    ("卵は食べられます", "allergy_food"),
    ("入浴介助2名", "wheelchair"),
    ("群馬の倉庫で荷物を預かります", "pet_boarding"),
    ("犬山市でお荷物を預かります", "pet_boarding"),
]


@pytest.mark.parametrize(("text", "thing"), FALSE_FRIENDS)
def test_a_word_of_goods_within_another_word_is_not_taken_for_them(
    reader: AttributeReader, text: str, thing: str
) -> None:
    assert thing not in reader.traits(text).things


MAIN = [
    ("ストーブは届いたのですが灯油がありません。", "kerosene", "heater"),
    ("The heaters have arrived, now we are out of kerosene.", "kerosene", "heater"),
    ("水はもう届いています。携帯トイレを100個お願いします。", "toilet_bag", "bottled_water"),
    ("Twenty walkie-talkies with chargers are to be had.", "radio", "power_bank"),
    ("電池付きの懐中電灯50本を差し上げます。", "torch", "dry_battery"),
    ("Blankets? No. We look for pillows.", "pillow", "blanket"),
]


@pytest.mark.parametrize(("text", "main", "aside"), MAIN)
def test_what_is_there_already_or_comes_along_is_not_what_a_post_is_about(
    reader: AttributeReader, text: str, main: str, aside: str
) -> None:
    found = reader.traits(text).main
    assert main in found
    assert aside not in found


@pytest.mark.parametrize("text", ["200 rice meals free of nuts and wheat.", "アルファ米200食、特定原材料不使用です。"])
def test_what_a_food_is_fit_for_is_what_it_is_about(reader: AttributeReader, text: str) -> None:
    assert "allergy_food" in reader.traits(text).main
