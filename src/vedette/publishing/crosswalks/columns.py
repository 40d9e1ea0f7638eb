"""The columns of the crosswalks, in order: first those of the data set that a table is like, by its names, then our own.

Columns that nothing of Vedette's fills are left out rather than left empty; docs/crosswalks.md names them.
"""

_STANDS = ("document", "source", "published", "origin", "incident", "reader")
_SAYS = ("claimants", "claimant_countries")
_ASSESSED = ("status", "information")

CAMEO = (
    "GlobalEventID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    "Actor1Code", "Actor1Name", "Actor1CountryCode", "Actor1Type1Code",
    "Actor2Code", "Actor2Name", "Actor2CountryCode", "Actor2Type1Code",
    "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_Lat", "ActionGeo_Long", "DATEADDED",
    "event", "pair", "pairs", "type", "mode", "status", "from", "to", "place_country", "precision", *_SAYS, "start", "end",
    "confidence", *_STANDS, "lost",
)  # fmt: skip

PLOVER = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Primary Actor Sector", "Actor Sectors", "Actor Name Raw",
    "Recipient Name", "Recipient Country", "Primary Recipient Sector", "Recipient Sectors", "Recipient Name Raw",
    "Placename", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Source", "Publication Date", "Version",
    "status", "from", "to", "precision", *_SAYS, "start", "end", "confidence", "document", "origin", "incident", "lost",
)  # fmt: skip

ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "country", "location", "latitude", "longitude", "geo_precision", "source", "fatalities",
    "fatalities_by", "fatalities_rule", "fatalities_told", "killed_low", "killed_high",
    "incident", "from", "to", "day_told", "place_country", "precision", "origins", "documents", "mentions", *_ASSESSED, "lost",
)  # fmt: skip

UCDP = (
    "id", "year", "type_of_violence", "dyad_name", "side_a", "side_b", "number_of_sources", "source_office", "source_date",
    "where_prec", "where_coordinates", "latitude", "longitude", "country", "event_clarity", "date_prec", "date_start",
    "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    "best_by", "best_rule", "deaths_told", "high_open",
    "day_told", "place_country", "precision", "documents", "mentions", *_ASSESSED, "lost",
)  # fmt: skip

CROSSWALKS = {"cameo": CAMEO, "plover": PLOVER, "acled": ACLED, "ucdp": UCDP}
"""The columns of each crosswalk."""
