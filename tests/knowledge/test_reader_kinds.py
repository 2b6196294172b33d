"""Whole classes of posts are read as what they are: each test names a class and shows it in both languages."""

import pytest

from tests.knowledge.posts import read


def kinds(text: str) -> str:
    """Return the kind of a post, and those of its lines where it has any: "offer: offer request"."""
    reading = read(text)
    return ": ".join(filter(None, (reading.kind, " ".join(line.kind for line in reading.lines))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Need 10 heaters, have 50 blankets. Nanao", "request: request offer"),
        ("Have 100 boxes of oranges but need 2 trucks to move them", "offer: offer request"),
        ("We can cook 200 meals a day in Suzu, we just need propane", "offer: offer request"),
        ("I can bring 80 blankets if someone lends me a van", "offer: offer request"),
        ("NEEDED:\n- 60 blankets\n- 12 shovels\nOFFERED:\n- 4 tents", "request: request request offer"),
        ("ストーブ10台必要です。毛布は50枚余っています。七尾市", "request: request offer"),
    ],
)
def test_one_post_may_ask_and_offer(text: str, said: str) -> None:
    """Each clause is read for itself: what is needed beside what there is."""
    assert kinds(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We don't need tents, we need 20 tarps.", "request: request"),
        ("No food needed, only 5 heaters.", "request: request"),
        ("It's not food we need but drinking water.", "request: request"),
        ("We don't have blankets, but we have 30 sleeping bags in Fukui.", "offer: offer"),
        ("I can't come myself, but I can lend my truck.", "offer: offer"),
        ("食料は要りません。ストーブ5台だけお願いします。", "request: request"),
        ("毛布はありませんが、寝袋なら30個福井にあります。", "offer: offer"),
    ],
)
def test_what_is_refused_makes_no_line_beside_what_is_meant_instead(text: str, said: str) -> None:
    """A refusal holds for its own clause and for nothing after it."""
    assert kinds(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "The request above for a boat? Never mind, solved.",
        "Generator needed? Not any more.",
        "We had offered 20 bikes, but they've all gone.",
        "I'm afraid I have to take back my offer to drive on Sunday.",
        "The offer of 50 tents stands no longer.",
        "As to the kitchen staff we were looking for until yesterday: all posts are filled.",
        "The company that wanted to give us 100 crates has changed its mind.",
        "None of the shelters in Himi needs volunteers any more.",
        "Neither water nor food is needed in Hakui.",
        "Please hold all deliveries of water to Shika until further notice.",
        "We got all the volunteers we asked for.",
        "Found a van, thanks for all the calls.",
        "さっき募集した船ですが、見つかりました。",
        "テント20張お願いしていました。解決しました。",
        "給水車はもう来ません。",
    ],
)
def test_what_is_settled_or_taken_back_is_news_however_far_the_word_stands(text: str) -> None:
    """Withdrawn, covered, found, refused for everybody: an update without lines."""
    assert kinds(text) == "update"


@pytest.mark.parametrize(
    "text",
    [
        "I'd like to know who runs the volunteer centre in Nanao.",
        "Not sure where to drop off donations, can someone point me to the right place?",
        "I'm trying to find out when the clinic in Anamizu opens.",
        "Need to know whether route 249 is passable.",
        "Looking for information on which shelters take pets.",
        "We need the phone number of the Suzu town hall.",
        "Trying to reach the person in charge of logistics for Wajima.",
        "Does the offer of the 50 tents still stand?",
        "Hita: are volunteers insured?",
        "Which of the shelters has a room for nursing mothers?",
        "国道249号は通れるかどうか知りたい",
        "ペット可の避難所の情報を探しています",
        "輪島の物資担当の方と連絡を取りたいです",
    ],
)
def test_who_wants_to_know_asks_a_question_with_or_without_a_mark(text: str) -> None:
    """What is wanted is knowledge or a contact, in a statement as in a question."""
    assert kinds(text) == "question"


