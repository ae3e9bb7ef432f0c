"""The wording of the process: one module per phase, and the ladder they are all measured on."""
