"""A prospect's enquiry (*aanvraag*) and how it becomes an engagement."""
