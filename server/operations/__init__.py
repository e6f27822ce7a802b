"""What operators of the server see: health, readiness, metrics, logs, the API's description."""
