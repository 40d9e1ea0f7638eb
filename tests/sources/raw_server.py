"""A server that sends exactly the bytes it is told to, for answers that no honest server gives."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Answer = bytes | Callable[[socket.socket], None]


class Raw:
    """Answers each connection with the next of `answers`, the last one for ever; keeps the requests."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[bytes] = []
        self.done = threading.Event()
        self.listens = True
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def run(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                threading.Thread(target=self._serve, args=(connection, answer), daemon=True).start()

    def _serve(self, connection: socket.socket, answer: Answer) -> None:
        with suppress(OSError), connection:
            request = b""
            while self.listens and b"\r\n\r\n" not in request:
                request += connection.recv(65536)
            self.requests.append(request)
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)

    def endless(self, head: bytes, piece: bytes, *, every: float = 0.0) -> Callable[[socket.socket], None]:
        """Send the head, then the piece for ever, or until the other side or the test is done."""

        def send(connection: socket.socket) -> None:
            connection.sendall(head)
            while not self.done.wait(every) if every else not self.done.is_set():
                connection.sendall(piece)

        return send


@contextmanager
def raw(*answers: Answer) -> Iterator[Raw]:
    server = Raw(*answers)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.done.set()
        # Closing alone does not wake a thread that waits in accept().
        with suppress(OSError):
            server.socket.shutdown(socket.SHUT_RDWR)
        server.socket.close()
        thread.join(5)


def head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", *lines, "", "")).encode()
