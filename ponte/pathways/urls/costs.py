"""Costs of a case."""

from django.urls import path

from ponte.pathways.views import costs

urlpatterns = [
    path("<uuid:pk>/costs/", costs.case_costs, name="case-costs"),
    path("<uuid:pk>/costs/new/", costs.cost_add, name="cost-add"),
    path("<uuid:pk>/costs/wages/", costs.cost_wages, name="cost-wages"),
    path("<uuid:pk>/costs/export/", costs.costs_export, name="costs-export"),
    path("<uuid:pk>/costs/<uuid:cost>/remove/", costs.cost_remove, name="cost-remove"),
]