@pytest.mark.parametrize(
    "text",
    [
        "Does anyone know someone who could lend us a boat?",
        "Would it be possible to have two interpreters on Monday?",
        "Could an experienced carpenter look at our door?",
        "Where can I get 50 sandbags? We need them today.",
        "Who's got a spare pump for Hita?",
        "The nursing home in Shika needs someone who can repair the boiler.",
        "What we need most is warm clothing for children.",
        "Our biggest problem is drinking water.",
        "The mayor's office in Suzu has asked us to find 200 blankets.",
        "Children here have had nothing but bread for four days. Fruit, vegetables?",
        "We have 3 blind residents here. Two carers, please",
        "Short 5 drivers for Saturday",
        "うちの避難所で一番足りないのは子どもの冬服です。",
        "珠洲市長から毛布200枚を探すよう頼まれました。",
        "灯油は明日の昼までしかもちません",
        "志賀の特養でボイラーを直せる人が必要です。",
    ],
)
def test_a_wish_asks_in_whatever_clause_it_stands(text: str) -> None:
    """Object clauses, relative clauses, questions for a hand: asked for in the poster's own or another's name."""
    assert read(text).kind == "request"
    assert {line.kind for line in read(text).lines} == {"request"}


@pytest.mark.parametrize(
    "text",
    [
        # a question of somebody who has it
        "Would anyone like a used fridge? Works well.",
        "Could you use two extra drivers on Sunday?",
        "Where should I bring 30 blankets?",
        "Do you need a plumber? I'm free on Saturday.",
        "Need a lift to Wajima tomorrow? 3 seats in my car.",
        "Any shelter short of vegetables? My field is full of daikon.",
        "りんご20箱、ほしいところありますか",
        "使っていない冷蔵庫、要る方いますか？",
        # it is of no more use to its owner
        "We have 12 heaters that we no longer need.",
        "15 pots. The festival committee does not need them this year",
        "もう使わないストーブが12台あります。",
        # where it lies, where it comes from, on what terms
        "20 tents in our Kanazawa depot",
        "85 packs of diapers, from the drugstore that closes",
        "40 cloth pads, home-made, waiting for a courier",
        "30 mattresses, Komatsu, must be collected",
        "金沢の倉庫にテント20張あり",
        # who could do it
        "We are five students from Kyoto who want to shovel mud this weekend.",
        "Dentist + chair in a van. Could stop one day at each shelter.",
        "My brother-in-law has a crane truck and doesn't mind driving up to Suzu.",
        "手話通訳士3名、交代で市役所の窓口に立てます。",
    ],
)
def test_who_has_or_could_do_something_offers_it(text: str) -> None:
    """Surplus, origin, terms, and questions for somebody who can use it offer."""
    assert read(text).kind == "offer"
    assert {line.kind for line in read(text).lines} == {"offer"}


@pytest.mark.parametrize(
    "text",
    [
        # heard, read, said by others
        "We heard that Monzen is short of fuel, not confirmed.",
        "A friend in Suzu told me they need blankets there.",
        "Volunteers are needed in Mabi, according to the radio.",
        "Red Cross says the field hospital will open on Monday.",
        "Someone posted on X that Wajima needs drivers.",
        "珠洲の友人が、毛布が足りないと言っていました。",
        # done, gone, moved, counted
        "Four of the six shelters in Nanao have running water again.",
        "Tents for 30 families were put up in Gorkha yesterday.",
        "A nurse went to Kamikuroshima; the old people there are well.",
        "Evacuees at Iida High School: 134 (down from 160).",
        "Two of our trucks got stuck near Anamizu but everybody is OK.",
        "We need to postpone Saturday's clean-up, heavy snow is forecast.",
        "The Lions Club has given 20 wheelchairs to the hospital in Wajima.",
        "医療班は明日撤収します。以後の診療は町立病院で行われます。",
        "【本日の状況】\n水道：一部復旧\n電気：全域OK\n避難者：37名\n要望：なし",
        # a place and what is so there
        "We start clearing in Soja on the 12th.",
        "Mabi library is now a shelter.",
    ],
)
def test_what_others_say_and_what_happened_is_news(text: str) -> None:
    """Second-hand shortages, results and figures ask for nothing."""
    assert kinds(text) == "update"


@pytest.mark.parametrize(
    ("heard", "own"),
    [
        ("They say Shika will run out of rice.", "The doctor says we need 20 boxes of insulin."),
        ("My colleague reports that Hita needs tents.", "My colleague reports that we need 12 tents in Hita."),
    ],
)
def test_what_is_told_of_oneself_is_no_hearsay(heard: str, own: str) -> None:
    """ "We" and "our" behind "says" are the poster's own voice."""
    assert (read(heard).kind, read(own).kind) == ("update", "request")


@pytest.mark.parametrize(
    "text",
    ["Greetings from rainy Osaka", "What a beautiful sunset over Nanao bay tonight", "Good luck to the team in Suzu!"],
)
def test_small_talk_that_names_a_place_is_no_news(text: str) -> None:
    """A greeting or a sigh tells nothing of the place."""
    assert kinds(text) == "none"
