"""A typed line → a command and its options, the same for the terminal, Slack and free text in Discord."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from bot.command import Command, Option, Word

RECORD = re.compile(r"#?([A-Z]\d{1,7})(?![\w-])", re.IGNORECASE | re.ASCII)
QUOTED = r"\"[^\"]*\"|「[^」]*」|“[^”]*”"
ROOT = "kizuna"


def folded(text: str) -> str:
    """Return the text for comparing: NFKC, lower case, trimmed."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def first_word(text: str) -> tuple[str, str]:
    """Return the first word and the rest; a Japanese colon ends a word as a space does."""
    match = re.match(r"\s*([^\s:：]+)[\s:：]*(.*)", text, re.DOTALL)
    return (match[1], match[2].strip()) if match else ("", text.strip())


def find_command(word: str, commands: Sequence[Command]) -> Command | None:
    """Return the command of this name in either language."""
    wanted = folded(word)
    return next((c for c in commands if wanted == c.name or wanted in {folded(name) for name in c.japanese}), None)


def split(line: str, commands: Sequence[Command]) -> tuple[str, dict[str, str]]:
    """Return the command's name and options. An unknown "/word" is returned as typed; plain text has the name ""."""
    text = line.strip()
    slashed = text[:1] in ("/", "／")
    word, rest = first_word(text[1:] if slashed else text)
    if folded(word) == ROOT:
        slashed = True
        word, rest = first_word(rest)
        if not word:
            return "help", {}
    command = find_command(word, commands)
    if command is None:
        return (word, {"text": rest}) if slashed else ("", {"text": text})
    return command.name, {"text": rest} if rest else {}


def lift(command: Command, options: Mapping[str, str]) -> dict[str, str]:
    """Return the options, what the free text holds made explicit: "close R12 because …" → action, record, text.

    Also `name:value` of declared options. What is given explicitly is never overwritten; twice changes nothing.
    """
    lifted = dict(options)
    if not command.options or "text" not in lifted:
        return _canonical(command, lifted)
    text = _named(command.options[1:], lifted["text"], lifted)
    text = _leading(command, text.strip(), lifted)
    if text:
        lifted["text"] = text
    else:
        del lifted["text"]
    return _canonical(command, lifted)


def _named(options: Sequence[Option], text: str, lifted: dict[str, str]) -> str:
    """Take each first `name:value` out of the text; what stands in quotes is one value, whatever is in it."""
    known = {name.casefold(): option.name for option in options for name in (option.name, option.ja)}
    names = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))

    def take(match: re.Match[str]) -> str:
        name, value = known.get(match[1].casefold()), match[2]
        if name is None or name in lifted:
            return match[0]
        lifted[name] = value[1:-1] if re.fullmatch(QUOTED, value) else value
        return ""

    pattern = rf"(?<![^\s、，])({names})[:：]((?:{QUOTED})(?![^\s、，])|[^\s、，]+)[、，]?"
    return re.sub(pattern, take, text, flags=re.IGNORECASE) if known else text


def _leading(command: Command, text: str, lifted: dict[str, str]) -> str:
    """Take an action word and a record id off the head of the text, in either order."""
    action, record = command.option("action"), command.option("record")
    for _ in range(2):
        word, rest = first_word(text)
        if action and "action" not in lifted and (named := leading_value(action, text)):
            lifted["action"], text = named
        elif record and "record" not in lifted and RECORD.fullmatch(unicodedata.normalize("NFKC", word)):
            lifted["record"], text = word, rest
    return text


def _canonical(command: Command, options: dict[str, str]) -> dict[str, str]:
    """Return closed-list values as their codes and record ids as "R12"."""
    for option in command.options:
        value = options.get(option.name)
        if value is None:
            continue
        if option.kind == "choice":
            options[option.name] = value_of(option, value) or value
        elif option.kind in ("record", "response"):
            options[option.name] = unicodedata.normalize("NFKC", value).strip().lstrip("#").upper()
    return options


def value_of(option: Option, word: str) -> str | None:
    """Return the value of a closed list that this word means in either language."""
    wanted = folded(word)
    return next((w.value for w in option.words if wanted in spellings(w)), None)


def leading_value(option: Option, text: str) -> tuple[str, str] | None:
    """Return the value of a closed list that opens the text, be it one word or several, and the rest of the text."""
    for word in option.words:
        for spelling in (s for s in (*word.en, *word.ja) if " " in s):
            phrase = r"\s+".join(map(re.escape, spelling.split()))
            match = re.match(rf"\s*{phrase}(?=[\s:：]|$)[\s:：]*", text, re.IGNORECASE)
            if match:
                return word.value, text[match.end() :].strip()
    first, rest = first_word(text)
    value = value_of(option, first)
    return (value, rest) if value else None


def spellings(word: Word) -> set[str]:
    """Return every way a value may be typed."""
    return {word.value, *map(folded, word.en), *map(folded, word.ja)}
