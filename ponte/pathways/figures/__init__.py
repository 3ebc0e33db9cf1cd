"""Numbers of cases: by type, as dashboards, as they are published."""
