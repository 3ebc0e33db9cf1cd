"""Reading imports, already scoped to who asks."""
