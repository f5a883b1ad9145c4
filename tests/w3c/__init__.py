"""The W3C's SPARQL 1.1 tests, run over HTTP against a running server.

The test data lies beside the project (../shared/w3c) and is only read. `suite` gives the tests, each of which checks a
`Service` (three addresses and a token, so that any server can be asked); `register` names those that do not pass, and
`table` writes docs/conformance.md. `python -m tests.w3c` asks a server of your own.
"""
