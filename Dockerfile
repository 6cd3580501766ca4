# syntax=docker/dockerfile:1
# Medspil in a container: one program, no shell tools needed but bash for the health check, not run as root.
# The floor of the Rust version is `rust-version` in Cargo.toml.

FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
# The caches outlive a build: a change in api compiles api, not its 470 dependencies.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --package medspil \
    && cp target/release/medspil /medspil

FROM debian:bookworm-slim
# The certificates of public authorities, for a store of files that is reached over TLS.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
LABEL org.opencontainers.image.title="Medspil" \
      org.opencontainers.image.licenses="MPL-2.0"
RUN useradd --uid 10001 --user-group --home-dir /data --create-home --shell /usr/sbin/nologin medspil \
    && install --directory --owner=medspil --group=medspil --mode=0700 /data/files
COPY --from=build --chmod=0755 /medspil /usr/local/bin/medspil
COPY --chmod=0755 docker/healthy /usr/local/bin/medspil-healthy
USER 10001:10001
WORKDIR /data
# Files, unless they lie in a bucket; and the database, when it is embedded SQLite.
VOLUME /data
ENV MEDSPIL_HTTP__LISTEN=0.0.0.0:8080 \
    MEDSPIL_STORAGE__URL=file:/data/files
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 CMD ["medspil-healthy"]
ENTRYPOINT ["medspil"]
CMD ["serve"]
