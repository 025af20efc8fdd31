"""A position on Earth: the one value that every part of the locator shares."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A position in degrees, always WGS-84; other datums are converted at the edges.

    Raises ValueError for anything that is not a position on Earth, NaN included.
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        # The chained comparison is false for NaN as well as for out-of-range values.
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"Not a position on Earth: {self.latitude}, {self.longitude}")
