"""Japanese posts that ask or offer without an asking or giving word are read as the people who wrote them meant."""

import pytest

from tests.knowledge.posts import counted, read, shortly


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("粉ミルクの残りが缶の底だけです。どなたか", "food.infant_feeding"),
        ("懐中電灯の電池が切れて夜は真っ暗です。単三電池があると助かります", "nfi.lighting_batteries"),
        ("子どもの長靴がどこにも売っていません。18センチ、お下がりでいいです", "nfi.clothing"),
        ("紙おむつがもう一枚もないんです", "nfi.diapers"),
        ("仮設トイレの数が足りてません。せめて2基", "wash.toilets"),
        ("灯油が明日にはなくなりそうです", "logistics.fuel"),
        ("ストーブが壊れて部屋が冷え切ってます。1台でいいので", "nfi.heating_cooling"),
        ("在宅の母が眼鏡をなくして困ってます", "health.assistive_devices"),
        ("夜間の見回りをしてくださる方", "people.safety_security"),
        ("手話通訳のできる人〜", "protection.elderly_disability"),
        ("壁の修理をお願いできる大工さん、いらっしゃいませんか", "shelter.repair_works"),
        ("水を運ぶ車がありません。給水車を回してもらえたら", "wash.water_trucking"),
        ("物資を届けるのに、軽トラックを出していただけないでしょうか", "logistics.road_transport"),
        ("会場で使う机はあるので、椅子を貸してもらえたら", "nfi.appliances_furniture"),
        ("弁当より野菜がほしいです", "food.fresh_food"),
        ("発電機が動かなくなりました。代わりのものを今日中に", "telecoms.generators"),
        ("歯が痛いという方が何人もいます。歯医者さんに来てほしいです", "health.medical_team"),
        ("インドネシア語が話せる方に電話でいいので手伝ってほしい", "information.interpreting"),
        ("受付の人手が回りません、学生ボランティアさんぜひ", "people.volunteers"),
        ("犬の餌が底をつきました", "recovery.animals"),
        ("床下の泥出しが家族だけでは終わらない", "shelter.repair_works"),
        ("避難所で配るマスクを何とかなりませんか", "health.medical_supplies"),
        ("スコップを貸してくれるところを探してます", "nfi.cleaning_tools"),
        ("活動資金が尽きそうです。ご支援を", "finance.funding"),
        ("体操服が流されました。お古でもいいです", "education.school_supplies"),
        ("透析に通う足がないんです。送迎をお願いできますか", "logistics.passenger_transport"),
        ("トランシーバーを三台、至急", "telecoms.radios_devices"),
    ],
)
def test_a_lack_a_wish_or_a_call_for_somebody_asks(text: str, said: str) -> None:
    """ないんです, あと一枚, 困ってます, できる方: who lacks what, or who is looked for, is asked for."""
    assert shortly(text) == f"request {said}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("冬物のコートと手袋、取りに来られる方に差し上げます", "nfi.clothing nfi.clothing"),
        ("うちの倉庫、春まで空いてます", "logistics.warehouse"),
        ("畑の白菜がとれすぎました。持ってってください", "food.fresh_food"),
        ("マイクロバス、運転手付きでどこへでも", "logistics.passenger_transport"),
        ("工務店です。雨漏りの応急修理、日曜なら行けます", "shelter.repair_works"),
        ("美容師です。散髪に伺います", "recovery.community_support"),
        ("毛布を20枚まとめて置いてあります。使ってください", "nfi.bedding"),
        ("使わなくなった車椅子、まだきれいです。どうぞ", "health.assistive_devices"),
        ("炊飯器が余っています", "nfi.appliances_furniture"),
        ("テントを貸与します。返却は春で結構です", "shelter.tents"),
        ("英会話サークルです。中国語の通訳なら任せて", "information.interpreting"),
        ("無料で翻訳いたします。謝礼は不要です", "information.translation"),
        ("シャワー室を開放しました。予約はいりません", "wash.bathing_laundry"),
        ("携帯の充電、うちの店でできますよ", "nfi.lighting_batteries"),
        ("カセットボンベ60本、宛先をください。すぐ発送します", "logistics.fuel"),
        ("弁護士会です。電話でのご相談をお受けしています", "protection.legal_aid"),
        ("トラックを出せます。燃料代は当方負担", "logistics.road_transport"),
        ("ベビーベッドと絵本をお譲りします", "shelter.partitions_beds protection.child_protection"),
        ("商店街で集めた文房具を送らせてください", "education.school_supplies"),
        ("看護師が二人おります。夜勤もできます", "health.nurses"),
        ("空き部屋を3室ご用意しました", "shelter.temp_housing"),
        ("獣医師です。ペットの健康相談に乗ります", "recovery.animals"),
        ("土のう袋、在庫処分につき進呈", "nfi.cleaning_tools"),
        ("パンを焼いて持って行きます", "food.ready_meals"),
        ("粉ミルクを使ってもらえたら嬉しいです", "food.infant_feeding"),
    ],
)
def test_what_lies_ready_or_who_can_come_is_offered(text: str, said: str) -> None:
    """余っています, 空いてます, 伺います, どこへでも: a thing to spare or somebody free is offered."""
    assert shortly(text) == f"offer {said}"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("毛布は昨日お渡ししました", "update"),
        ("給水車はもう来なくて大丈夫です", "update"),
        ("送ると書きましたが、トラックの故障で送れません", "update"),
        ("看護師さんは見つかりました。募集は締め切ります", "update"),
        ("足りないものは今のところありません", "update"),
        ("となりの町では灯油が足りないって聞きました", "update"),
        ("マイクロバスの運行ダイヤが変わります", "update"),
        ("入浴支援は何時まで利用できますか", "question"),
        ("ボランティア保険の窓口ってどこでしたっけ", "question"),
        ("次の会議の場所を教えてください", "question"),
        ("了解しました、またあとで", "none"),
        ("昨日の豚汁おいしかったです、ごちそうさまでした", "none"),
    ],
)
def test_what_is_done_refused_or_heard_is_no_wish(text: str, kind: str) -> None:
    """Deeds past, things refused, hearsay and questions have no lines."""
    assert shortly(text) == kind


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("お年寄りに配る弁当を届けるのに、軽トラックを貸してください", ["軽トラック"]),
        ("胃薬、湿布、目薬あわせて300個を寄付します", ["胃薬", "湿布", "目薬"]),
        ("鍋12個とやかんを差し上げます", ["鍋", "やかん"]),
        ("寝袋か毛布をお願いします", ["寝袋", "毛布"]),
        ("パンではなくお米がほしいです", ["お米"]),
        ("ボランティアの宿舎に使うストーブを貸してほしい", ["ストーブ"]),
    ],
)
def test_the_thing_meant_is_told_from_what_it_is_for(text: str, items: list[str]) -> None:
    """In Japanese the thing stands last before the verb; what stands earlier mostly says whose it is or what for."""
    assert [line.item for line in read(text).lines] == items


