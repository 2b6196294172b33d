"""What is loaded once for the tests of reading: the tables take a third of a second."""

import pytest

from knowledge.reader.attributes import AttributeReader, load_attributes
from knowledge.vocabulary.categories import load_vocabulary
from knowledge.vocabulary.places import load_gazetteer
from knowledge.vocabulary.things import load_things


@pytest.fixture(scope="session")
def reader() -> AttributeReader:
    """Return the reader of attributes over the data files."""
    return load_attributes(load_vocabulary(), load_gazetteer(), load_things())
