"""This machine only: where the sandbox listens, and which requests come from somewhere else.

A web page of another site may send requests to 127.0.0.1 through somebody's browser, and a name of
its own may be made to point there (DNS rebinding). Neither gets past the two headers that a page
cannot choose: Host, which names what the browser believes to talk to, and Origin.
"""

from __future__ import annotations

import errno
import socket

from tornado.httputil import HTTPServerRequest

from bot.errors import ConfigError, why

ADDRESS = "127.0.0.1"
_NAMES = (ADDRESS, "localhost")


def listen(address: str = ADDRESS, port: int = 0) -> socket.socket:
    """Bind *port* (0: one the system chooses) of the loopback interface.

    Raises:
        ConfigError: *address* is another interface, or the port is taken.
    """
    if address != ADDRESS:
        raise ConfigError(f"本地试用服务只在本机（{ADDRESS}）开放，不能监听 {address}。")
    try:
        server = socket.create_server((ADDRESS, port))
    except OSError as error:
        reason = "已被其他程序占用" if error.errno == errno.EADDRINUSE else why(error)
        raise ConfigError(f"本机端口 {port} 不能用（{reason}），请用 --port 换一个。") from None
    server.setblocking(False)
    return server


def is_local(request: HTTPServerRequest, port: int) -> bool:
    """Tell whether the request was meant for this server, by the name that it was sent to."""
    return request.host in {f"{name}:{port}" for name in _NAMES}


def is_own_page(request: HTTPServerRequest) -> bool:
    """Tell whether the request comes from a page of this very server, by the Origin it carries."""
    return request.headers.get("Origin") == f"http://{request.host}"
