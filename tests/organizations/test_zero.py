from ponte.organizations.models import Organization
def test_zero(rows):
    assert Organization.objects.count() == 0
