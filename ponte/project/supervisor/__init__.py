"""PostgreSQL, web and worker: started, watched and stopped together.

Nothing here imports Django: the supervisor must run while the application is broken.
"""
