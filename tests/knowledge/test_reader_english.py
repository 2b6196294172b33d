"""English posts that ask or offer without an asking or giving word are read as the people who wrote them meant."""

import pytest

from tests.knowledge.posts import counted, read, shortly


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # a plight, and who has it
        ("Our heater broke last night and the hall is freezing. Kerosene heaters, any size.", "nfi.heating_cooling"),
        ("No blankets left at Suzu junior high", "nfi.bedding"),
        ("Nobody here can speak Vietnamese. An interpreter for one evening?", "information.interpreting"),
        ("Bottled water down to two cases", "wash.drinking_water"),
        ("Rice lasts until Friday. Two sacks more and we are fine.", "food.staples"),
        ("my baby has no formula since yesterday", "food.infant_feeding"),
        ("Still waiting for the tents, 12 of them, Nanao sports ground", "shelter.tents"),
        ("Ten diapers packs short for tonight, Himi hall", "nfi.diapers"),
        ("Gym over capacity since Sunday. Partitions for 40 families, please", "shelter.partitions_beds"),
        ("lost everything in the flood, winter coats for two adults pls", "nfi.clothing"),
        # questions for a thing or a hand
        ("Is there a plumber who could look at our pipes in Takaoka?", "wash.sanitation_works"),
        ("Any chainsaw crew near Shika on Thursday?", "logistics.debris_removal"),
        ("Does your club have a spare projector?", "telecoms.radios_devices"),
        ("Could another nurse come to Anamizu this week?", "health.nurses"),
        ("Who can drive a forklift on Saturday morning?", "logistics.handling_equipment"),
        ("Has anyone got a wheelchair for my father?", "health.assistive_devices"),
        ("Two electricians for the school, anyone?", "people.engineers"),
        ("If somebody had a generator for the clinic we could keep the insulin cold", "telecoms.generators"),
        ("I wonder whether a lawyer could explain the insurance forms to us", "protection.legal_aid"),
        ("A midwife who'd visit twice a week in Wajima", "health.nurses"),
        # what would do
        ("Five shovels would do", "nfi.cleaning_tools"),
        ("In search of a bus for 30 evacuees on Sunday", "logistics.passenger_transport"),
        ("We hope you might send us one more translator", "information.translation"),
        ("we look for a warehouse near Toyama", "logistics.warehouse"),
        ("Portable toilets please, any type", "wash.toilets"),
        ("A loan of two laptops would save us", "telecoms.radios_devices"),
        ("Vegetables please, any kind, and eggs", "food.fresh_food food.fresh_food"),
        ("Flour, cooking fat, beans for the families", "food.staples food.staples"),
        ("A room for two doctors, please", "shelter.temp_housing"),
        ("Send whatever tarps you've got, the rain is coming in", "shelter.tarps"),
    ],
)
def test_a_plight_or_a_wish_asks(text: str, said: str) -> None:
    """What is broken, gone, short or hoped for is asked for, whatever the sentence is made of."""
    assert shortly(text) == f"request {said}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # where it comes from, and what state it is in
        ("Forty futons from our closed guesthouse, clean and dry", "nfi.bedding"),
        ("Fridge, works fine, Kanazawa", "nfi.appliances_furniture"),
        ("Blankets, 60, used once, boxed", "nfi.bedding"),
        ("85 pairs of rubber boots, seconds from our factory", "nfi.clothing"),
        ("Our bakery bakes 200 bread rolls a day for you", "food.ready_meals"),
        ("Tents, 12. They must go by Friday.", "shelter.tents"),
        (
            "Painkillers (300 boxes) and bandages (120 boxes), cleared for export",
            "health.medicines health.medical_supplies",
        ),
        # what to do to have it
        ("A pallet of mineral water stands in our yard. Take it.", "wash.drinking_water"),
        ("Two minibuses stand idle this week, tell us where to park them", "logistics.passenger_transport"),
        (
            "Notebooks and pencils: give us the address and we post them",
            "education.school_supplies education.school_supplies",
        ),
        ("up for grabs: 3 kerosene heaters", "nfi.heating_cooling"),
        ("Diapers, 14 packs. Who wants them?", "nfi.diapers"),
        ("HAVE: 3 generators. WHERE: Komatsu.", "telecoms.generators"),
        ("Wheelchair, message me", "health.assistive_devices"),
        # when, with what and on what terms
        ("Haircuts every Monday, Hakui", "recovery.community_support"),
        ("Tuesdays and Fridays, interpreter for Nepali, by phone", "information.interpreting"),
        ("Two carpenters with own tools, Sat-Sun", "shelter.repair_works"),
        ("Retired nurse here, ready from Monday", "health.nurses"),
        ("Truck with driver, fuel only", "logistics.road_transport"),
        ("ex-army logistician, deployable tomorrow", "people.engineers"),
        ("I'd bring my drone and fly it for you", "information.mapping_gis"),
        ("our church opens its hall to 30 evacuees", "shelter.evac_space"),
        ("The firm seconds a project manager for six weeks", "people.surge_staff"),
        ("We cook 150 hot meals on Sunday, no bill", "food.hot_kitchen"),
        ("A dentist and a nurse, from the 3rd, no fee", "health.medical_team health.nurses"),
        ("If anyone can use it: warehouse, 200 m2, dry", "logistics.warehouse"),
        ("Reverse osmosis unit plus technician, ready", "wash.water_treatment people.engineers"),
        ("I speak Tagalog. I can interpret at the hospital.", "information.interpreting"),
        ("Roofers here. One crew, own van.", "shelter.repair_works"),
        ("Shampoo, razors, soap: leftovers of our hotel", "wash.hygiene_kits wash.hygiene_kits wash.hygiene_kits"),
    ],
)
def test_what_one_has_or_can_do_is_offered(text: str, said: str) -> None:
    """The origin, state, terms and times of a thing or of one's work offer it."""
    assert shortly(text) == f"offer {said}"


