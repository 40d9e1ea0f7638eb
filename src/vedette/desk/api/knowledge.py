"""What the knowledge base says, of the API: who or what a name means on a day."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import Query as In
from pydantic import Field

from vedette.desk.api import shapes_kept as shapes
from vedette.desk.api.asking import DAY
from vedette.desk.api.shared import Asked, new_router
from vedette.workflow.asked import day_of

router = new_router("knowledge")


class WhoAsked(Asked):
    """Which name, on which day."""

    name: str = Field(
        min_length=1, max_length=300, description="A surname, an office with its state, or any other name."
    )
    on: str | None = Field(
        None, max_length=20, description="ISO day as of which to tell; today where not told.", json_schema_extra=DAY
    )


@router.get("/who", response_model=shapes.Answers)
def who(asked: Annotated[WhoAsked, In()]) -> Any:
    """Everything that a name may mean on a day, likeliest first, each with its stable id and the reason."""
    from vedette.knowledge.gazetteer import open_gazetteer  # noqa: PLC0415 - builds the place index once
    from vedette.knowledge.who import nearest  # noqa: PLC0415 - loads every entity
    from vedette.knowledge.who import who as ask  # noqa: PLC0415

    day = day_of(asked.on) if asked.on else datetime.now(UTC).date().isoformat()
    told = ask(asked.name, date.fromisoformat(day), places=lambda name: open_gazetteer().candidates(name))
    near = [] if told else list(nearest(asked.name))
    return {"name": asked.name, "on": day, "answers": [asdict(a) for a in told], "near": near}
