"""The content that clinicians write: its schema, its checks, and the loaded library."""

from bot.library.faults import Fault
from bot.library.library import Library, UnknownContent
from bot.library.loader import check_content, load_library

__all__ = ["Fault", "Library", "UnknownContent", "check_content", "load_library"]
