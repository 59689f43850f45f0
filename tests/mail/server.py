"""A mail server for tests: aiosmtpd on a loopback port, which keeps what it takes as files.

    python server.py PORT FOLDER '{"grey": true, "login": ["ann", "secret"], "certificate": ["cert.pem", "key.pem"]}'

It prints a line once it listens, and ends when its standard input does.
"""

import asyncio
import itertools
import json
import ssl
import sys
import warnings
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

# A password over an unencrypted connection is what some tests are about.
warnings.simplefilter("ignore")
CONNECTIONS = itertools.count(1)


class Handler:
    """One for each connection."""

    met = set()

    def __init__(self, folder, how):
        self.folder, self.how, self.connection = folder, how, next(CONNECTIONS)

    async def handle_RCPT(self, server, session, envelope, address, options):
        refused = self.how.get("refuse", {}).get(address)
        if refused:
            return refused
        if self.how.get("grey") and address not in self.met:
            self.met.add(address)
            return "451 4.7.1 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = f"{len(list(self.folder.glob('*.eml'))):04}"
        about = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "hello": session.host_name,
            "encrypted": session.ssl is not None or bool(self.how.get("wrapped")),
            "authenticated": bool(session.authenticated),
            "connection": self.connection,
        }
        (self.folder / f"{name}.json").write_text(json.dumps(about))
        (self.folder / f"{name}.part").write_bytes(envelope.content)
        (self.folder / f"{name}.part").rename(self.folder / f"{name}.eml")
        if self.how.get("hang_up"):
            # It has the e-mail, and nobody hears of it.
            server.transport.abort()
        return self.how.get("after", "250 OK")


def main():
    port, folder, how = int(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
    context = None
    if "certificate" in how:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*how["certificate"])
    wrapped = context if how.get("wrapped") else None

    def authenticator(server, session, envelope, mechanism, data):
        given = [data.login.decode(), data.password.decode()]
        return AuthResult(success=given == how["login"], handled=False)

    def conversation():
        return SMTP(
            Handler(folder, how),
            hostname="mail.test",
            tls_context=None if wrapped else context,
            require_starttls=context is not None and not wrapped,
            authenticator=authenticator if "login" in how else None,
            auth_required="login" in how,
            auth_require_tls=False,
            auth_exclude_mechanism=[] if "login" in how else ["LOGIN", "PLAIN"],
        )

    async def serve():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(conversation, "127.0.0.1", port, ssl=wrapped)
        print("listening", flush=True)
        await loop.run_in_executor(None, sys.stdin.read)
        server.close()

    asyncio.run(serve())


main()
