"""Options that several commands share, each declared once."""

from bot.command import Option, Word
from bot.words.catalogue import N_

AUDIENCE_WORDS = (
    Word("own", ("own", "my-organisation"), ("自団体", "自団体のみ")),
    Word("verified", ("verified",), ("確認済み", "確認済みの団体")),
    Word("response", ("response", "everyone"), ("全員", "参加者")),
    Word("public", ("public",), ("公開", "一般公開")),
)
AUDIENCE = Option("audience", "公開範囲", N_("who may see it"), "choice", AUDIENCE_WORDS)
ON_BEHALF = Option("for", "代理", N_("a body without chat for whom you post"))
PLACE = Option("place", "場所", N_("municipality, prefecture or region"), "place")
QUANTITY = Option("quantity", "数量", N_("how much"), "quantity")
UNTIL = Option("until", "期限", N_("the last day"), "date")
CATEGORY = Option("category", "品目", N_("what kind of thing it is"), "category")
RECORD = Option("record", "番号", N_("the short number of a record, such as R12"), "record")
RESPONSE_RECORD = Option("record", "番号", N_("the short number of a response, such as D1"), "response")
POSTED = (
    Option("text", "内容", N_("what, how much, where, until when")),
    PLACE,
    QUANTITY,
    UNTIL,
    CATEGORY,
    ON_BEHALF,
    AUDIENCE,
)
"""What can be told of a request and of an offer alike."""
