"""Posts in many voices are read as the people who wrote them meant, in both languages."""

import pytest

from tests.knowledge.posts import read


def shortly(text: str) -> list[str]:
    """Return each line as "kind category amount unit", a dash where there is no amount."""
    shown = []
    for line in read(text).lines:
        amount = f"{line.quantity.value / 1000:g} {line.quantity.unit}" if line.quantity else "-"
        shown.append(f"{line.kind} {line.category} {amount}")
    return shown


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "running low on nappies and wet wipes at Anamizu gym, 40 packs each pls",
            ["request nfi.diapers 40 pack", "request wash.hygiene_kits 40 pack"],
        ),
        (
            "Need 2 forklift drivers + 1 pallet jack at the port warehouse asap",
            ["request logistics.handling_equipment 2 person", "request logistics.handling_equipment 1 piece"],
        ),
        (
            "pls send: 50x sleeping bags, 20x camp stoves, 100x gas canisters -> Wajima city hall",
            ["request nfi.bedding 50 piece", "request nfi.kitchen_sets 20 unit", "request logistics.fuel 100 piece"],
        ),
        ("kerosene heaters x15 for temporary housing in Kesennuma plz", ["request nfi.heating_cooling 15 unit"]),
        ("INSULIN needed, Suzu general hospital, 30 pens", ["request health.medicines 30 piece"]),
        ("Blankets 200, futons 80, Kashiwazaki", ["request nfi.bedding 200 piece", "request nfi.bedding 80 piece"]),
        (
            "250 family tents and 20 bed sheets please",
            ["request shelter.tents 250 piece", "request nfi.bedding 20 piece"],
        ),
        ("Wanted: a ferry or landing craft to carry 6 trucks to Iki", ["request logistics.air_sea_transport -"]),
        ("We require the dispatch of two (2) snow plows to Tsunan", ["request logistics.debris_removal 2 unit"]),
        ("Anyone lending generators? our clinic has been dark since last night", ["request telecoms.generators -"]),
        ("any vet free this week? lots of injured cats in Higashimatsushima", ["request recovery.animals -"]),
        ("Rice is short. 1.2 tonnes of rice would do", ["request food.staples 1.2 tonne"]),
        ("only 20 blankets left here in Suzu, we need 150 more blankets", ["request nfi.bedding 150 piece"]),
        (
            "baby formula nearly gone at Sagae. 18 cans please + 12 baby bottles",
            ["request food.infant_feeding 18 piece", "request food.infant_feeding 12 piece"],
        ),
        ("Volunteers wanted! Mud removal in Mabi, 20 people", ["request shelter.repair_works 20 person"]),
        ("We're a bakery in Kanazawa, can do 300 loaves every morning", ["offer food.ready_meals 300 piece"]),
        ("Free haircuts! 3 barbers will be in Shika on Saturday.", ["offer recovery.community_support 3 person"]),
        (
            "Church group from Ohio, 12 people, can help with mud-out in Hitoyoshi",
            ["offer shelter.repair_works 12 person"],
        ),
        (
            "12 cases of 24 bottles of tea, 6 boxes of instant noodles, free. Come and get them in Hakui.",
            ["offer food.fresh_food 12 case", "offer food.ready_meals 6 box"],
        ),
        ("Tarps? we've got loads. 400 blue ones, 3.6x5.4m, Sanjo.", ["offer shelter.tarps 400 piece"]),
        (
            "Excavator 1 + dump trucks 2, operators included, in Hitoyoshi",
            ["offer logistics.debris_removal 1 unit", "offer logistics.debris_removal 2 vehicle"],
        ),
        (
            "Rice 15 kg, oranges 40 kg and daikon 25 kg. We drive them to Nanao",
            ["offer food.staples 15 kg", "offer food.fresh_food 40 kg", "offer food.fresh_food 25 kg"],
        ),
        ("Could anybody use 500 notebooks? They sit in Takasaki", ["offer education.school_supplies 500 piece"]),
        ("Heaters! 16 kerosene heaters, tested. Based in Nikko.", ["offer nfi.heating_cooling 16 unit"]),
        (
            "we cleared out the clinic: 40 boxes of surgical masks, all unopened",
            ["offer health.medical_supplies 40 box"],
        ),
        ("I'm a physiotherapist, would be glad to visit shelters round Wajima", ["offer health.assistive_devices -"]),
        ("one cargo ship, takes 40 trucks, Tsuruga to Akita City", ["offer logistics.air_sea_transport 1 unit"]),
        (
            "We have a 2 ton truck going from Nagoya to Wajima, space for 3 pallets",
            ["offer logistics.road_transport -"],
        ),
        ("Grant of up to $20,000 for NGOs working in Noto", ["offer finance.funding 20000 usd"]),
        ("Troop 81 can send 25 volunteers to Mashiki", ["offer people.volunteers 25 person"]),
        ("Beanies, two dozen. Will post them to Ofunato.", ["offer nfi.clothing 24 piece"]),
        ("RUTF: 220 boxes available at our Nepalgunj depot", ["offer food.therapeutic_food 220 box"]),
    ],
)
def test_an_english_voice_is_read(text: str, lines: list[str]) -> None:
    """Bakers, scouts, clerks and people in a hurry are understood."""
    assert shortly(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "穴水の避難所、おむつとおしりふきが残り少ないです。各40パックお願いします",
            ["request nfi.diapers 40 pack", "request nfi.diapers 40 pack"],
        ),
        (
            "石けんと歯ブラシ、それぞれ20個、150本。飯南町。届くとありがたいです",
            ["request wash.hygiene_kits 20 piece", "request wash.hygiene_kits 150 piece"],
        ),
        ("水が足りません！輪島市河井町、2リットル500本、至急", ["request wash.drinking_water 500 piece"]),
        ("水2L×6本を50ケース、西条市まで届けてほしい", ["request wash.drinking_water 50 case"]),
        (
            "灯油が残り40リットルしかありません。球磨村の集会所に200リットルお願いします",
            ["request logistics.fuel 200 litre"],
        ),
        (
            "能登町に行けるドライバーさん3名探してます。4トン車は用意済み。",
            ["request logistics.road_transport 3 person"],
        ),
        ("どなたか車いす2台貸してくれませんか、三次市です", ["request health.assistive_devices 2 unit"]),
        ("仮設トイレ六基から八基、宮古市田老に設置希望", ["request wash.toilets 6 unit"]),
        ("漁網、三十張くらい譲ってくれる人おらんかのう", ["request recovery.livelihoods 30 piece"]),
        ("大鍋が足りないので二つ貸してくださーい", ["request nfi.kitchen_sets 2 piece"]),
        ("消毒をお願いしたい家が17か所あります（飯綱町）", ["request wash.disinfection 17 site"]),
        ("床下の消毒（公民館など3か所）をやってくれる業者さんを探しています", ["request wash.disinfection 3 site"]),
        ("ボランティア募集！泥かき、20人くらい。人吉市で今度の土日。", ["request shelter.repair_works 20 person"]),
        ("体育館に避難スペースがほしいです。25名、丹波市", ["request shelter.evac_space 25 person"]),
        ("透析患者さん2名の送迎をお願いしたいです。延岡市から宮崎市へ", ["request health.ambulance 2 person"]),
        ("データ入力を手伝える方、4〜5名、リモート可。三条市", ["request telecoms.it_support 4 person"]),
        (
            "送迎バスの運転手さん1名募集、大分市から日田市まで運びます",
            ["request logistics.passenger_transport 1 person"],
        ),
        ("看護師の片桐です。益城町で動けます。一人ですが夜勤もできます。", ["offer health.nurses 1 person"]),
        ("金沢のパン屋です。ロールパン300個、日曜まで出せます。", ["offer food.ready_meals 300 piece"]),
        ("大型テント(10×20m) 3張、静岡市から運びます", ["offer shelter.tents 3 piece"]),
        ("公民館の和室、開放します。15人まで泊まれます（小松島市）", ["offer shelter.evac_space 15 person"]),
        ("千羽鶴は要らんと聞いたけん、代わりにミシンを4台。宇城市。糸もあるばい。", ["offer None 4 unit"]),
        (
            "カセットコンロ22台、鍋も6個。うちはもう使わないので。氷見市",
            ["offer nfi.kitchen_sets 22 unit", "offer nfi.kitchen_sets 6 piece"],
        ),
        ("種もみ600kg。丸亀市から能登町へお送りします。", ["offer recovery.livelihoods 600 kg"]),
        ("介護食１５０食、賞味期限2027年2月。取りに来てもらえる方、郡山市。", ["offer food.special_diet 150 meal"]),
        ("いちご60パック、真岡市から輪島市へクール便で送れます", ["offer food.fresh_food 60 pack"]),
        ("支援団体の連絡会でリエゾンを務められます。1名、小松市", ["offer coordination.coordination 1 person"]),
        ("給水車1台、宇和島市に置けます", ["offer wash.water_trucking 1 vehicle"]),
        ("福祉タクシー１台を出せます。通院に。", ["offer health.ambulance 1 vehicle"]),
        (
            "おにぎり100個と豚汁100杯、人吉市で炊き出しします",
            ["offer food.ready_meals 100 piece", "offer food.hot_kitchen 100 meal"],
        ),
        ("ペット可の部屋、3部屋あります。富山市。", ["offer shelter.temp_housing 3 room"]),
        ("うちのキッチンから温かいスープ150食、陸前高田市で出せますよ", ["offer food.hot_kitchen 150 meal"]),
    ],
)
def test_a_japanese_voice_is_read(text: str, lines: list[str]) -> None:
    """Dialect, keigo, shop owners and people in a hurry are understood."""
    assert shortly(text) == lines


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thank you all for the blankets, we now have enough.", "update"),
        ("We do NOT need clothes. Please stop sending them.", "update"),
        ("Request withdrawn: we found the wheelchairs.", "update"),
        ("The offer of the van is cancelled, it broke down.", "update"),
        ("Road 249 reopened this morning, light vehicles only", "update"),
        ("Evacuees moved from the gym to the civic hall in Ojiya yesterday.", "update"),
        ("I heard from a friend that Noto town has no water at all.", "update"),
        ("The generator at the hall was repaired last night, so scrap the loan idea.", "update"),
        ("Does anyone know if the road to Suzu is open for 4t trucks?", "question"),
        ("who is in charge of parking at the gym in Himi?", "question"),
        ("where can evacuees take a shower in Nanao?", "question"),
        ("Happy birthday Noriko!! Cake at three", "none"),
        ("Read the long article on the flood in the paper. Very moving.", "none"),
        ("good morning team, see you at lunch", "none"),
        ("毛布は足りています。服はもういりません。", "update"),
        ("これ以上タオルを送らないでください。", "update"),
        ("先週お願いした簡易ベッドですが、確保できたので取り下げます。", "update"),
        ("トラックの提供はキャンセルさせてください。", "update"),
        ("県道は本日10時に開通しました。", "update"),
        ("避難者は昨日、公民館へ移動しました。", "update"),
        ("友人の話では、門前町では食料が足りていないそうです。", "update"),
        ("給水所は今日から公園側に移りました。", "update"),
        ("珠洲市の断水はいつまで続きますか？", "question"),
        ("駐車場の担当はどなたですか。", "question"),
        ("シャワー室は今日も使えるのでしょうか。", "question"),
        ("みなさま昨日は本当にお疲れさまでした！", "none"),
        ("ただいま昼休み中。のんびりしてます。", "none"),
        ("おはようございます。今日もよろしくお願いします。", "none"),
    ],
)
def test_a_post_without_a_wish_has_no_lines(text: str, kind: str) -> None:
    """Refusals, cancellations, news, questions and chatter ask for nothing."""
    reading = read(text)
    assert (reading.kind, reading.lines) == (kind, ())


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("80 shovels to Asakura. Tools go out on Saturday, so by Friday noon.", None, "2026-11-27"),
        ("20 heaters in Nikko, not before Friday: from Friday", "2026-11-27", None),
        ("50 tents by 6pm tomorrow please", None, "2026-11-25"),
        ("need 10 tents until 30 November, sorry, until 5 December", None, "2026-12-05"),
        ("3 tutors every Saturday from 28 November until 19 December, happy to help", "2026-11-28", "2026-12-19"),
        ("5 cots for 3 days from tomorrow please", "2026-11-25", "2026-11-27"),
        ("おにぎり120食をお願いします、今日の18時までに", None, "2026-11-24"),
        ("机10台ほしい。12月中旬は混むので12月8日までに", None, "2026-12-08"),
        ("体操服15着。12月6日の式典に使うので12月1日までに届くと嬉しいです", None, "2026-12-01"),
        ("漁網をお願いします。12月いっぱいまで…いや12月20日までに", None, "2026-12-20"),
        ("毛布をお願いします。今日から三日以内じゃなくて、11月30日までで結構です", None, "2026-11-30"),
        ("看護師2名派遣できます。12月5日から毎週土曜、12月26日まで", "2026-12-05", "2026-12-26"),
    ],
)
def test_a_deadline_and_the_poster_s_last_word_decide(text: str, starts: str | None, ends: str | None) -> None:
    """Days that tell why, hours of the clock and dates taken back do not move a window."""
    line = read(text).lines[0]
    assert (line.starts and line.starts.isoformat(), line.ends and line.ends.isoformat()) == (starts, ends)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("45 packs of nappies, free. Will drop off in Shima or Toba", [("JP24215", "to"), ("JP24211", "to")]),
        ("Nurse, happy to work in Hagi or Abu", [("JP35204", "at"), ("JP35502", "at")]),
        ("3 flatbeds leave Sendai empty for Kamaishi, can carry goods", [("JP04100", "from"), ("JP03211", "to")]),
        ("From Bharatpur: please help with 250 tents", [("NP", "at")]),
        ("5 counsellors available by phone, nationwide", [("JP", "at")]),
        (
            "Tsuruga to Tomakomai... sorry: Tsuruga to Akita City, one cargo ship, we can carry trucks",
            [("JP18202", "from"), ("JP05201", "to")],
        ),
        ("need 30 blankets at Wakura", [("JP17202", "at")]),
        ("テント3張を静岡市清水区から運びます", [("JP22103", "from")]),
        ("トルコからのテントの通関に詳しい方、成田市で探しています", [("JP12211", "at")]),
        ("毛布50枚、真備町に届けてほしい", [("JP33202", "at")]),
        ("いちご60パック、真岡市から輪島市へ送れます", [("JP09209", "from"), ("JP17204", "to")]),
        ("寝袋30個が必要です。和倉温泉", [("JP17202", "at")]),
        ("全国どこでもオンラインで通訳できます、2名", [("JP", "at")]),
    ],
)
def test_places_have_the_code_and_the_role_the_words_give(text: str, places: list[tuple[str, str]]) -> None:
    """Districts stand for their municipality; lists, corrections and origins are understood."""
    assert [(place.code, place.role) for place in read(text).lines[0].places] == places


