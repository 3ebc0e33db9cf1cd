import pytest

from ponte.kit.acting import acting
from tests.exchange.factories import JOB
from tests.organizations.factories import municipality


@pytest.fixture
def town(db):
    """One town that files can name."""
    with acting(JOB):
        return municipality()
