"""Writes down what Python asks of the system; Python loads it at the start, if it is on its path.

The list lies beside this file, one JSON line for each event, whatever process it is of.
"""

import json
import os
import sys
from pathlib import Path

LOG = os.open(Path(__file__).with_name("log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
WATCHED = ("open", "os.", "shutil.", "socket.", "subprocess.", "tempfile.", "urllib.")


def write_down(event: str, arguments: tuple[object, ...]) -> None:
    """Note one event with its arguments as texts."""
    if event.startswith(WATCHED):
        texts = [os.fsdecode(one) if isinstance(one, bytes) else str(one) for one in arguments]
        os.write(LOG, json.dumps([event, *texts]).encode() + b"\n")


sys.addaudithook(write_down)
