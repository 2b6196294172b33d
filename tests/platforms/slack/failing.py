"""Lets one call fail in the ways that a network and a service in trouble fail."""

import asyncio

from aiohttp import web

from tests.platforms.slack.state import Fault


async def failed(request: web.Request, fault: Fault) -> web.StreamResponse:
    """Return what a failing call answers; where it is cut or torn, break the connection."""
    assert request.transport is not None
    if fault.hangs:
        await asyncio.Event().wait()
    if fault.cut:
        request.transport.abort()
    if fault.torn:
        torn = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
        await torn.prepare(request)
        await torn.write(b'{"ok": tr')
        request.transport.abort()
        return torn
    if fault.broken:
        return web.Response(status=fault.status, text='{"ok": true, "channel": "C', content_type="application/json")
    if fault.page:
        return web.Response(status=fault.status, text=fault.page, content_type="text/html")
    return web.json_response({"ok": False, "error": fault.error}, status=fault.status, headers=fault.headers)
