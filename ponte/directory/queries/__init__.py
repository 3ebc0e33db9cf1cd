"""Reading of listings: the public's search and pages, the editor's lists."""
