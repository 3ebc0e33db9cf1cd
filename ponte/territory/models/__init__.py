from ponte.territory.models.area import Area, AreaKind
from ponte.territory.models.municipality import CodeChange, Municipality, Province, Region

__all__ = ["Area", "AreaKind", "CodeChange", "Municipality", "Province", "Region"]
