"""People of a case."""

from django.urls import path

from ponte.pathways.views import people

urlpatterns = [
    path("<uuid:pk>/people/", people.case_people, name="case-people"),
    path("<uuid:pk>/people/assign/", people.role_assign, name="role-assign"),
    path("<uuid:pk>/people/outside/", people.role_let_in, name="role-let-in"),
    path("<uuid:pk>/people/<uuid:role>/end/", people.role_end, name="role-end"),
    path("<uuid:pk>/tutors/<uuid:person>/", people.training_record, name="training-record"),
]
