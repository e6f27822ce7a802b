"""All tests: rules, contracts, API, simulation, browser, and the figures."""
