"""What the tests of the tools share: a caller on a store, whose answers are held to what each tool tells of itself."""

from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from vedette.desk.mcp.tools import TOOLS, call


@pytest.fixture(scope="session")
def tools_on(setup) -> Callable[..., Callable[..., Any]]:
    """Return a maker of callers: `ask(tool, **arguments)` gives the result of a call on a store."""

    def made(store: Any) -> Callable[..., Any]:
        def ask(name: str, /, **arguments: Any) -> Any:
            result = call(setup(store), TOOLS[name], {k.rstrip("_"): v for k, v in arguments.items()})
            if not result.is_error:
                Draft202012Validator(TOOLS[name].described.output_schema).validate(result.structured_content)
            return result

        return ask

    return made


@pytest.fixture(scope="session")
def ask(tools_on, demo_store):
    return tools_on(demo_store)
