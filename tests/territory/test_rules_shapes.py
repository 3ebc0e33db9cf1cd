"""Outlines drawn as SVG paths."""

import gzip
import re

import pytest

from ponte.territory.rules import shapes

LIGHT = 21_000  # of the 70 kB that a page may weigh: the rest of a page of results takes 45
PATH = re.compile(r"(?:M-?\d+ -?\d+(?:l-?\d+ -?\d+)*z)+")


@pytest.mark.parametrize(("layer", "number"), [("provinces", None), ("regions", 20)])
def test_italy_is_drawn_whole(layer, number):
    drawing = shapes.drawing_of_italy(layer)
    assert len(drawing.paths) == (number or len(shapes.provinces_with_shapes()))
    assert all(PATH.fullmatch(path) for path in drawing.paths.values())


def test_a_province_shows_each_of_its_municipalities():
    drawing = shapes.drawing_of_province("004")
    assert len(drawing.paths) == 247
    assert all(PATH.fullmatch(path) for path in drawing.paths.values())


def test_a_region_is_drawn_from_its_provinces_in_a_frame_of_its_own():
    drawing = shapes.drawing_of_provinces(["P001", "P004", "P999"])
    assert set(drawing.paths) == {"P001", "P004"}
    assert drawing.width == shapes.WIDTH
    assert shapes.drawing_of_provinces(["P999"]) is None


@pytest.mark.parametrize("province", ["", "001", "004", "016"])
def test_the_country_and_the_largest_provinces_are_light(province):
    draw = shapes.drawing_of_province if province else lambda _none: shapes.drawing_of_italy()
    links = (
        f'<a href="?q=nido&amp;place={code}"><path d="{path}"><title>{code}: 9</title></path></a>'
        for code, path in draw(province).paths.items()
    )
    assert len(gzip.compress("\n".join(links).encode(), 5)) < LIGHT


def test_a_province_that_is_none_has_no_drawing():
    assert shapes.drawing_of_province("999") is None
    assert shapes.drawing_of_province("../004") is None


def test_a_free_area_is_drawn_from_its_municipalities():
    drawing = shapes.drawing_of(["016004", "016144", "097042"])
    assert set(drawing.paths) == {"M016004", "M016144", "M097042"}
    assert shapes.drawing_of(["nothing"]) is None


def test_a_town_lies_inside_the_frame_of_its_province():
    drawing = shapes.drawing_of_province("004")
    x, y = drawing.across(44.3845, 7.5427)
    assert 0 < x < drawing.width
    assert 0 < y < drawing.height
