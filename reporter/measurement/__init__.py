"""From deliveries to exact amounts: hours to jobs, the distribution key, increase, persons."""

from reporter.measurement.filling import fill, lacking, measure
from reporter.measurement.measurement import Measurement

__all__ = ["Measurement", "fill", "lacking", "measure"]
