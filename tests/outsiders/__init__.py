"""The server as strangers see it: a fuzzer that reads our API document, tus clients that we did not write."""
