"""What happens by itself, in time: jobs, one command that runs what is due, and a heartbeat inside the web process."""
