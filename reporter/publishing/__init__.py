"""Put a finished set of files in its place, whole or not at all."""

from reporter.publishing.file import publish_file
from reporter.publishing.folder import publish

__all__ = ["publish", "publish_file"]
