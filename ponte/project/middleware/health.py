"""`GET /healthz`: 200 when the web process reaches its database."""

from django.db import OperationalError, connections
from django.http import JsonResponse


class Health:
    """Answer before hosts, sessions and languages are looked at."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path != "/healthz":
            return self.get_response(request)
        try:
            with connections["default"].cursor() as cursor:
                cursor.execute("SELECT 1")
        except OperationalError:
            return JsonResponse({"status": "no database"}, status=503)
        return JsonResponse({"status": "ok"})
