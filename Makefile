# Follower Playground. `make help` lists what there is to make.

.DEFAULT_GOAL := help
.PHONY: help setup serve build size check test test-format test-lint test-native test-web test-browser \
	readme reference sheets bench clean

TOOLS := .tools
TRUNK_VERSION := 0.21.14
GECKODRIVER_VERSION := 0.36.0
# The command-line tool must be of exactly the version that the page is built with.
BINDGEN_VERSION := $(shell sed -n '/^name = "wasm-bindgen"$$/{n;s/version = "\(.*\)"/\1/p;}' Cargo.lock)
WASM := wasm32-unknown-unknown

export PATH := $(CURDIR)/$(TOOLS)/bin:$(PATH)

help: ## list what there is to make
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

setup: $(TOOLS)/$(WASM) $(TOOLS)/trunk-$(TRUNK_VERSION) $(TOOLS)/wasm-bindgen-cli-$(BINDGEN_VERSION)

$(TOOLS)/$(WASM):
	@mkdir -p $(TOOLS)
	rustup target add $(WASM)
	rustup component add clippy rustfmt
	@touch $@

# Built once and used rarely, so built quickly: a third of the time of a full release build.
QUICKLY := CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
	CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16

# install NAME, VERSION, FLAGS: a prebuilt program where cargo-binstall is there, else a built one.
define install
	@echo "Installing $(1) $(2) under $(TOOLS)/; this happens once and may take some minutes."
	@if cargo binstall -V >/dev/null 2>&1; \
	then cargo binstall --no-confirm --root $(TOOLS) $(1)@$(2); \
	else $(QUICKLY) cargo install --root $(TOOLS) $(1) --version $(2) $(3); fi
	@touch $@
endef

$(TOOLS)/trunk-$(TRUNK_VERSION):
	$(call install,trunk,$(TRUNK_VERSION),--locked --no-default-features --features rustls)

$(TOOLS)/wasm-bindgen-cli-$(BINDGEN_VERSION):
	$(call install,wasm-bindgen-cli,$(BINDGEN_VERSION),--force)

$(TOOLS)/geckodriver-$(GECKODRIVER_VERSION):
	$(call install,geckodriver,$(GECKODRIVER_VERSION),--locked)

serve: setup ## the page on http://127.0.0.1:8080/, built again on every change
	@mkdir -p dist target
	@echo "Building; then the page is on http://127.0.0.1:8080/ and reloads itself on a change."
	trunk serve --cargo-profile dev --dist target/serve

# A panic tells its place in a library without the builder's own folders.
PAGE_FLAGS := --remap-path-prefix=$(or $(CARGO_HOME),$(HOME)/.cargo)/registry/src=

# SITE is the address at which the page will stand, for link previews.
build: setup ## a release in dist/, within its sizes; SITE=https://… for link previews
	RUSTFLAGS="$(PAGE_FLAGS)" trunk build --release
	cargo run --quiet --release --bin workbench -- finish dist/index.html $(SITE)
	cp static/picture.png dist/
	@$(MAKE) --no-print-directory size

size: ## the sizes of what is in dist/, against their limits
	cargo run --quiet --release --bin workbench -- sizes dist benches/size-limits.txt

check: $(TOOLS)/$(WASM) ## format, clippy, and native tests with a tenth of the random runs: before each commit
	cargo fmt --check
	cargo clippy --quiet --all-targets -- --deny warnings
	QUICK=1 cargo test --quiet --lib --test it

test: test-format test-lint test-native test-web test-browser ## everything below

test-format: $(TOOLS)/$(WASM) ## the format of the sources
	cargo fmt --check

test-lint: $(TOOLS)/$(WASM) ## clippy on both targets and the documentation, warnings denied
	cargo clippy --all-targets -- --deny warnings
	cargo clippy --target $(WASM) --lib --bin page --test web -- --deny warnings
	RUSTDOCFLAGS="--deny warnings" cargo doc --quiet --no-deps --lib

test-native: ## unit, transcript, scenario, property and tidy tests
	cargo test

test-web: setup ## components and the pinned hash, in headless Chromium
	.ci/chromium
	CHROMEDRIVER=$$(command -v chromedriver) \
	WASM_BINDGEN_TEST_WEBDRIVER_JSON=tests/webdriver.json WASM_BINDGEN_TEST_TIMEOUT=150 \
	cargo test --target $(WASM) --test web

test-browser: build $(TOOLS)/geckodriver-$(GECKODRIVER_VERSION) ## the release build in Chromium and Firefox, from a sub-path of a plain file server
	.ci/chromium
	.ci/firefox
	cargo test --test browser

readme: ## the README's list of commands and its picture, made anew
	UPDATE_README=1 cargo test --test it readme

reference: ## the reference page of scenario files, made anew
	UPDATE_REFERENCE=1 cargo test --test it reference

# Where Chromium cannot be had, the second benchmark says so itself.
bench: build ## what a simulated day costs, and what a first visit on a slow phone waits for
	cargo bench --bench day
	-.ci/chromium
	cargo bench --bench page

sheets: ## the cheat-sheets, made anew from the lessons
	UPDATE_SHEETS=1 cargo test --test it sheets

clean: ## remove what was built; the tools stay
	rm -rf dist target
