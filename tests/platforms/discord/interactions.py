"""Takes the answers to interactions: three seconds for the first, one only, and fifteen minutes for all that follow."""

from aiohttp import web

from tests.platforms.discord.answered import Refused, answered
from tests.platforms.discord.world import EPHEMERAL, Interaction, Json, World, bare

DEADLINE, TOKEN_SECONDS = 3.0, 900.0
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
COMPONENT, AUTOCOMPLETE, SUBMIT = 3, 4, 5


class Interactions:
    """The interactions of one world. `wrong` collects answers that do not fit."""

    def __init__(self, world: World, wrong: list[str]) -> None:
        self._world, self._wrong = world, wrong

    async def callback(self, request: web.Request, body: Json) -> web.Response:
        """Take the first answer. Raises Refused."""
        interaction = self._world.interactions.get(request.match_info["token"])
        if interaction is None or self._world.clock() - interaction.at > DEADLINE:
            raise Refused(404, 10062, "Unknown interaction")
        if interaction.acknowledged is not None:
            interaction.refused += 1
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        kind, data = body["type"], body.get("data") or {}
        self._fitting(interaction, kind)
        interaction.acknowledged = kind
        resource = self._respond(interaction, kind, data)
        about = {"id": str(interaction.id), "type": interaction.kind, "response_message_loading": kind == DEFER,
                 "response_message_ephemeral": bool(data.get("flags", 0) & EPHEMERAL)}  # fmt: skip
        return answered({"interaction": about, "resource": resource} if resource else {"interaction": about})

    async def follow_up(self, request: web.Request, body: Json) -> web.Response:
        """Take one more message. Raises Refused."""
        interaction = self._living(request)
        message = self._show(interaction, body)
        interaction.settled.set()
        return answered(bare(message))

    async def edit_original(self, request: web.Request, body: Json) -> web.Response:
        """Change the first answer. Raises Refused."""
        interaction = self._living(request)
        if interaction.original is None:
            raise Refused(404, 10008, "Unknown Message")
        message = self._world.edit(interaction.original, body)
        interaction.settled.set()
        return answered(bare(message))

    def _fitting(self, interaction: Interaction, kind: int) -> None:
        """Refuse what this kind of interaction may not be answered with."""
        wrong = (
            (kind == MODAL and interaction.kind == SUBMIT)
            or (kind in (UPDATE, DEFER_UPDATE) and interaction.message is None)
            or ((kind == CHOICES) != (interaction.kind == AUTOCOMPLETE))
        )
        if wrong:
            self._wrong.append(f"callback type {kind} for an interaction of type {interaction.kind}")
            raise Refused(400, 50035, "Invalid Form Body")

    def _respond(self, interaction: Interaction, kind: int, data: Json) -> Json | None:
        if kind == MODAL:
            interaction.modal = data
        elif kind == CHOICES:
            interaction.choices = data["choices"]
        elif kind == UPDATE and interaction.message:
            self._world.edit(interaction.message, data)
            interaction.original = interaction.message
        elif kind == DEFER_UPDATE:
            interaction.original = interaction.message
        else:
            interaction.original = int(self._show(interaction, data, loading=kind == DEFER)["id"])
        if kind not in (DEFER, DEFER_UPDATE):
            interaction.settled.set()
        if interaction.original is None:
            return None
        return {"type": kind, "message": bare(self._world.messages[interaction.original])}

    def _show(self, interaction: Interaction, data: Json, *, loading: bool = False) -> Json:
        alone = interaction.user if data.get("flags", 0) & EPHEMERAL else ""
        told = {**data, "content": "…"} if loading else data
        return self._world.post(self._world.id(interaction.channel), told, self._world.bot(), seen_by=alone)

    def _living(self, request: web.Request) -> Interaction:
        interaction = self._world.interactions.get(request.match_info["token"])
        if interaction is None or interaction.acknowledged is None:
            raise Refused(404, 10015, "Unknown Webhook")
        if self._world.clock() - interaction.at > TOKEN_SECONDS:
            raise Refused(401, 50027, "Invalid Webhook Token")
        return interaction
