"""Pages of organizations: they translate HTTP and decide nothing."""