def test_a_plea_whose_thing_nobody_knows_is_still_a_request() -> None:
    """A post that asks in so many words has a line without a category."""
    assert shortly("畑のかかしを一緒に作り直してもらえませんか") == "request -"


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("市内の3避難所で生理用品が足りません。昼用・夜用あわせて200パックお願いします", ["200 pack"]),
        ("小学生18名が過ごしています。宿題を見てくれる先生を2名お願いします。", ["2 person"]),
        ("子ども12名を預かります。保育士の資格がある方に3名ほど来ていただけないでしょうか。", ["3 person"]),
        ("歯科衛生士2名を探しています。市内の5か所を回っていただけませんか。", ["2 person"]),
        ("車いす2台と同乗4名まで乗れる福祉車両を1台、貸し出します", ["1 vehicle"]),
        ("仮設シャワー2基を貸し出します。1時間に12人ほど浴びられます。", ["2 unit"]),
        ("軽油をドラム缶2本、計400リットル提供できます", ["400 litre"]),
        ("フォークリフト1台（2.5トン）を貸し出します", ["1 unit"]),
        ("15名で輪島へ入ります。床下の泥出しを手伝えます。", ["15 person"]),
        ("赤ちゃん3人分の粉ミルク10缶をお願いします", ["10 piece"]),
        ("1日150食を提供できます", ["150 meal"]),
        ("薬剤師3名が伺えます。庄内一円、車は自前です。", ["3 person"]),
    ],
)
def test_a_number_goes_to_the_thing_it_counts(text: str, amounts: list[str | None]) -> None:
    """Whom it is for, where it goes and what is aboard do not count what is asked for or given."""
    assert counted(text) == amounts
