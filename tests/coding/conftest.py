"""What the tests of coding share."""

from dataclasses import replace

import pytest

from coding.fake import Told
from vedette.documents import prepare
from vedette.records.document import Document


@pytest.fixture
def read_with(reader):
    def reading(text, **words):
        with_marker = replace(reader, marker=Told(words))
        return with_marker.read(prepare(Document.of(text, published="2022-09-13")))

    return reading
