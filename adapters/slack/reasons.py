"""Sorts Slack's names for what went wrong: by whether a later try, or the operator, can change it."""

NO_THREAD = (
    "cannot_reply_to_message",
    "message_not_found",
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
    "thread_not_found",
)
"""A message takes no answers beneath it, so that the channel itself has to take them."""
GONE = frozenset(
    {
        *NO_THREAD,
        "account_inactive",
        "cannot_dm_bot",
        "cant_update_message",
        "channel_not_found",
        "edit_window_closed",
        "is_archived",
        "messages_tab_disabled",
        "not_in_channel",
        "restricted_action",
        "user_disabled",
        "user_not_found",
        "user_not_in_channel",
        "user_not_visible",
        "users_not_found",
    }
)
"""No later try will change these."""
NOT_ALLOWED = frozenset(
    {
        "access_denied",
        "ekm_access_denied",
        "method_not_supported_for_channel_type",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
    }
)
"""The token may not do this; only who runs the app can mend it."""
REFUSED = ("invalid_auth", "not_authed", "token_expired", "token_revoked", "account_inactive")
"""The token itself is no good."""
WAITING = NOT_ALLOWED | {
    "fatal_error",
    "internal_error",
    "invalid_auth",
    "not_authed",
    "ratelimited",
    "request_timeout",
    "service_unavailable",
    "token_expired",
    "token_revoked",
}
"""These pass, or the operator can mend them."""
