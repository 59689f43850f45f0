"""A mail server for tests: aiosmtpd on a loopback port, which keeps what it takes as files.

    python server.py PORT FOLDER '{"grey": true, "login": ["ann", "secret"], "certificate": ["cert.pem", "key.pem"], …}'

It prints one line once it listens, and ends when its standard input does.
"""

import asyncio
import json
import ssl
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    def __init__(self, folder, how):
        self.folder, self.how = folder, how
        self.connections, self.met = 0, set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        refused = self.how.get("refuse", {}).get(address)
        if refused:
            return refused
        if self.how.get("grey") and address not in self.met:
            self.met.add(address)
            return "451 4.7.1 Greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        number = len(list(self.folder.glob("*.eml")))
        (self.folder / f"{number}.json").write_text(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "hello": session.host_name,
            "encrypted": session.ssl is not None, "login": session.login_data is not None or session.authenticated,
            "connection": session.number,
        }))
        (self.folder / f"{number}.part").write_bytes(envelope.content)
        (self.folder / f"{number}.part").rename(self.folder / f"{number}.eml")
        if self.how.get("hang_up"):
            # It has the e-mail, and nobody hears of it.
            server.transport.abort()
            await asyncio.sleep(3600)
        return self.how.get("after", "250 OK")


class Server(SMTP):
    counted = 0

    def connection_made(self, transport):
        super().connection_made(transport)
        if not hasattr(self.session, "number"):
            Server.counted += 1
            self.session.number = Server.counted

    def _create_session(self):
        session = super()._create_session()
        return session

    async def ehlo_hook(self):
        pass


def main():
    port, folder, how = int(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
    handler = Handler(folder, how)
    context = None
    if "certificate" in how:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*how["certificate"])

    def authenticator(server, session, envelope, mechanism, data):
        given = [data.login.decode(), data.password.decode()]
        return AuthResult(success=given == how["login"], handled=False)

    def make():
        return Server(
            handler,
            hostname="mail.test",
            tls_context=None if how.get("wrapped") else context,
            require_starttls=context is not None and not how.get("wrapped"),
            authenticator=authenticator if "login" in how else None,
            auth_required="login" in how,
            auth_require_tls=False,
        )

    async def serve():
        loop = asyncio.get_running_loop()
        listening = await loop.create_server(
            make, "127.0.0.1", port, ssl=context if how.get("wrapped") else None
        )
        print("listening", flush=True)
        await loop.run_in_executor(None, sys.stdin.read)
        listening.close()

    asyncio.run(serve())


main()
