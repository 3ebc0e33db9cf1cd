"""HTTP of the directory: translate, call, answer."""