@pytest.mark.parametrize(
    "text",
    [
        "Please stop, the pillows are covered",
        "Thanks to everybody: the heaters arrived and all of them run",
        "My cousin says the clinic in Iida has no bandages, I only heard it",
        "Reminder: the bath in Hakui closes at 8",
        "We're good on rice, thanks for asking",
        "Tents fully booked until the rain season is over",
        "They found my aunt, safe. Stop searching.",
        "I was told that Uozu is without gas; nothing first-hand",
        "We gave away all 30 sleeping bags",
        "Water in Himi is safe to drink again",
        "No more drop-offs please, the coat collection is over",
        "Nobody was hurt in the accident at the port",
    ],
)
def test_news_thanks_and_refusals_ask_for_nothing(text: str) -> None:
    """What is over, second-hand or reported is an update without lines."""
    assert shortly(text) == "update"


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("No water since noon, 38 residents. 300 litres of drinking water please", ["300 litre"]),
        ("Minibus (28 seats) + driver, two of them", ["2 vehicle"]),
        ("Water tanker (4,000 L) with driver, 3 trips", ["3 trip"]),
        ("120 gift cards from our staff, ready", ["120 piece"]),
        ("Shovels (20), wheelbarrows (6) please", ["20 piece", "6 unit"]),
        ("Vouchers for 65 households, please", ["65 household"]),
        ("2 below outside, 60 blankets please", ["60 piece"]),
        ("Three people under the wall. Rescue team please", ["-"]),
    ],
)
def test_only_what_is_asked_for_is_counted(text: str, amounts: list[str]) -> None:
    """Sizes, seats, temperatures and the people who are there count nothing; each thing has its own number."""
    found = [line.quantity for line in read(text).lines]
    assert amounts == [f"{each.value / 1000:g} {each.unit}" if each else "-" for each in found]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        # the number goes to the thing that is asked for or given
        ("We need blankets for three evacuation centres in Wajima, 400 in total", ["400 piece"]),
        ("Offering a dentist and two hygienists", [None, "2 person"]),
        ("The pumps run on diesel and the tank is nearly dry. 1,200 litres by Wednesday please.", ["1200 litre"]),
        ("8 families lost their homes in Suzu, can anyone offer rooms?", ["8 household"]),
        # what is on each of them, how fast they are, who comes with them
        ("We offer two lift vans, each with 2 wheelchair places and 4 seats", ["2 vehicle"]),
        ("We can lend three water purifiers, 400 litres an hour each", ["3 unit"]),
        ("A helicopter can fly 250 kg of goods a trip, two trips on Tuesday", ["2 trip"]),
        ("We offer 10 round bales of hay and 250 pouches of curry", ["10 unit", "250 piece"]),
        ("We can lend two flat-bottomed aluminium boats", ["2 unit"]),
        ("We offer five 20-litre jerrycans of petrol", ["100 litre"]),
        ("We are six from Osaka. We offer mud removal in Suzu.", ["6 person"]),
    ],
)
def test_a_number_goes_to_the_thing_it_counts(text: str, amounts: list[str | None]) -> None:
    """Who is served, what is carried and how fast a machine is do not count what is asked for or given."""
    assert counted(text) == amounts


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Our wheelchairs got wet. The welfare shelter hopes to borrow 12 for adults", ["12 unit", None]),
        ("床下浸水38世帯です。消毒作業をしてくださる団体を探しています。", ["38 household"]),
    ],
)
def test_in_a_request_the_number_of_another_sentence_counts(text: str, amounts: list[str | None]) -> None:
    """A shelter that asks is no thing, and homes under water count the work on them."""
    assert counted(text, "request") == amounts
