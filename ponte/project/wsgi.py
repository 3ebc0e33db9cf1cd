import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ponte.project.settings.dev")
application = get_wsgi_application()
# What is loaded now stays for good: looking through it again and again for garbage would make
# some pages wait, and would give each worker its own copy of memory that they share.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
