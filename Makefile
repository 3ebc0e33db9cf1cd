# The two commands are `make run` and `make test`; all is thin over `python3 -m dev VERB`.
PYTHON ?= python3
export PORT

.PHONY: run test environment check test-pg15 bench coverage upgrade soak messages reference locks

run test environment check test-pg15 bench coverage upgrade soak messages reference locks:
	@$(PYTHON) -m dev $@ $(ARGS)
