"""A desk that is served as `translator review open` serves it, and a browser that is none."""

import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from translator.project import Project


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Visitor:
    """Asks a desk, with the cookie that a browser would have; headers can be replaced."""

    address: str

    @property
    def netloc(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def cookie(self) -> str:
        return f"desk-{urlsplit(self.address).port}={self.address.rpartition('/')[2]}"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        sent = {"Host": self.netloc, "Cookie": self.cookie}
        if method == "POST":
            sent |= {"Origin": f"http://{self.netloc}", "Content-Length": str(len(body or b""))}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(self.netloc, timeout=30)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                if value:
                    connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, said, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, **fields: object) -> Answer:
        return self.ask("POST", path, urlencode(fields).encode())


@contextmanager
def served(project: Project) -> Iterator[Visitor]:
    from translator.review.desk.app import opened
    from translator.review.desk.desk import Desk
    from translator.review.desk.help import Renderings

    engines = Renderings(lambda lang: [hop.engine for hop in project.target(lang).hops])
    desk = Desk(project.review, project.sources, project.run_one, renderings=engines)
    with opened(desk) as (address, server, listening):
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield Visitor(address)
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()
