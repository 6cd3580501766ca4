# The commands that people learn, each the same as the step of .ci/run with its name. `just` alone lists them.
# (just: cargo install just, or any package manager. Without it, the commands below work as they stand.)

set positional-arguments

_list:
    @just --list --unsorted

# Start the demo on http://127.0.0.1:8080/explorer, with its data in ./medspil-demo.
demo *args:
    cargo run --release --package medspil -- demo "$@"

# Format all code.
fmt:
    cargo fmt --all

# All lints, as strict as in CI.
clippy:
    cargo clippy --workspace --all-targets -- -D warnings

# Write schema.graphql anew after a change of the API.
schema:
    cargo run --quiet --package medspil -- schema > schema.graphql.new
    mv schema.graphql.new schema.graphql
    git diff --stat -- schema.graphql

# Write the matrices of who may do and read what anew; read the difference before you commit it.
matrices:
    MEDSPIL_UPDATE_MATRICES=1 cargo test --package medspil-tests matrices
    git diff --stat -- tests/matrices

# All tests, or those whose name contains a word: `just test committee`.
test *args:
    cargo test --workspace -- "$@"

# All tests, and an error instead of a message where PostgreSQL is missing.
test-both *args:
    MEDSPIL_REQUIRE_POSTGRES=1 cargo test --workspace -- "$@"

# The documentation of the code, with what is private.
doc:
    RUSTDOCFLAGS='-D warnings -A rustdoc::private_intra_doc_links' cargo doc --workspace --no-deps --document-private-items

# Licences, sources, duplicates and known weaknesses of all dependencies (cargo install --locked cargo-deny).
deny:
    cargo deny --locked check

# The committed explorer against its source, and public test suites against a demo started for them; needs Node.
audits:
    .ci/audits

# Load the project's own server and print what it does; see bench/README.md.
bench *args:
    bench/run "$@"

# Whether docker-compose.yml can be read.
compose:
    docker compose config --quiet
    docker compose --profile idp config --quiet

# Everything that CI does.
ci:
    bash .ci/run
