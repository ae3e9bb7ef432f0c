"""The demo practice: plainly fictional people and organisations, played through the services at dates relative to today."""
