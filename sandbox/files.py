"""Pictures and files that the bot has sent, the oldest dropped when there are many."""

from __future__ import annotations

from collections import OrderedDict

from sandbox.state import StoredFile

KEPT_BYTES = 16 * 1024 * 1024


class FileShelf:
    """Files by id, within a fixed amount of memory."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, StoredFile] = OrderedDict()
        self._next = 1

    def put(self, name: str, mime_type: str, data: bytes) -> StoredFile:
        """Keep a file and give it an id."""
        stored = StoredFile(f"sandbox-file-{self._next}", name, mime_type, data)
        self._next += 1
        self._files[stored.file_id] = stored
        self._make_room()
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        """Return a file, if it is still there."""
        return self._files.get(file_id)

    def clear(self) -> None:
        """Forget all files; the ids go on."""
        self._files.clear()

    def _make_room(self) -> None:
        used = sum(len(stored.data) for stored in self._files.values())
        while used > KEPT_BYTES and len(self._files) > 1:
            _, dropped = self._files.popitem(last=False)
            used -= len(dropped.data)