@pytest.mark.parametrize(
    "text",
    [
        "避難所で下敷きになっている人がいます！救助隊をお願いします、真庭市",
        "People trapped under a house in Maniwa, rescue team please!",
    ],
)
def test_a_person_in_danger_makes_a_request_critical(text: str) -> None:
    """Nobody in danger has time to write "urgent"."""
    assert read(text).lines[0].urgency == "critical"


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Looking for 3 Vietnamese-speaking nurses for Oizumi", ("vi",)),
        ("I can interpret English and Portuguese at the shelter in Komatsu", ("en", "pt")),
        ("ネパール語の通訳1名を探しています", ("ne",)),
        ("英語とタガログ語が話せます、お手伝いします", ("en", "tl")),
        ("20 blankets for the Chinese restaurant team please", ()),
    ],
)
def test_the_languages_spoken_are_kept(text: str, languages: tuple[str, ...]) -> None:
    """Languages are ISO 639-1 codes; a cuisine is none."""
    assert read(text).lines[0].languages == languages


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("300 loaves free in Kanazawa, pick-up only", ("pick-up only",)),
        (
            "20 volunteers wanted in Himi, bring your own lunch, weekends only",
            ("bring your own lunch", "weekends only"),
        ),
        ("毛布30枚を譲ります。引き取り限定です。", ("引き取り限定",)),
        ("ボランティア20名募集、軍手持参、土日のみ。珠洲市", ("軍手持参", "土日のみ")),
    ],
)
def test_conditions_are_kept_in_the_poster_s_words(text: str, conditions: tuple[str, ...]) -> None:
    """What an offer or a request asks of the other side stays beside it."""
    assert read(text).lines[0].conditions == conditions


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("毛布30枚が必要です。珠洲市飯田小避難所", "飯田小避難所"),
        ("水100本、氷見市立北部中学校へお願いします", "北部中学校"),
        ("need 30 blankets at Iida elementary school, Suzu", "Iida elementary school"),
        ("20 tents to Wajima city hall please", "city hall"),
    ],
)
def test_the_site_within_a_place_is_kept(text: str, site: str) -> None:
    """The shelter or school that is named beside the municipality stays with it."""
    assert read(text).lines[0].places[0].site == site


