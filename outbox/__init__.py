"""Mail that has to go out: noted in the transaction of its cause, built and sent afterwards, tried until it is sent."""
