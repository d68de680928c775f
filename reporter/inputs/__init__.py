"""Files in data/ become deliveries, editions and published figures; wrong ones are refused."""

from reporter.inputs.deliveries import read_deliveries, read_frame
from reporter.inputs.editions import edition_names, read_edition
from reporter.inputs.package import data_package
from reporter.inputs.published import read_published
from reporter.inputs.standing import Standing, read_standing

__all__ = [
    "Standing",
    "data_package",
    "edition_names",
    "read_deliveries",
    "read_edition",
    "read_frame",
    "read_published",
    "read_standing",
]
