"""The modals that people have before them: stacks of three, each view with a hash, opened by triggers used once."""

from collections.abc import Callable, Mapping

from tests.platforms.slack.limits import Refused, check_view
from tests.platforms.slack.state import Payload, Workspace

DEEPEST = 3


class Modals:
    """views.open, views.push and views.update, and what an acknowledgement does to a submitted view."""

    def __init__(self, workspace: Callable[[], Workspace]) -> None:
        self._workspace = workspace

    def open(self, given: Payload) -> Payload:
        """Open a new stack."""
        user = self._used(given["trigger_id"])
        check_view(given["view"])
        self._workspace().stacks[user] = [view := self._made(given["view"], user)]
        return {"view": view}

    def push(self, given: Payload) -> Payload:
        """Lay a view on top of the one from which the trigger came."""
        user = self._used(given["trigger_id"])
        return {"view": self.pushed(user, given["view"])}

    def pushed(self, user: str, view: Payload) -> Payload:
        """Lay a view on top of a person's stack."""
        stack = self._workspace().stacks.get(user) or []
        if not stack:
            raise Refused("not_found", "no modal is open")
        if len(stack) >= DEEPEST:
            raise Refused("push_limit_reached")
        check_view(view)
        stack.append(self._made(view, user))
        return stack[-1]

    def update(self, given: Payload) -> Payload:
        """Put a view in place of one that stands, unless it is another by now than the caller believes."""
        for stack in self._workspace().stacks.values():
            for at, view in enumerate(stack):
                if given.get("view_id") == view["id"] or given.get("external_id") == view.get("external_id", "-"):
                    if given.get("hash", view["hash"]) != view["hash"]:
                        raise Refused("hash_conflict")
                    check_view(given["view"])
                    stack[at] = view | given["view"] | {"hash": self._workspace().ts()}
                    return {"view": stack[at]}
        raise Refused("not_found")

    def acknowledged(self, user: str, view: Payload, told: Mapping[str, object]) -> dict[str, str]:
        """Do what the acknowledgement of a submission says; return the errors that it shows."""
        stack = self._workspace().stacks.get(user, [])
        standing = next((at for at, each in enumerate(stack) if each["id"] == view["id"]), None)
        given: Payload = dict(told)
        match given.get("response_action"):
            case "errors":
                asked = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
                if not given["errors"] or set(given["errors"]) - asked:
                    raise Refused("invalid errors", str(given["errors"]))
                errors: dict[str, str] = given["errors"]
                return errors
            case "push":
                self.pushed(user, given["view"])
            case "update":
                self.update({"view_id": view["id"], "view": given["view"]})
            case "clear":
                stack.clear()
            case None if standing is not None:
                stack.pop(standing)
        return {}

    def _made(self, view: Payload, user: str) -> Payload:
        workspace = self._workspace()
        return {**view, "id": f"V{next(workspace.numbers)}", "hash": workspace.ts(), "user": user}

    def _used(self, name: str) -> str:
        """Use a trigger, once and in time; return whose it is."""
        workspace = self._workspace()
        trigger = workspace.triggers.get(name)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if workspace.now() > trigger.until:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger.user
