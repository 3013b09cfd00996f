# The same words as dev.py, which also works where there is no make. Arguments: make test ARGS="-k name"
PYTHON ?= python3
ARGS ?=

JOBS := run test check docs oldest bench messages lock

.PHONY: $(JOBS)
.DEFAULT_GOAL := test

$(JOBS):
	$(PYTHON) dev.py $@ $(ARGS)
