"""docs/bulk.md tells every column, and what it shows can be used."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from vedette.engine.columns import COLUMNS, TABLES

PAGE = (Path(__file__).parent.parent.parent / "docs" / "bulk.md").read_text("utf-8")
PEOPLE = re.compile(
    r"(actor|recipient|claimant|speaker)(?=s$|_(?:names|entities|countries|sectors|starts|ends|country|sector)$)"
)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_told(table):
    told = PAGE[PAGE.index(f"**{table}**:") :]
    told = told[: told.find("\n**", 1)] + PAGE[PAGE.index("**People**") :] if table != "errors" else told
    for column in COLUMNS[table]:
        assert f"`{PEOPLE.sub('ROLE', column.name)}`" in told, column.name


def test_the_objects_of_kubernetes_are_yaml_and_fit_together():
    blocks = [o for b in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) for o in yaml.safe_load_all(b)]
    assert [o["kind"] for o in blocks] == ["DaskCluster", "Deployment", "Service", "Deployment", "Job"]
    by_kind = {(o["kind"], o["metadata"]["name"]): o["spec"] for o in blocks}
    service = by_kind["Service", "vedette-scheduler"]
    for name in ("vedette-scheduler", "vedette-worker"):
        deployment = by_kind["Deployment", name]
        assert deployment["selector"]["matchLabels"] == deployment["template"]["metadata"]["labels"]
    assert service["selector"] == by_kind["Deployment", "vedette-scheduler"]["selector"]["matchLabels"]
    worker = by_kind["Deployment", "vedette-worker"]["template"]["spec"]["containers"][0]["args"]
    assert f"tcp://vedette-scheduler:{service['ports'][0]['port']}" in worker
    assert all(isinstance(a, str) for a in worker)


def test_the_service_of_systemd_can_be_parsed():
    (block,) = re.findall(r"```ini\n(.*?)```", PAGE, re.DOTALL)
    parser = ConfigParser()
    parser.optionxform = str
    parser.read_string(block)
    assert parser["Service"]["Restart"] == "always"
