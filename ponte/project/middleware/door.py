"""Sign-in is required unless a view says that it is public."""

from django.contrib.auth.middleware import LoginRequiredMiddleware


class LoginUnlessPublic(LoginRequiredMiddleware):
    """Look at the view before the visitor: Django's own order opens the session of everybody,
    and public pages would vary on a cookie they never need."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
