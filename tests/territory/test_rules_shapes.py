"""Outlines drawn as SVG paths."""

import re

import pytest

from ponte.territory.rules import shapes

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
