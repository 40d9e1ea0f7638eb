"""A day and time in a zone is the moment that is meant, or it is refused."""

import pytest

from vedette.desk.moments import ZONES, moment_of
from vedette.errors import StopError


@pytest.mark.parametrize(
    ("when", "zone", "told"),
    [
        ("2022-09-13T18:00", "Asia/Yerevan", "2022-09-13T18:00:00+04:00"),
        ("2022-09-13T18:00", "UTC", "2022-09-13T18:00:00+00:00"),
        ("2022-09-13T18:00", "+04:30", "2022-09-13T18:00:00+04:30"),
        ("2022-09-13T18:00", "UTC-05:00", "2022-09-13T18:00:00-05:00"),
        ("2022-07-13 18:00", "Europe/Berlin", "2022-07-13T18:00:00+02:00"),
        ("2022-09-13T18:00+01:00", "", "2022-09-13T18:00:00+01:00"),
    ],
)
def test_a_time_in_its_zone(when, zone, told):
    assert moment_of(when, zone) == told


@pytest.mark.parametrize(
    ("when", "zone", "why"),
    [
        ("2022-03-27T02:30", "Europe/Berlin", "jump over it"),
        ("2022-10-30T02:30", "Europe/Berlin", "show it twice"),
        ("soon", "UTC", "is none"), ("", "UTC", "is none"), ("2022-09-13T18:00", "", "is not known"),
        ("2022-09-13T18:00", "../../etc/passwd", "is not known"), ("2022-09-13T18:00", "Mars/Olympus", "is not known"),
        ("2022-09-13T18:00", "\x00", "is not known"), ("2022-09-13T18:00", "+99:00", "is not known"),
    ],
)  # fmt: skip
def test_what_is_none_or_two_is_refused(when, zone, why):
    with pytest.raises(StopError, match=why):
        moment_of(when, zone)


def test_every_zone_that_is_offered_is_known():
    assert all(moment_of("2022-01-01T00:00", z) for z in ZONES)
