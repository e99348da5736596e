"""Parts of this package."""
