"""One file per command, one line in COMMANDS."""

from bot.command import Command
from bot.commands.brief import BRIEF
from bot.commands.find import FIND
from bot.commands.help import HELP
from bot.commands.lessons import LESSONS
from bot.commands.listing import LIST
from bot.commands.match import MATCH
from bot.commands.mine import MINE
from bot.commands.offer import OFFER
from bot.commands.profile import PROFILE
from bot.commands.request import REQUEST
from bot.commands.response import RESPONSE
from bot.commands.settings import SETTINGS
from bot.commands.update import UPDATE

COMMANDS: tuple[Command, ...] = (
    REQUEST,
    OFFER,
    FIND,
    BRIEF,
    MINE,
    MATCH,
    LIST,
    UPDATE,
    LESSONS,
    PROFILE,
    RESPONSE,
    SETTINGS,
    HELP,
)
