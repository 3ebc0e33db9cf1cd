"""What may be done with listings."""

EDIT_LISTING = "directory.edit_listing"
PUBLISH_LISTING = "directory.publish_listing"
ANSWER_VOICES = "directory.answer_voices"
MODERATE_LISTINGS = "directory.moderate_listings"