def test_every_field_says_which_words_it_was_read_from() -> None:
    """The grounds hold the poster's own words."""
    grounds = dict(read("毛布30枚をお願いします。珠洲市、11月30日まで").lines[0].grounds)
    assert grounds == {
        "kind": "お願い",
        "category": "毛布",
        "quantity": "30枚",
        "place": "珠洲市",
        "window": "11月30日まで",
    }


def test_what_was_guessed_is_told() -> None:
    """A kind that no word says and a place that may be two are unsure; plain words are not."""
    assert "kind" in read("Blankets 200, Kashiwazaki").lines[0].unsure
    assert "place" in read("毛布20枚をお願いします。府中市").lines[0].unsure
    assert read("毛布20枚をお願いします。珠洲市").lines[0].unsure == ()


@pytest.mark.parametrize(
    "text", ["50枚、いや60枚の毛布をお願いします", "we need 50, no, 60 blankets", "need 50 - sorry, 60 blankets"]
)
def test_a_number_taken_back_does_not_count(text: str) -> None:
    """The poster's last word is the amount."""
    quantity = read(text).lines[-1].quantity
    assert quantity is not None
    assert quantity.value == 60_000


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("紙おむつ20パックが必要です。連絡は090-1234-5678", ["request nfi.diapers 20 pack"]),
        ("水曜日に机3台をお願いします", ["request nfi.appliances_furniture 3 unit"]),
        ("4トン車1台お願いします", ["request logistics.road_transport 1 vehicle"]),
        ("18時に毛布30枚をお願いします", ["request nfi.bedding 30 piece"]),
        ("第二中学校に毛布30枚をお願いします", ["request nfi.bedding 30 piece"]),
        ("could you date the forms and send 5 tents", ["request shelter.tents 5 piece"]),
        ("call 090-1234-5678, need 5 tents", ["request shelter.tents 5 piece"]),
        ("need a 4-ton truck, 1, at 18:00", ["request logistics.road_transport 1 vehicle"]),
        ("we do NOT need clothes but 20 blankets please", ["request nfi.bedding 20 piece"]),
        ("毛布は足りています。水を50ケースお願いします", ["request wash.drinking_water 50 case"]),
        ("no one is at the desk, need 3 volunteers", ["request people.volunteers 3 person"]),
        ("ペットボトルの水500本が必要です", ["request wash.drinking_water 500 piece"]),
    ],
)
def test_words_that_look_like_others_give_nothing(text: str, lines: list[str]) -> None:
    """Telephone numbers, clock times, sizes, ordinals and refusals are no lines and no amounts."""
    assert shortly(text) == lines


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("紙おむつ20パックが必要です", []),
        ("十日町市に毛布20枚をお願いします", ["JP15210"]),
        ("府中で毛布20枚をお願いします", [None]),
        ("please date the forms, need 5 tents", []),
        ("need 5 tents in Date, Hokkaido", ["JP01233"]),
    ],
)
def test_names_that_are_words_are_places_only_where_they_stand_as_places(text: str, codes: list[str | None]) -> None:
    """むつ is not in 紙おむつ, 十日町 is no date, and 府中 asks which is meant."""
    assert [place.code for place in read(text).lines[0].places] == codes


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("2月30日までに毛布20枚をお願いします", "date"),
        ("毛布を9999999999枚お願いします", "quantity"),
        ("20 tents by 31 November please", "date"),
        ("need 99999999999 blankets", "quantity"),
        ("毛布20枚をお願いします。府中市", "place"),
    ],
)
def test_what_cannot_be_is_a_trouble(text: str, field: str) -> None:
    """Dates no calendar has, amounts beyond reason and names of two places are asked about."""
    assert field in [trouble.field for trouble in read(text).troubles]
