"""An empty store for stories, and what publishes it."""

import pytest

from publishing.site.make_stories import NOW
from vedette.publishing.site.build import publish_site
from vedette.publishing.site.config import SiteConfig
from vedette.store.store import Store


@pytest.fixture
def store(tmp_path):
    store = Store.open(str(tmp_path / "a.db"), make=True)
    yield store
    store.close()


@pytest.fixture
def root(tmp_path):
    return tmp_path / "site"


@pytest.fixture
def publish(store, root):
    """Return what publishes the store; pictures are drawn by the tests of pictures alone."""

    def run(*, now=NOW, site=None, **told):
        outcome, _ = publish_site(
            store, root, site or SiteConfig(title="The Wire"), now=now, pictures=told.pop("pictures", 0), **told
        )
        return outcome

    return run
