"""The inbox: enquiries as the practice works on them, until they are declined or become an engagement."""
